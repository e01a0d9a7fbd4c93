//! How a body can be wrong, by what the description of the API says of it.

use serde_json::{Value, json};

/// What is done to a body.
pub(crate) enum Change {
    Remove,
    Replace(Value),
    /// A field is added that nobody knows.
    Add,
}

const UNKNOWN: &str = "nobody_knows";

impl Change {
    pub(crate) fn apply(&self, body: &Value, pointer: &str) -> String {
        let mut changed = body.clone();
        match self {
            Self::Replace(value) => *changed.pointer_mut(pointer).unwrap() = value.clone(),
            Self::Add => changed.pointer_mut(pointer).unwrap()[UNKNOWN] = json!(1),
            Self::Remove => {
                let (parent, name) = pointer.rsplit_once('/').unwrap();
                let parent = changed.pointer_mut(parent).unwrap();
                parent.as_object_mut().unwrap().remove(name).unwrap();
            }
        }
        changed.to_string()
    }

    pub(crate) fn blamed(&self, pointer: &str) -> String {
        match self {
            Self::Add => format!("{pointer}/{UNKNOWN}"),
            Self::Remove | Self::Replace(_) => pointer.to_owned(),
        }
    }
}

/// Every way in which what is at a pointer can be of the wrong type, by its description.
pub(crate) fn vary(
    api: &Value,
    schema: &Value,
    body: &Value,
    at: &str,
    wrong: &mut Vec<(String, Change)>,
) {
    let (schema, is_nullable) = resolved(api, schema);
    let Some(said) = body.pointer(at) else { return };
    let mut instead = |value: Value| wrong.push((at.to_owned(), Change::Replace(value)));
    if !is_nullable && !at.is_empty() {
        instead(Value::Null);
    }
    match said {
        Value::Object(_) => {
            // The values in order are no object.
            instead(said.as_object().unwrap().values().cloned().collect());
            instead(json!([]));
            instead(json!("{}"));
            wrong.push((at.to_owned(), Change::Add));
        }
        Value::Array(_) => instead(json!({"0": 1})),
        Value::String(_) => [json!(7), json!({}), json!(true)].into_iter().for_each(instead),
        Value::Number(_) => {
            let is_whole = schema["type"] != "number";
            let wrong = [json!("7"), json!(-1e30), json!([7])].into_iter();
            wrong.chain(is_whole.then(|| json!(1.5))).for_each(instead);
        }
        Value::Bool(_) => [json!("true"), json!(0)].into_iter().for_each(instead),
        Value::Null => instead(json!({})),
    }
    if said.is_array() {
        vary(api, &schema["items"], body, &format!("{at}/0"), wrong);
    }
    let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let pointer = format!("{at}/{name}");
        if required.contains(&&json!(name)) {
            wrong.push((pointer.clone(), Change::Remove));
        }
        vary(api, inner, body, &pointer, wrong);
    }
}

pub(crate) fn description() -> Value {
    airside_http::description().unwrap()
}

/// The method of a path that takes a body, if that is no file.
pub(crate) fn method_of(api: &Value, path: &str) -> &'static str {
    let call = |method: &&str| {
        let call = &api["paths"][path][method];
        let body = &call["requestBody"];
        call.is_object() && (body.is_null() || body["content"]["application/json"].is_object())
    };
    ["post", "put", "patch"].into_iter().find(call).unwrap_or_default()
}

/// What the body of a call must be; an object without fields where nothing can be said.
pub(crate) fn schema_of(api: &Value, path: &str) -> Value {
    let body = &api["paths"][path][method_of(api, path)]["requestBody"];
    let schema = &body["content"]["application/json"]["schema"];
    if schema.is_null() { json!({"type": "object"}) } else { schema.clone() }
}

/// A schema without references, and whether null is as good.
fn resolved<'a>(api: &'a Value, schema: &'a Value) -> (&'a Value, bool) {
    if let Some(reference) = schema["$ref"].as_str() {
        return resolved(api, api.pointer(&reference[1..]).unwrap());
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return (resolved(api, &choices[0]).0, choices.contains(&json!({"type": "null"})));
    }
    let is_nullable = schema["type"].as_array().is_some_and(|it| it.contains(&json!("null")));
    (schema, is_nullable)
}

/// Pointers to every field that a schema describes; of lists, to those of the first item.
pub(crate) fn fields_described(api: &Value, schema: &Value, at: &str) -> Vec<String> {
    let (schema, _) = resolved(api, schema);
    let mut fields = Vec::new();
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let pointer = format!("{at}/{name}");
        fields.extend(fields_described(api, inner, &pointer));
        fields.push(pointer);
    }
    if schema["items"].is_object() {
        fields.extend(fields_described(api, &schema["items"], &format!("{at}/0")));
    }
    fields
}

/// Pointers to every field of every object in a body.
pub(crate) fn fields_of(body: &Value) -> Vec<String> {
    match body {
        Value::Object(fields) => {
            let inside = |(name, value): (&String, &Value)| {
                let inner = fields_of(value).into_iter().map(move |it| format!("/{name}{it}"));
                inner.chain([format!("/{name}")]).collect::<Vec<_>>()
            };
            fields.iter().flat_map(inside).collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.flat_map(|(at, item)| inner_of(at, item)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn inner_of(at: usize, item: &Value) -> Vec<String> {
    fields_of(item).into_iter().map(|inner| format!("/{at}{inner}")).collect()
}

/// The body as text, with one field there twice.
pub(crate) fn with_twice(body: &Value, at: &str, twice: &str) -> String {
    let inner = |name: &str, value: &Value| with_twice(value, &format!("{at}/{name}"), twice);
    match body {
        Value::Object(fields) => {
            let written = fields.iter().flat_map(|(name, value)| {
                let field = format!("{}:{}", json!(name), inner(name, value));
                let times = if format!("{at}/{name}") == twice { 2 } else { 1 };
                std::iter::repeat_n(field, times)
            });
            format!("{{{}}}", written.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            let written = items.map(|(index, item)| inner(&index.to_string(), item));
            format!("[{}]", written.collect::<Vec<_>>().join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => body.to_string(),
    }
}
