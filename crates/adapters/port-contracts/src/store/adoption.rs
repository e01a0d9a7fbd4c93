//! Promises about worlds that replace others, while tickets are sold.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use airside_app::ports::bus::Message;
use airside_app::ports::store::{
    AdoptError, Adoption, Judge, Restocked, Sold, Stage, WorldVersion,
};
use airside_app::ports::{CommitError, Store, Write};
use airside_booking::booking::Inventory;
use airside_primitives::{AirlineCode, Cabin, FlightId};
use airside_timetable::Flight;
use futures::future::join_all;
use time::macros::time;
use time::{Date, Duration, OffsetDateTime};

use super::{commit, take};
use crate::samples::{DAY, airline, code, flight, flight_id, inventory};

pub async fn staged_rows_are_seen_once_they_are_adopted(store: Arc<dyn Store>) {
    assert_eq!(store.world_version().await.unwrap(), WorldVersion(0));
    let night = Flight {
        departs: time!(23:59),
        arrival_day_offset: -1,
        operating_airline: code("BA"),
        operating_number: Some(code("BA12D")),
        ..flight(2)
    };
    let seen = AtomicUsize::new(0);
    let progress = |done| seen.store(done, Ordering::Relaxed);
    let stage = store.stage(vec![flight(1), night.clone()], &progress).await.unwrap();
    assert_eq!(seen.load(Ordering::Relaxed), 2);
    assert_eq!(store.flights().await.unwrap(), []);

    let adoption = Adoption { provenance: Some("winter.csv".to_owned()), ..plan(0) };
    let version = store.adopt(with(stage, &["AI"], adoption)).await.unwrap();
    assert_eq!(version, WorldVersion(1));
    assert_eq!(store.world_version().await.unwrap(), version);
    assert_eq!(flights(&*store).await, [flight(1), night]);
    assert_eq!(store.provenance().await.unwrap().as_deref(), Some("winter.csv"));
}

pub async fn adopting_replaces_the_rows_of_these_airlines_alone(store: Arc<dyn Store>) {
    let other = of_airline("6E", 7);
    adopt(&*store, &["6E", "AI"], vec![other.clone(), flight(1), flight(2)]).await;
    let later = Flight { departs: time!(03:00), ..flight(1) };
    adopt(&*store, &["AI"], vec![later.clone()]).await;

    assert_eq!(flights(&*store).await, [other, later]);
}

pub async fn an_airline_without_staged_rows_has_none(store: Arc<dyn Store>) {
    adopt(&*store, &["6E", "AI"], vec![of_airline("6E", 7), flight(1)]).await;
    adopt(&*store, &["6E"], Vec::new()).await;
    assert_eq!(flights(&*store).await, [flight(1)]);
}

pub async fn a_plan_against_an_older_world_is_refused(store: Arc<dyn Store>) {
    adopt(&*store, &["AI"], vec![flight(1)]).await;
    let stage = store.stage(vec![flight(2)], &|_| ()).await.unwrap();
    let refused = store.adopt(with(stage, &["AI"], plan(0))).await;

    assert!(matches!(refused, Err(AdoptError::Outdated)), "{refused:?}");
    assert_eq!(flights(&*store).await, [flight(1)]);
    assert_eq!(store.world_version().await.unwrap(), WorldVersion(1));
}

pub async fn of_two_adoptions_at_once_one_is_refused(store: Arc<dyn Store>) {
    let adoptions = (0..4).map(|_| store.adopt(plan(0)));
    let outcomes = join_all(adoptions).await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    let expected = |it: &Result<_, _>| matches!(it, Ok(_) | Err(AdoptError::Outdated));
    assert!(outcomes.iter().all(expected), "{outcomes:?}");
    assert_eq!(store.world_version().await.unwrap(), WorldVersion(1));
}

pub async fn an_older_stage_cannot_be_adopted_after_a_newer_one_cleared_it(store: Arc<dyn Store>) {
    adopt(&*store, &["AI"], vec![flight(1)]).await;
    let older = store.stage(vec![flight(2)], &|_| ()).await.unwrap();
    let _newer = store.stage(vec![flight(3)], &|_| ()).await.unwrap();

    let refused = store.adopt(with(older, &["AI"], plan(1))).await;
    assert!(matches!(refused, Err(AdoptError::Store(_))), "{refused:?}");
    assert_eq!(flights(&*store).await, [flight(1)]);
    assert_eq!(store.world_version().await.unwrap(), WorldVersion(1));
}

pub async fn of_many_who_stage_at_once_whoever_is_adopted_is_adopted_whole(store: Arc<dyn Store>) {
    let rows = [flight(1), flight(2)];
    let store = &*store;
    for _ in 0..12 {
        let at = store.world_version().await.unwrap();
        let attempts = (0..4).map(|_| async {
            let stage = store.stage(rows.to_vec(), &|_| ()).await.ok()?;
            store.adopt(with(stage, &["AI"], plan(at.0))).await.ok()
        });
        let adopted = join_all(attempts).await.into_iter().flatten().count();
        assert!(adopted <= 1);
        if adopted == 1 {
            assert_eq!(flights(store).await, rows);
        }
    }
    // One alone is never in its own way.
    adopt(store, &["AI"], rows.to_vec()).await;
    assert_eq!(flights(store).await, rows);
}

