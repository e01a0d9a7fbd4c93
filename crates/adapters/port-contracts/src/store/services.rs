//! Promises about special services.

use std::sync::Arc;

use airside_app::ports::{CommitError, Store, Write};
use airside_booking::ServiceAt;
use futures::future::join_all;

use super::{commit, put};
use crate::samples::{DAY, flight_id};

fn at(flight: u128, code: &str) -> ServiceAt {
    ServiceAt { flight: flight_id(flight), date: DAY, code: code.parse().unwrap() }
}

const fn take(at: ServiceAt, count: u16, limit: Option<u16>) -> Write {
    Write::TakeService { at, count, limit }
}

fn is_full(refused: &Result<(), CommitError>, of: ServiceAt) -> bool {
    matches!(refused, Err(CommitError::ServiceFull(it)) if *it == of)
}

pub async fn a_service_is_had_as_often_as_its_limit_says(store: Arc<dyn Store>) {
    let chair = at(1, "WCHR");
    assert!(is_full(&commit(&*store, take(chair, 3, Some(2))).await, chair), "at the first, too");
    put(&*store, [take(chair, 1, Some(2)), take(at(2, "WCHR"), 1, Some(2))]).await;
    put(&*store, [take(chair, 1, Some(2)), take(at(1, "VGML"), 2, Some(2))]).await;
    assert!(is_full(&commit(&*store, take(chair, 1, Some(2))).await, chair));
    // Who has it already takes it along to another flight.
    put(&*store, [take(chair, 1, None)]).await;

    let had = |flight, code, count| (at(flight, code), count);
    let mut all = vec![had(1, "VGML", 2), had(1, "WCHR", 3), had(2, "WCHR", 1)];
    all.sort();
    assert_eq!(store.services_from(DAY).await.unwrap(), all);
    assert_eq!(store.services_from(DAY.next_day().unwrap()).await.unwrap(), []);

    put(&*store, [Write::ReturnService { at: chair, count: 2 }]).await;
    put(&*store, [take(chair, 1, Some(2))]).await;
    assert!(is_full(&commit(&*store, take(chair, 1, Some(2))).await, chair));
    // More than was taken comes back to none, of what nobody has too.
    put(&*store, [Write::ReturnService { at: chair, count: 9 }]).await;
    put(&*store, [Write::ReturnService { at: at(3, "WCHR"), count: 1 }]).await;
    put(&*store, [take(chair, 2, Some(2))]).await;
    // What nobody has any more is not told of.
    put(&*store, [Write::ReturnService { at: at(1, "VGML"), count: 2 }]).await;
    all.retain(|(it, _)| it.code.to_string() == "WCHR");
    all.iter_mut().filter(|(it, _)| *it == chair).for_each(|it| it.1 = 2);
    assert_eq!(store.services_from(DAY).await.unwrap(), all);
}

pub async fn the_last_of_a_service_is_had_once(store: Arc<dyn Store>) {
    let pet = at(1, "PETC");
    let tries = (0..12).map(|_| commit(&*store, take(pet, 1, Some(3))));
    let outcomes = join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 3);
    assert!(outcomes.iter().all(|it| it.is_ok() || is_full(it, pet)), "{outcomes:?}");
}
