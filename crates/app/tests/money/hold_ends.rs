//! When a hold ends its seats go back on sale, and no money is kept for nothing.

use std::sync::Arc;

use airside_app::bookings::expire::expire_hold;
use airside_app::payments::settle::settle_payment;
use airside_app::ports::payments::IntentStatus;
use airside_app::work::sweep::{sweep_holds, sweep_money};
use airside_booking::{Payment, PaymentState};
use airside_primitives::Amount;
use futures::future::join;
use time::Duration;

use crate::site::Site;
use airside_port_contracts::fakes::{CARD, Connection, Gate, SLOW_CARD};
use airside_port_contracts::samples::HOLD;

#[tokio::test]
async fn overdue_holds_are_released_while_the_gateway_is_away() {
    let site = Site::open().await;
    let [one, other] = [site.book("one").await, site.book("other").await];
    site.pay(&one, None, "open a page").await.unwrap();

    site.gateway.set_connection(Connection::Down);
    site.clock.advance(HOLD);
    sweep_holds(&site.app).await.unwrap();
    assert_eq!(site.status(&one).await, "EXPIRED");
    assert_eq!(site.status(&other).await, "EXPIRED");
    assert_eq!(site.stock().await, (0, 0));
    assert!(site.payment(&one).await.is_live(), "its page is still open");

    site.gateway.set_connection(Connection::Up);
    sweep_money(&site.app).await.unwrap();
    assert!(!site.payment(&one).await.is_live());
}

#[tokio::test]
async fn a_charge_that_never_arrived_is_given_up_with_its_hold() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.gateway.set_connection(Connection::Down);
    site.pay(&booking, Some(CARD), "pay").await.unwrap_err();

    site.gateway.set_connection(Connection::Up);
    site.clock.advance(HOLD);
    sweep_holds(&site.app).await.unwrap();
    sweep_money(&site.app).await.unwrap();

    let payment = site.payment(&booking).await;
    assert!(matches!(payment.state, PaymentState::Canceled { .. }));
    assert_eq!(site.gateway.status(payment.id), None);
    assert_eq!(site.status(&booking).await, "EXPIRED");
    assert_eq!(site.stock().await, (0, 0));
}

#[tokio::test]
async fn a_charge_that_was_made_without_an_answer_confirms_its_booking() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.gateway.set_connection(Connection::LosesAnswers);
    site.pay(&booking, Some(CARD), "pay").await.unwrap_err();

    site.gateway.set_connection(Connection::Up);
    site.clock.advance(HOLD);
    sweep_holds(&site.app).await.unwrap();
    sweep_money(&site.app).await.unwrap();

    assert!(matches!(site.payment(&booking).await.state, PaymentState::Succeeded { .. }));
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.stock().await, (1, 1));
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn a_charge_that_was_made_without_an_answer_goes_back_when_its_seats_are_sold() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.gateway.set_connection(Connection::LosesAnswers);
    site.pay(&booking, Some(CARD), "pay").await.unwrap_err();

    site.clock.advance(HOLD);
    sweep_holds(&site.app).await.unwrap();
    site.sell_all_but(0).await;
    site.gateway.set_connection(Connection::Up);
    sweep_money(&site.app).await.unwrap();
    site.work().await;

    assert!(matches!(site.payment(&booking).await.state, PaymentState::Succeeded { .. }));
    assert_eq!(site.status(&booking).await, "EXPIRED");
    assert_eq!(site.refunds(&booking).await.len(), 1);
    assert_eq!(site.gateway.kept(), Amount::ZERO);
}

#[tokio::test]
async fn a_hold_that_ends_between_a_charge_and_its_answer_is_confirmed() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    let gate = Arc::new(Gate::default());
    site.gateway.stop_at(&gate);

    let meanwhile = async {
        gate.reached().await;
        site.clock.advance(HOLD);
        expire_hold(&site.app, booking.id).await.unwrap();
        gate.open();
    };
    let (given, ()) = join(site.pay(&booking, Some(CARD), "pay"), meanwhile).await;

    given.unwrap();
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.stock().await, (1, 1));
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn a_charge_that_the_bank_is_busy_with_outlives_the_hold() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, Some(SLOW_CARD), "pay").await.unwrap();

    site.clock.advance(HOLD);
    sweep_holds(&site.app).await.unwrap();
    assert_eq!(site.stock().await, (0, 0));

    site.gateway.receive(site.payment(&booking).await.id);
    site.clock.advance(Duration::HOUR);
    sweep_money(&site.app).await.unwrap();
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn money_of_a_page_that_was_closed_under_its_payer_goes_back() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();
    let page = site.payment(&booking).await;
    site.clock.advance(HOLD);
    sweep_holds(&site.app).await.unwrap();
    sweep_money(&site.app).await.unwrap();
    assert_eq!(site.payment(&booking).await.state, PaymentState::Canceled { intent: None });
    site.sell_all_but(0).await;

    site.gateway.try_on_page(page.id, IntentStatus::Succeeded);
    site.hear(&site.gateway.event_of_payment(page.id)).await;

    assert_eq!(site.refunds(&booking).await.len(), 1);
    assert_eq!(site.gateway.kept(), Amount::ZERO);
}

#[tokio::test]
async fn a_payment_that_was_given_up_is_not_taken_up_again_by_an_event() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();
    let page = site.payment(&booking).await;
    site.pay(&booking, Some(SLOW_CARD), "pay").await.unwrap();

    site.gateway.try_on_page(page.id, IntentStatus::RequiresAction);
    site.hear(&site.gateway.event_of_payment(page.id)).await;

    let payments = site.payments(&booking).await;
    assert_eq!(payments.iter().map(Payment::is_live).collect::<Vec<_>>(), [false, true]);
    assert_eq!(site.gateway.status(page.id), Some(IntentStatus::Canceled));
}

#[tokio::test]
async fn an_expiry_and_a_payment_that_meet_leave_the_stock_right() {
    let site = Site::open().await;
    for round in 1..=8 {
        let booking = site.book(&format!("book {round}")).await;
        site.pay(&booking, None, &format!("pay {round}")).await.unwrap();
        let payment = site.payment(&booking).await;
        site.gateway.pay_on_page(payment.id);
        site.clock.advance(HOLD);

        let expiry = expire_hold(&site.app, booking.id);
        let settlement = settle_payment(&site.app, payment.id);
        let (expired, settled) = if round % 2 == 0 {
            join(expiry, settlement).await
        } else {
            let (settled, expired) = join(settlement, expiry).await;
            (expired, settled)
        };
        expired.unwrap();
        settled.unwrap();

        assert_eq!(site.status(&booking).await, "CONFIRMED");
        assert_eq!(site.stock().await, (round, usize::from(round)));
    }
}
