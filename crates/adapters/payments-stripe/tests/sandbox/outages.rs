//! A gateway that is away, busy or slow never charges twice, and loses nothing.

use std::time::Duration;

use airside_app::ports::Payments;
use airside_app::ports::payments::{
    ChargeOrder, CheckoutOrder, CheckoutStatus, IntentStatus, PaymentsError, RefundOrder,
    RefundStatus,
};
use airside_payments_stripe::{Settings, StripePayments};
use airside_port_contracts::payments::{PaymentsSubject as _, prepare_and_charge};
use airside_primitives::{Amount, Currency, PaymentId, RefundId};
use airside_stripe_sandbox::FaultKind;
use uuid::Uuid;

use crate::subject::subject;

#[tokio::test]
async fn a_short_outage_is_not_noticed() {
    for kind in [FaultKind::Unavailable, FaultKind::TooManyRequests] {
        let subject = subject().await;
        subject.inject(kind, 2);
        let page = subject.payments.open_checkout(order()).await.unwrap();
        assert_eq!(page.status, CheckoutStatus::Open);
    }
}

#[tokio::test]
async fn after_a_long_outage_the_same_order_can_be_placed_again() {
    for kind in [FaultKind::Unavailable, FaultKind::TooManyRequests] {
        let subject = subject().await;
        subject.inject(kind, 3);
        let away = prepare_and_charge(&subject.payments, card_order("pm_card_visa")).await;
        assert!(matches!(away, Err(PaymentsError::Unavailable(_))), "{away:?}");

        let charged =
            prepare_and_charge(&subject.payments, card_order("pm_card_visa")).await.unwrap();
        assert_eq!(charged.status, IntentStatus::Succeeded);
    }
}

#[tokio::test]
async fn a_charge_whose_answer_was_lost_is_not_made_again() {
    let subject = subject().await;
    subject.inject(FaultKind::TimeoutAfterEffect, 1);
    let charged = prepare_and_charge(&subject.payments, card_order("pm_card_visa")).await.unwrap();
    let again = prepare_and_charge(&subject.payments, card_order("pm_card_visa")).await.unwrap();
    assert_eq!(charged, again);
    assert_eq!(charged.received, order().amount);
}

#[tokio::test]
async fn a_failure_that_is_kept_under_a_key_does_not_end_a_payment() {
    for kind in [FaultKind::KeptFailure, FaultKind::KeptFailureAfterEffect] {
        // At each of the two calls of a charge, and at the first under two keys.
        for (after, next) in [(0, 1), (1, 1), (0, 3)] {
            let subject = subject().await;
            subject.inject_later(kind, after, next);
            let charged =
                prepare_and_charge(&subject.payments, card_order("pm_card_visa")).await.unwrap();
            assert_eq!(charged.status, IntentStatus::Succeeded);
            let again =
                prepare_and_charge(&subject.payments, card_order("pm_card_visa")).await.unwrap();
            assert_eq!(charged, again);
        }
    }
}

#[tokio::test]
async fn a_failure_that_is_kept_under_a_key_does_not_end_a_page() {
    for kind in [FaultKind::KeptFailure, FaultKind::KeptFailureAfterEffect] {
        let subject = subject().await;
        subject.inject(kind, 2);
        let page = subject.payments.open_checkout(order()).await.unwrap();
        assert_eq!(page.status, CheckoutStatus::Open);
        assert_eq!(subject.payments.open_checkout(order()).await.unwrap().id, page.id);
    }
}

