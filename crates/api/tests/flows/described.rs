//! Holds every answer of the tests to the description of the API: its status, its media type, its
//! body, the code of its problem and its headers are described for the call.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::Value;

use crate::call::Answer;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| airside_http::description().unwrap());

/// What an answer must not have unless its call is described with it.
const TOLD: [&str; 5] = ["location", "idempotent-replayed", "retry-after", "ratelimit", "etag"];

/// Panics where an answer is not as described. What is not described at all, as pages and the
/// sandbox, passes.
#[track_caller]
pub(crate) fn hold(method: &Method, path: &str, answer: &Answer) {
    let Some(operation) = operation(method, path) else { return };
    let call = format!("{method} {path}: {} {}", answer.status, answer.text());
    let responses = &operation["responses"];
    let response = resolved(&responses[answer.status.to_string()]);
    assert!(response.is_object(), "the status is not described of {call}");

    let described = response["headers"].as_object();
    let is_described = |name: &str| {
        described.is_some_and(|headers| headers.keys().any(|it| it.eq_ignore_ascii_case(name)))
    };
    for name in TOLD.into_iter().filter(|name| answer.header(name).is_some()) {
        assert!(is_described(name) || name == "ratelimit", "{name} is not described of {call}");
    }
    for name in ["location", "x-request-id"].into_iter().filter(|name| is_described(name)) {
        assert!(answer.header(name).is_some(), "{name} is missing in {call}");
    }

    let Some(content) = response["content"].as_object() else {
        return assert!(answer.bytes.is_empty(), "no body is described of {call}");
    };
    let media_type = answer.header("content-type").unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default();
    // What a person with a browser gets instead of a problem.
    if media_type == "text/html" {
        return;
    }
    let Some(media) = content.get(media_type) else {
        panic!("{media_type} is not described of {call}");
    };
    if media_type.ends_with("json") {
        hold_body(&media["schema"], &answer.json(), &call);
    }
    if media_type == "application/problem+json" {
        let code = &answer.json()["code"];
        let is_known = media["examples"].get(code.as_str().unwrap_or_default()).is_some();
        assert!(is_known, "{code} is not described of {call}");
    }
}

#[track_caller]
fn hold_body(schema: &Value, body: &Value, call: &str) {
    let validator = validator(schema);
    let faults: Vec<String> = validator
        .iter_errors(body)
        .map(|fault| format!("{} {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{} in {call}", faults.join("; "));
}

/// Made once for each schema: a thousand clients have a thousand answers.
fn validator(schema: &Value) -> Arc<Validator> {
    static KEPT: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    let mut kept = KEPT.lock().unwrap();
    let validator = kept.entry(schema.to_string()).or_insert_with(|| {
        // References are looked up in the document that they are in.
        let mut schema = schema.clone();
        schema["components"] = DOCUMENT["components"].clone();
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        Arc::new(options.build(&schema).unwrap())
    });
    validator.clone()
}

/// What is said of a call, if anything.
fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let paths = DOCUMENT["paths"].as_object()?;
    // A path that is written out wins over one with a place for any.
    let mut known: Vec<_> = paths.iter().filter(|(template, _)| is_of(template, path)).collect();
    known.sort_by_key(|(template, _)| template.matches('{').count());
    let (_, item) = known.first()?;
    item.get(method.as_str().to_lowercase())
}

fn is_of(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let is_any = |known: &str, part: &str| known.starts_with('{') && !part.is_empty();
    template.len() == path.len()
        && template.iter().zip(&path).all(|(known, part)| known == part || is_any(known, part))
}

fn resolved(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => DOCUMENT.pointer(&reference[1..]).unwrap(),
        None => value,
    }
}
