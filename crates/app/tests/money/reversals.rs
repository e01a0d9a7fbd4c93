//! Money that somebody moved back at the gateway counts once, and is looked at.

use airside_app::payments::reversals::{follow_listed, note_reversals};
use airside_app::ports::Payments as _;
use airside_app::ports::payments::{RefundOrder, RefundStatus, ReversalState};
use airside_app::work::sweep::sweep_money;
use airside_booking::{Booking, Refund, RefundState};
use airside_primitives::{Amount, RefundId};
use time::Duration;
use uuid::Uuid;

use crate::site::Site;

const ALL: i64 = i64::MAX;

/// Somebody pays back so much of what was paid, at most all of it, and the event of that arrives.
async fn paid_back_by_hand(site: &Site, booking: &Booking, amount: i64) -> Amount {
    let payment = site.payment(booking).await;
    let amount = Amount::minor(amount).min(payment.amount);
    let event = site.gateway.reverse(payment.id, "re_by_hand", amount, ReversalState::Refunded);
    site.hear(&event).await;
    amount
}

async fn cancelled(site: &Site, booking: &Booking) -> Refund {
    let quote = site.quote(booking).await;
    site.confirm(quote.id, "confirm").await.unwrap();
    site.work().await;
    site.refunds(booking).await.remove(0)
}

#[tokio::test]
async fn what_was_paid_back_by_hand_is_not_paid_back_again_by_a_cancellation() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let by_hand = paid_back_by_hand(&site, &booking, 1_000).await;

    let refund = cancelled(&site, &booking).await;

    assert_eq!(refund.elsewhere, by_hand);
    assert!(matches!(refund.state, RefundState::Succeeded { gateway: Some(_), .. }));
    assert_eq!(site.receipt(&refund).await, "READY");
    assert_eq!(site.gateway.kept(), booking.price().total - refund.amount);
}

#[tokio::test]
async fn a_cancellation_of_what_was_paid_back_whole_asks_for_nothing() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    paid_back_by_hand(&site, &booking, ALL).await;

    let refund = cancelled(&site, &booking).await;

    assert_eq!(refund.due(), Amount::ZERO);
    assert!(matches!(refund.state, RefundState::Succeeded { gateway: None, .. }));
    assert_eq!(site.receipt(&refund).await, "READY");
    assert_eq!(site.gateway.refund_attempts(), [0_u32; 0]);
    assert_eq!(site.gateway.kept(), Amount::ZERO);
}

#[tokio::test]
async fn a_refund_that_fails_is_settled_by_one_that_is_made_by_hand() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    site.gateway.make_refunds(RefundStatus::Failed);
    let refund = cancelled(&site, &booking).await;
    assert_eq!(refund.status_code(), "FAILED");

    paid_back_by_hand(&site, &booking, refund.amount.get()).await;
    site.gateway.make_refunds(RefundStatus::Succeeded);
    site.clock.advance(Duration::DAY);
    sweep_money(&site.app).await.unwrap();
    site.work().await;

    let refund = site.refunds(&booking).await.remove(0);
    assert!(matches!(refund.state, RefundState::Succeeded { .. }));
    assert_eq!(site.receipt(&refund).await, "READY");
    assert_eq!(site.gateway.kept(), booking.price().total - refund.amount);
}

#[tokio::test]
async fn a_refund_that_is_refused_finds_what_was_paid_back_without_an_event() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let payment = site.payment(&booking).await;
    // The event of it is lost.
    site.gateway.reverse(payment.id, "re_by_hand", payment.amount, ReversalState::Refunded);

    let refund = cancelled(&site, &booking).await;

    assert_eq!(refund.elsewhere, refund.amount);
    assert!(matches!(refund.state, RefundState::Succeeded { .. }));
    assert!(site.payment(&booking).await.is_to_be_looked_at());
}

/// The gateway has paid back by a refund that the store does not know: it was put back to a moment
/// before the cancellation.
#[tokio::test]
async fn what_a_store_that_was_put_back_has_forgotten_is_not_paid_back_again() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let payment = site.payment(&booking).await;
    let order = RefundOrder {
        refund: RefundId(Uuid::from_u128(77)),
        attempt: 0,
        intent: payment.intent().unwrap().clone(),
        amount: Amount::minor(1_000),
        currency: booking.currency,
    };
    site.gateway.refund(order).await.unwrap();

    let since = site.app.now() - Duration::DAY;
    assert_eq!(follow_listed(&site.app, since).await.unwrap(), 1);
    assert_eq!(follow_listed(&site.app, since).await.unwrap(), 0, "once is enough");

    let refund = cancelled(&site, &booking).await;
    assert_eq!(refund.elsewhere, Amount::minor(1_000));
    assert_eq!(site.gateway.kept(), booking.price().total - refund.amount);
    assert_eq!(follow_listed(&site.app, since).await.unwrap(), 0, "what we ask for is known");
}

#[tokio::test]
async fn two_cancellations_count_what_is_back_once() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let by_hand = paid_back_by_hand(&site, &booking, ALL).await;
    let refund = cancelled(&site, &booking).await;

    let payment = site.payment(&booking).await;
    assert_eq!(payment.uncounted([&refund].into_iter()), by_hand - refund.amount);
}

#[tokio::test]
async fn a_dispute_is_in_the_queue_until_it_is_noted_and_again_when_it_ends() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let payment = site.payment(&booking).await;
    let dispute = |to| site.gateway.reverse(payment.id, "dp_1", payment.amount, to);
    let queue = || async { site.app.ports.store.payments_to_look_at().await.unwrap().len() };
    assert_eq!(queue().await, 0);

    for state in [ReversalState::Disputed, ReversalState::DisputeWon] {
        site.hear(&dispute(state)).await;
        assert_eq!(queue().await, 1, "{}", state.code());
        let store = &*site.app.ports.store;
        note_reversals(store, payment.id, "Seen.", site.app.now()).await.unwrap();
        assert_eq!(queue().await, 0);
        // The same again is no news.
        site.hear(&dispute(state)).await;
        assert_eq!(queue().await, 0);
    }
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    let refund = cancelled(&site, &booking).await;
    assert_eq!(refund.elsewhere, Amount::ZERO, "what was won is here again");
}
