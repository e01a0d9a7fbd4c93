//! What Stripe refuses, and what the caller can do about it.

use airside_app::ports::Payments as _;
use airside_app::ports::payments::PaymentsError;
use airside_port_contracts::payments::prepare_and_charge;

use crate::server::{ok, stripe, with_status};
use crate::{card, intent, page};

#[tokio::test]
async fn an_object_that_is_not_there_is_told_apart() {
    let missing = r#"{"error": {"type": "invalid_request_error", "code": "resource_missing",
        "param": "intent", "message": "No such payment_intent: 'pi_1'"}}"#;
    let stripe = stripe([with_status(404, missing)]).await;
    let unknown = stripe.payments.intent(&intent()).await;
    assert!(matches!(unknown, Err(PaymentsError::NotFound)), "{unknown:?}");
}

#[tokio::test]
async fn a_payment_method_that_cannot_be_used_is_told_apart() {
    let missing = r#"{"error": {"type": "invalid_request_error", "code": "resource_missing",
        "param": "payment_method", "message": "No such PaymentMethod: 'pm_1'"}}"#;
    let stripe = stripe([with_status(400, missing)]).await;
    let unknown = prepare_and_charge(&stripe.payments, card()).await;
    assert!(matches!(unknown, Err(PaymentsError::UnknownPaymentMethod)), "{unknown:?}");
}

#[tokio::test]
async fn a_request_that_stripe_will_never_do_is_refused_with_its_reason_and_not_repeated() {
    let bodies = [
        r#"{"error": {"type": "invalid_request_error", "code": "amount_too_small",
            "message": "The reason."}}"#,
        r#"{"error": {"type": "idempotency_error", "message": "The reason."}}"#,
        r#"{"error": {"type": "of_a_new_type", "message": "The reason."}}"#,
    ];
    for body in bodies {
        let stripe = stripe([with_status(400, body)]).await;
        let refused = stripe.payments.open_checkout(page()).await;
        let Err(PaymentsError::Refused(refusal)) = refused else { panic!("{refused:?}") };
        assert_eq!((refusal.message.as_str(), stripe.asked().len()), ("The reason.", 1));
    }
}

#[tokio::test]
async fn a_key_that_is_not_good_leaves_the_payment_as_it_was_and_is_never_repeated() {
    let invalid = r#"{"error": {"type": "invalid_request_error",
        "message": "Invalid API Key provided: sk_test_***ret"}}"#;
    let not_allowed = r#"{"error": {"type": "invalid_request_error",
        "message": "The provided key 'rk_test_***ret' does not have the required permissions"}}"#;
    for (status, body) in [(401, invalid), (403, not_allowed)] {
        let stripe = stripe([with_status(status, body), ok("{}")]).await;
        let away = stripe.payments.open_checkout(page()).await;
        let Err(PaymentsError::Unavailable(cause)) = away else { panic!("{away:?}") };
        assert!(cause.to_string().starts_with("the secret key"), "{cause}");
        assert!(!format!("{cause:?} {cause}").contains("_test_"), "{cause:?}");
        assert!(cause.source().is_none());
        assert_eq!(stripe.asked().len(), 1);
    }
}

#[tokio::test]
async fn a_webhook_address_is_registered_once() {
    let url = "http://127.0.0.1:8080/v1/webhooks/stripe";
    let made = format!(r#"{{"id": "we_1", "url": "{url}"}}"#);
    let fresh = stripe([ok(r#"{"data": []}"#), ok(&made)]).await;
    fresh.payments.register_webhook(url).await.unwrap();
    let asked = fresh.asked();
    assert_eq!(asked[1].line, "POST /v1/webhook_endpoints");
    assert!(asked[1].body.contains("payment_intent.succeeded"), "{}", asked[1].body);

    let known = format!(r#"{{"data": [{{"url": "{url}", "enabled_events": ["*"]}}]}}"#);
    let again = stripe([ok(&known)]).await;
    again.payments.register_webhook(url).await.unwrap();
    assert_eq!(again.asked().len(), 1);
}
