//! Promises about what was decided about single departures.

use std::sync::Arc;

use airside_app::departures::{DepartureCancellation, Progress, RefundWhen};
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{AdoptError, Adoption, Judge, WorldVersion};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_primitives::{Cabin, DepartureCancellationId};
use airside_timetable::{Amendment, Amendments, Sales};

use super::put;
use crate::samples::{DAY, NOW, booking, confirmed, expired, flight_id, flight_number, id};

pub async fn bookings_that_wait_for_their_payment_are_found_by_departure(store: Arc<dyn Store>) {
    let (waiting, others) = ([booking(1), booking(4)], [confirmed(2, []), expired(3)]);
    put(&*store, waiting.iter().chain(&others).flat_map(Write::add_booking)).await;
    let departures = booking(1).departures(&booking(1).directions());
    let found = store.unpaid_on(&departures).await.unwrap();
    let ids: Vec<_> = found.iter().map(|booking| booking.id).collect();
    assert!(ids.contains(&booking(1).id) && ids.is_sorted(), "{ids:?}");
    assert!(others.iter().all(|other| !ids.contains(&other.id)), "{ids:?}");
    assert_eq!(found.len(), ids.iter().collect::<std::collections::HashSet<_>>().len());
    assert!(store.unpaid_on(&[(flight_id(99), DAY)]).await.unwrap().is_empty());
    assert!(store.unpaid_on(&[]).await.unwrap().is_empty());
}

pub async fn what_was_decided_about_a_departure_is_of_one_world(store: Arc<dyn Store>) {
    let closed = Amendment { sales: Sales::Closed, ..amendment() };
    adopt(&*store, 0, Write::add(&closed)).await.unwrap();
    assert_eq!(store.amendments().await.unwrap(), Amendments::new([closed.clone()]));
    let read = store.amendment(flight_id(1), DAY).await.unwrap().unwrap();
    assert_eq!(read, Versioned { value: closed, version: Version(1) });

    // Decided on the world before.
    let cancelled = Amendment { sales: Sales::Cancelled, ..amendment() };
    let cancelled = || Write::save(&Versioned { value: cancelled.clone(), version: Version(1) });
    let refused = adopt(&*store, 0, cancelled()).await;
    assert!(matches!(refused, Err(AdoptError::Outdated)), "{refused:?}");
    assert_eq!(store.amendment(flight_id(1), DAY).await.unwrap(), Some(read));
    adopt(&*store, 1, cancelled()).await.unwrap();
    assert!(store.amendments().await.unwrap().is_cancelled(flight_id(1), DAY));
}

pub async fn what_was_taken_back_is_not_in_force(store: Arc<dyn Store>) {
    let limited = Amendment { capacity: [(Cabin::Economy, 7)].into(), ..amendment() };
    adopt(&*store, 0, Write::add(&limited)).await.unwrap();
    let nothing = Versioned { value: amendment(), version: Version(1) };
    adopt(&*store, 1, Write::save(&nothing)).await.unwrap();
    assert_eq!(store.amendments().await.unwrap(), Amendments::default());
    let read = store.amendment(flight_id(1), DAY).await.unwrap().unwrap();
    assert_eq!(read, Versioned { value: amendment(), version: Version(2) });
    assert_eq!(store.amendment(flight_id(2), DAY).await.unwrap(), None);
}

pub async fn a_departure_is_cancelled_once(store: Arc<dyn Store>) {
    let first = cancellation(1);
    put(&*store, [Write::add(&first)]).await;
    let second = store.commit(Changes::default().write(Write::add(&cancellation(2)))).await;
    assert!(matches!(second, Err(CommitError::Conflict)), "{second:?}");

    let read = Versioned { value: first.clone(), version: Version(1) };
    assert_eq!(store.cancellation_of(first.flight, DAY).await.unwrap(), Some(read.clone()));
    assert_eq!(store.departure_cancellation(first.id).await.unwrap(), Some(read.clone()));
    assert_eq!(store.running_cancellations().await.unwrap(), [read]);
    let done = Versioned { value: first.clone().finished(NOW), version: Version(1) };
    put(&*store, [Write::save(&done)]).await;
    assert_eq!(store.running_cancellations().await.unwrap(), []);
    let read = store.departure_cancellation(first.id).await.unwrap().unwrap();
    assert_eq!(read, Versioned { value: done.value, version: Version(2) });
}

fn amendment() -> Amendment {
    Amendment::none(flight_id(1), DAY)
}

fn cancellation(number: u128) -> DepartureCancellation {
    DepartureCancellation {
        id: DepartureCancellationId(id(number)),
        flight: flight_id(1),
        date: DAY,
        number: flight_number(1),
        refund: RefundWhen::AtOnce,
        reason: "fog".to_owned(),
        asked_at: NOW,
        total: 2,
        done: 0,
        state: Progress::Running { since: NOW },
    }
}

async fn adopt(store: &dyn Store, planned_at: i64, also: Write) -> Result<(), AdoptError> {
    let adoption = Adoption {
        planned_at: WorldVersion(planned_at),
        timetable: None,
        provenance: None,
        restocked: Vec::new(),
        touched: Vec::new(),
        planned_when: store.time().await.unwrap(),
        judge: Judge::nothing_changes(),
        also: vec![also],
    };
    store.adopt(adoption).await.map(|_| ())
}
