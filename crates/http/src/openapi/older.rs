//! The description as OpenAPI 3.0, for generators that do not know 3.1 yet.
//!
//! 3.1 speaks the whole of JSON Schema, 3.0 a dialect: null is `nullable`, examples are one example
//! (OpenAPI Initiative, "Migrating from OpenAPI 3.0 to 3.1.0").

use serde_json::{Map, Value, json};

/// The same calls and shapes in the older form.
pub(super) fn older(exact: &Value) -> Value {
    let mut document = exact.clone();
    document["openapi"] = "3.0.3".into();
    if let Some(license) = document["info"]["license"].as_object_mut() {
        license.remove("identifier");
    }
    // 3.0 knows none.
    if let Some(members) = document.as_object_mut()
        && let Some(webhooks) = members.remove("webhooks")
    {
        members.insert("x-webhooks".to_owned(), webhooks);
    }
    rewrite(&mut document);
    document
}

fn rewrite(value: &mut Value) {
    match value {
        Value::Object(members) => {
            null_is_a_flag(members);
            examples_are_one(members);
            members.values_mut().for_each(rewrite);
        }
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn null_is_a_flag(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get("type") {
        let other = types.iter().find(|it| *it != "null").cloned();
        let is_nullable = types.iter().any(|it| it == "null");
        schema.insert("type".to_owned(), other.unwrap_or_else(|| "object".into()));
        if is_nullable {
            schema.insert("nullable".to_owned(), true.into());
        }
    }
    let is_null = |it: &Value| it["type"] == "null";
    if let Some(Value::Array(ways)) = schema.get_mut("oneOf")
        && ways.iter().any(is_null)
    {
        ways.retain(|it| !is_null(it));
        let rest = std::mem::take(ways);
        schema.remove("oneOf");
        // A reference stands alone in 3.0, so what is said beside it goes around it.
        let key = if rest.len() == 1 { "allOf" } else { "oneOf" };
        let rest: Vec<Value> = rest.into_iter().map(|it| alone(&it)).collect();
        schema.insert(key.to_owned(), rest.into());
        schema.insert("nullable".to_owned(), true.into());
    }
    if schema.contains_key("$ref") && schema.len() > 1 && !schema.contains_key("content") {
        let reference = alone(&Value::Object(schema.clone()));
        schema.remove("$ref");
        schema.insert("allOf".to_owned(), json!([reference]));
    }
}

/// A reference without what is said beside it.
fn alone(schema: &Value) -> Value {
    match schema.get("$ref") {
        Some(reference) => json!({"$ref": reference}),
        None => schema.clone(),
    }
}

/// Of a schema; those of a media type are named, and stay.
fn examples_are_one(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(examples)) = schema.get("examples") {
        let first = examples.first().cloned();
        schema.remove("examples");
        schema.extend(first.map(|it| ("example".to_owned(), it)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_null_is_nullable() {
        let mut schema = json!({"properties": {
            "name": {"type": ["string", "null"], "examples": ["Asha"]},
            "price": {"oneOf": [{"$ref": "#/p", "description": "What it costs."}, {"type": "null"}]},
            "from": {"$ref": "#/a", "description": "Where it begins."},
        }});
        rewrite(&mut schema);
        let expected = json!({"properties": {
            "name": {"type": "string", "nullable": true, "example": "Asha"},
            "price": {"allOf": [{"$ref": "#/p"}], "nullable": true},
            "from": {"allOf": [{"$ref": "#/a"}], "description": "Where it begins."},
        }});
        assert_eq!(schema, expected);
    }
}
