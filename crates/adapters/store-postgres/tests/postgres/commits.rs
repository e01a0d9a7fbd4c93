//! What commits bear: callers that go away, crowds, and connections that die.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::schema::{Schema, Subject};
use airside_app::ports::changes::SeatClaim;
use airside_app::ports::store::{Bookings, Sold, Stock, WorldVersion};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_port_contracts::samples::{DAY, booking, booking_id, flight_id, inventory, seat, user};
use diesel::sql_types::{Integer, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use futures::future::join_all;

const LONG: Duration = Duration::from_secs(20);

#[derive(QueryableByName)]
struct Backend {
    #[diesel(sql_type = Integer)]
    pid: i32,
}

fn take(flight: u128, capacity: u16) -> Write {
    Write::TakeInventory { inventory: inventory(flight, 1), capacity, world: WorldVersion(0) }
}

/// What was sold of a flight whose cabin holds this many.
fn sold(flight: u128, count: u16, capacity: u16) -> Sold {
    Sold { inventory: inventory(flight, count), capacity }
}

/// Ends the server's side of every connection of the store.
async fn kill_all(connection: &mut AsyncPgConnection, schema: &Schema) {
    let killed = sql_query(
        // First found, then killed: OFFSET keeps the two apart.
        "SELECT pid FROM (SELECT pid FROM pg_stat_activity WHERE application_name = $1 OFFSET 0) \
         AS ours WHERE pg_terminate_backend(pid)",
    );
    let killed: Vec<Backend> =
        killed.bind::<Text, _>(schema.name()).load(connection).await.unwrap();
    assert!(!killed.is_empty());
}

/// Waits until a connection of the store waits for a lock; another than this one.
async fn waiting(connection: &mut AsyncPgConnection, schema: &Schema, other: i32) -> i32 {
    let began = Instant::now();
    loop {
        let waiting = sql_query(
            "SELECT pid FROM pg_stat_activity \
             WHERE application_name = $1 AND wait_event_type = 'Lock' AND pid <> $2",
        );
        let waiting = waiting.bind::<Text, _>(schema.name()).bind::<Integer, _>(other);
        let waiting: Vec<Backend> = waiting.load(connection).await.unwrap();
        if let [Backend { pid }] = waiting[..] {
            return pid;
        }
        assert!(began.elapsed() < LONG, "nobody waits");
    }
}

#[tokio::test]
async fn a_commit_is_made_though_its_caller_went_away() {
    let subject = Subject::new().await;
    let changes = Changes::default().write(take(1, 9)).write(Write::add(&booking(1)));
    let mut commit = subject.store.commit(changes);
    assert!(futures::poll!(&mut commit).is_pending());
    drop(commit);

    let began = Instant::now();
    while subject.store.booking(booking_id(1)).await.unwrap().is_none() {
        assert!(began.elapsed() < LONG, "it was never made");
    }
    assert_eq!(subject.store.sold_from(DAY).await.unwrap(), [sold(1, 1, 9)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_outlives_the_thread_that_began_it() {
    let subject = Subject::new().await;
    // One that is made together with others, and one that goes alone.
    let adds = Changes::default().write(take(1, 9)).write(Write::add(&booking(1)));
    let signs_up = Changes::default().write(Write::AddUser(user(2))).write(Write::add(&booking(2)));
    for (number, changes) in [(1, adds), (2, signs_up)] {
        let store = subject.store.clone();
        let thread = std::thread::spawn(move || {
            let own = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            own.block_on(async { assert!(futures::poll!(store.commit(changes)).is_pending()) });
        });
        thread.join().unwrap();

        let began = Instant::now();
        while subject.store.booking(booking_id(number)).await.unwrap().is_none() {
            assert!(began.elapsed() < LONG, "it ended with the thread");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn crowds_that_want_two_flights_in_opposite_orders_neither_block_nor_oversell() {
    const CAPACITY: u16 = 90;
    let subject = Subject::new().await;
    let tasks = (0..16_u8).map(|task| {
        let store = subject.store.clone();
        tokio::spawn(async move {
            let (mut sold, mut refused) = (0, 0);
            for number in 0..10 {
                let (first, second) = if (task + number) % 2 == 0 { (1, 2) } else { (2, 1) };
                let booked = u128::from(task * 10 + number + 1);
                let changes = Changes::default()
                    .write(take(first, CAPACITY))
                    .write(take(second, CAPACITY))
                    .write(Write::add(&booking(booked)));
                match store.commit(changes).await {
                    Ok(()) => sold += 1,
                    Err(CommitError::SoldOut(_)) => refused += 1,
                    Err(other) => panic!("{other:?}"),
                }
            }
            (sold, refused)
        })
    });
    let outcomes = join_all(tasks).await.into_iter().map(Result::unwrap);
    let (booked, refused) = outcomes.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));

    assert_eq!((booked, refused), (CAPACITY, 160 - CAPACITY));
    let mut left = subject.store.sold_from(DAY).await.unwrap();
    left.sort();
    let mut full = [sold(1, CAPACITY, CAPACITY), sold(2, CAPACITY, CAPACITY)];
    full.sort();
    assert_eq!(left, full);
}

#[tokio::test]
async fn of_many_seats_the_one_that_is_taken_is_named_and_none_is_given() {
    let subject = Subject::new().await;
    let claim = |number, row| {
        let (flight, booking) = (flight_id(1), booking_id(number));
        SeatClaim { flight, date: DAY, seat: seat(row), booking }
    };
    let first = Changes::default().write(Write::ClaimSeat(claim(1, 7)));
    subject.store.commit(first).await.unwrap();

    let second = [9, 7, 8].map(|row| Write::ClaimSeat(claim(2, row)));
    let refused = subject.store.commit(Changes::default().write_all(second)).await;
    assert!(matches!(refused, Err(CommitError::SeatTaken(it)) if it == claim(2, 7)), "{refused:?}");
    let taken = subject.store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap();
    assert_eq!(taken, [(flight_id(1), DAY, seat(7), booking_id(1))]);
}

#[tokio::test]
async fn connections_that_were_killed_are_replaced() {
    let subject = Subject::new().await;
    let store = &subject.store;
    let all = join_all(
        (1..=20).map(|number| store.commit(Changes::default().write(Write::add(&booking(number))))),
    );
    all.await.into_iter().collect::<Result<(), _>>().unwrap();

    let mut other = subject.schema.connection().await;
    kill_all(&mut other, &subject.schema).await;
    let began = Instant::now();
    while store.ping().await.is_err() {
        assert!(began.elapsed() < LONG, "it never healed");
    }

    let all = join_all((1..=20).map(|number| store.booking(booking_id(number))));
    assert!(all.await.into_iter().all(|found| found.unwrap().is_some()));
    store.commit(Changes::default().write(Write::add(&booking(21)))).await.unwrap();
}

#[tokio::test]
async fn a_commit_that_is_killed_while_it_waits_is_made_on_another_connection() {
    let subject = Subject::new().await;
    let Subject { store, schema } = &subject;
    store.commit(Changes::default().write(take(1, 9))).await.unwrap();
    let mut watcher = schema.connection().await;
    let mut other = schema.connection().await;
    other.batch_execute("BEGIN; UPDATE stock SET sold = sold").await.unwrap();

    let store = Arc::clone(store);
    let changes = Changes::default().write(take(1, 9)).write(Write::add(&booking(1)));
    let commit = tokio::spawn(async move { store.commit(changes).await });
    let first = waiting(&mut watcher, schema, 0).await;
    kill_all(&mut watcher, schema).await;
    waiting(&mut watcher, schema, first).await;
    other.batch_execute("ROLLBACK").await.unwrap();

    commit.await.unwrap().unwrap();
    assert_eq!(subject.store.sold_from(DAY).await.unwrap(), [sold(1, 2, 9)]);
}
