//! A client of the last release works with this one: its document beside today's.
//!
//! Calls, parameters, statuses and fields of answers stay; requests ask for nothing new, and take every
//! word that they took. `released.json` is the document as the last release served it; whoever makes a
//! release puts that of the release there.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::variations::description;

const RELEASED: &str = include_str!("released.json");

static NOTHING: Value = Value::Null;

/// Which way a schema goes: what is sent may ask for less, what is answered may tell more.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Sent,
    Answered,
}

#[test]
fn a_client_of_the_last_release_works_with_this_one() {
    let released: Value = serde_json::from_str(RELEASED).unwrap();
    assert_eq!(Compared { before: &released, now: &description() }.breaks(), [""; 0]);
}

#[test]
fn what_would_break_a_client_is_found() {
    type Edit = fn(&mut Value);
    let edits: [(Edit, &str); 6] = [
        (|api| remove(api, "/paths", "/v1/offers"), "GET /v1/offers is gone"),
        (
            |api| remove(api, "/components/schemas/Payment/properties", "amount"),
            "POST /v1/bookings/{booking_ref}/payments 201 /amount is gone",
        ),
        (
            |api| api["components"]["schemas"]["NewUser"]["required"] = json!(["phone"]),
            "POST /v1/users body /phone is required now",
        ),
        (
            |api| api["components"]["schemas"]["Gender"]["enum"] = json!(["FEMALE", "MALE"]),
            "POST /v1/bookings body /passengers/0/gender no longer takes \"UNSPECIFIED\"",
        ),
        (
            |api| remove(api, "/paths/~1v1~1offers~1{id}/get/responses", "410"),
            "GET /v1/offers/{id} is no longer answered with 410",
        ),
        (
            |api| {
                let email = "/components/schemas/User/properties/email/type";
                *api.pointer_mut(email).unwrap() = json!("integer");
            },
            "POST /v1/users 201 /user/email is of another type",
        ),
    ];
    let before = description();
    for (edit, expected) in edits {
        let mut now = before.clone();
        edit(&mut now);
        let breaks = Compared { before: &before, now: &now }.breaks();
        assert!(breaks.iter().any(|it| it == expected), "{expected}: {breaks:?}");
    }
}

fn remove(api: &mut Value, at: &str, name: &str) {
    api.pointer_mut(at).unwrap().as_object_mut().unwrap().remove(name).unwrap();
}

/// Two documents.
struct Compared<'a> {
    before: &'a Value,
    now: &'a Value,
}

impl<'a> Compared<'a> {
    /// What a client of before would miss.
    fn breaks(&self) -> Vec<String> {
        let mut breaks = Vec::new();
        for (path, item) in self.before["paths"].as_object().into_iter().flatten() {
            for (method, before) in item.as_object().into_iter().flatten() {
                let call = format!("{} {path}", method.to_uppercase());
                match self.now["paths"].get(path).and_then(|item| item.get(method)) {
                    Some(now) => self.call(&call, before, now, &mut breaks),
                    None => breaks.push(format!("{call} is gone")),
                }
            }
        }
        breaks
    }

    fn call(&self, call: &str, before: &'a Value, now: &'a Value, breaks: &mut Vec<String>) {
        let parameters = |of: &'a Value| of["parameters"].as_array().into_iter().flatten();
        let required = |it: &Value| it["required"] == json!(true);
        for parameter in parameters(before) {
            if !parameters(now).any(|it| it["name"] == parameter["name"]) {
                breaks.push(format!("{call} no longer takes {}", parameter["name"]));
            }
        }
        for parameter in parameters(now).filter(|it| required(it)) {
            let known = parameters(before).find(|it| it["name"] == parameter["name"]);
            if !known.is_some_and(required) {
                breaks.push(format!("{call} asks for {}", parameter["name"]));
            }
        }
        let body = |of: &'a Value| &of["requestBody"]["content"]["application/json"]["schema"];
        let place = format!("{call} body");
        self.schemas((&place, ""), Way::Sent, (body(before), body(now)), breaks);

        for (status, answer) in before["responses"].as_object().into_iter().flatten() {
            let Some(then) = now["responses"].get(status) else {
                breaks.push(format!("{call} is no longer answered with {status}"));
                continue;
            };
            let content = |api, answer| &resolved(api, answer)["content"]["application/json"];
            let (before, now) = (content(self.before, answer), content(self.now, then));
            let place = format!("{call} {status}");
            let schemas = (&before["schema"], &now["schema"]);
            self.schemas((&place, ""), Way::Answered, schemas, breaks);
        }
    }

    fn schemas(
        &self,
        (place, at): (&str, &str),
        way: Way,
        (before, now): (&'a Value, &'a Value),
        breaks: &mut Vec<String>,
    ) {
        let (before, now) = (resolved(self.before, before), resolved(self.now, now));
        let mut tell =
            |what: String| breaks.push(format!("{place} {at} {what}").replace("  ", " "));
        if before["type"] != now["type"] {
            return tell("is of another type".to_owned());
        }
        if way == Way::Sent {
            let taken: BTreeSet<_> = words(now).map(Value::to_string).collect();
            for word in words(before).map(Value::to_string).filter(|word| !taken.contains(word)) {
                tell(format!("no longer takes {word}"));
            }
            for name in names(now).filter(|name| !names(before).any(|it| it == *name)) {
                breaks.push(format!("{place} {at}/{name} is required now"));
            }
        }
        for (name, field) in before["properties"].as_object().into_iter().flatten() {
            let inside = format!("{at}/{name}");
            match now["properties"].get(name) {
                Some(then) => self.schemas((place, &inside), way, (field, then), breaks),
                None => breaks.push(format!("{place} {inside} is gone")),
            }
        }
        if before["items"].is_object() {
            let items = (&before["items"], &now["items"]);
            self.schemas((place, &format!("{at}/0")), way, items, breaks);
        }
        for together in ["allOf", "oneOf"] {
            let parts = |of: &'a Value| of[together].as_array().into_iter().flatten();
            for pair in parts(before).zip(parts(now)) {
                self.schemas((place, at), way, pair, breaks);
            }
        }
    }
}

fn words(schema: &Value) -> impl Iterator<Item = &Value> {
    schema["enum"].as_array().into_iter().flatten()
}

fn names(schema: &Value) -> impl Iterator<Item = &str> {
    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn resolved<'a>(api: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => resolved(api, api.pointer(&reference[1..]).unwrap_or(&NOTHING)),
        None => value,
    }
}
