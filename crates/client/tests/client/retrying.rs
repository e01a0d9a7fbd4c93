//! What is sent again, how, and when; and what is not. The clock stands still and jumps to
//! where somebody waits for it.

use std::time::Duration;

use airside_client::{Error, IdempotencyKey, Retry};
use tokio::time::Instant;

use crate::samples::{booking, new_booking, new_user, signed_up};
use crate::server::{Server, Step, answer, refusal};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_write_is_sent_again_with_the_same_key_and_body() {
    let server = Server::start([
        Step::HangUp,
        refusal(503, "unavailable"),
        refusal(409, "idempotency_key_in_use"),
        answer(502, &"from a proxy".into()),
        answer(201, &booking("K7Q2MZ")).header("idempotent-replayed", "true"),
    ])
    .await;
    let key = IdempotencyKey::random();

    let booked = server.client().bookings().book(&new_booking(), &key).await.unwrap();

    assert_eq!(booked.value.booking_ref, "K7Q2MZ");
    assert!(booked.is_replay);
    let requests = server.requests();
    assert_eq!(requests.len(), 5);
    for request in &requests {
        assert_eq!(request.line, "POST /v1/bookings");
        assert_eq!(request.header("idempotency-key"), Some(key.as_str()));
        assert_eq!(request.header("authorization"), Some("Bearer air_test_key"));
        assert_eq!(request.body, requests[0].body);
    }
}

#[tokio::test(start_paused = true)]
async fn a_first_answer_is_no_replay() {
    let created = answer(201, &booking("K7Q2MZ")).header("x-request-id", "r1");
    let server = Server::start([created]).await;
    let key = IdempotencyKey::new("order-1").unwrap();
    let booked = server.client().bookings().book(&new_booking(), &key).await.unwrap();
    assert!(!booked.is_replay);
    assert_eq!(booked.request_id.as_deref(), Some("r1"));
}

#[tokio::test(start_paused = true)]
async fn the_server_says_when_to_come_back() {
    let later = refusal(429, "rate_limited").header("retry-after", "7");
    let server = Server::start([later, answer(200, &booking("K7Q2MZ"))]).await;
    let began = Instant::now();

    server.client().bookings().get("K7Q2MZ").await.unwrap();

    let pause = began.elapsed();
    assert!((7 * SECOND..8 * SECOND).contains(&pause), "{pause:?}");
}

#[tokio::test(start_paused = true)]
async fn what_would_take_too_long_is_given_up_at_once() {
    let later = refusal(429, "rate_limited").header("retry-after", "3600");
    let server = Server::start([later]).await;
    let began = Instant::now();

    let error = server.client().bookings().get("K7Q2MZ").await.unwrap_err();

    assert_eq!(error.problem().unwrap().retry_after, Some(3600 * SECOND));
    assert_eq!(began.elapsed(), Duration::ZERO);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn attempts_have_an_end() {
    let server = Server::start((0..9).map(|_| refusal(503, "unavailable"))).await;
    let client = server.client().with_retry(Retry { attempts: 3, ..Retry::default() });
    assert!(client.bookings().get("K7Q2MZ").await.unwrap_err().is("unavailable"));
    assert_eq!(server.requests().len(), 3);

    let client = server.client().with_retry(Retry::NEVER);
    assert!(client.bookings().get("K7Q2MZ").await.unwrap_err().is("unavailable"));
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_nothing_is_asked_again() {
    let server = Server::start((0..9).map(|_| Step::Silence)).await;
    let impatient = server.client_by(reqwest::Client::builder().timeout(10 * SECOND));
    let client = impatient.with_retry(Retry { attempts: 3, ..Retry::default() });
    let began = Instant::now();

    let error = client.bookings().get("K7Q2MZ").await.unwrap_err();

    assert!(matches!(error, Error::Transport(error) if error.is_timeout()));
    assert!(began.elapsed() >= 30 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_not_sent_again() {
    for (status, code) in [
        (400, "idempotency_key_required"),
        (401, "unauthorized"),
        (404, "not_found"),
        (409, "sold_out"),
        (409, "conflict"),
        (410, "offer_expired"),
        (422, "invalid_request"),
        (500, "internal"),
    ] {
        let server = Server::start([refusal(status, code), refusal(status, code)]).await;
        let booked = server.client();
        let booked = booked.bookings().book(&new_booking(), &IdempotencyKey::random()).await;
        assert!(booked.unwrap_err().is(code), "{code}");
        assert_eq!(server.requests().len(), 1, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_without_a_key_is_sent_again_only_if_it_was_not_heard() {
    for lost in [Step::HangUp, refusal(503, "unavailable")] {
        let server = Server::start([lost, answer(201, &signed_up())]).await;
        server.client().accounts().sign_up(&new_user()).await.unwrap_err();
        assert_eq!(server.requests().len(), 1);
    }
    let sent_away = refusal(429, "rate_limited").header("retry-after", "1");
    let server = Server::start([sent_away, answer(201, &signed_up())]).await;
    server.client().accounts().sign_up(&new_user()).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}
