//! A booking is placed once for its key, and only on an offer that stands.

use airside_app::bookings::place::PlaceError;
use airside_app::idempotency::{Given, IdempotencyError};
use airside_app::offers::read::OfferError;
use airside_app::ports::CommitError;
use airside_app::ports::store::{BookingFilter, Page};
use airside_port_contracts::samples::{OWNER, code};
use airside_primitives::Currency;
use futures::future::join;

use crate::site::Site;

async fn bookings(site: &Site) -> usize {
    let filter = BookingFilter { owner: OWNER, status: None, now: site.app.now() };
    let page = Page { limit: 10, before: None };
    site.app.ports.store.bookings(filter, page).await.unwrap().len()
}

#[tokio::test]
async fn one_key_twice_at_once_takes_the_last_seat_once() {
    let site = Site::open().await;
    site.sell_all_but(1).await;
    let full = site.stock().await.0 + 1;
    let offer = site.offer();

    let (one, other) =
        join(site.place(offer.clone(), None, "key"), site.place(offer.clone(), None, "key")).await;

    let Given::First(answer) = one.unwrap() else { panic!("nothing was answered before") };
    match other {
        Err(PlaceError::Once(IdempotencyError::InUse)) => (),
        other => assert_eq!(other.unwrap(), Given::Again(answer.clone())),
    }
    assert_eq!(site.place(offer, None, "key").await.unwrap(), Given::Again(answer));
    assert_eq!(bookings(&site).await, 1);
    assert_eq!(site.stock().await.0, full);
}

#[tokio::test]
async fn one_key_on_two_nodes_takes_the_last_seat_once_with_one_answer() {
    let site = Site::open().await;
    let node = site.another_node().await;
    site.sell_all_but(1).await;
    let offer = site.offer();

    let (one, other) =
        join(site.place(offer.clone(), None, "key"), node.place(offer, None, "key")).await;

    let bodies = [one.unwrap(), other.unwrap()].map(|given| match given {
        Given::First(answer) | Given::Again(answer) => answer.body,
    });
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bookings(&site).await, 1);
}

#[tokio::test]
async fn two_keys_on_two_nodes_take_the_last_seat_once() {
    let site = Site::open().await;
    let node = site.another_node().await;
    site.sell_all_but(1).await;
    let offer = site.offer();

    let (one, other) =
        join(site.place(offer.clone(), None, "one"), node.place(offer, None, "other")).await;

    let refused = if one.is_ok() { other } else { one };
    assert!(matches!(refused, Err(PlaceError::Commit(CommitError::SoldOut(_)))), "{refused:?}");
    assert_eq!(bookings(&site).await, 1);
}

#[tokio::test]
async fn an_offer_in_another_currency_has_expired() {
    let site = Site::open().await;
    let euros: Currency = code("EUR");
    let node = site.another_node_selling(euros).await;

    let refused = site.place(node.offer(), None, "key").await;

    assert!(
        matches!(refused, Err(PlaceError::Offer { at: 0, error: OfferError::Expired })),
        "{refused:?}"
    );
    assert_eq!(bookings(&site).await, 0);
    assert_eq!(site.stock().await, (0, 0));
}
