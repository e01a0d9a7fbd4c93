//! Promises about inventory and seats.

use std::sync::Arc;

use airside_app::ports::changes::{SeatClaim, Version, Versioned};
use airside_app::ports::store::{Sold, WorldVersion};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_booking::booking::Inventory;
use airside_primitives::Cabin;
use time::Duration;

use super::{commit, put, sold};
use crate::samples::{DAY, booking, booking_id, expired, flight_id, inventory, seat};

pub async fn what_is_untouched_is_not_sold(store: Arc<dyn Store>) {
    assert_eq!(store.sold_from(DAY).await.unwrap(), []);
    assert_eq!(store.sold_on(&[(flight_id(1), DAY)]).await.unwrap(), []);
    assert_eq!(store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap(), []);
}

pub async fn places_are_counted_by_flight_date_and_cabin(store: Arc<dyn Store>) {
    let next_day = Inventory { date: DAY + Duration::DAY, ..inventory(1, 3) };
    let in_front = Inventory { cabin: Cabin::Business, ..inventory(1, 4) };
    let all = [inventory(1, 2), inventory(2, 1), next_day, in_front];
    put(&*store, all.map(|inventory| take(inventory, 100))).await;
    put(&*store, [take(inventory(1, 5), 100)]).await;

    let all = vec![inventory(1, 7), inventory(2, 1), next_day, in_front];
    assert_eq!(sold(&*store, DAY).await, sorted(all));
    assert_eq!(sold(&*store, next_day.date).await, [next_day]);
    let on = store.sold_on(&[(flight_id(1), DAY), (flight_id(9), DAY)]).await.unwrap();
    let on = on.into_iter().map(|sold| sold.inventory).collect();
    assert_eq!(sorted(on), sorted(vec![inventory(1, 7), in_front]));
}

pub async fn what_a_cabin_holds_is_written_down_at_its_first_sale(store: Arc<dyn Store>) {
    let refused = commit(&*store, take(inventory(1, 3), 2)).await;
    assert!(
        matches!(refused, Err(CommitError::SoldOut(it)) if it == inventory(1, 3)),
        "{refused:?}"
    );
    assert_eq!(store.sold_from(DAY).await.unwrap(), []);

    put(&*store, [take(inventory(1, 2), 4)]).await;
    // Whatever others believe of the aircraft.
    put(&*store, [take(inventory(1, 1), 2), take(inventory(1, 1), 0)]).await;
    let refused = commit(&*store, take(inventory(1, 1), 100)).await;
    assert!(matches!(refused, Err(CommitError::SoldOut(_))), "{refused:?}");
    let known = store.sold_on(&[(flight_id(1), DAY)]).await.unwrap();
    assert_eq!(known, [Sold { inventory: inventory(1, 4), capacity: 4 }]);
}

pub async fn what_is_returned_can_be_sold_again(store: Arc<dyn Store>) {
    put(&*store, [take(inventory(1, 2), 2)]).await;
    let refused = commit(&*store, take(inventory(1, 1), 2)).await;
    assert!(
        matches!(refused, Err(CommitError::SoldOut(it)) if it == inventory(1, 1)),
        "{refused:?}"
    );

    put(&*store, [Write::ReturnInventory(inventory(1, 1))]).await;
    assert_eq!(sold(&*store, DAY).await, [inventory(1, 1)]);
    put(&*store, [take(inventory(1, 1), 2)]).await;

    put(&*store, [Write::ReturnInventory(inventory(1, 2))]).await;
    let left = store.sold_from(DAY).await.unwrap();
    let left: Vec<_> = left.iter().map(|sold| (sold.inventory.count, sold.left())).collect();
    assert_eq!(left, [(0, 2)]);
}

pub async fn more_than_was_taken_cannot_be_returned(store: Arc<dyn Store>) {
    put(&*store, [take(inventory(1, 2), 9)]).await;

    assert!(commit(&*store, Write::ReturnInventory(inventory(1, 3))).await.is_err());
    assert!(commit(&*store, Write::ReturnInventory(inventory(2, 1))).await.is_err());
    assert_eq!(sold(&*store, DAY).await, [inventory(1, 2)]);
}

pub async fn places_that_an_old_booking_returns_again_are_a_conflict(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(1)), take(inventory(1, 1), 9)]).await;
    let expire = || {
        let expired = Versioned { value: expired(1), version: Version(1) };
        let changes = Changes::default().write(Write::ReturnInventory(inventory(1, 1)));
        changes.write(Write::save(&expired))
    };
    store.commit(expire()).await.unwrap();
    let again = store.commit(expire()).await;
    assert!(matches!(again, Err(CommitError::Conflict)), "{again:?}");
}

pub async fn a_booking_may_claim_its_own_seat_again(store: Arc<dyn Store>) {
    put(&*store, [Write::ClaimSeat(claim(1))]).await;
    put(&*store, [Write::ClaimSeat(claim(1))]).await;

    let refused = commit(&*store, Write::ClaimSeat(claim(2))).await;
    assert!(matches!(refused, Err(CommitError::SeatTaken(it)) if it == claim(2)), "{refused:?}");
    let taken = store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap();
    assert_eq!(taken, [(flight_id(1), DAY, seat(12), booking_id(1))]);
}

pub async fn only_its_holder_can_release_a_seat(store: Arc<dyn Store>) {
    put(&*store, [Write::ClaimSeat(claim(1))]).await;
    put(&*store, [Write::ReleaseSeat(claim(2))]).await;
    assert_eq!(store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap().len(), 1);

    put(&*store, [Write::ReleaseSeat(claim(1))]).await;
    assert_eq!(store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap(), []);
    put(&*store, [Write::ClaimSeat(claim(2))]).await;
}

/// In a new store, whose world was never replaced.
const fn take(inventory: Inventory, capacity: u16) -> Write {
    Write::TakeInventory { inventory, capacity, world: WorldVersion(0) }
}

fn claim(booking: u128) -> SeatClaim {
    SeatClaim { flight: flight_id(1), date: DAY, seat: seat(12), booking: booking_id(booking) }
}

fn sorted(mut inventory: Vec<Inventory>) -> Vec<Inventory> {
    inventory.sort();
    inventory
}
