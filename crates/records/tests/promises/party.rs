//! Who travels: the party of every offer, each infant on the lap of an adult of their own.

use airside_booking::Booking;
use serde_json::{Value, json};

use crate::broken::Record;

/// Two adults, a child and an infant on the lap of the second adult; out and back.
fn family() -> Record {
    Record::of("booking-confirmed-family")
}

#[test]
fn passengers_are_the_party_that_every_offer_was_made_for() {
    family().is_read::<Booking>();
    let refused = |record: Record| record.is_refused::<Booking>("booking", "passengers");
    // Without one of them there is a seat too many.
    family().without("/passengers", 0).is_refused::<Booking>("journey", "seats");
    refused(family().with("/passengers/2/kind", "ADULT"));
    let fewer = |record: Record, journey: usize| {
        let rows = record.at(&format!("/journeys/{journey}/offer/per_passenger"));
        let mut rows = rows.as_array().unwrap().clone();
        let child = rows.remove(1);
        assert_eq!((&child["kind"], &child["count"]), (&json!("CHILD"), &json!(1)));
        let taxes = record.at(&format!("/journeys/{journey}/offer/taxes/0/amount"));
        let taxes = taxes.as_i64().unwrap() - child["taxes"].as_i64().unwrap();
        record
            .with(&format!("/journeys/{journey}/offer/per_passenger"), rows)
            .with(&format!("/journeys/{journey}/offer/taxes/0/amount"), taxes)
            .with(&format!("/journeys/{journey}/offer/party"), json!([2, 0, 1]))
    };
    refused(fewer(family(), 1));
    refused(fewer(fewer(family(), 0), 1));
}

#[test]
fn an_infant_is_on_the_lap_of_an_adult() {
    let refused = |at: usize, adult: Value| {
        let record = family().with(&format!("/passengers/{at}/infant_of"), adult);
        record.is_refused::<Booking>("passenger", "infant_of");
    };
    let (no_one, nobody_there, child, the_infant) = (Value::Null, json!(4), json!(2), json!(3));
    for lap in [no_one, nobody_there, child, the_infant] {
        refused(3, lap);
    }
    family().with("/passengers/3/infant_of", 0).is_read::<Booking>();
    // Only an infant has an adult.
    refused(0, json!(1));
    refused(2, json!(0));
}

#[test]
fn no_adult_has_two_infants() {
    let mut twins = family().with("/passengers/2/kind", "INFANT");
    for journey in 0..2 {
        let row = |at| twins.at(&format!("/journeys/{journey}/offer/per_passenger/{at}"));
        let (adults, mut infants) = (row(0), row(2));
        infants["count"] = json!(2);
        let taxes = [(&adults, 2), (&infants, 2)]
            .map(|(row, count)| row["taxes"].as_i64().unwrap() * count)
            .iter()
            .sum::<i64>();
        let second = twins.at(&format!("/journeys/{journey}/offer/taxes/1/amount"));
        let first = taxes - second.as_i64().unwrap();
        twins = twins
            .with(&format!("/journeys/{journey}/offer/per_passenger"), json!([adults, infants]))
            .with(&format!("/journeys/{journey}/offer/taxes/0/amount"), first)
            .with(&format!("/journeys/{journey}/offer/party"), json!([2, 0, 2]));
        let rows = twins.at(&format!("/journeys/{journey}/seats")).as_array().unwrap().len();
        for row in 0..rows {
            twins = twins.with(&format!("/journeys/{journey}/seats/{row}/2"), Value::Null);
        }
    }
    let twins = twins.with("/passengers/2/infant_of", 1);
    twins.is_refused::<Booking>("passenger", "infant_of");
    twins.with("/passengers/2/infant_of", 0).is_read::<Booking>();
}

#[test]
fn two_of_a_name_are_still_two() {
    let same = family().at("/passengers/0/id");
    family().with("/passengers/1/id", same).is_refused::<Booking>("passenger", "id");
}

#[test]
fn names_and_birthdays_are_those_of_people() {
    for field in ["given_name", "middle_name", "family_name"] {
        for name in [String::new(), "Zo\u{0}e".to_owned(), "é".repeat(61)] {
            let record = family().with(&format!("/passengers/1/{field}"), name);
            record.is_refused::<Booking>("passenger", field);
        }
        let longest = family().with(&format!("/passengers/1/{field}"), "é".repeat(60));
        longest.is_read::<Booking>();
        // Whether a name can be spelt in A to Z may change with the tables of letters.
        family().with(&format!("/passengers/1/{field}"), "123").is_read::<Booking>();
    }
    let ticketed = family().with("/passengers/1/ticket_family_name", "Müller");
    ticketed.is_refused::<Booking>("passenger", "ticket_family_name");
    let unborn = family().with("/passengers/1/date_of_birth", "1899-12-31");
    unborn.is_refused::<Booking>("passenger", "date_of_birth");
}
