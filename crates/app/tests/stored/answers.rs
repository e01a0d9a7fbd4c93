//! Answers that are remembered under idempotency keys: given again to the byte.
//!
//! A store keeps each part in a column of its own; here they stand in one line.

use airside_app::idempotency::{Answer, Fingerprint, Given, IdempotencyError, Once};
use airside_app::ports::changes::AnswerKey;
use airside_app::ports::{Changes, Remembered, Write};
use airside_booking::Booking;
use airside_primitives::UserId;
use serde::{Deserialize, Serialize};
use time::macros::datetime;
use time::serde::rfc3339;
use time::{Duration, OffsetDateTime};
use uuid::{Uuid, uuid};

use crate::releases::{self, NEWEST, releases_with};
use crate::site::Site;

const FILE: &str = "answers.jsonl";
const NOW: OffsetDateTime = datetime!(2026-11-29 09:00:00.654321 UTC);

/// A remembered answer, part by part.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    user: Uuid,
    operation: String,
    key: String,
    fingerprint: [u8; 32],
    status: u16,
    body: String,
    #[serde(with = "rfc3339")]
    answered_at: OffsetDateTime,
    #[serde(with = "rfc3339")]
    expires_at: OffsetDateTime,
}

impl Line {
    fn of(remembered: Remembered) -> Self {
        let Remembered { key, fingerprint, status, body, answered_at, expires_at } = remembered;
        let AnswerKey { user, operation, key } = key;
        Self { user: user.0, operation, key, fingerprint, status, body, answered_at, expires_at }
    }

    fn remembered(self) -> Remembered {
        let Self { user, operation, key, fingerprint, status, body, answered_at, expires_at } =
            self;
        let key = AnswerKey { user: UserId(user), operation, key };
        Remembered { key, fingerprint, status, body, answered_at, expires_at }
    }
}

/// Nothing is done here, so nothing is told.
fn unheard(_: &Booking) -> Answer {
    unreachable!("the answers are given")
}

/// What was asked, and what was answered.
fn answered() -> Vec<(Once<'static, Booking>, Answer)> {
    let asked = |operation: &str, key: &str, fingerprint| Once {
        key: AnswerKey {
            user: UserId(uuid!("019add2c-7400-7000-8000-000000000bb9")),
            operation: operation.to_owned(),
            key: key.to_owned(),
        },
        fingerprint: Fingerprint { said: [fingerprint; 32], sent: [2; 32] },
        render: &unheard,
    };
    let answer = |status, body: &str| Answer { status, body: body.to_owned() };
    vec![
        (
            asked("POST /v1/bookings", "pending", 0),
            answer(
                201,
                r#"{"reference":"K7Q2MZ","passengers":[{"given_name":"Zoë"}],"price":{"total":"5846.00"}}"#,
            ),
        ),
        (
            asked("POST /v1/bookings/K7Q2MZ/payments", "a-key_with.~signs!", 255),
            answer(
                201,
                "{\"status\":\"REQUIRES_ACTION\",\"url\":\"https://pay.example.com/cs_1?a=\\\"b\\\"\"}",
            ),
        ),
        (asked("POST /v1/cancellations/1/confirm", "third", 7), answer(200, "")),
    ]
}

/// What this code remembers, as the write of a commit has it.
fn written() -> String {
    let line = |(once, answer): (Once<'_, Booking>, Answer)| match once.remember(answer, NOW) {
        Write::Remember(remembered) => serde_json::to_string(&Line::of(remembered)).unwrap() + "\n",
        other => panic!("{other:?} remembers nothing"),
    };
    answered().into_iter().map(line).collect()
}

pub(crate) fn write() {
    releases::write(FILE, written());
}

#[test]
fn an_answer_is_remembered_as_the_newest_release_did() {
    assert_eq!(written(), releases::text(NEWEST, FILE), "see README.md");
}

#[tokio::test]
async fn an_answer_of_every_release_is_given_again_to_the_byte() {
    let releases = releases_with(FILE);
    assert_eq!(releases, [NEWEST]);
    for release in releases {
        let site = Site::open().await;
        site.clock.set(NOW + Duration::HOUR);
        let lines = releases::text(&release, FILE);
        for line in lines.lines() {
            let kept = serde_json::from_str::<Line>(line).unwrap().remembered();
            let (key, fingerprint) = (kept.key.clone(), kept.fingerprint);
            // An older release took the fingerprint of the body as it was sent.
            let ways = [
                Fingerprint { said: fingerprint, sent: [1; 32] },
                Fingerprint { said: [1; 32], sent: fingerprint },
            ];
            let answer = Answer { status: kept.status, body: kept.body.clone() };
            site.app.commit(Changes::default().write(Write::Remember(kept))).await.unwrap();

            let work = async || -> Result<Answer, IdempotencyError> { panic!("done before") };
            for fingerprint in ways {
                let asked = Once { key: key.clone(), fingerprint, render: &unheard };
                let given = asked.given(&site.app, work()).await.unwrap();
                assert_eq!(given, Given::Again(answer.clone()), "{line}");
            }
            let fingerprint = Fingerprint { said: [1; 32], sent: [1; 32] };
            let other = Once { key, fingerprint, render: &unheard };
            let refused = other.given(&site.app, work()).await;
            assert!(matches!(refused, Err(IdempotencyError::Reused)), "{line}");
        }
    }
}
