//! What every payment gateway promises.
//!
//! The subject has a payer, who approves and declines pages at the address that the port gave out.

mod reversals;

use airside_app::ports::Payments;
use airside_app::ports::payments::{
    ChargeOrder, Checkout, CheckoutId, CheckoutOrder, CheckoutStatus, EventSubject, GatewayRefund,
    GatewayRefundId, Intent, IntentId, IntentStatus, Listed, ListedPayment, ListedRefund, Part,
    PaymentsError, RefundOrder, RefundStatus,
};
use airside_primitives::{Amount, Currency, PaymentId, RefundId};
use async_trait::async_trait;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

pub use reversals::{a_dispute_is_told_of, what_is_paid_back_by_hand_is_told_of};

/// A gateway with a payer, some cards and a receiver of events.
#[async_trait]
pub trait PaymentsSubject: Send + Sync {
    fn payments(&self) -> &dyn Payments;

    /// The payer pays on this page.
    async fn approve(&self, url: &str);

    /// The payer's card is declined on this page.
    async fn decline(&self, url: &str);

    /// A payment method with this effect.
    fn card(&self, card: Card) -> &'static str;

    /// Somebody pays so much of a payment back at the gateway's dashboard.
    async fn pay_back_by_hand(&self, intent: &IntentId, amount: i64);

    /// The next event that the gateway sends: its body and its signature.
    async fn next_event(&self) -> (Vec<u8>, String);

    /// The time by which events are signed.
    fn now(&self) -> OffsetDateTime;
}

/// The cards that the promises need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    Good,
    Declining,
    /// Wants the payer to pass 3-D Secure.
    Challenging,
    /// Pays, and its bank takes the money back at once.
    Disputing,
}

const PRICE: Amount = Amount::minor(458_900);
const PAYMENT: PaymentId = PaymentId(Uuid::from_u128(1));
const REFUND: RefundId = RefundId(Uuid::from_u128(2));

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

/// What was paid and paid back is on the gateway's list, once each, however small its parts are;
/// a page that nobody paid on brought nothing.
pub async fn what_moved_is_listed_part_by_part(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let mut paid = Vec::new();
    for number in 10..15 {
        let payment = PaymentId(Uuid::from_u128(number));
        let order = ChargeOrder { payment, ..charge_order(subject, Card::Good) };
        let id = prepare_and_charge(payments, order).await.unwrap().id;
        paid.push(ListedPayment { id, payment, received: PRICE });
    }
    let declined = charge(subject, Card::Declining).await;
    paid.push(ListedPayment { id: declined.id, payment: PAYMENT, received: Amount::ZERO });
    let mut returned = Vec::new();
    for (number, of) in (10..).zip(&paid[..3]) {
        let (refund, intent) = (RefundId(Uuid::from_u128(number)), of.id.clone());
        let (amount, currency) = (Amount::minor(100), Currency::INR);
        let order = RefundOrder { refund, attempt: 0, intent: intent.clone(), amount, currency };
        let GatewayRefund { id, status } = payments.refund(order).await.unwrap();
        returned.push(ListedRefund { id, refund: Some(refund), intent, amount, status });
    }

    let since = subject.now() - Duration::HOUR;
    let mut listed = whole(since, async |part| payments.listed_payments(part).await).await;
    listed.sort_by(|one, other| one.id.0.cmp(&other.id.0));
    paid.sort_by(|one, other| one.id.0.cmp(&other.id.0));
    assert_eq!(listed, paid);
    let mut listed = whole(since, async |part| payments.listed_refunds(part).await).await;
    listed.sort_by_key(|it| it.refund);
    assert_eq!(listed, returned);

    let later = subject.now() + Duration::HOUR;
    assert_eq!(whole(later, async |part| payments.listed_payments(part).await).await, []);
    assert_eq!(whole(later, async |part| payments.listed_refunds(part).await).await, []);
}

/// A whole list, two at a time.
async fn whole<T>(
    since: OffsetDateTime,
    list: impl AsyncFn(Part) -> Result<Listed<T>, PaymentsError>,
) -> Vec<T> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let part = list(Part { since, after, limit: 2 }).await.unwrap();
        assert!(part.found.len() <= 2);
        all.extend(part.found);
        after = part.next;
        if after.is_none() {
            return all;
        }
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

fn page_order() -> CheckoutOrder {
    CheckoutOrder {
        payment: PAYMENT,
        booking_ref: "K7Q2MZ".to_owned(),
        description: "K7Q2MZ: DEL-BOM, BOM-DEL".to_owned(),
        amount: PRICE,
        currency: Currency::INR,
        return_url: "http://127.0.0.1/payments/return?token=abc".to_owned(),
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

fn charge_order(subject: &impl PaymentsSubject, card: Card) -> ChargeOrder {
    let CheckoutOrder { payment, booking_ref, description, amount, currency, return_url } =
        page_order();
    let payment_method = subject.card(card).to_owned();
    ChargeOrder { payment, booking_ref, description, amount, currency, payment_method, return_url }
}

async fn charge(subject: &impl PaymentsSubject, card: Card) -> Intent {
    prepare_and_charge(subject.payments(), charge_order(subject, card)).await.unwrap()
}

/// Both calls of a card payment.
pub async fn prepare_and_charge(
    payments: &dyn Payments,
    order: ChargeOrder,
) -> Result<Intent, PaymentsError> {
    let id = payments.prepare_charge(order.clone()).await?;
    payments.charge(&id, order).await
}

fn refund_order(paid: &Intent, amount: i64) -> RefundOrder {
    let amount = Amount::minor(amount);
    let (intent, currency) = (paid.id.clone(), Currency::INR);
    RefundOrder { refund: REFUND, attempt: 0, intent, amount, currency }
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
