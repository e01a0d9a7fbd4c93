//! What every payment gateway promises.
//!
//! The subject has a payer, who approves and declines pages at the address that the port gave out.

mod lists;
mod reversals;
mod subject;

use airside_app::ports::payments::{
    ChargeOrder, Checkout, CheckoutId, CheckoutOrder, CheckoutStatus, EventSubject,
    GatewayRefundId, IntentId, IntentStatus, PaymentsError, RefundOrder, RefundStatus,
};
use airside_primitives::{Amount, Currency, PaymentId, RefundId};
use time::Duration;
use uuid::Uuid;

pub use lists::what_moved_is_listed_part_by_part;
pub use reversals::{a_dispute_is_told_of, what_is_paid_back_by_hand_is_told_of};
pub use subject::{Card, PaymentsSubject, prepare_and_charge};
use subject::{PAYMENT, PRICE, REFUND, charge, charge_order, page_order, refund_order};

pub async fn a_gateway_that_is_there_answers_a_ping(subject: &impl PaymentsSubject) {
    for _ in 0..2 {
        subject.payments().ping().await.unwrap();
    }
}

/// A page waits for its payer, and tells what was paid on it.
pub async fn a_page_can_be_paid(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let page = payments.open_checkout(page_order()).await.unwrap();
    assert_eq!((page.status, &page.intent), (CheckoutStatus::Open, &None));

    subject.approve(&url(&page)).await;

    let page = payments.checkout(&page.id).await.unwrap();
    assert_eq!((page.status, &page.url), (CheckoutStatus::Complete, &None));
    let intent = payments.intent(&page.intent.unwrap()).await.unwrap();
    assert_eq!(intent.status, IntentStatus::Succeeded);
    assert_eq!((intent.amount, intent.received), (PRICE, PRICE));
}

/// A declined card leaves the page as it was, and says why it was declined.
pub async fn a_declined_page_stays_open_and_can_then_be_paid(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let page = payments.open_checkout(page_order()).await.unwrap();
    subject.decline(&url(&page)).await;

    let declined = payments.checkout(&page.id).await.unwrap();
    assert_eq!((declined.status, &declined.url), (CheckoutStatus::Open, &page.url));
    let intent = payments.intent(&declined.intent.unwrap()).await.unwrap();
    assert_eq!((intent.status, intent.received), (IntentStatus::Failed, Amount::ZERO));
    assert!(intent.decline.is_some());

    subject.approve(&url(&page)).await;
    let paid = payments.checkout(&page.id).await.unwrap();
    assert_eq!(paid.status, CheckoutStatus::Complete);
}

/// Asking twice for the page of a payment gives one page.
pub async fn the_same_payment_opens_the_same_page(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let first = payments.open_checkout(page_order()).await.unwrap();
    let again = payments.open_checkout(page_order()).await.unwrap();
    let other = CheckoutOrder { payment: PaymentId(Uuid::from_u128(9)), ..page_order() };
    let other = payments.open_checkout(other).await.unwrap();

    assert_eq!(first, again);
    assert_ne!(first.id, other.id);
}

/// A page that was closed is closed, however often one asks.
pub async fn a_closed_page_stays_closed(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let page = payments.open_checkout(page_order()).await.unwrap();

    for _ in 0..2 {
        let closed = payments.expire_checkout(&page.id).await.unwrap();
        assert_eq!((closed.status, &closed.url), (CheckoutStatus::Expired, &None));
    }
    let closed = payments.checkout(&page.id).await.unwrap();
    assert_eq!((closed.status, closed.intent), (CheckoutStatus::Expired, None));
}

/// Closing a page too late does not undo what was paid on it.
pub async fn a_page_paid_before_it_is_closed_stays_paid(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let page = payments.open_checkout(page_order()).await.unwrap();
    subject.approve(&url(&page)).await;

    let closed = payments.expire_checkout(&page.id).await.unwrap();

    assert_eq!(closed.status, CheckoutStatus::Complete);
    let intent = payments.intent(&closed.intent.unwrap()).await.unwrap();
    assert_eq!(intent.status, IntentStatus::Succeeded);
}

