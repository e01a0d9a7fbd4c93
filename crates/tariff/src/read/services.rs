//! Special services: which are allowed, for whom, beside which others, and how many travellers of a
//! departure can have each.

use airside_booking::{ServiceRule, Services};
use airside_primitives::ServiceCode;

use crate::file::{Entry, Section};

/// No aircraft carries more people.
const MOST: i64 = 900;

pub(super) fn services(entry: &Entry<'_>) -> Option<Services> {
    let mut services = Services::default();
    for (code, entry) in entry.section()?.each() {
        match code.parse::<ServiceCode>() {
            Ok(code) => {
                let rule = entry.section().and_then(rule);
                services.0.extend(rule.map(|rule| (code, rule)));
            }
            Err(error) => {
                entry.fault::<()>(error.to_string());
            }
        }
    }
    Some(services)
}

fn rule(section: Section<'_>) -> Option<ServiceRule> {
    let name = section.need("name").and_then(|entry| entry.name()).map(str::to_owned);
    let limit = match section.may("limit") {
        None => Some(None),
        Some(entry) => entry.whole(0..=MOST).map(Some),
    };
    let travellers = section.may("travellers").map_or(Some(Vec::new()), |entry| entry.codes());
    let choice = match section.may("choice") {
        None => Some(None),
        Some(entry) => entry.name().map(|name| Some(name.to_owned())),
    };
    section.close();
    Some(ServiceRule { name: name?, limit: limit?, travellers: travellers?, choice: choice? })
}
