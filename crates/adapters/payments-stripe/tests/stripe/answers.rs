//! What is asked, and answers that lack something, have more, or are of another version.

use airside_app::ports::Payments as _;
use airside_app::ports::payments::{
    CheckoutId, CheckoutStatus, IntentStatus, PaymentsError, RefundStatus,
};
use airside_port_contracts::payments::prepare_and_charge;

use crate::server::{ok, stripe, with_status};
use crate::{PAID, card, intent, page, repayment};

/// The version that the request types of `async-stripe` are generated from; an update
/// of those crates changes it, and is then a decision.
const VERSION: &str = "2026-09-30.endive";

#[tokio::test]
async fn every_request_names_the_version_the_key_and_itself() {
    let stripe = stripe([ok(r#"{"id": "cs_1", "status": "open"}"#)]).await;
    stripe.payments.open_checkout(page()).await.unwrap();

    let asked = &stripe.asked()[0];
    assert_eq!(asked.line, "POST /v1/checkout/sessions");
    assert_eq!(asked.header("Stripe-Version"), Some(VERSION));
    assert_eq!(asked.header("Authorization"), Some("Bearer sk_test_secret"));
    assert_eq!(
        asked.header("Idempotency-Key"),
        Some("checkout-00000000-0000-0000-0000-000000000001")
    );
    assert!(asked.body.contains("mode=payment"), "{}", asked.body);
}

#[tokio::test]
async fn answers_without_anything_optional_are_read() {
    let stripe = stripe([
        ok(r#"{"id": "cs_1", "status": "open"}"#),
        ok(PAID),
        ok(r#"{"data": []}"#),
        ok(r#"{"id": "re_1", "status": "pending"}"#),
    ])
    .await;
    let checkout = stripe.payments.open_checkout(page()).await.unwrap();
    assert_eq!(
        (checkout.status, checkout.url, checkout.intent),
        (CheckoutStatus::Open, None, None)
    );
    let paid = stripe.payments.intent(&intent()).await.unwrap();
    assert_eq!((paid.status, paid.received), (IntentStatus::Succeeded, page().amount));
    let refund = stripe.payments.refund(repayment()).await.unwrap();
    assert_eq!(refund.status, RefundStatus::Pending);
}

#[tokio::test]
async fn fields_and_values_that_nobody_knew_do_no_harm() {
    let stripe = stripe([
        ok(r#"{"id": "cs_1", "object": "checkout.session", "status": "complete",
            "ui_mode": "hologram", "payment_status": "half_paid", "currency": "xyz",
            "payment_intent": {"id": "pi_1", "object": "payment_intent", "status": "new"},
            "automatic_surcharge": {"enabled": [1, 2]}}"#),
        ok(r#"{"id": "pi_1", "status": "requires_action", "amount": 458900, "amount_received": 0, "currency": "inr",
            "capture_method": "automatic_async", "payment_method_types": ["card", "brain_wave"],
            "next_action": {"type": "blink_twice", "blink_twice": {}},
            "last_payment_error": {"type": "of_a_new_type", "code": "of_a_new_code"}}"#),
    ])
    .await;
    let checkout = stripe.payments.checkout(&CheckoutId("cs_1".to_owned())).await.unwrap();
    assert_eq!((checkout.status, checkout.intent), (CheckoutStatus::Complete, Some(intent())));
    let waiting = stripe.payments.intent(&intent()).await.unwrap();
    assert_eq!(waiting.status, IntentStatus::RequiresAction);
    assert_eq!(waiting.next_url, None);
    assert_eq!(waiting.decline.unwrap().code, "of_a_new_code");
}

#[tokio::test]
async fn a_status_that_nobody_knew_is_not_guessed_at() {
    let unheard = r#"{"id": "pi_1", "status": "pondering", "amount": 1, "amount_received": 0, "currency": "inr"}"#;
    let stripe = stripe([ok(unheard)]).await;
    let unknown = stripe.payments.intent(&intent()).await;
    assert!(matches!(unknown, Err(PaymentsError::Unavailable(_))), "{unknown:?}");
}

#[tokio::test]
async fn a_decline_tells_why_whatever_else_comes_with_it() {
    let made = r#"{"id": "pi_1", "status": "requires_confirmation", "amount": 458900,
        "amount_received": 0, "currency": "inr"}"#;
    let declined = r#"{"error": {"type": "card_error", "code": "card_declined",
        "decline_code": "not_thought_of_yet", "message": "Your card was declined.",
        "payment_intent": {"id": "pi_1", "status": "requires_payment_method", "amount": 458900,
        "amount_received": 0, "currency": "inr", "last_payment_error": {"code": "card_declined",
        "decline_code": "not_thought_of_yet", "message": "Your card was declined."}}}}"#;
    let stripe = stripe([ok(made), with_status(402, declined)]).await;

    let charge = prepare_and_charge(&stripe.payments, card()).await.unwrap();

    assert_eq!(charge.status, IntentStatus::Failed);
    let decline = charge.decline.unwrap();
    assert_eq!(decline.code, "not_thought_of_yet");
    assert_eq!(decline.message, "Your card was declined.");
}

#[tokio::test]
async fn a_decline_that_does_not_show_its_payment_is_looked_up() {
    let made = r#"{"id": "pi_1", "status": "requires_confirmation", "amount": 458900,
        "amount_received": 0, "currency": "inr"}"#;
    let declined = r#"{"error": {"type": "card_error", "payment_intent": {"id": "pi_1"}}}"#;
    let after = r#"{"id": "pi_1", "status": "requires_payment_method", "amount": 458900,
        "amount_received": 0, "currency": "inr", "last_payment_error": {"message": "No."}}"#;
    let stripe = stripe([ok(made), with_status(402, declined), ok(after)]).await;

    let charge = prepare_and_charge(&stripe.payments, card()).await.unwrap();

    assert_eq!(charge.status, IntentStatus::Failed);
    assert_eq!(charge.decline.unwrap().message, "No.");
    assert_eq!(stripe.asked()[2].line, "GET /v1/payment_intents/pi_1");
}