/// One payment is one charge, however often it is asked for.
pub async fn a_good_card_is_charged_once(subject: &impl PaymentsSubject) {
    let first = charge(subject, Card::Good).await;
    let again = charge(subject, Card::Good).await;

    assert_eq!((first.status, first.received), (IntentStatus::Succeeded, PRICE));
    assert_eq!(first, again);
}

/// A decline is an answer, with the bank's reason.
pub async fn a_declined_card_is_a_failed_payment(subject: &impl PaymentsSubject) {
    let intent = charge(subject, Card::Declining).await;

    assert_eq!((intent.status, intent.received), (IntentStatus::Failed, Amount::ZERO));
    assert!(intent.decline.is_some_and(|it| !it.code.is_empty() && !it.message.is_empty()));
}

/// A payment method that does not exist is told apart from other refusals.
pub async fn an_unknown_payment_method_is_told_apart(subject: &impl PaymentsSubject) {
    let payment_method = "pm_there_is_none".to_owned();
    let order = ChargeOrder { payment_method, ..charge_order(subject, Card::Good) };

    let refused = subject.payments().prepare_charge(order).await;

    assert!(matches!(refused, Err(PaymentsError::UnknownPaymentMethod)), "{refused:?}");
}

/// When the bank wants 3-D Secure, the answer says where to send the payer.
pub async fn a_challenged_payer_is_sent_to_a_page(subject: &impl PaymentsSubject) {
    let waiting = charge(subject, Card::Challenging).await;
    assert_eq!(waiting.status, IntentStatus::RequiresAction);

    subject.approve(&waiting.next_url.unwrap()).await;

    let paid = subject.payments().intent(&waiting.id).await.unwrap();
    assert_eq!((paid.status, paid.next_url), (IntentStatus::Succeeded, None));
}

/// A payment that has not succeeded can be given up, and is then over.
pub async fn a_waiting_payment_can_be_given_up(subject: &impl PaymentsSubject) {
    let waiting = charge(subject, Card::Challenging).await;

    for _ in 0..2 {
        let given_up = subject.payments().cancel_intent(&waiting.id).await.unwrap();
        assert_eq!((given_up.status, given_up.next_url), (IntentStatus::Canceled, None));
    }
}

pub async fn a_payment_that_succeeded_cannot_be_given_up(subject: &impl PaymentsSubject) {
    let paid = charge(subject, Card::Good).await;

    let kept = subject.payments().cancel_intent(&paid.id).await.unwrap();

    assert_eq!((kept.status, kept.received), (IntentStatus::Succeeded, PRICE));
}

/// One order is one refund, and all refunds together never exceed the payment.
pub async fn a_refund_is_made_once_and_never_exceeds_the_payment(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let paid = charge(subject, Card::Good).await;
    let part = refund_order(&paid, 400_000);

    let first = payments.refund(part.clone()).await.unwrap();
    let again = payments.refund(part.clone()).await.unwrap();

    assert_eq!(first.status, RefundStatus::Succeeded);
    assert_eq!(first, again);
    assert_eq!(payments.refund_state(&first.id).await.unwrap(), first);

    let refund = RefundId(Uuid::from_u128(3));
    let too_much = RefundOrder { refund, ..refund_order(&paid, 58_901) };
    let refused = payments.refund(too_much).await;
    assert!(matches!(refused, Err(PaymentsError::Refused(_))), "{refused:?}");
    let rest = RefundOrder { refund, ..refund_order(&paid, 58_900) };
    assert_ne!(payments.refund(rest).await.unwrap().id, first.id);
}

/// Another attempt at a refund is another request.
pub async fn the_next_attempt_at_a_refund_is_a_new_one(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let paid = charge(subject, Card::Good).await;
    let order = refund_order(&paid, 100);

    let first = payments.refund(order.clone()).await.unwrap();
    let next = payments.refund(RefundOrder { attempt: 1, ..order }).await.unwrap();

    assert_ne!(first.id, next.id);
}

pub async fn an_unknown_object_is_not_found(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let checkout = CheckoutId("cs_test_none".to_owned());
    let intent = IntentId("pi_none".to_owned());
    let refund = GatewayRefundId("re_none".to_owned());
    let answers = [
        payments.checkout(&checkout).await.map(|_| ()),
        payments.expire_checkout(&checkout).await.map(|_| ()),
        payments.intent(&intent).await.map(|_| ()),
        payments.cancel_intent(&intent).await.map(|_| ()),
        payments.refund_state(&refund).await.map(|_| ()),
    ];
    for answer in answers {
        assert!(matches!(answer, Err(PaymentsError::NotFound)), "{answer:?}");
    }
}

