//! Promises about bookings that have to follow their departures.

use std::sync::Arc;

use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{Adoption, Judge, Touched, WorldVersion};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_primitives::BookingId;
use time::Duration;

use super::put;
use crate::samples::{DAY, booking, booking_id, flight_id};

pub async fn a_booking_is_found_by_every_departure_it_hangs_on(store: Arc<dyn Store>) {
    put(&*store, [booking(1), booking(2)].iter().flat_map(Write::add_booking)).await;
    let departures = booking(1).departures(&booking(1).directions());
    assert!(!departures.is_empty());
    for (flight, date) in &departures {
        let found = store.bookings_on(*flight, *date).await.unwrap();
        assert!(found.contains(&booking_id(1)), "{found:?}");
        assert!(found.is_sorted());
    }
    let mut booked = store.booked_from(DAY).await.unwrap();
    booked.sort();
    let mut right = [departures, booking(2).departures(&booking(2).directions())].concat();
    right.retain(|(_, date)| *date >= DAY);
    right.sort();
    right.dedup();
    assert_eq!(booked, right);
    assert_eq!(store.booked_from(DAY + Duration::days(400)).await.unwrap(), []);
    let nobody: [BookingId; 0] = [];
    assert_eq!(store.bookings_on(flight_id(99), DAY).await.unwrap(), nobody);
}

pub async fn a_booking_may_hang_on_more_departures_later(store: Arc<dyn Store>) {
    let moved = Write::AddDepartures {
        booking: booking_id(1),
        departures: vec![(flight_id(50), DAY), (flight_id(51), DAY)],
    };
    put(&*store, Write::add_booking(&booking(1))).await;
    put(&*store, [moved]).await;
    let again = vec![(flight_id(50), DAY)];
    put(&*store, [Write::AddDepartures { booking: booking_id(1), departures: again }]).await;
    assert_eq!(store.bookings_on(flight_id(50), DAY).await.unwrap(), [booking_id(1)]);
}

pub async fn touched_departures_wait_until_they_are_settled(store: Arc<dyn Store>) {
    adopt(&*store, 0, vec![touched(1), touched(2)]).await;
    let waiting = store.touched_departures(None, 9).await.unwrap();
    assert_eq!(waiting.len(), 2);
    assert!(waiting.iter().all(|it| it.world == WorldVersion(1)));
    let among = store.touched_among(&[(flight_id(1), DAY), (flight_id(3), DAY)]).await.unwrap();
    assert_eq!(among.iter().map(|it| it.touched).collect::<Vec<_>>(), [touched(1)]);
    let mut one_by_one = Vec::new();
    while let Some(next) =
        store.touched_departures(one_by_one.last().copied(), 1).await.unwrap().pop()
    {
        one_by_one.push((next.touched.flight, next.touched.date));
    }
    assert!(one_by_one.is_sorted());
    assert_eq!(one_by_one.len(), 2);

    put(&*store, [settle(1, 1)]).await;
    put(&*store, [settle(1, 1)]).await;
    let waiting = store.touched_departures(None, 9).await.unwrap();
    assert_eq!(waiting.iter().map(|it| it.touched).collect::<Vec<_>>(), [touched(2)]);
}

pub async fn a_departure_that_was_touched_again_stays(store: Arc<dyn Store>) {
    adopt(&*store, 0, vec![touched(1)]).await;
    adopt(&*store, 1, vec![touched(1)]).await;
    put(&*store, [settle(1, 1)]).await;
    let waiting = store.touched_departures(None, 9).await.unwrap();
    assert_eq!(waiting.iter().map(|it| it.world).collect::<Vec<_>>(), [WorldVersion(2)]);
    put(&*store, [settle(1, 2)]).await;
    assert_eq!(store.touched_departures(None, 9).await.unwrap(), []);
}

pub async fn a_departure_says_where_it_moved(store: Arc<dyn Store>) {
    let moved = Touched { moved_to: DAY.next_day(), ..touched(1) };
    adopt(&*store, 0, vec![touched(1), moved]).await;
    let waiting = store.touched_departures(None, 9).await.unwrap();
    assert_eq!(waiting.iter().map(|it| it.touched).collect::<Vec<_>>(), [moved]);
}

pub async fn what_follows_an_older_world_is_refused(store: Arc<dyn Store>) {
    put(&*store, Write::add_booking(&booking(1))).await;
    adopt(&*store, 0, vec![touched(1)]).await;
    let follow = |world, version| {
        let saved = Versioned { value: booking(1), version: Version(version) };
        let changes = Changes::default().write(Write::save(&saved));
        store.commit(changes.write(Write::InWorld(WorldVersion(world))))
    };
    for other in [0, 2] {
        let refused = follow(other, 1).await;
        assert!(matches!(refused, Err(CommitError::Outdated)), "{refused:?}");
    }
    follow(1, 1).await.unwrap();
    // Who decided on an older booking as well hears of that.
    let refused = follow(0, 1).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
    assert_eq!(store.booking(booking_id(1)).await.unwrap().unwrap().version, Version(2));
}

fn touched(flight: u128) -> Touched {
    Touched { flight: flight_id(flight), date: DAY, moved_to: None }
}

fn settle(flight: u128, world: i64) -> Write {
    Write::SettleTouched { flight: flight_id(flight), date: DAY, world: WorldVersion(world) }
}

async fn adopt(store: &dyn Store, planned_at: i64, touched: Vec<Touched>) {
    let adoption = Adoption {
        planned_at: WorldVersion(planned_at),
        timetable: None,
        provenance: None,
        restocked: Vec::new(),
        touched,
        planned_when: store.time().await.unwrap(),
        judge: Judge::nothing_changes(),
        also: Vec::new(),
    };
    store.adopt(adoption).await.unwrap();
}
