//! Money that arrives after its hold ended buys the seats if they are still for sale;
//! if not, all of it goes back, with a receipt.

use airside_app::bookings::place::PlaceError;
use airside_app::ports::{Changes, Write};
use airside_app::work::sweep::{sweep_holds, sweep_money};
use airside_booking::{Booking, RefundCause, RefundState};
use airside_fares::{Percent, PromoCode, Reduction};
use airside_port_contracts::samples::{NOW, code};
use airside_primitives::{Amount, PaymentId};
use time::Duration;
use time::macros::datetime;

use crate::site::Site;
use airside_port_contracts::fakes::Connection;
use airside_port_contracts::samples::HOLD;

/// A booking that expired while the gateway was away, and was then paid on its page.
async fn paid_late(site: &Site) -> (Booking, PaymentId) {
    let booking = site.book("book").await;
    pay_late(site, booking).await
}

async fn pay_late(site: &Site, booking: Booking) -> (Booking, PaymentId) {
    site.pay(&booking, None, "open a page").await.unwrap();
    let page = site.payment(&booking).await;

    site.gateway.set_connection(Connection::Down);
    site.clock.advance(HOLD);
    sweep_holds(&site.app).await.unwrap();
    assert_eq!(site.status(&booking).await, "EXPIRED");
    assert_eq!(site.stock().await, (0, 0));

    site.gateway.set_connection(Connection::Up);
    site.gateway.pay_on_page(page.id);
    (booking, page.id)
}

async fn assert_all_went_back(site: &Site, booking: &Booking) {
    assert_eq!(site.status(booking).await, "EXPIRED");
    let refunds = site.refunds(booking).await;
    assert_eq!(refunds.len(), 1);
    assert_eq!(refunds[0].cause, RefundCause::TooLate);
    assert_eq!(refunds[0].amount, booking.price().total);
    assert!(matches!(refunds[0].state, RefundState::Succeeded { .. }));
    assert_eq!(site.receipt(&refunds[0]).await, "READY");
    assert_eq!(site.gateway.kept(), Amount::ZERO);
}

#[tokio::test]
async fn late_money_takes_the_seats_again() {
    let site = Site::open().await;
    let (booking, page) = paid_late(&site).await;

    for _ in 0..2 {
        site.hear(&site.gateway.event_of_payment(page)).await;
    }

    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.stock().await, (1, 1));
    assert_eq!(site.refunds(&booking).await, []);
    assert_eq!(site.gateway.kept(), booking.price().total);
}

/// A booking with a promo code that may be used once, paid late.
async fn discounted(site: &Site) -> (Booking, PaymentId) {
    let reduction = Reduction::Percent(Percent::new(10).unwrap());
    let once = PromoCode { limit_total: Some(1), ..PromoCode::unlimited(code("ONCE"), reduction) };
    site.app.commit(Changes::default().write(Write::SavePromoCode(once))).await.unwrap();
    let given = site.place(site.offer(), Some("ONCE"), "book").await.unwrap();
    let booking = site.booking_of(&given).await;
    pay_late(site, booking).await
}

#[tokio::test]
async fn late_money_uses_the_promo_code_again() {
    let site = Site::open().await;
    let (booking, page) = discounted(&site).await;

    site.hear(&site.gateway.event_of_payment(page)).await;

    assert_eq!(site.status(&booking).await, "CONFIRMED");
    let another = site.place(site.offer(), Some("ONCE"), "another").await;
    assert!(matches!(another, Err(PlaceError::Promo(_))));
}

#[tokio::test]
async fn late_money_goes_back_when_its_promo_code_is_used_up() {
    let site = Site::open().await;
    let (booking, page) = discounted(&site).await;
    site.place(site.offer(), Some("ONCE"), "another").await.unwrap();
    let stock = site.stock().await;

    site.hear(&site.gateway.event_of_payment(page)).await;

    assert_all_went_back(&site, &booking).await;
    assert_eq!(site.stock().await, stock);
}

#[tokio::test]
async fn late_money_is_found_without_an_event() {
    let site = Site::open().await;
    let (booking, _page) = paid_late(&site).await;

    site.clock.advance(Duration::MINUTE);
    sweep_money(&site.app).await.unwrap();

    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn late_money_goes_back_when_the_flight_is_sold_out() {
    let site = Site::open().await;
    let (booking, page) = paid_late(&site).await;

    site.sell_all_but(0).await;
    let stock = site.stock().await;
    site.hear(&site.gateway.event_of_payment(page)).await;

    assert_all_went_back(&site, &booking).await;
    assert_eq!(site.stock().await, stock);
}

#[tokio::test]
async fn late_money_goes_back_once_sales_have_closed() {
    for closed_at in [
        datetime!(2026-12-01 07:00 +05:30),
        datetime!(2026-12-01 08:00 +05:30),
        NOW + Duration::days(60),
    ] {
        let site = Site::open().await;
        let (booking, page) = paid_late(&site).await;

        site.clock.set(closed_at);
        site.hear(&site.gateway.event_of_payment(page)).await;

        assert_all_went_back(&site, &booking).await;
        assert_eq!(site.stock().await, (0, 0));
    }
}
