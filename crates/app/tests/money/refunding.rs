//! A refund is seen through, and made once however often it is asked after.

use airside_app::payments::refund::advance_refund;
use airside_app::payments::settle::SettleError;
use airside_app::ports::Envelope;
use airside_app::ports::bus::{Outcome, Topic};
use airside_app::ports::payments::{PaymentsError, RefundStatus};
use airside_app::ports::store::FIRST_PAUSE;
use airside_app::work::sweep::sweep_money;
use airside_booking::{Booking, Refund, RefundState};
use airside_primitives::EventId;
use time::Duration;
use uuid::Uuid;

use crate::site::Site;
use airside_port_contracts::fakes::Connection;

/// A cancelled booking, with the gateway asked for its refund.
async fn cancelled(site: &Site) -> Booking {
    let booking = site.book_and_pay().await;
    let quote = site.quote(&booking).await;
    site.confirm(quote.id, "confirm").await.unwrap();
    site.work().await;
    booking
}

async fn refund(site: &Site, booking: &Booking) -> Refund {
    site.refunds(booking).await.remove(0)
}

#[tokio::test]
async fn a_refusal_to_tell_of_a_refund_makes_no_second_one() {
    let site = Site::open().await;
    site.gateway.make_refunds(RefundStatus::Pending);
    let booking = cancelled(&site).await;
    let asked = refund(&site, &booking).await;

    site.gateway.refuse_to_tell_of_refunds(true);
    let told = advance_refund(&site.app, asked.id).await;
    assert!(matches!(told, Err(SettleError::Gateway(PaymentsError::Refused(_)))));
    site.clock.advance(Duration::HOUR);
    sweep_money(&site.app).await.unwrap();
    site.hear(&site.gateway.event_of_refund(asked.id)).await;
    assert_eq!(refund(&site, &booking).await, asked);

    site.gateway.refuse_to_tell_of_refunds(false);
    site.gateway.turn_last_refund(RefundStatus::Succeeded);
    site.clock.advance(FIRST_PAUSE);
    sweep_money(&site.app).await.unwrap();
    let refund = refund(&site, &booking).await;
    assert!(matches!(refund.state, RefundState::Succeeded { .. }));
    assert_eq!(site.gateway.refund_attempts(), [0]);
    assert_eq!(site.gateway.kept(), booking.price().total - refund.amount);
}

#[tokio::test]
async fn a_refund_whose_answer_was_lost_is_made_once() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let quote = site.quote(&booking).await;
    site.confirm(quote.id, "confirm").await.unwrap();

    site.gateway.set_connection(Connection::LosesAnswers);
    site.work().await;
    site.gateway.set_connection(Connection::Up);
    site.clock.advance(Duration::MINUTE);
    sweep_money(&site.app).await.unwrap();
    site.work().await;

    let refund = refund(&site, &booking).await;
    assert!(matches!(refund.state, RefundState::Succeeded { .. }));
    assert_eq!(site.receipt(&refund).await, "READY");
    assert_eq!(site.gateway.refund_attempts(), [0]);
}

#[tokio::test]
async fn each_failure_of_a_refund_is_followed_by_an_attempt_of_its_own() {
    let site = Site::open().await;
    site.gateway.make_refunds(RefundStatus::Failed);
    let booking = cancelled(&site).await;
    assert_eq!(refund(&site, &booking).await.status_code(), "FAILED");
    assert_eq!(site.gateway.kept(), booking.price().total);

    // The gateway is not asked again at once.
    sweep_money(&site.app).await.unwrap();
    assert_eq!(site.gateway.refund_attempts(), [0]);

    site.gateway.make_refunds(RefundStatus::Succeeded);
    site.clock.advance(Duration::DAY);
    sweep_money(&site.app).await.unwrap();
    site.work().await;
    assert_eq!(site.receipt(&refund(&site, &booking).await).await, "READY");

    // Days later the bank sends the money back.
    site.clock.advance(Duration::days(3));
    site.gateway.turn_last_refund(RefundStatus::Failed);
    site.hear(&site.gateway.event_of_refund(refund(&site, &booking).await.id)).await;
    assert_eq!(refund(&site, &booking).await.attempts(), 2);

    site.clock.advance(Duration::DAY);
    sweep_money(&site.app).await.unwrap();
    let refund = refund(&site, &booking).await;
    assert!(matches!(refund.state, RefundState::Succeeded { .. }));
    assert_eq!(site.gateway.refund_attempts(), [0, 1, 2]);
    assert_eq!(site.gateway.kept(), booking.price().total - refund.amount);
}

#[tokio::test]
async fn a_message_that_nobody_can_read_is_given_up() {
    let site = Site::open().await;
    for topic in Topic::ALL {
        let body = r#"{"lunch_served":1}"#.to_owned();
        let envelope = Envelope { id: EventId(Uuid::from_u128(1)), topic, body, trace: None };
        assert_eq!(site.handler(topic).handle(envelope).await, Outcome::GiveUp);
    }
}
