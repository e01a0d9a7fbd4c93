//! One call: where it goes, what it carries, and when it may be sent again.

use reqwest::{Method, Url};
use serde::Serialize;
use serde_json::Value;

use crate::error::Error;
use crate::idempotency::IdempotencyKey;

/// A call that can be sent any number of times, each time the same.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: Method,
    path: Vec<String>,
    query: Vec<(&'static str, String)>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) repeat: Repeat,
    /// Whether it carries the caller's key.
    pub(crate) signed: bool,
}

/// When a call may be sent again.
#[derive(Clone)]
pub(crate) enum Repeat {
    /// It changes nothing, or once more does no harm.
    Harmless,
    /// It takes effect once under this key.
    UnderKey(IdempotencyKey),
    /// Only if the server cannot have acted on it.
    IfUnheard,
}

impl Call {
    pub(crate) fn get(path: &[&str]) -> Self {
        Self {
            method: Method::GET,
            path: path.iter().map(|&segment| segment.to_owned()).collect(),
            query: Vec::new(),
            body: None,
            repeat: Repeat::Harmless,
            signed: true,
        }
    }

    pub(crate) fn post(path: &[&str]) -> Self {
        Self { method: Method::POST, repeat: Repeat::IfUnheard, ..Self::get(path) }
    }

    pub(crate) fn patch(path: &[&str]) -> Self {
        Self { method: Method::PATCH, repeat: Repeat::IfUnheard, ..Self::get(path) }
    }

    pub(crate) fn put(path: &[&str]) -> Self {
        Self { method: Method::PUT, ..Self::patch(path) }
    }

    pub(crate) fn delete(path: &[&str]) -> Self {
        Self { method: Method::DELETE, repeat: Repeat::IfUnheard, ..Self::get(path) }
    }

    /// With this body. What is `None` is left out.
    pub(crate) fn json(self, body: &impl Serialize) -> Result<Self, Error> {
        let unsendable = |error: serde_json::Error| Error::Unsendable(error.to_string());
        let body = without_nulls(serde_json::to_value(body).map_err(unsendable)?);
        Ok(Self { body: Some(serde_json::to_vec(&body).map_err(unsendable)?), ..self })
    }

    /// With this parameter, if there is something to say.
    pub(crate) fn query(mut self, name: &'static str, value: Option<impl ToString>) -> Self {
        self.query.extend(value.map(|value| (name, value.to_string())));
        self
    }

    /// Repeated under this key.
    pub(crate) fn under(self, key: &IdempotencyKey) -> Self {
        Self { repeat: Repeat::UnderKey(key.clone()), ..self }
    }

    pub(crate) fn harmless(self) -> Self {
        Self { repeat: Repeat::Harmless, ..self }
    }

    pub(crate) fn if_unheard(self) -> Self {
        Self { repeat: Repeat::IfUnheard, ..self }
    }

    /// Without the caller's key.
    pub(crate) fn unsigned(self) -> Self {
        Self { signed: false, ..self }
    }

    /// Where it goes, below the address of the API.
    pub(crate) fn url(&self, base: &Url) -> Result<Url, Error> {
        // An address would lose them, and lead elsewhere.
        if let Some(lost) = self.path.iter().find(|it| matches!(it.as_str(), "" | "." | "..")) {
            return Err(Error::Unsendable(format!("there can be no id `{lost}`")));
        }
        let mut url = base.clone();
        match url.path_segments_mut() {
            Ok(mut path) => path.pop_if_empty().extend(&self.path),
            Err(()) => return Err(Error::Unsendable("the address has no paths".to_owned())),
        };
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok(url)
    }
}

/// To the API a member that is null is one that is not there.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| (name, without_nulls(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn url(call: &Call) -> String {
        call.url(&Url::parse("https://example.com/air/").unwrap()).unwrap().to_string()
    }

    #[test]
    fn what_a_caller_gives_stays_in_its_place() {
        let call = Call::get(&["v1", "bookings", "a/../b?c#d e"]);
        assert_eq!(url(&call), "https://example.com/air/v1/bookings/a%2F..%2Fb%3Fc%23d%20e");
        let call = Call::get(&["v1", "airports"]).query("q", Some("a&b=c ü"));
        assert_eq!(url(&call), "https://example.com/air/v1/airports?q=a%26b%3Dc+%C3%BC");
        for id in ["", ".", ".."] {
            let call = Call::get(&["v1", "bookings", id]);
            let base = Url::parse("https://example.com").unwrap();
            assert!(matches!(call.url(&base), Err(Error::Unsendable(_))), "{id}");
        }
    }

    #[test]
    fn members_that_are_null_are_left_out_and_items_are_not() {
        let body = json!({"a": null, "b": {"c": null, "d": [null, {"e": null}]}});
        let call = Call::post(&["v1"]).json(&body).unwrap();
        assert_eq!(call.body.unwrap(), br#"{"b":{"d":[null,{}]}}"#);
    }
}
