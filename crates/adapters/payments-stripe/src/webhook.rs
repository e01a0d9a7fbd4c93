//! Checks that an event was signed by Stripe, and reads which object it is about.
//!
//! Only ids are read: an event may be old, repeated or out of order, so its reader asks for the
//! object's present state. Events of unknown kinds pass, whatever version of the API they are
//! written in.

use airside_app::ports::payments::{
    CheckoutId, EventSubject, GatewayEvent, GatewayEventId, GatewayRefundId, IntentId,
    InvalidSignature,
};
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use time::OffsetDateTime;

use crate::orders::{PAYMENT_ID, REFUND_ID};

/// Stripe's own tolerance: five minutes either way.
const TOLERANCE_SECONDS: u64 = 300;

/// The event, if `header` (`t=…,v1=…`) signs `payload` with `secret` about now.
pub(crate) fn verify(
    secret: &str,
    payload: &[u8],
    header: &str,
    now: OffsetDateTime,
) -> Result<GatewayEvent, InvalidSignature> {
    let timestamp = values(header, "t").next().ok_or(InvalidSignature)?;
    let expected = sign(secret, timestamp, payload)?;
    // Stripe signs with the old and the new secret while one replaces the other.
    let is_signed = values(header, "v1")
        .any(|signature| bool::from(signature.as_bytes().ct_eq(expected.as_bytes())));
    let seconds: i64 = timestamp.parse().map_err(|_| InvalidSignature)?;
    let is_recent = now.unix_timestamp().abs_diff(seconds) <= TOLERANCE_SECONDS;
    if is_signed && is_recent {
        read(payload).ok_or(InvalidSignature)
    } else {
        Err(InvalidSignature)
    }
}

fn values<'a>(header: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let pairs = header.split(',').filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(found, _)| *found == name).map(|(_, value)| value)
}

fn sign(secret: &str, timestamp: &str, payload: &[u8]) -> Result<String, InvalidSignature> {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| InvalidSignature)?;
    let mac = mac.chain_update(timestamp).chain_update(".").chain_update(payload);
    Ok(format!("{:x}", mac.finalize().into_bytes()))
}

/// `None` when it is no event.
fn read(payload: &[u8]) -> Option<GatewayEvent> {
    let event: Value = serde_json::from_slice(payload).ok()?;
    let id = event["id"].as_str()?.to_owned();
    let kind = event["type"].as_str()?.to_owned();
    // An object of a connected account is not ours to look up.
    let is_of_another = event["account"].is_string();
    let about = match subject(&event["data"]["object"]) {
        Some(about) if !is_of_another => about,
        Some(_) | None => EventSubject::Other,
    };
    Some(GatewayEvent { id: GatewayEventId(id), kind, about })
}

fn subject(object: &Value) -> Option<EventSubject> {
    let id = object["id"].as_str()?.to_owned();
    let noted = |name: &str| object["metadata"][name].as_str();
    match object["object"].as_str()? {
        "payment_intent" => {
            let payment = noted(PAYMENT_ID).and_then(|payment| payment.parse().ok());
            Some(EventSubject::Intent { id: IntentId(id), payment })
        }
        "checkout.session" => {
            let payment = noted(PAYMENT_ID).and_then(|payment| payment.parse().ok());
            Some(EventSubject::Checkout { id: CheckoutId(id), payment })
        }
        "refund" => match noted(REFUND_ID) {
            Some(refund) => {
                Some(EventSubject::Refund { id: GatewayRefundId(id), refund: refund.parse().ok() })
            }
            None => reversal(object),
        },
        "dispute" => reversal(object),
        _ => None,
    }
}

