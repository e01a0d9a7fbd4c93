//! Searches by query string: a refusal names the parameters that are wrong, and whatever is found
//! is what was asked for.
//!
//! What was asked for is read here once more, without any of our code.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::faults::readable;
use crate::service::{Answer, get};

/// Whether the query is answered as it should be.
pub fn holds(query: &[u8]) {
    let query = String::from_utf8_lossy(query);
    // No client sends what stands behind it.
    let query = query.split('#').next().unwrap_or_default();
    let Some(answer) = get(&format!("/v1/offers?{query}")) else { return };
    match answer.status {
        200 => found(query, &answer),
        422 => refused(&answer),
        status => panic!("{status}: {answer:?}"),
    }
}

fn refused(answer: &Answer) {
    assert!(!answer.code().is_empty(), "{answer:?}");
    readable(answer.body["detail"].as_str().unwrap());
    let errors = answer.body["errors"].as_array().unwrap();
    assert!(!errors.is_empty(), "refused without a fault");
    for error in errors {
        let pointer = error["pointer"].as_str().unwrap();
        assert!(pointer.is_empty() || pointer.starts_with('/'), "{pointer}");
        readable(error["detail"].as_str().unwrap());
    }
}

fn found(query: &str, answer: &Answer) {
    let again = get(&format!("/v1/offers?{query}"));
    assert_eq!(again.as_ref(), Some(answer), "one question has two answers");

    let asked = Asked::read(query);
    let departing = answer.body["departing"].as_array().unwrap();
    let returning = answer.body["returning"].as_array();
    assert_eq!(returning.is_some(), asked.text("return_date").is_some());
    for (list, is_departing) in
        [(departing, true)].into_iter().chain(returning.map(|it| (it, false)))
    {
        assert!(list.len() as u64 <= asked.number("limit").unwrap_or(50));
        for offer in list {
            asked.is_met(offer, is_departing);
        }
        if asked.text("sort") == Some("PRICE") {
            assert!(list.is_sorted_by_key(total), "not by price");
        }
    }
    if let Some(next) = answer.body["next_cursor"].as_str() {
        let mut rest = form_urlencoded::Serializer::new(String::new());
        rest.extend_pairs(asked.0.iter().filter(|(name, _)| *name != "cursor"));
        let next = rest.append_pair("cursor", next).finish();
        let next = get(&format!("/v1/offers?{next}")).unwrap();
        assert_eq!(next.status, 200, "{next:?}");
        assert_ne!(next.body, answer.body, "the next page is this one");
    }
}

/// The parameters of a query that was answered, so each is there once and right.
struct Asked(BTreeMap<String, String>);

impl Asked {
    fn read(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.text(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
    }

    fn list(&self, name: &str) -> Vec<&str> {
        self.text(name).map(|text| text.split(',').collect()).unwrap_or_default()
    }

    fn is_met(&self, offer: &Value, is_departing: bool) {
        let segments = offer["segments"].as_array().unwrap();
        let stops = segments.len() as u64 - 1;
        assert!(stops <= self.number("max_stops").unwrap_or(2), "{offer}");
        let each = |name: &str| {
            let values = segments.iter().map(|segment| segment[name].as_str().unwrap());
            values.map(str::to_owned).collect::<Vec<_>>()
        };
        let only = self.list("airlines");
        let airlines = each("airline");
        assert!(only.is_empty() || airlines.iter().all(|it| only.contains(&&**it)), "{offer}");
        let never = self.list("exclude_airlines");
        assert!(!airlines.iter().any(|it| never.contains(&&**it)), "{offer}");
        let cabin = self.text("cabin").unwrap_or("ECONOMY");
        assert!(each("cabin").iter().all(|it| it == cabin), "{offer}");
        if let Some(number) = self.text("flight_number").filter(|_| is_departing) {
            let digits = |text: &str| text.trim_start_matches('0').to_owned();
            let plain = format!("{}{}", &number[..2], digits(&number[2..]));
            assert!(each("flight_number").contains(&plain), "{number}: {offer}");
        }

        let minutes = offer["duration_minutes"].as_u64().unwrap();
        assert!(self.number("max_duration").is_none_or(|most| minutes <= most), "{offer}");
        let layovers = offer["layovers"].as_array().unwrap();
        for layover in layovers {
            let minutes = layover["minutes"].as_u64().unwrap();
            assert!(self.number("min_layover").is_none_or(|least| minutes >= least), "{offer}");
            assert!(self.number("max_layover").is_none_or(|most| minutes <= most), "{offer}");
        }
        if let Some(via) = self.text("via") {
            assert!(layovers.iter().any(|it| it["airport"] == via), "{via}: {offer}");
        }

        let price = total(offer);
        assert!(self.number("max_price").is_none_or(|most| price <= most), "{offer}");
        let refundable = offer["conditions"]["refundable"] == true;
        assert!(self.text("refundable") != Some("true") || refundable, "{offer}");
        let checked = offer["baggage"]["checked_kg"].as_u64().unwrap();
        assert!(self.text("checked_baggage") != Some("true") || checked > 0, "{offer}");

        let travelling = |kind: &str| {
            let rows = offer["price"]["per_passenger"].as_array().unwrap();
            rows.iter()
                .find(|row| row["type"] == kind)
                .map_or(0, |row| row["count"].as_u64().unwrap())
        };
        assert_eq!(travelling("ADULT"), self.number("adults").unwrap_or(1), "{offer}");
        assert_eq!(travelling("CHILD"), self.number("children").unwrap_or(0), "{offer}");
        assert_eq!(travelling("INFANT"), self.number("infants").unwrap_or(0), "{offer}");
    }
}

/// In minor units, for the party.
fn total(offer: &Value) -> u64 {
    offer["price"]["total"]["amount"].as_u64().unwrap()
}
