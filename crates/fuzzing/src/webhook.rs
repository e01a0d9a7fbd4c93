//! The body of a webhook: what is signed is an event or refused, and what is not signed is refused.

use std::time::Duration;

use airside_app::ports::Payments;
use airside_app::ports::payments::EventSubject;
use airside_payments_stripe::{Settings, StripePayments};
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::world::NOW;

const SECRET: &str = "whsec_fuzzing";

/// A first line that is the header, where there is one, and the body.
pub fn holds(bytes: &[u8]) {
    let payments = StripePayments::new(Settings {
        secret_key: "sk_test_fuzzing".to_owned(),
        webhook_secret: SECRET.to_owned(),
        api_url: None,
        timeout: Duration::from_secs(1),
        attempts: 1,
    })
    .unwrap();
    let at = bytes.iter().position(|byte| *byte == b'\n');
    let (header, body) = at.map_or((&b""[..], bytes), |at| (&bytes[..at], &bytes[at + 1..]));
    let header = String::from_utf8_lossy(header);

    let signed = format!("t={},v1={}", NOW.unix_timestamp(), signature(SECRET, body));
    if let Ok(event) = payments.verify(body, &signed, NOW) {
        let json: Value = serde_json::from_slice(body).unwrap();
        assert_eq!(json["id"], event.id.0.as_str());
        assert_eq!(json["type"], event.kind.as_str());
        let object = &json["data"]["object"]["id"];
        match event.about {
            EventSubject::Intent { id, .. } => assert_eq!(object, id.0.as_str()),
            EventSubject::Checkout { id, .. } => assert_eq!(object, id.0.as_str()),
            EventSubject::Refund { id, .. } => assert_eq!(object, id.0.as_str()),
            EventSubject::Reversal { intent } => {
                assert_eq!(json["data"]["object"]["payment_intent"], intent.0.as_str());
            }
            EventSubject::Other => {}
        }
    } else {
        let is_event = serde_json::from_slice::<Value>(body)
            .is_ok_and(|json| json["id"].is_string() && json["type"].is_string());
        assert!(!is_event, "an event was refused");
    }

    let tampered = [body, b" "].concat();
    assert!(payments.verify(&tampered, &signed, NOW).is_err(), "another body was taken");
    let of_another = format!("t={},v1={}", NOW.unix_timestamp(), signature("whsec_other", body));
    assert!(payments.verify(body, &of_another, NOW).is_err(), "another's event was taken");
    if payments.verify(body, &header, NOW).is_ok() {
        assert!(header.contains(&signature(SECRET, body)), "unsigned, and taken");
    }
}

fn signature(secret: &str, body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let text = format!("{}.", NOW.unix_timestamp());
    format!("{:x}", mac.chain_update(text).chain_update(body).finalize().into_bytes())
}
