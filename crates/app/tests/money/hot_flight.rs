//! Many who pay for one flight at the same moment: the same seat is the best for all of them.

use std::collections::HashSet;

use airside_app::idempotency::{Answer, Given};
use airside_booking::Booking;
use airside_port_contracts::fakes::CARD;
use futures::future::join_all;

use crate::site::Site;

/// As many as the flight has seats, less a few.
const PAYERS: u16 = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_paid_is_told_so_and_seated() {
    let site = Site::open().await;
    let node = site.another_node().await;
    let mut bookings = Vec::new();
    for at in 0..PAYERS {
        bookings.push(site.book(&format!("book {at}")).await);
    }

    let pay = |(at, booking): (usize, &Booking)| {
        let node = if at % 2 == 0 { &site } else { &node };
        let (booking, key) = (booking.clone(), format!("pay {at}"));
        async move { node.pay(&booking, Some(CARD), &key).await }
    };
    let answers = join_all(bookings.iter().enumerate().map(pay)).await;

    for answer in answers {
        let paid = Answer { status: 201, body: "SUCCEEDED".to_owned() };
        assert_eq!(answer.unwrap(), Given::First(paid));
    }
    let mut seats = HashSet::new();
    for booking in &bookings {
        let booking = site.booking(booking.id).await;
        assert_eq!(booking.status(site.app.now()).code(), "CONFIRMED");
        // Nobody has lost so many seats that none was left to look for.
        assert!(seats.insert(booking.journeys[0].seats.seat(0, 0).unwrap()));
    }
    assert_eq!(site.stock().await, (PAYERS, usize::from(PAYERS)));
    assert_eq!(site.gateway.payments_made(), usize::from(PAYERS));
}
