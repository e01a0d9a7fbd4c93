//! Makes the description exact: what all calls share is worked out here for each of them, so that no
//! handler repeats it.
//!
//! A handler names what it answers and the problems that are its own, as codes between backticks.
//! Which more there are follows from what the call takes: who calls, a body, a query, a key.

use serde_json::{Map, Value, json};

use super::headers;
use super::links;
use super::shared::{self, Facts};
use crate::access::Access;
use crate::problem::{Kind, MEDIA_TYPE, Problem};
use crate::webhooks::told::webhooks;

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// The whole description, for clients of a server at this address.
pub(super) fn exact(annotated: Value, server: &str) -> Value {
    let mut document = with_pages_named(annotated);
    document["servers"] = json!([{"url": server, "description": "This server"}]);
    let mut kept = Map::new();
    for (path, method, operation) in operations(&mut document) {
        let facts = Facts::of(path, method, operation);
        let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else {
            continue;
        };
        for (status, codes) in shared::codes(&facts, responses) {
            responses.insert(status, response(&codes, &mut kept));
        }
        if facts.is_reference {
            let same = json!({"description": "As it was under the `ETag` in `If-None-Match`"});
            responses.insert("304".to_owned(), same);
        }
        for (status, response) in responses.iter_mut() {
            headers::write(response, status, &facts);
            links::write(response, &name, status);
        }
        if facts.is_reference {
            headers::ask_for(operation);
        }
        if let Some(body) = operation.get_mut("requestBody") {
            may_be_left_out(body);
        }
        if let Some(told) = told(facts.access) {
            operation["x-access"] = told;
        }
        if !facts.takes_credentials {
            operation["security"] = json!([]);
        }
    }
    for (code, response) in &mut kept {
        headers::write_of_problem(response, code);
    }
    document["webhooks"] = webhooks();
    document["components"]["responses"] = kept.into();
    document["components"]["headers"] = headers::all();
    document
}

/// Who may make a call, for those who have a key; nothing where anybody may.
fn told(access: Access) -> Option<Value> {
    let scopes: Vec<_> = access.scopes().iter().map(|scope| scope.code()).collect();
    (access != Access::Anybody).then(|| {
        json!({
            "role": access.role().code(),
            "scopes": scopes,
            "owner_only": matches!(access, Access::Owner(_)),
        })
    })
}

/// Every call: its path, its method, and what is said of it.
pub(super) fn operations(document: &mut Value) -> Vec<(&str, &'static str, &mut Value)> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let mut found = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(method) = METHODS.iter().find(|known| *known == method) {
                found.push((path.as_str(), *method, operation));
            }
        }
    }
    found
}

/// A response with one of these problems: said once for all calls that share it.
fn response(codes: &[Kind], kept: &mut Map<String, Value>) -> Value {
    let name: Vec<String> = codes.iter().map(|kind| capitals(kind.code())).collect();
    let name = name.join("Or");
    let words: Vec<String> = codes.iter().map(|kind| format!("`{}`", kind.code())).collect();
    let examples: Map<String, Value> = codes
        .iter()
        .map(|kind| {
            let example = Problem::example(*kind);
            (kind.code().to_owned(), json!({"summary": kind.title(), "value": example}))
        })
        .collect();
    let reference = json!({"$ref": format!("#/components/responses/{name}")});
    kept.entry(name).or_insert_with(|| {
        json!({
            "description": words.join(", "),
            "content": {MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": examples,
            }},
        })
    });
    reference
}

/// `sold_out` is `SoldOut`.
fn capitals(code: &str) -> String {
    let words = code.split('_').map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect()
}

/// A body of a handler that takes none for `{}`: it is no null, it is not there.
fn may_be_left_out(body: &mut Value) {
    let Some(media) = body.pointer_mut("/content/application~1json") else { return };
    let mut of_one = media["schema"]["oneOf"].as_array().into_iter().flatten();
    let schema = of_one.find(|it| it.get("$ref").is_some()).cloned();
    if let Some(schema) = schema {
        media["schema"] = schema;
        body["required"] = false.into();
    }
}

/// What the generator calls `List_Booking` is a `BookingPage` of `Booking`s.
fn with_pages_named(mut document: Value) -> Value {
    let named = |name: &str| name.strip_prefix("List_").map(|of| format!("{of}Page"));
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        let known = std::mem::take(schemas);
        schemas.extend(known.into_iter().map(
            |(name, mut schema)| match name.strip_prefix("List_") {
                Some(of) => {
                    let items = &mut schema["properties"]["data"]["items"];
                    *items = json!({"$ref": format!("#/components/schemas/{of}")});
                    (format!("{of}Page"), schema)
                }
                None => (name, schema),
            },
        ));
    }
    rename_references(&mut document, &named);
    document
}

fn rename_references(value: &mut Value, named: &impl Fn(&str) -> Option<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref")
                && let Some((at, name)) = reference.rsplit_once('/')
                && let Some(name) = named(name)
            {
                *reference = format!("{at}/{name}");
            }
            members.values_mut().for_each(|it| rename_references(it, named));
        }
        Value::Array(items) => items.iter_mut().for_each(|it| rename_references(it, named)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
