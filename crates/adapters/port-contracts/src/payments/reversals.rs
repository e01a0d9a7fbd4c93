//! Money that moves back without our asking is told of.

use airside_app::ports::payments::{EventSubject, PaymentsError, ReversalState};
use airside_primitives::Amount;

use super::subject::{Card, PRICE, PaymentsSubject, charge, refund_order};

/// What was paid back is told of, with ours of what we asked for, and an event names the payment
/// of what was done by hand.
pub async fn what_is_paid_back_by_hand_is_told_of(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let paid = charge(subject, Card::Good).await;
    let order = refund_order(&paid, 400);
    let ours = order.refund;
    let made = payments.refund(order).await.unwrap();

    let told = payments.reversals(&paid.id).await.unwrap();
    let told: Vec<_> = told.iter().map(|it| (it.id.0.as_str(), it.refund, it.amount)).collect();
    assert_eq!(told, [(made.id.0.as_str(), Some(ours), Amount::minor(400))]);

    subject.pay_back_by_hand(&paid.id, 300).await;

    let told = payments.reversals(&paid.id).await.unwrap();
    let strange = told.iter().filter(|it| it.refund.is_none());
    let strange: Vec<_> = strange.map(|it| (it.amount, it.state)).collect();
    assert_eq!(strange, [(Amount::minor(300), ReversalState::Refunded)]);
    hear(subject, EventSubject::Reversal { intent: paid.id }).await;
}

/// A dispute is told of, and its money cannot be refunded as well.
pub async fn a_dispute_is_told_of(subject: &impl PaymentsSubject) {
    let payments = subject.payments();
    let paid = charge(subject, Card::Disputing).await;

    let told = payments.reversals(&paid.id).await.unwrap();
    let told: Vec<_> = told.iter().map(|it| (it.amount, it.state)).collect();
    assert_eq!(told, [(PRICE, ReversalState::Disputed)]);
    let refused = payments.refund(refund_order(&paid, 1)).await;
    assert!(matches!(refused, Err(PaymentsError::Refused(_))), "{refused:?}");
    hear(subject, EventSubject::Reversal { intent: paid.id }).await;
}

async fn hear(subject: &impl PaymentsSubject, about: EventSubject) {
    loop {
        let (payload, signature) = subject.next_event().await;
        let event = subject.payments().verify(&payload, &signature, subject.now()).unwrap();
        if event.about == about {
            return;
        }
    }
}
