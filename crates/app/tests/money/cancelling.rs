//! A quote is taken up once, and only while it stands.

use airside_app::cancellations::confirm::ConfirmError;
use airside_app::idempotency::Given;
use airside_booking::cancellation::CannotConfirm;
use airside_booking::{Booking, Cancellation};
use futures::future::{join, join_all};
use time::Duration;

use crate::site::Site;
use airside_port_contracts::samples::QUOTE;

async fn code(site: &Site, quote: &Cancellation) -> &'static str {
    let known = site.app.ports.store.cancellation(quote.id).await.unwrap().unwrap();
    known.value.status_code(site.app.now())
}

/// What `confirm` answers when it is refused because of the quote.
async fn refused(site: &Site, quote: &Cancellation, key: &str) -> CannotConfirm {
    match site.confirm(quote.id, key).await {
        Err(ConfirmError::Quote(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

/// Everything that follows is done, and no more than one refund was made.
async fn assert_refunded_once(site: &Site, booking: &Booking, quote: &Cancellation) {
    for _ in 0..2 {
        site.work().await;
    }
    let refunds = site.refunds(booking).await;
    assert_eq!(refunds.len(), 1);
    assert_eq!(refunds[0].amount, quote.refund());
    assert_eq!(site.receipt(&refunds[0]).await, "READY");
    assert_eq!(site.gateway.refund_attempts(), [0]);
    assert_eq!(site.gateway.kept(), booking.price().total - quote.refund());
    assert_eq!(site.status(booking).await, "CANCELLED");
    assert_eq!(site.stock().await, (0, 0));
}

#[tokio::test]
async fn of_quotes_that_are_asked_for_at_once_one_stands() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let quotes = join_all((0..4).map(|_| site.quote(&booking))).await;
    let mut codes = Vec::new();
    for quote in &quotes {
        codes.push(code(&site, quote).await);
    }
    codes.sort_unstable();
    assert_eq!(codes, ["QUOTED", "SUPERSEDED", "SUPERSEDED", "SUPERSEDED"]);
}

#[tokio::test]
async fn an_expired_quote_stays_expired_and_a_live_one_gives_way() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;

    let old = site.quote(&booking).await;
    site.clock.advance(QUOTE);
    let live = site.quote(&booking).await;
    site.clock.advance(Duration::MINUTE);
    let newest = site.quote(&booking).await;

    assert_eq!(code(&site, &old).await, "EXPIRED");
    assert_eq!(code(&site, &live).await, "SUPERSEDED");
    assert_eq!(code(&site, &newest).await, "QUOTED");
    assert_eq!(refused(&site, &old, "old").await, CannotConfirm::Expired);
    assert_eq!(refused(&site, &live, "live").await, CannotConfirm::Superseded);
    site.confirm(newest.id, "newest").await.unwrap();
    assert_refunded_once(&site, &booking, &newest).await;
}

#[tokio::test]
async fn a_cancellation_confirmed_twice_is_refunded_once() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let quote = site.quote(&booking).await;

    let Given::First(answer) = site.confirm(quote.id, "key").await.unwrap() else {
        panic!("nothing was answered before");
    };
    assert_eq!(site.confirm(quote.id, "key").await.unwrap(), Given::Again(answer));
    assert_eq!(refused(&site, &quote, "other key").await, CannotConfirm::AlreadyConfirmed);

    assert_refunded_once(&site, &booking, &quote).await;
}

#[tokio::test]
async fn two_confirmations_at_once_refund_once() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let quote = site.quote(&booking).await;

    let (one, other) = join(site.confirm(quote.id, "one"), site.confirm(quote.id, "other")).await;

    assert!(one.is_ok() ^ other.is_ok(), "{one:?}, {other:?}");
    assert_refunded_once(&site, &booking, &quote).await;
}
