//! Prints how fast the store is here: `cargo run --release -p airside-store-sqlite --example how_fast`.
//!
//! Figures depend on the disk: a commit waits until it is durable.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::error::Error;
use std::time::Instant;

use airside_app::ports::store::{Bookings, World, WorldRows};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_app::reports::{By, Period, Zone, sales_report};
use airside_fares::Fare;
use airside_port_contracts::samples;
use airside_primitives::{AirportCode, InvalidCode};
use airside_store_sqlite::SqliteStore;
use airside_timetable::Flight;
use futures::future::join_all;
use time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let store = SqliteStore::open(&folder.path().join("airside.db"))?;

    load(&store).await?;
    for together in [1, 4, 16, 64] {
        book(&store, together).await?;
    }

    report().await?;

    let began = Instant::now();
    for _ in 0..1_000 {
        store.booking(samples::booking_id(64 << 10)).await?;
    }
    println!("read a booking: {:?}", began.elapsed() / 1_000);
    Ok(())
}

/// A day of 100,000 bookings, in a store that has nothing else.
async fn report() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let store = SqliteStore::open(&folder.path().join("airside.db"))?;
    samples::sell_a_day(&store, 100_000).await?;
    let day = samples::NOW.date();
    let period =
        Period { from: day, to: day.saturating_add(Duration::DAY), zone: Zone::named("UTC")? };
    for by in [&[By::Day][..], &By::ALL] {
        let began = Instant::now();
        let found = sales_report(&store, &period, by).await?;
        let sold: u64 = found.totals.iter().map(|line| line.figures.sold).sum();
        println!("report {sold} journeys in {} lines: {:?}", found.lines.len(), began.elapsed());
    }
    Ok(())
}

async fn load(store: &SqliteStore) -> Result<(), Box<dyn Error>> {
    let flights: Vec<Flight> =
        (0..120_000).map(|number| samples::flight(number % 9_999 + 1)).collect();
    let fare = |number: u32| {
        let (origin, destination) = (place(number / 300 + 17)?, place(number)?);
        Ok(Fare { origin, destination, ..samples::fare("LHR", number.into()) })
    };
    let fares = (0..100_000).map(fare).collect::<Result<Vec<Fare>, InvalidCode>>()?;

    let began = Instant::now();
    store.load(WorldRows { fares, ..WorldRows::default() }).await?;
    println!("load 100,000 fares: {:?}", began.elapsed());
    samples::adopt(store, flights).await?;
    println!("with 120,000 rows of a timetable staged and adopted: {:?}", began.elapsed());

    let began = Instant::now();
    let flights = store.flights().await?.len();
    println!("read {flights} flights: {:?}", began.elapsed());

    let began = Instant::now();
    let fares = store.fares().await?.len();
    println!("read {fares} fares: {:?}", began.elapsed());
    Ok(())
}

/// The airport codes in order, from AAA, which is 0.
fn place(number: u32) -> Result<AirportCode, InvalidCode> {
    let letter = |at: u32| char::from_u32(u32::from('A') + at % 26);
    let letters = [number / 676, number / 26, number].into_iter().filter_map(letter);
    letters.collect::<String>().parse()
}

async fn book(store: &SqliteStore, together: u32) -> Result<(), CommitError> {
    let world = store.world_version().await?;
    let (rounds, began) = (640 / together, Instant::now());
    for round in 0..rounds {
        let first = (together << 10) + round * together;
        let commits = (first..first + together).map(|number| {
            let number = u128::from(number);
            let inventory = samples::inventory(number % 50 + 1, 1);
            let changes = Changes::default()
                .write(Write::TakeInventory { inventory, capacity: u16::MAX, world })
                .write_all(Write::add_booking(&samples::booking(number)));
            store.commit(changes)
        });
        join_all(commits).await.into_iter().collect::<Result<(), CommitError>>()?;
    }
    let each = began.elapsed() / (rounds * together);
    println!("a booking, {together} at a time: {each:?}");
    Ok(())
}
