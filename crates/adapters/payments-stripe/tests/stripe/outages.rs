//! Stripe is away, slow or busy, and when it is asked again.

use airside_app::ports::Payments as _;
use airside_app::ports::payments::{IntentStatus, PaymentsError, RefundStatus};

use crate::server::{Reply, ok, stripe, with_headers, with_status};
use crate::{PAID, intent, page, repayment};

const BUSY: &str = r#"{"error": {"type": "invalid_request_error", "code": "rate_limit",
    "message": "Request rate limit exceeded."}}"#;
const FAILED: &str = r#"{"error": {"type": "api_error", "message": "Something went wrong."}}"#;
const PROXY: &str = "<html><body><h1>502 Bad Gateway</h1></body></html>";

#[tokio::test]
async fn a_call_that_brings_no_answer_is_made_again() {
    for bad in [Reply::HangUp, Reply::BreakOff, Reply::Silence] {
        let stripe = stripe([bad, ok(PAID)]).await;
        let paid = stripe.payments.intent(&intent()).await.unwrap();
        assert_eq!((paid.status, stripe.asked().len()), (IntentStatus::Succeeded, 2));
    }
}

#[tokio::test]
async fn a_call_is_made_again_with_the_same_key_and_the_same_words() {
    let made = r#"{"id": "re_1", "status": "succeeded"}"#;
    let stripe =
        stripe([ok(r#"{"data": []}"#), Reply::HangUp, with_status(500, FAILED), ok(made)]).await;

    let refund = stripe.payments.refund(repayment()).await.unwrap();

    assert_eq!(refund.status, RefundStatus::Succeeded);
    let asked = stripe.asked();
    let same = |n: usize| (asked[n].header("Idempotency-Key"), &asked[n].body);
    assert!(asked[1].header("Idempotency-Key").is_some_and(|key| key.starts_with("refund-")));
    assert_eq!([same(2), same(3)], [same(1), same(1)]);
}

#[tokio::test]
async fn a_gateway_that_is_busy_is_asked_again() {
    let in_use = r#"{"error": {"type": "idempotency_error", "code": "idempotency_key_in_use"}}"#;
    let locked = r#"{"error": {"type": "invalid_request_error", "code": "lock_timeout"}}"#;
    let busy = [(429, BUSY), (429, locked), (409, in_use), (424, FAILED), (503, FAILED)];
    for (status, body) in busy {
        let stripe = stripe([with_status(status, body), ok(PAID)]).await;
        assert!(stripe.payments.intent(&intent()).await.is_ok(), "{status}");
    }
}

#[tokio::test]
async fn what_a_proxy_says_in_html_says_nothing_of_the_payment() {
    for status in [200, 301, 403, 404, 407, 502, 504] {
        let stripe = stripe([(); 3].map(|()| with_status(status, PROXY))).await;
        let away = stripe.payments.intent(&intent()).await;
        assert!(matches!(away, Err(PaymentsError::Unavailable(_))), "{status}: {away:?}");
        let error = away.map_err(|error| format!("{error:?}")).unwrap_err();
        assert!(!error.contains("html"), "{error}");
    }
}

#[tokio::test]
async fn patience_ends_after_the_attempts_of_the_settings() {
    let stripe = stripe([(); 4].map(|()| with_status(503, FAILED))).await;
    let away = stripe.payments.open_checkout(page()).await;
    assert!(matches!(away, Err(PaymentsError::Unavailable(_))), "{away:?}");
    assert_eq!(stripe.asked().len(), 3);
}

#[tokio::test]
async fn nobody_is_kept_waiting_for_longer_than_they_would_wait() {
    let stripe = stripe([with_headers(429, &[("Retry-After", "60")], BUSY), ok(PAID)]).await;
    let away = stripe.payments.intent(&intent()).await;
    assert!(matches!(away, Err(PaymentsError::Unavailable(_))), "{away:?}");
    assert_eq!(stripe.asked().len(), 1);
}

#[tokio::test]
async fn a_wait_that_stripe_asks_for_is_waited() {
    let stripe = stripe([with_headers(429, &[("Retry-After", "1")], BUSY), ok(PAID)]).await;
    assert!(stripe.payments.intent(&intent()).await.is_ok());
    assert_eq!(stripe.asked().len(), 2);
}

#[tokio::test]
async fn stripe_decides_whether_it_is_asked_again() {
    let no = with_headers(503, &[("Stripe-Should-Retry", "false")], FAILED);
    let refusing = stripe([no, ok(PAID)]).await;
    assert!(refusing.payments.intent(&intent()).await.is_err());
    assert_eq!(refusing.asked().len(), 1);

    let yes = with_headers(400, &[("Stripe-Should-Retry", "true")], BUSY);
    let inviting = stripe([yes, ok(PAID)]).await;
    assert!(inviting.payments.intent(&intent()).await.is_ok());
}

#[tokio::test]
async fn what_failed_for_good_under_a_key_is_asked_for_under_the_next() {
    let kept = || with_headers(500, &[("Idempotent-Replayed", "true")], FAILED);
    let open = r#"{"id": "cs_1", "status": "open", "url": "https://pay.example.com/cs_1"}"#;
    let stripe = stripe([kept(), kept(), ok(open)]).await;

    stripe.payments.open_checkout(page()).await.unwrap();

    let asked = stripe.asked();
    let keys: Vec<_> = asked.iter().map(|it| it.header("Idempotency-Key").unwrap()).collect();
    let first = keys[0];
    assert_eq!(keys, [first, &format!("{first}-2"), &format!("{first}-3")]);
    assert!(asked.iter().all(|it| it.body == asked[0].body));
}

#[tokio::test]
async fn a_ping_asks_once_and_a_good_answer_holds_for_a_while() {
    let stripe = stripe([with_status(503, FAILED), ok(r#"{"object": "balance"}"#)]).await;
    assert!(stripe.payments.ping().await.is_err());
    assert_eq!(stripe.asked().len(), 1);
    for _ in 0..3 {
        assert!(stripe.payments.ping().await.is_ok());
    }
    assert_eq!(stripe.asked().len(), 2);
}