/// Money that somebody else moved back.
fn reversal(object: &Value) -> Option<EventSubject> {
    let intent = object["payment_intent"].as_str()?.to_owned();
    Some(EventSubject::Reversal { intent: IntentId(intent) })
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    const SECRET: &str = "whsec_test";
    const NOW: OffsetDateTime = datetime!(2026-01-01 12:00 UTC);

    fn header(payload: &str) -> String {
        let timestamp = NOW.unix_timestamp().to_string();
        let signature = sign(SECRET, &timestamp, payload.as_bytes()).unwrap();
        format!("t={timestamp},v1={signature}")
    }

    fn verified(payload: &str, header: &str) -> Result<GatewayEvent, InvalidSignature> {
        verify(SECRET, payload.as_bytes(), header, NOW)
    }

    #[test]
    fn the_signature_is_the_one_openssl_computes() {
        // printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
        let expected = "c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925";
        assert_eq!(sign(SECRET, "1700000000", br#"{"id":"evt_1"}"#).unwrap(), expected);
    }

    #[test]
    fn an_unknown_kind_of_event_passes() {
        let payload = r#"{"id": "evt_1", "type": "moon.full", "data": {"object": {"id": "m"}}}"#;
        let event = verified(payload, &header(payload)).unwrap();
        assert_eq!(event.kind, "moon.full");
        assert_eq!(event.about, EventSubject::Other);
    }

    #[test]
    fn what_is_no_business_of_ours_passes() {
        let thin = r#"{"id": "evt_1", "object": "v2.core.event",
            "type": "v1.billing.meter.no_meter_found", "related_object": null}"#;
        let connected = r#"{"id": "evt_1", "type": "payment_intent.succeeded", "account": "acct_1",
            "data": {"object": {"object": "payment_intent", "id": "pi_1", "metadata": {}}}}"#;
        let of_another_shape = r#"{"id": "evt_1", "type": "a", "data": [1, null]}"#;
        for payload in [thin, connected, of_another_shape] {
            let event = verified(payload, &header(payload)).unwrap();
            assert_eq!(event.about, EventSubject::Other, "{payload}");
        }
    }

    #[test]
    fn a_payment_of_another_version_of_the_api_is_known_by_its_id() {
        let payload = r#"{"id": "evt_1", "api_version": "2019-05-16", "type": "payment_intent.new",
            "account": null, "data": {"object": {"object": "payment_intent", "id": "pi_1",
            "status": "never_heard_of", "metadata": null}}}"#;
        let about = verified(payload, &header(payload)).unwrap().about;
        let id = IntentId("pi_1".to_owned());
        assert_eq!(about, EventSubject::Intent { id, payment: None });
    }

    #[test]
    fn one_of_several_signatures_is_enough() {
        let payload = r#"{"id": "evt_1", "type": "a"}"#;
        let signed = header(payload);
        let (timestamp, signature) = signed.split_once(',').unwrap();
        let rolled = format!("{timestamp},v1={},v0=x, {signature}", "0".repeat(64));
        assert!(verified(payload, &rolled).is_ok());
    }

    #[test]
    fn what_was_not_signed_is_refused() {
        let payload = r#"{"id": "evt_1", "type": "a"}"#;
        let signed = header(payload);
        assert!(verified(r#"{"id": "evt_2", "type": "a"}"#, &signed).is_err());
        assert!(verify("whsec_other", payload.as_bytes(), &signed, NOW).is_err());
        let later = signed.replacen("t=1", "t=2", 1);
        for header in ["", "t=", "v1=", "t=1,v1=", "t=x,v1=y", later.as_str()] {
            assert!(verified(payload, header).is_err(), "{header}");
        }
        let no_event = "not json";
        assert!(verified(no_event, &header(no_event)).is_err());
    }

    #[test]
    fn a_signature_holds_for_five_minutes() {
        let payload = r#"{"id": "evt_1", "type": "a"}"#;
        let signed = header(payload);
        let at = |seconds| {
            verify(SECRET, payload.as_bytes(), &signed, NOW + Duration::seconds(seconds)).is_ok()
        };
        assert_eq!([-301, -300, 300, 301].map(at), [false, true, true, false]);
    }
}
