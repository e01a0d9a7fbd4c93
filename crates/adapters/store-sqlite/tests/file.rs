//! What is true of the file, beyond what every store promises.

use airside_app::ports::store::{Accounts, Bookings, World, WorldRows};
use airside_app::ports::{Changes, Store, Write};
use airside_fares::Fare;
use airside_port_contracts::samples::{booking, booking_id, fare, flight, user, user_id};
use airside_store_sqlite::SqliteStore;
use airside_timetable::Flight;

#[tokio::test]
async fn what_was_committed_is_there_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("airside.db");
    let store = SqliteStore::open(&file).unwrap();
    let changes =
        Changes::default().write(Write::AddUser(user(1))).write(Write::AddBooking(booking(1)));
    store.commit(changes).await.unwrap();
    drop(store);

    let store = SqliteStore::open(&file).unwrap();
    assert_eq!(store.user(user_id(1)).await.unwrap(), Some(user(1)));
    let found = store.booking(booking_id(1)).await.unwrap().unwrap();
    assert_eq!(found.value, booking(1));
}

#[tokio::test]
async fn two_processes_may_share_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("airside.db");
    let (one, other) = (SqliteStore::open(&file).unwrap(), SqliteStore::open(&file).unwrap());
    for number in (0..20).step_by(2) {
        let add = |number| Changes::default().write(Write::AddUser(user(number)));
        let (first, second) =
            futures::join!(one.commit(add(number)), other.commit(add(number + 1)));
        first.unwrap();
        second.unwrap();
    }
    for number in 0..20 {
        assert_eq!(one.user(user_id(number)).await.unwrap(), Some(user(number)));
    }
}

#[tokio::test]
async fn stores_in_memory_are_strangers_to_each_other() {
    let (one, other) = (SqliteStore::in_memory().unwrap(), SqliteStore::in_memory().unwrap());
    one.commit(Changes::default().write(Write::AddUser(user(1)))).await.unwrap();
    assert_eq!(other.user(user_id(1)).await.unwrap(), None);
}

/// Run by hand, in release: `cargo test --release -p airside-store-sqlite -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "prints how fast it is, and promises nothing"]
async fn how_fast_it_is() {
    use std::time::Instant;

    use futures::future::join_all;

    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("airside.db")).unwrap();

    let flights: Vec<Flight> = (0..120_000).map(|it| flight(it * 0x9e37_79b9_7f4a_7c15)).collect();
    let letters = |at: u32| char::from(b'A' + u8::try_from(at % 26).unwrap());
    let fares: Vec<Fare> = (0..100_000_u32)
        .map(|it| {
            let place = |at: u32| [letters(at), letters(at / 26), letters(at / 676)];
            let code = |at| place(at).iter().collect::<String>().parse().unwrap();
            Fare { origin: code(it / 300 + 17), destination: code(it), ..fare("LHR", it.into()) }
        })
        .collect();
    let began = Instant::now();
    store.load(WorldRows { flights, fares, ..WorldRows::default() }).await.unwrap();
    println!("load 120,000 flights and 100,000 fares: {:?}", began.elapsed());

    let began = Instant::now();
    let flights = store.flights().await.unwrap().len();
    println!("read {flights} flights: {:?}", began.elapsed());
    let began = Instant::now();
    let fares = store.fares().await.unwrap().len();
    println!("read {fares} fares: {:?}", began.elapsed());

    for together in [1, 4, 16, 64] {
        let (rounds, began) = (640 / together, Instant::now());
        for round in 0..rounds {
            let first = (u128::from(together) << 10) + u128::from(round * together);
            let commits = (first..).take(usize::try_from(together).unwrap()).map(|number| {
                let places = airside_port_contracts::samples::places(number % 50, 1);
                let changes = Changes::default()
                    .write(Write::TakePlaces { places, capacity: u16::MAX })
                    .write(Write::AddBooking(booking(number)));
                store.commit(changes)
            });
            assert!(join_all(commits).await.iter().all(Result::is_ok));
        }
        let each = began.elapsed() / (rounds * together);
        println!("a booking, {together} at a time: {each:?}");
    }

    let (one, began) = (booking_id(64 << 10), Instant::now());
    for _ in 0..1_000 {
        store.booking(one).await.unwrap().unwrap();
    }
    println!("read a booking: {:?}", began.elapsed() / 1_000);
}