pub async fn what_is_written_with_an_adoption_is_of_its_commit(store: Arc<dyn Store>) {
    let with_airline = |planned_at| {
        let also = vec![Write::SaveAirline(airline("AI"))];
        Adoption { also, ..plan(planned_at) }
    };
    let refused = store.adopt(with_airline(7)).await;
    assert!(matches!(refused, Err(AdoptError::Outdated)), "{refused:?}");
    assert_eq!(store.airlines().await.unwrap(), []);
    store.adopt(with_airline(0)).await.unwrap();
    assert_eq!(store.airlines().await.unwrap(), [airline("AI")]);
}

pub async fn adopting_tells_every_node(store: Arc<dyn Store>) {
    store.adopt(plan(0)).await.unwrap();
    let waiting = store.unsent(10).await.unwrap();
    let messages: Vec<_> =
        waiting.into_iter().map(|envelope| envelope.message().unwrap()).collect();
    assert_eq!(messages, [Message::TimetableChanged]);
}

pub async fn a_shrunk_cabin_keeps_what_it_sold_and_sells_no_more(store: Arc<dyn Store>) {
    take(&*store, inventory(1, 5), 9).await.unwrap();
    store.adopt(Adoption { restocked: vec![economy(1, 3)], ..plan(0) }).await.unwrap();

    let known = store.sold_on(&[(flight_id(1), DAY)]).await.unwrap();
    assert_eq!(known, [Sold { inventory: inventory(1, 5), capacity: 3 }]);
    assert_eq!(known[0].left(), 0);
    let refused = take(&*store, inventory(1, 1), 9).await;
    assert!(matches!(refused, Err(CommitError::SoldOut(_))), "{refused:?}");

    commit(&*store, Write::ReturnInventory(inventory(1, 3))).await.unwrap();
    take(&*store, inventory(1, 1), 9).await.unwrap();
    let refused = take(&*store, inventory(1, 1), 9).await;
    assert!(matches!(refused, Err(CommitError::SoldOut(_))), "{refused:?}");
}

pub async fn a_grown_cabin_sells_more(store: Arc<dyn Store>) {
    take(&*store, inventory(1, 5), 5).await.unwrap();
    store.adopt(Adoption { restocked: vec![economy(1, 7)], ..plan(0) }).await.unwrap();
    take(&*store, inventory(1, 2), 7).await.unwrap();
    let refused = take(&*store, inventory(1, 1), 7).await;
    assert!(matches!(refused, Err(CommitError::SoldOut(_))), "{refused:?}");
}

pub async fn a_node_that_missed_the_new_world_cannot_sell_a_changed_departure(
    store: Arc<dyn Store>,
) {
    take(&*store, inventory(1, 1), 9).await.unwrap();
    store.adopt(Adoption { restocked: vec![economy(1, 9)], ..plan(0) }).await.unwrap();

    let refused = commit(&*store, old_sale(inventory(1, 1))).await;
    assert!(matches!(refused, Err(CommitError::Outdated)), "{refused:?}");
    // Even of what is sold out: who looks again will hear that.
    store.adopt(Adoption { restocked: vec![economy(1, 1)], ..plan(1) }).await.unwrap();
    let refused = commit(&*store, old_sale(inventory(1, 1))).await;
    assert!(matches!(refused, Err(CommitError::Outdated)), "{refused:?}");
}

pub async fn a_departure_that_did_not_change_is_sold_by_every_node(store: Arc<dyn Store>) {
    take(&*store, inventory(1, 1), 9).await.unwrap();
    store.adopt(plan(0)).await.unwrap();
    commit(&*store, old_sale(inventory(1, 1))).await.unwrap();
}

pub async fn a_first_sale_is_of_the_current_world(store: Arc<dyn Store>) {
    store.adopt(plan(0)).await.unwrap();
    let refused = commit(&*store, old_sale(inventory(1, 1))).await;
    assert!(matches!(refused, Err(CommitError::Outdated)), "{refused:?}");
    assert_eq!(store.sold_from(DAY).await.unwrap(), []);
    take(&*store, inventory(1, 1), 9).await.unwrap();
}

