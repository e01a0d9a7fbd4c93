//! What happened to a booking, in words.

use std::collections::BTreeSet;

use airside_app::bookings::happened::Happened;
use airside_primitives::{Amount, Currency};
use serde_json::{Map, Value};

use crate::operate::today::moment;

/// `2026-11-30 01:09:15 UTC  BOOKING_CANCELLED  AGENT  Fog; status: CONFIRMED -> CANCELLED`
pub(super) fn line(happened: &Happened, currency: Currency) -> String {
    let Happened { at, what, by, said } = happened;
    let who = by.map_or("", |by| by.role().map_or("SYSTEM", |role| role.code()));
    let facts = facts(said.before.as_deref(), said.after.as_deref(), currency);
    let words: Vec<_> = said.reason.clone().into_iter().chain(facts).collect();
    let line = format!("{}  {what:<24} {who:<6}  {}", moment(*at), words.join("; "));
    line.trim_end().to_owned()
}

/// What it was about: how it was and is since, where both are told.
fn facts(before: Option<&str>, after: Option<&str>, currency: Currency) -> Vec<String> {
    let (before, after) = (read(before), read(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let fact = |name: &String| {
        let told = |value: &Value| words(name, value, currency);
        let fact = match (before.get(name), after.get(name)) {
            (Some(before), Some(after)) if before == after => return None,
            (Some(before), Some(after)) => format!("{} -> {}", told(before), told(after)),
            (Some(before), None) => format!("{} -> none", told(before)),
            (None, Some(after)) => told(after),
            (None, None) => return None,
        };
        Some(format!("{}: {fact}", name.replace('_', " ")))
    };
    names.into_iter().filter_map(fact).collect()
}

/// The parts of what was said in JSON; nothing where nothing was.
fn read(said: Option<&str>) -> Map<String, Value> {
    said.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// A value for people; what is named as money is in minor units.
fn words(name: &str, value: &Value, currency: Currency) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => match (name, number.as_i64()) {
            ("amount" | "refund", Some(minor)) => currency.show(Amount::minor(minor)),
            (_, Some(_) | None) => number.to_string(),
        },
        Value::String(text) => text.clone(),
        Value::Array(values) if values.is_empty() => "none".to_owned(),
        Value::Array(values) => {
            let all: Vec<_> = values.iter().map(|value| words(name, value, currency)).collect();
            all.join(", ")
        }
        Value::Object(parts) => {
            if let Some(amount) = parts.get("amount") {
                return words("amount", amount, currency);
            }
            let part = |(name, value): (&String, &Value)| {
                format!("{} {}", name.replace('_', " "), words(name, value, currency))
            };
            parts.iter().map(part).collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use airside_app::account::Role;
    use airside_app::history::{Actor, Said};
    use airside_primitives::UserId;
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    fn told(said: [Option<&str>; 3], by: Option<Actor>) -> String {
        let at = datetime!(2026-11-30 1:09:15.053458 UTC);
        let [reason, before, after] = said.map(|it| it.map(str::to_owned));
        let mut said = Said::default();
        (said.reason, said.before, said.after) = (reason, before, after);
        line(&Happened { at, what: "WHAT", by, said }, Currency::INR)
    }

    #[test]
    fn what_changed_is_told_in_words() {
        let before = r#"{"status":"CONFIRMED","kept":1}"#;
        let after = r#"{"status":"CANCELLED","kept":1,"journeys":["DEPARTING","RETURNING"],
            "waive_charge":true,"refund":{"amount":458900,"currency":"INR"}}"#;
        let by = Actor::User(UserId(Uuid::nil()), Role::Agent);
        assert_eq!(
            told([Some("Fog"), Some(before), Some(after)], Some(by)),
            "2026-11-30 01:09:15 UTC  WHAT                     AGENT   Fog; \
             journeys: DEPARTING, RETURNING; refund: INR 4,589.00; \
             status: CONFIRMED -> CANCELLED; waive charge: yes"
        );
    }

    #[test]
    fn what_happened_of_itself_is_told_alone() {
        let bare = told([None; 3], None);
        assert_eq!(bare, "2026-11-30 01:09:15 UTC  WHAT");
        let told = told([None, None, Some(r#"{"amount":100}"#)], Some(Actor::System));
        assert!(told.ends_with("SYSTEM  amount: INR 1.00"), "{told}");
    }
}
