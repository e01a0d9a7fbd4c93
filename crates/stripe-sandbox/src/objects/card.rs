//! What Stripe tells of a card: on a charge, and as the payment method that was tried.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::test_cards;

/// The card of a charge made at this Unix second; `null` for a name that is no test card.
pub(crate) fn of_charge(payment_method: &str, made: i64) -> Value {
    facts(payment_method, made).map_or(Value::Null, |mut card| {
        let network = card.get("brand").cloned().unwrap_or_default();
        card.insert("network".to_owned(), network);
        card.insert("three_d_secure".to_owned(), Value::Null);
        Value::Object(card)
    })
}

/// The payment method that was tried at this Unix second, as Stripe writes it.
pub(crate) fn payment_method(name: &str, made: i64) -> Value {
    json!({
        "id": name,
        "object": "payment_method",
        "allow_redisplay": "unspecified",
        "billing_details": {"address": null, "email": null, "name": null, "phone": null},
        "card": facts(name, made),
        "created": made,
        "customer": null,
        "livemode": false,
        "metadata": {},
        "type": "card",
    })
}

fn facts(payment_method: &str, made: i64) -> Option<Map<String, Value>> {
    /// Stripe's test cards are always good for some time.
    const GOOD_FOR_YEARS: i32 = 3;
    let card = test_cards::find(payment_method)?;
    let made = OffsetDateTime::from_unix_timestamp(made).ok()?;
    let shown = json!({
        "brand": card.brand,
        "checks": {"address_line1_check": null, "address_postal_code_check": null, "cvc_check": "pass"},
        "country": "US",
        "exp_month": u8::from(made.month()),
        "exp_year": made.year() + GOOD_FOR_YEARS,
        "fingerprint": format!("sandbox{}", card.last4),
        "funding": "credit",
        "last4": card.last4,
        "wallet": null,
    });
    match shown {
        Value::Object(card) => Some(card),
        _ => None,
    }
}
