//! The gateway's own lists of what moved, part by part.

use airside_app::ports::payments::{
    ChargeOrder, GatewayRefund, Listed, ListedPayment, ListedRefund, Part, PaymentsError,
    RefundOrder,
};
use airside_primitives::{Amount, Currency, PaymentId, RefundId};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::subject::{
    Card, PAYMENT, PRICE, PaymentsSubject, charge, charge_order, prepare_and_charge,
};

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
