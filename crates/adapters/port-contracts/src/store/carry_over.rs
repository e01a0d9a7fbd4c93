//! Promises about a store that an older release left, whose counters are filled anew.

use std::sync::Arc;

use airside_app::ports::bus::Message;
use airside_app::ports::changes::{SeatClaim, Version, Versioned};
use airside_app::ports::store::{Carried, Sold};
use airside_app::ports::{CommitError, Store, Write};

use super::{put, take};
use crate::samples::{DAY, booking, booking_id, expired, flight, flight_id, inventory, seat};

pub async fn a_new_store_has_nothing_to_carry_over(store: Arc<dyn Store>) {
    assert!(!store.is_carry_over_due().await.unwrap());
    assert_eq!(store.all_bookings(None, 9).await.unwrap(), []);
}

pub async fn what_is_carried_over_is_there_whole(store: Arc<dyn Store>) {
    put(&*store, Write::add_booking(&booking(1))).await;
    let claim =
        SeatClaim { flight: flight_id(1), date: DAY, seat: seat(12), booking: booking_id(1) };
    // More was sold than the cabin holds.
    let crowded = Sold { inventory: inventory(1, 4), capacity: 3 };
    let carried = Carried {
        flights: vec![flight(1)],
        stock: vec![crowded],
        claims: vec![claim],
        departures: vec![(flight_id(1), DAY, booking_id(1))],
        bookings: vec![Versioned { value: expired(1), version: Version(1) }],
    };
    store.carry_over(carried).await.unwrap();

    assert_eq!(store.flights().await.unwrap(), [flight(1)]);
    assert_eq!(store.sold_from(DAY).await.unwrap(), [crowded]);
    let taken = store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap();
    assert_eq!(taken, [(flight_id(1), DAY, seat(12), booking_id(1))]);
    assert_eq!(store.bookings_on(flight_id(1), DAY).await.unwrap(), [booking_id(1)]);
    let saved = store.booking(booking_id(1)).await.unwrap().unwrap();
    assert_eq!(saved, Versioned { value: expired(1), version: Version(2) });
    let waiting = store.unsent(10).await.unwrap();
    let messages: Vec<_> =
        waiting.into_iter().map(|envelope| envelope.message().unwrap()).collect();
    assert_eq!(messages, [Message::TimetableChanged]);
    assert!(!store.is_carry_over_due().await.unwrap());

    let refused = take(&*store, inventory(1, 1), 100).await;
    assert!(matches!(refused, Err(CommitError::SoldOut(_))), "{refused:?}");
    take(&*store, inventory(2, 1), 100).await.unwrap();
}
