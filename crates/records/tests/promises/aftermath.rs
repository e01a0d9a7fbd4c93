//! Payments, refunds, quotes to cancel, and promo codes.

use std::fs;

use airside_booking::{Cancellation, Payment, Refund};
use airside_fares::PromoCode;
use airside_records::{BadRecord, PromoCodeRecord};
use serde_json::{Value, json};

use crate::broken::{Record, newest};

#[test]
fn a_payment_is_of_nothing_or_more() {
    let record = Record::of("payment-card-succeeded").with("/amount", -1);
    record.is_refused::<Payment>("payment", "amount");
}

#[test]
fn what_was_paid_at_the_gateway_names_its_payment_there() {
    for name in ["payment-card-succeeded", "payment-checkout-succeeded"] {
        let record = Record::of(name).with("/state/SUCCEEDED/intent", Value::Null);
        record.is_refused::<Payment>("payment", "state");
    }
    Record::of("payment-free-succeeded").is_read::<Payment>();
}

#[test]
fn a_refund_is_of_nothing_or_more_and_one_of_nothing_has_succeeded() {
    let refused = |record: Record, field| record.is_refused::<Refund>("refund", field);
    refused(Record::of("refund-succeeded-of-cancellation").with("/amount", -1), "amount");
    refused(Record::of("refund-pending-too-late").with("/amount", 0), "state");
    refused(Record::of("refund-failed-refused").with("/amount", 0), "state");
    Record::of("refund-succeeded-of-nothing").is_read::<Refund>();
}

#[test]
fn a_refund_that_failed_was_tried() {
    let record = Record::of("refund-failed-refused").with("/state/FAILED/attempts", 0);
    record.is_refused::<Refund>("refund", "attempts");
}

#[test]
fn a_quote_is_for_journeys_each_named_once() {
    let quote = || Record::of("cancellation-confirmed");
    let refused = |record: Record, field| record.is_refused::<Cancellation>("cancellation", field);
    quote().is_read::<Cancellation>();
    refused(quote().with("/lines", json!([])), "lines");
    refused(quote().with("/lines/1/direction", "DEPARTING"), "lines");
    refused(quote().with("/lines/1/direction", json!({"LEG": 0})), "direction");
    refused(quote().with("/lines/1/direction", json!({"LEG": 7})), "direction");
}

#[test]
fn a_quote_keeps_no_more_than_was_paid_and_does_not_end_before_it_is_made() {
    let quote = || Record::of("cancellation-quoted");
    let refused = |record: Record, field| record.is_refused::<Cancellation>("cancellation", field);
    refused(quote().with("/lines/0/charge", -1), "lines");
    refused(quote().with("/lines/0/taxes_kept", -1), "lines");
    refused(quote().with("/lines/0/paid", 351_999), "lines");
    quote().with("/lines/0/paid", 352_000).is_read::<Cancellation>();
    refused(quote().with("/expires_at", "2026-11-29T08:59:59Z"), "expires_at");
}

#[test]
fn a_promo_code_takes_nothing_negative_off() {
    let refused = |name: &str, field: &'static str, value: Value| {
        let text = fs::read_to_string(newest().join(format!("{name}.json"))).unwrap();
        let mut record: Value = serde_json::from_str(&text).unwrap();
        assert!(record.as_object_mut().unwrap().insert(field.to_owned(), value).is_some());
        let record: PromoCodeRecord = serde_json::from_value(record).unwrap();
        let bad = BadRecord { record: "promo code", field };
        assert_eq!(PromoCode::try_from(record), Err(bad));
    };
    refused("promo-code-without-terms", "reduction", json!({"FIXED": -1}));
    refused("promo-code-with-terms", "reduction", json!({"PERCENT": 0}));
    refused("promo-code-with-terms", "reduction", json!({"PERCENT": 101}));
    refused("promo-code-with-terms", "minimum_spend", json!(-1));
    refused("promo-code-with-terms", "name", json!("NO"));
    refused("promo-code-with-terms", "airlines", json!(["66"]));
    refused("promo-code-with-terms", "routes", json!([["DEL", "b0m"]]));
}