/// Events name our payments and refunds, under a signature that nothing else has.
pub async fn events_name_what_is_ours_and_are_signed(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let page = payments.open_checkout(page_order()).await.unwrap();
    subject.approve(&url(&page)).await;
    let intent = payments.checkout(&page.id).await.unwrap().intent.unwrap();
    let order = RefundOrder {
        refund: REFUND,
        attempt: 0,
        intent: intent.clone(),
        amount: PRICE,
        currency: Currency::INR,
    };
    let refund = payments.refund(order).await.unwrap();

    let mut awaited = vec![
        EventSubject::Intent { id: intent, payment: Some(PAYMENT) },
        EventSubject::Checkout { id: page.id, payment: Some(PAYMENT) },
        EventSubject::Refund { id: refund.id, refund: Some(REFUND) },
    ];
    while !awaited.is_empty() {
        let (payload, signature) = subject.next_event().await;
        let event = payments.verify(&payload, &signature, subject.now()).unwrap();
        awaited.retain(|about| *about != event.about);

        let mut tampered = payload.clone();
        tampered.push(b' ');
        assert!(payments.verify(&tampered, &signature, subject.now()).is_err());
        let much_later = subject.now() + Duration::minutes(6);
        assert!(payments.verify(&payload, &signature, much_later).is_err());
    }
}

/// A charge that was prepared takes nothing, and is the same however often it is asked for.
pub async fn a_prepared_charge_takes_no_money(subject: &impl PaymentsSubject) {
    let order = charge_order(subject, Card::Good);
    let id = subject.payments().prepare_charge(order.clone()).await.unwrap();
    assert_eq!(subject.payments().prepare_charge(order).await.unwrap(), id);

    let prepared = subject.payments().intent(&id).await.unwrap();
    assert_eq!((prepared.status, prepared.received), (IntentStatus::RequiresAction, Amount::ZERO));
    assert_eq!(prepared.amount, PRICE);
}

/// A charge that was given up is not made afterwards, even if it is asked for.
pub async fn a_charge_that_was_given_up_is_never_made(subject: &impl PaymentsSubject) {
    let order = charge_order(subject, Card::Good);
    let id = subject.payments().prepare_charge(order.clone()).await.unwrap();
    let given_up = subject.payments().cancel_intent(&id).await.unwrap();
    assert_eq!(given_up.status, IntentStatus::Canceled);

    let asked_again = subject.payments().charge(&id, order).await.unwrap();
    assert_eq!((asked_again.id, asked_again.status), (id, IntentStatus::Canceled));
}

fn url(page: &Checkout) -> String {
    page.url.clone().unwrap()
}

/// Runs every promise of the port against an adapter.
///
/// `$subject` is an expression for a future of a [`PaymentsSubject`] that has seen nothing yet.
#[macro_export]
macro_rules! payments {
    ($subject:expr) => {
        $crate::payments!($subject =>
            a_gateway_that_is_there_answers_a_ping,
            a_page_can_be_paid,
            a_declined_page_stays_open_and_can_then_be_paid,
            the_same_payment_opens_the_same_page,
            a_closed_page_stays_closed,
            a_page_paid_before_it_is_closed_stays_paid,
            a_good_card_is_charged_once,
            a_prepared_charge_takes_no_money,
            a_charge_that_was_given_up_is_never_made,
            a_declined_card_is_a_failed_payment,
            an_unknown_payment_method_is_told_apart,
            a_challenged_payer_is_sent_to_a_page,
            a_waiting_payment_can_be_given_up,
            a_payment_that_succeeded_cannot_be_given_up,
            a_refund_is_made_once_and_never_exceeds_the_payment,
            the_next_attempt_at_a_refund_is_a_new_one,
            what_is_paid_back_by_hand_is_told_of,
            a_dispute_is_told_of,
            an_unknown_object_is_not_found,
            what_moved_is_listed_part_by_part,
            events_name_what_is_ours_and_are_signed,
        );
    };
    ($subject:expr => $($promise:ident,)+) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let subject = $subject.await;
                $crate::payments::$promise(&subject).await;
            }
        )+
    };
}
