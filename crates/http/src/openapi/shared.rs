//! Which problems a call has in common with others, by what it takes.

use std::collections::BTreeMap;

use airside_app::account::Role;
use serde_json::{Map, Value};

use crate::access::{self, Access};
use crate::problem::Kind;

/// What decides over the problems and the headers of a call.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Facts {
    /// Not what watches over the server.
    pub(super) is_api: bool,
    pub(super) is_get: bool,
    /// It reads airports, airlines or flights.
    pub(super) is_reference: bool,
    /// Whoever names himself is looked at.
    pub(super) takes_credentials: bool,
    takes_query: bool,
    takes_body: bool,
    takes_json: bool,
    /// Who may make it; only operators, or those with a scope.
    pub(super) access: Access,
    /// It takes an `Idempotency-Key`.
    pub(super) is_repeatable: bool,
    /// It is counted, whoever calls.
    pub(super) is_counted: bool,
}

impl Facts {
    pub(super) fn of(path: &str, method: &str, operation: &Value) -> Self {
        let has_parameter = |place: &str, name: Option<&str>| {
            operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .any(|it| it["in"] == place && name.is_none_or(|name| it["name"] == name))
        };
        let ways = operation["security"].as_array().into_iter().flatten();
        let takes_credentials = ways.filter_map(Value::as_object).any(|way| !way.is_empty());
        let content = &operation["requestBody"]["content"]["application/json"];
        Self {
            is_api: path.starts_with("/v1/") || path.starts_with("/sandbox/"),
            is_get: method == "get",
            is_reference: operation["tags"][0] == "Reference data",
            takes_credentials,
            access: access::of(method, path).unwrap_or(Access::Anybody),
            takes_query: has_parameter("query", None),
            takes_body: operation.get("requestBody").is_some(),
            takes_json: content["schema"].as_object().is_some_and(|schema| !schema.is_empty()),
            is_repeatable: has_parameter("header", Some("Idempotency-Key")),
            is_counted: takes_credentials || operation["responses"].get("429").is_some(),
        }
    }

    /// The problems that follow from what the call takes.
    fn codes(&self) -> Vec<Kind> {
        let groups: [(bool, &[Kind]); 10] = [
            (self.is_repeatable, &[Kind::IdempotencyKeyRequired, Kind::InvalidIdempotencyKey]),
            (self.takes_json, &[Kind::MalformedJson]),
            (self.takes_body, &[Kind::BadRequest, Kind::RequestTimeout, Kind::PayloadTooLarge]),
            (self.takes_body, &[Kind::UnsupportedMediaType]),
            (self.takes_credentials, &[Kind::Unauthorized, Kind::RateLimited]),
            (self.access.role() > Role::Customer, &[Kind::Forbidden]),
            (!self.access.scopes().is_empty(), &[Kind::InsufficientScope]),
            (
                self.takes_json || self.takes_query || self.takes_credentials,
                &[Kind::InvalidRequest],
            ),
            (self.is_repeatable, &[Kind::IdempotencyKeyInUse, Kind::IdempotencyKeyReused]),
            (true, &[Kind::Internal, Kind::Unavailable]),
        ];
        groups.into_iter().filter(|(has, _)| *has).flat_map(|(_, kinds)| kinds).copied().collect()
    }
}

/// The problems of a call by their status: its own, which its description names, and the shared.
pub(super) fn codes(facts: &Facts, described: &Map<String, Value>) -> BTreeMap<String, Vec<Kind>> {
    let mut by_status: BTreeMap<String, Vec<Kind>> = BTreeMap::new();
    if !facts.is_api {
        return by_status;
    }
    let own = described.values().flat_map(|response| named(&response["description"]));
    let shared = facts.codes();
    for kind in own.chain(shared) {
        let codes = by_status.entry(kind.status().as_u16().to_string()).or_default();
        if !codes.contains(&kind) {
            codes.push(kind);
        }
    }
    by_status
}

/// The codes between backticks.
fn named(description: &Value) -> Vec<Kind> {
    let words = description.as_str().unwrap_or_default().split('`').skip(1).step_by(2);
    words.filter_map(Kind::of_code).collect()
}