#[tokio::test]
async fn a_refund_after_a_kept_failure_is_made_once() {
    for kind in [FaultKind::KeptFailure, FaultKind::KeptFailureAfterEffect] {
        let subject = subject().await;
        let paid = prepare_and_charge(&subject.payments, card_order("pm_card_visa")).await.unwrap();
        let (refund, amount) = (RefundId(Uuid::from_u128(7)), paid.received);
        let order =
            RefundOrder { refund, attempt: 0, intent: paid.id, amount, currency: Currency::INR };
        subject.inject(kind, 2);
        let made = subject.payments.refund(order.clone()).await.unwrap();
        assert_eq!(made.status, RefundStatus::Succeeded);
        assert_eq!(subject.payments.refund(order.clone()).await.unwrap(), made);
        // All of it is back: another refund is refused.
        let more = RefundOrder { refund: RefundId(Uuid::from_u128(8)), ..order };
        let refused = subject.payments.refund(more).await;
        assert!(matches!(refused, Err(PaymentsError::Refused(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_unavailable() {
    let payments = StripePayments::new(Settings {
        secret_key: "sk_test_1".to_owned(),
        webhook_secret: "whsec_test".to_owned(),
        api_url: Some("http://127.0.0.1:9/sandbox/stripe/".to_owned()),
        timeout: Duration::from_millis(200),
        attempts: 2,
    })
    .unwrap();
    let away = payments.open_checkout(order()).await;
    assert!(matches!(away, Err(PaymentsError::Unavailable(_))), "{away:?}");
    assert!(!payments.is_live());
}

#[tokio::test]
async fn a_key_that_comes_back_with_another_order_is_refused() {
    let subject = subject().await;
    subject.payments.open_checkout(order()).await.unwrap();
    let changed = CheckoutOrder { amount: Amount::minor(1), ..order() };
    let refused = subject.payments.open_checkout(changed).await;
    assert!(matches!(refused, Err(PaymentsError::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn a_refund_that_the_bank_sends_back_is_seen_as_failed() {
    let subject = subject().await;
    let paid =
        prepare_and_charge(&subject.payments, card_order("pm_card_refundFail")).await.unwrap();
    let refund = RefundId(Uuid::from_u128(7));
    let (amount, currency) = (paid.received, Currency::INR);
    let order = RefundOrder { refund, attempt: 0, intent: paid.id, amount, currency };
    let made = subject.payments.refund(order.clone()).await.unwrap();
    assert_eq!(made.status, RefundStatus::Succeeded);

    loop {
        let (payload, _) = subject.next_event().await;
        if String::from_utf8(payload).unwrap().contains("\"refund.failed\"") {
            break;
        }
    }

    let failed = subject.payments.refund_state(&made.id).await.unwrap();
    assert_eq!(failed.status, RefundStatus::Failed);
    let again = subject.payments.refund(RefundOrder { attempt: 1, ..order }).await.unwrap();
    assert_ne!(again.id, made.id);
}

#[test]
fn a_live_key_means_real_money() {
    let settings = |secret_key: &str| Settings {
        secret_key: secret_key.to_owned(),
        webhook_secret: "whsec_test".to_owned(),
        api_url: None,
        timeout: Duration::from_secs(1),
        attempts: 1,
    };
    for (key, is_live) in [("sk_live_1", true), ("rk_live_1", true), ("sk_test_1", false)] {
        assert_eq!(StripePayments::new(settings(key)).unwrap().is_live(), is_live, "{key}");
    }
    assert!(StripePayments::new(settings("sk_test_\n")).is_err());
}

fn order() -> CheckoutOrder {
    CheckoutOrder {
        payment: PaymentId(Uuid::from_u128(1)),
        booking_ref: "K7Q2MZ".to_owned(),
        description: "K7Q2MZ: DEL-BOM".to_owned(),
        amount: Amount::minor(458_900),
        currency: Currency::INR,
        return_url: "http://127.0.0.1/payments/return?token=abc".to_owned(),
        scenario: None,
    }
}

fn card_order(payment_method: &str) -> ChargeOrder {
    let order = order();
    ChargeOrder {
        payment: order.payment,
        booking_ref: order.booking_ref,
        description: order.description,
        amount: order.amount,
        currency: order.currency,
        payment_method: payment_method.to_owned(),
        return_url: order.return_url,
        scenario: None,
    }
}
