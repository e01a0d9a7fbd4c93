//! Who gives up an unpaid booking frees its seats at once, and no money buys it any more.

use std::sync::Arc;

use airside_app::bookings::release::ReleaseError;
use airside_app::ports::{Changes, Write};
use airside_app::work::sweep::{sweep_holds, sweep_money};
use airside_booking::{Booking, RefundCause};
use airside_fares::{Percent, PromoCode, Reduction};
use airside_port_contracts::fakes::{CARD, Connection, Gate};
use airside_port_contracts::samples::{HOLD, code};
use airside_primitives::Amount;
use futures::future::join;

use crate::site::Site;

async fn assert_all_went_back(site: &Site, booking: &Booking) {
    assert_eq!(site.status(booking).await, "EXPIRED");
    let refunds = site.refunds(booking).await;
    assert_eq!(refunds.len(), 1);
    assert_eq!(refunds[0].cause, RefundCause::TooLate);
    assert_eq!(refunds[0].amount, booking.price().total);
    assert_eq!(site.receipt(&refunds[0]).await, "READY");
    assert_eq!(site.gateway.kept(), Amount::ZERO);
    assert_eq!(site.stock().await, (0, 0));
}

#[tokio::test]
async fn places_seats_and_the_open_page_are_given_up_at_once() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();

    for _ in 0..2 {
        site.release(&booking).await.unwrap();
        assert_eq!(site.status(&booking).await, "EXPIRED");
        assert_eq!(site.stock().await, (0, 0));
        assert!(!site.payment(&booking).await.is_live());
    }
}

#[tokio::test]
async fn the_use_of_a_promo_code_comes_back() {
    let site = Site::open().await;
    let reduction = Reduction::Percent(Percent::new(10).unwrap());
    let once = PromoCode { limit_total: Some(1), ..PromoCode::unlimited(code("ONCE"), reduction) };
    site.app.commit(Changes::default().write(Write::SavePromoCode(once))).await.unwrap();
    let given = site.place(site.offer(), Some("ONCE"), "book").await.unwrap();
    let booking = site.booking_of(&given).await;

    site.release(&booking).await.unwrap();

    site.place(site.offer(), Some("ONCE"), "book again").await.unwrap();
}

#[tokio::test]
async fn seats_are_freed_while_the_gateway_is_away() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();

    site.gateway.set_connection(Connection::Down);
    site.release(&booking).await.unwrap();
    assert_eq!(site.stock().await, (0, 0));
    assert!(site.payment(&booking).await.is_live(), "its page is still open");

    site.gateway.set_connection(Connection::Up);
    sweep_money(&site.app).await.unwrap();
    assert!(!site.payment(&booking).await.is_live());
}

#[tokio::test]
async fn money_that_was_paid_at_the_last_moment_goes_back() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();
    site.gateway.pay_on_page(site.payment(&booking).await.id);

    site.release(&booking).await.unwrap();
    site.work().await;

    assert_all_went_back(&site, &booking).await;
}

#[tokio::test]
async fn money_that_comes_for_what_expired_and_was_given_up_buys_nothing() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();
    let page = site.payment(&booking).await.id;
    site.gateway.set_connection(Connection::Down);
    site.clock.advance(HOLD);
    sweep_holds(&site.app).await.unwrap();
    site.release(&booking).await.unwrap();

    site.gateway.set_connection(Connection::Up);
    site.gateway.pay_on_page(page);
    site.hear(&site.gateway.event_of_payment(page)).await;
    site.work().await;

    assert_all_went_back(&site, &booking).await;
}

#[tokio::test]
async fn what_is_given_up_between_a_charge_and_its_answer_is_not_bought() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    let gate = Arc::new(Gate::default());
    site.gateway.stop_at(&gate);

    let meanwhile = async {
        gate.reached().await;
        site.release(&booking).await.unwrap();
        gate.open();
    };
    let (_told, ()) = join(site.pay(&booking, Some(CARD), "pay"), meanwhile).await;
    sweep_money(&site.app).await.unwrap();
    site.work().await;

    assert_all_went_back(&site, &booking).await;
}

#[tokio::test]
async fn what_is_paid_is_not_given_up() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;

    let refused = site.release(&booking).await.unwrap_err();

    assert!(matches!(refused, ReleaseError::AlreadyPaid));
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.stock().await, (1, 1));
}
