//! The headers of answers.

use serde_json::{Map, Value, json};

use super::shared::Facts;

/// Each header, its type and what it tells.
const HEADERS: [(&str, &str, &str); 8] = [
    ("X-Request-Id", "string", "Names this request in our log. A client may send its own."),
    ("RateLimit", "string", "What is left: `\"api\";r=399;t=1`, with `t` in seconds."),
    ("RateLimit-Policy", "string", "What is allowed: `\"api\";q=400;w=4`, with `w` in seconds."),
    ("Retry-After", "integer", "So many seconds to wait."),
    ("Location", "string", "Where what was made is found."),
    ("Idempotent-Replayed", "boolean", "Present and true where a remembered answer is given."),
    ("ETag", "string", "Names this version; send it back as `If-None-Match`."),
    ("WWW-Authenticate", "string", "How to say who calls."),
];

/// All of them, as components.
pub(super) fn all() -> Value {
    let header = |(name, kind, description): (&str, &str, &str)| {
        (name.to_owned(), json!({"description": description, "schema": {"type": kind}}))
    };
    Value::Object(HEADERS.map(header).into_iter().collect())
}

/// Adds its headers to an answer of a call.
pub(super) fn write(response: &mut Value, status: &str, facts: &Facts) {
    if response.get("$ref").is_some() {
        return;
    }
    let has_tag = facts.is_reference && ["200", "304"].contains(&status);
    let names = [
        (true, "X-Request-Id"),
        (facts.is_counted, "RateLimit"),
        (facts.is_counted, "RateLimit-Policy"),
        (status == "202" && facts.is_get, "Retry-After"),
        (status == "201", "Location"),
        (facts.is_repeatable, "Idempotent-Replayed"),
        (has_tag, "ETag"),
    ];
    set(response, names.into_iter().filter(|(has, _)| *has).map(|(_, name)| name));
}

/// Adds the header by which a client says what it has.
pub(super) fn ask_for(operation: &mut Value) {
    let known = json!({
        "name": "If-None-Match",
        "in": "header",
        "required": false,
        "description": "The `ETag` of an earlier answer: 304 while nothing has changed.",
        "schema": {"type": "string"},
    });
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.push(known),
        None => operation["parameters"] = json!([known]),
    }
}

/// Adds its headers to a problem that calls share.
pub(super) fn write_of_problem(response: &mut Value, name: &str) {
    let waits = name.contains("RateLimited") || name.contains("Unavailable");
    let names = [
        (true, "X-Request-Id"),
        (waits, "Retry-After"),
        (name.contains("RateLimited"), "RateLimit"),
        (name.contains("RateLimited"), "RateLimit-Policy"),
        (name.contains("Unauthorized"), "WWW-Authenticate"),
    ];
    set(response, names.into_iter().filter(|(has, _)| *has).map(|(_, name)| name));
}

fn set<'a>(response: &mut Value, names: impl Iterator<Item = &'a str>) {
    let reference = |name: &str| json!({"$ref": format!("#/components/headers/{name}")});
    let headers: Map<String, Value> =
        names.map(|name| (name.to_owned(), reference(name))).collect();
    response["headers"] = headers.into();
}
