//! Ids of offers: nobody but us can make one, and what is in one of ours stays what it is.
//!
//! The bytes are what is signed, so that the reader behind the signature is reached; the
//! signature is made here once more, by nothing but its description.

use std::sync::LazyLock;

use airside_app::offers::id::{Unreadable, of, read};
use airside_app::signature::SigningKey;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::service::get;

const BYTES: [u8; 32] = [2; 32];
static KEY: LazyLock<SigningKey> = LazyLock::new(|| BYTES.into());
static OTHER_KEY: LazyLock<SigningKey> = LazyLock::new(|| [3; 32].into());
/// How many places of an id are changed, one at a time.
const CHANGES: usize = 8;

/// Whether `payload` is an offer when it is signed, or refused; and refused in any other way.
pub fn holds(payload: &[u8]) {
    let id = id(b"offer 2", payload);
    assert_eq!(read(&id, &OTHER_KEY), Err(Unreadable::Invalid), "another's key");
    let is_read_unsigned = std::str::from_utf8(payload).is_ok_and(|text| read(text, &KEY).is_ok());
    assert!(!is_read_unsigned, "an id that nobody signed");
    if id.len() < 4_096 {
        let older = self::id(b"offer 1", payload);
        assert_eq!(read(&older, &KEY), Err(Unreadable::OfOlderRelease));
    }

    let Ok(offer) = read(&id, &KEY) else { return };
    let written = of(&offer, &KEY).unwrap();
    assert_eq!(read(&written, &KEY).as_ref(), Ok(&offer), "an offer does not survive its id");
    let again = of(&read(&written, &KEY).unwrap(), &KEY).unwrap();
    assert_eq!(written, again, "one offer has two ids");
    assert!(offer.price.total().get() >= 0, "{offer:?}");

    for change in 0..CHANGES {
        let at = (change * written.len() / CHANGES + payload.len()) % written.len();
        let other = if written.as_bytes()[at] == b'A' { "B" } else { "A" };
        let mut changed = written.clone();
        changed.replace_range(at..=at, other);
        assert!(read(&changed, &KEY).is_err(), "changed at {at}: {changed}");
    }
    let mut shorter = written.clone();
    shorter.pop();
    for changed in [shorter, format!("{written}A"), format!("{written}="), format!(" {written}")] {
        assert!(read(&changed, &KEY).is_err(), "changed: {changed}");
    }
}

/// An id for `payload`, signed for a purpose.
fn id(purpose: &[u8], payload: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&BYTES).unwrap();
    for part in [purpose, payload] {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    let signature = mac.finalize().into_bytes();
    format!("off_{}", BASE64_URL_SAFE_NO_PAD.encode([payload, &signature[..16]].concat()))
}

/// Whether a payload is an offer, once it is signed.
pub fn is_offer(payload: &[u8]) -> bool {
    read(&id(b"offer 2", payload), &KEY).is_ok()
}

/// The payloads of some offers of today's release, for the fuzzer to start from.
pub fn samples() -> Vec<Vec<u8>> {
    const SEARCHES: [&str; 3] = [
        "origin=DEL&destination=BOM&departure_date=2026-11-20&max_stops=0&limit=1",
        "origin=PNQ&destination=LHR&departure_date=2026-11-20&adults=2&children=1&infants=1&limit=1",
        "origin=DEL&destination=LHR&departure_date=2026-11-20&cabin=BUSINESS&refundable=true&limit=1",
    ];
    let offers = SEARCHES.map(|query| get(&format!("/v1/offers?{query}")).unwrap());
    let ids = offers.iter().map(|answer| answer.body["departing"][0]["id"].as_str().unwrap());
    let payload = |id: &str| {
        let signed = BASE64_URL_SAFE_NO_PAD.decode(id.trim_start_matches("off_")).unwrap();
        signed[..signed.len() - 16].to_vec()
    };
    ids.map(payload).collect()
}
