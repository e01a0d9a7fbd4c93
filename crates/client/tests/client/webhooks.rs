//! Webhooks: the vector that libraries of Standard Webhooks share, and what a forger tries.

use airside_client::Secret;
use airside_client::webhook::{Headers, Refused, SIGNATURE, verify};
use time::{Duration, OffsetDateTime};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY: &[u8] = br#"{"test": 2432232314}"#;
const HEADERS: Headers<'static> = Headers {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: "1614265330",
    signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};

fn sent_at() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_614_265_330).unwrap()
}

fn verified(secret: &str, headers: Headers<'_>, body: &[u8]) -> Result<(), Refused> {
    verify(&Secret::from(secret), &headers, body, sent_at())
}

fn signed(signature: &str) -> Result<(), Refused> {
    verified(SECRET, Headers { signature, ..HEADERS }, BODY)
}

#[test]
fn the_vector_of_the_standard_is_accepted() {
    assert_eq!(verified(SECRET, HEADERS, BODY), Ok(()));
    let bare = SECRET.strip_prefix("whsec_").unwrap();
    assert_eq!(verified(bare, HEADERS, BODY), Ok(()));
}

#[test]
fn one_right_signature_of_several_is_enough() {
    let right = HEADERS.signature;
    let wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    for several in [
        format!("{wrong} {right}"),
        format!("{right} {wrong}"),
        format!("v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw {right}"),
        format!("v1,bm9wZQ== v1,%%% {right}"),
    ] {
        assert_eq!(signed(&several), Ok(()), "{several}");
    }
    let none = [
        String::new(),
        wrong.to_owned(),
        right.replace("v1,", "v2,"),
        right.replace("v1,", ""),
        right.replace("g0hM", "h0hM"),
        format!("{right}="),
        "v1,".to_owned(),
    ];
    for none in none {
        assert_eq!(signed(&none), Err(Refused::WrongSignature), "{none}");
    }
}

#[test]
fn what_was_tampered_with_is_refused() {
    let wrong = Err(Refused::WrongSignature);
    assert_eq!(verified(SECRET, HEADERS, br#"{"test": 2432232315}"#), wrong);
    assert_eq!(verified(SECRET, HEADERS, br#"{"test":2432232314}"#), wrong);
    assert_eq!(verified(SECRET, HEADERS, b""), wrong);
    assert_eq!(verified(SECRET, Headers { id: "msg_other", ..HEADERS }, BODY), wrong);
    assert_eq!(verified(SECRET, Headers { timestamp: "1614265331", ..HEADERS }, BODY), wrong);
    assert_eq!(verified("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", HEADERS, BODY), wrong);
}

#[test]
fn it_must_have_been_sent_within_five_minutes() {
    let secret = Secret::from(SECRET);
    for (minutes, seconds, expected) in [
        (5, 0, Ok(())),
        (-5, 0, Ok(())),
        (5, 1, Err(Refused::NotNow)),
        (-5, -1, Err(Refused::NotNow)),
    ] {
        let now = sent_at() + Duration::minutes(minutes) + Duration::seconds(seconds);
        assert_eq!(verify(&secret, &HEADERS, BODY, now), expected, "{minutes} {seconds}");
    }
    for timestamp in ["", "now", "161426533.0", "99999999999999999999", "9223372036854775807"] {
        let headers = Headers { timestamp, ..HEADERS };
        assert_eq!(verified(SECRET, headers, BODY), Err(Refused::UnreadableTimestamp));
    }
}

#[test]
fn a_secret_that_is_none_verifies_nothing() {
    for secret in ["", "whsec_", "whsec_!!!"] {
        assert_eq!(verified(secret, HEADERS, BODY), Err(Refused::UnusableSecret), "{secret}");
    }
}

#[test]
fn headers_are_found_by_their_names() {
    let given = |name| match name {
        "webhook-id" => Some(HEADERS.id),
        "webhook-timestamp" => Some(HEADERS.timestamp),
        "webhook-signature" => Some(HEADERS.signature),
        _ => None,
    };
    assert_eq!(Headers::find(given), Ok(HEADERS));
    let without_signature = |name| given(name).filter(|_| name != SIGNATURE);
    assert_eq!(Headers::find(without_signature), Err(Refused::NoHeader("webhook-signature")));
}