pub async fn what_was_first_sold_since_the_plan_is_judged(store: Arc<dyn Store>) {
    take(&*store, inventory(1, 2), 9).await.unwrap();
    take(&*store, inventory(2, 2), 9).await.unwrap();
    // A plan that saw nothing of it.
    let judge = |flight: FlightId, date: Date, cabin: Cabin| {
        ((flight, date, cabin) == (flight_id(1), DAY, Cabin::Economy)).then_some(4)
    };
    let planned_when = store.time().await.unwrap();
    let adoption = Adoption { planned_when, judge: Judge(Arc::new(judge)), ..plan(0) };
    store.adopt(adoption).await.unwrap();

    let capacity = |sold: &[Sold]| sold.iter().map(|it| it.capacity).collect::<Vec<_>>();
    let first = store.sold_on(&[(flight_id(1), DAY)]).await.unwrap();
    let second = store.sold_on(&[(flight_id(2), DAY)]).await.unwrap();
    assert_eq!((capacity(&first), capacity(&second)), (vec![4], vec![9]));
    let touched = store.touched_departures(None, 9).await.unwrap();
    let touched: Vec<_> = touched.iter().map(|it| it.touched.flight).collect();
    assert_eq!(touched, [flight_id(1)]);
}

pub async fn sales_and_adoptions_together_never_exceed_the_capacity(store: Arc<dyn Store>) {
    const CABINS: u16 = 6;
    const LEAST: u16 = 10;
    const MOST: u16 = 30;

    // Who sells believes in a large aircraft, and has the world that was current when it began.
    let selling = (0..120_u128).map(|number| {
        let store = store.clone();
        async move {
            let flight = number % u128::from(CABINS) + 1;
            for _ in 0..20 {
                let sale = take(&*store, inventory(flight, 1), MOST).await;
                match sale {
                    Err(CommitError::Outdated) => (),
                    done => return done.is_ok(),
                }
            }
            false
        }
    });
    let shrinking = async {
        let judge = Judge(Arc::new(|_, _, _| Some(LEAST)));
        let mut version = store.world_version().await.unwrap().0;
        for _ in 0..8 {
            let planned_when = store.time().await.unwrap();
            let adoption = Adoption { planned_when, judge: judge.clone(), ..plan(version) };
            version = store.adopt(adoption).await.unwrap().0;
        }
    };
    let (_sold, ()) = futures::future::join(join_all(selling), shrinking).await;
    // All that is opened by now holds little, or was opened after the last adoption.
    let judge = Judge(Arc::new(|_, _, _| Some(LEAST)));
    let planned_when = store.time().await.unwrap();
    let version = store.world_version().await.unwrap().0;
    store.adopt(Adoption { planned_when, judge, ..plan(version) }).await.unwrap();

    let before = store.sold_from(DAY).await.unwrap();
    assert!(before.iter().all(|sold| sold.capacity == LEAST && sold.inventory.count <= MOST));
    let more = (1..=CABINS.into()).map(|flight| take(&*store, inventory(flight, 1), MOST));
    let more = join_all(more).await;
    for (outcome, flight) in more.iter().zip(1_u128..) {
        let id = flight_id(flight);
        let sold = before.iter().find(|sold| sold.inventory.flight == id);
        let has_room = sold.is_none_or(|sold| sold.left() > 0);
        assert_eq!(outcome.is_ok(), has_room, "{sold:?}: {outcome:?}");
    }
}

/// A plan that changes nothing.
fn plan(planned_at: i64) -> Adoption {
    Adoption {
        planned_at: WorldVersion(planned_at),
        timetable: None,
        provenance: None,
        restocked: Vec::new(),
        touched: Vec::new(),
        // Nothing is sold after that.
        planned_when: OffsetDateTime::UNIX_EPOCH + Duration::weeks(10_000),
        judge: Judge::nothing_changes(),
        also: Vec::new(),
    }
}

fn with(stage: Stage, airlines: &[&str], adoption: Adoption) -> Adoption {
    let airlines = airlines.iter().map(|airline| code(airline)).collect();
    Adoption { timetable: Some((stage, airlines)), ..adoption }
}

async fn adopt(store: &dyn Store, airlines: &[&str], rows: Vec<Flight>) {
    let stage = store.stage(rows, &|_| ()).await.unwrap();
    let version = store.world_version().await.unwrap().0;
    store.adopt(with(stage, airlines, plan(version))).await.unwrap();
}

fn economy(flight: u128, capacity: u16) -> Restocked {
    Restocked { flight: flight_id(flight), date: DAY, cabin: Cabin::Economy, capacity }
}

/// A sale that was decided on the first world.
const fn old_sale(inventory: Inventory) -> Write {
    Write::TakeInventory { inventory, capacity: 100, world: WorldVersion(0) }
}

fn of_airline(airline: &str, number: u16) -> Flight {
    let airline: AirlineCode = code(airline);
    let row = flight(number.into());
    let number = code(&format!("{airline}{number}"));
    let id = Flight::id_of(number, row.origin, row.destination);
    Flight { id, number, operating_airline: airline, ..row }
}

async fn flights(store: &dyn Store) -> Vec<Flight> {
    let mut flights = store.flights().await.unwrap();
    flights.sort_by_key(|flight| flight.number);
    flights
}
