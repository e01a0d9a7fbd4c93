//! All tools, in the order of a trip, and what a key needs for each.

mod book;
mod bookings;
mod cancel;
mod change;
mod change_answers;
mod fares;
mod names;
mod offers;
mod parting;
mod passengers;
mod pay;
mod places;
mod proposed;
mod search;
mod seats;
mod services;
mod words;

use crate::caller::Scope;
use crate::tool::{Effect, Tool};

const SEARCH: &[Scope] = &[Scope::Search];
const BOOK: &[Scope] = &[Scope::Book];
const PAY: &[Scope] = &[Scope::Pay];
/// Whoever pays for a booking or cancels it has to look at it.
const BOOKING: &[Scope] = &[Scope::Book, Scope::Pay, Scope::Cancel];
/// Accepting is the booker's, taking the money back the canceller's.
const BOOK_OR_CANCEL: &[Scope] = &[Scope::Book, Scope::Cancel];

pub(crate) fn all() -> Vec<Tool> {
    use Effect::{Adds, Ends, Quotes, Reads};
    vec![
        Tool::new(places::FIND, Reads, &[], places::find),
        Tool::new(search::SEARCH, Reads, SEARCH, search::search),
        Tool::new(offers::GET, Reads, SEARCH, offers::get),
        Tool::new(fares::CALENDAR, Reads, SEARCH, fares::calendar),
        Tool::new(fares::DESTINATIONS, Reads, SEARCH, fares::destinations),
        Tool::new(book::PROPOSE, Reads, BOOK, book::propose),
        Tool::new(book::CONFIRM, Adds, BOOK, book::confirm),
        Tool::new(bookings::LIST, Reads, BOOKING, bookings::list),
        Tool::new(bookings::SHOW, Reads, BOOKING, bookings::show),
        Tool::new(bookings::DOCUMENTS, Reads, BOOKING, bookings::documents),
        Tool::new(pay::PROPOSE, Reads, PAY, pay::propose),
        Tool::new(pay::CONFIRM, Ends, PAY, pay::confirm),
        Tool::new(cancel::PROPOSE, Quotes, BOOK_OR_CANCEL, cancel::propose),
        Tool::new(cancel::CONFIRM, Ends, BOOK_OR_CANCEL, cancel::confirm),
        Tool::new(change::PROPOSE, Quotes, BOOK, change::propose),
        Tool::new(change::CONFIRM, Ends, PAY, change::confirm),
        Tool::new(seats::SHOW, Reads, BOOK, seats::show),
        Tool::new(seats::PROPOSE, Reads, BOOK, seats::propose),
        Tool::new(seats::CONFIRM, Ends, BOOK, seats::confirm),
        Tool::new(services::PROPOSE, Reads, BOOK, services::propose),
        Tool::new(services::CONFIRM, Ends, BOOK, services::confirm),
        Tool::new(names::PROPOSE, Reads, BOOK, names::propose),
        Tool::new(names::CONFIRM, Ends, BOOK, names::confirm),
        Tool::new(parting::PROPOSE, Reads, BOOK, parting::propose),
        Tool::new(parting::CONFIRM, Ends, BOOK, parting::confirm),
        Tool::new(change_answers::PROPOSE, Quotes, BOOK_OR_CANCEL, change_answers::propose),
        Tool::new(change_answers::CONFIRM, Ends, BOOK_OR_CANCEL, change_answers::confirm),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::*;

    fn open_to(scopes: &[&str]) -> BTreeSet<String> {
        let scopes: Vec<_> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let open = all().into_iter().filter(|tool| tool.is_open_to(Some(&scopes)));
        open.map(|tool| tool.description.name.into_owned()).collect()
    }

    #[test]
    fn a_key_sees_what_it_may_do() {
        let search = open_to(&["search"]);
        assert!(search.contains("search_offers"));
        let writes = |name: &String| name.starts_with("propose_") || name.starts_with("confirm_");
        assert!(!search.iter().any(writes), "{search:?}");

        let holds = open_to(&["search", "book"]);
        assert!(holds.contains("confirm_booking"));
        assert!(!holds.contains("confirm_payment"));
        assert!(open_to(&["pay"]).contains("confirm_payment"));
        assert!(open_to(&["cancel"]).contains("confirm_cancellation"));
        assert!(!open_to(&["cancel"]).contains("confirm_booking"));
        assert_eq!(open_to(&["search", "book", "pay", "cancel"]).len(), all().len());
    }

    #[test]
    fn whatever_acts_takes_a_proposal_and_nothing_else() {
        for tool in all() {
            let hints = tool.description.annotations.clone().unwrap();
            if tool.description.name.starts_with("confirm_") {
                let schema = Value::Object((*tool.description.input_schema).clone());
                assert_eq!(schema["required"], json!(["proposal"]), "{}", tool.description.name);
                assert_eq!(schema["properties"].as_object().unwrap().len(), 1);
                assert_eq!(schema["additionalProperties"], false);
            } else {
                assert!(!hints.is_destructive(), "{}", tool.description.name);
            }
            assert!(hints.is_idempotent(), "{}", tool.description.name);
        }
    }

    #[test]
    fn every_tool_says_what_it_takes_and_answers() {
        for Tool { description, .. } in all() {
            let name = &description.name;
            assert!(description.output_schema.is_some(), "{name}");
            let schema = Value::Object((*description.input_schema).clone());
            assert_eq!(schema["additionalProperties"], false, "{name}");
            for (property, what) in schema["properties"].as_object().unwrap() {
                let told = what.get("description").is_some() || what.get("$ref").is_some();
                let is_plain = matches!(&**property, "passengers" | "contact" | "answer");
                assert!(told || is_plain, "{name}: {property}");
            }
        }
    }
}
