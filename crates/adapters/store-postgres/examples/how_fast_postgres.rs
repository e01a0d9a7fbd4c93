//! Prints how fast the store is here:
//! `cargo run --release -p airside-store-postgres --example how_fast_postgres -- postgres://…`.
//!
//! Makes a schema of its own in that database and drops it at the end. Figures depend on
//! the disk: a commit waits until it is durable.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use airside_app::ports::bus::Message;
use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::ports::store::{Bookings, Due, World, WorldRows, WorldVersion};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_app::reports::{By, Period, Zone, sales_report};
use airside_fares::Fare;
use airside_port_contracts::samples;
use airside_primitives::{AirportCode, InvalidCode};
use airside_store_postgres::{PostgresStore, Settings};
use airside_timetable::Flight;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use futures::future::join_all;

const SCHEMA: &str = "how_fast";
const CALLERS: u32 = 16;
const FOR: Duration = Duration::from_secs(10);
/// Bookings of the day that is reported.
const SOLD: u32 = 100_000;
/// Flights that bookings are spread over.
const FLIGHTS: u32 = 9_998;

/// Where the bookings go.
#[derive(Clone, Copy)]
enum Crowd {
    Spread,
    OneFlight,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("say where the database is: postgres://…")?;
    let mut other = AsyncPgConnection::establish(&url).await?;
    let settings = Settings {
        url,
        connections: CALLERS as usize,
        statement_timeout: Duration::from_secs(10),
        lock_timeout: Duration::from_secs(3),
        schema: Some(SCHEMA.to_owned()),
    };
    let store = Arc::new(PostgresStore::connect(&settings).await?);
    store.migrate().await?;

    let outcome = measure(&store).await;
    other.batch_execute(&format!("DROP SCHEMA {SCHEMA} CASCADE")).await?;
    outcome
}

/// A day of 100,000 bookings.
async fn report(store: &PostgresStore) -> Result<(), Box<dyn Error>> {
    samples::sell_a_day(store, SOLD).await?;
    let day = samples::NOW.date();
    let to = day.next_day().unwrap_or(day);
    let period = Period { from: day, to, zone: Zone::named("UTC")? };
    for by in [&[By::Day][..], &By::ALL] {
        let began = Instant::now();
        let found = sales_report(store, &period, by).await?;
        let sold: u64 = found.totals.iter().map(|line| line.figures.sold).sum();
        println!("report {sold} journeys in {} lines: {:?}", found.lines.len(), began.elapsed());
    }
    Ok(())
}

async fn measure(store: &Arc<PostgresStore>) -> Result<(), Box<dyn Error>> {
    report(store).await?;
    load(store).await?;
    let next = Arc::new(AtomicU32::new(SOLD));
    for segments in [1, 2] {
        book(store, &next, Crowd::Spread, segments).await?;
    }
    book(store, &next, Crowd::OneFlight, 1).await?;

    let began = Instant::now();
    for number in 1..=1_000 {
        store.booking(samples::booking_id(number)).await?;
    }
    println!("read a booking: {:?}", began.elapsed() / 1_000);

    let began = Instant::now();
    let mut sent = 0;
    loop {
        let unsent = store.unsent(256).await?;
        if unsent.is_empty() {
            break;
        }
        sent += unsent.len();
        store.take_off(&unsent.iter().map(|envelope| envelope.id).collect::<Vec<_>>()).await?;
    }
    println!("relay {sent} messages: {:?}", began.elapsed());
    Ok(())
}

async fn load(store: &PostgresStore) -> Result<(), Box<dyn Error>> {
    let flights: Vec<Flight> =
        (0..150_000).map(|number| samples::flight(number % 9_999 + 1)).collect();
    let fare = |number: u32| {
        let (origin, destination) = (place(number / 300 + 17)?, place(number)?);
        Ok(Fare { origin, destination, ..samples::fare("LHR", number.into()) })
    };
    let fares = (0..105_000).map(fare).collect::<Result<Vec<Fare>, InvalidCode>>()?;

    let began = Instant::now();
    store.load(WorldRows { fares, ..WorldRows::default() }).await?;
    println!("load 105,000 fares: {:?}", began.elapsed());
    let began = Instant::now();
    samples::adopt(store, flights).await?;
    println!("stage and adopt 150,000 rows of a timetable: {:?}", began.elapsed());

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

async fn book(
    store: &Arc<PostgresStore>,
    next: &Arc<AtomicU32>,
    crowd: Crowd,
    segments: u32,
) -> Result<(), Box<dyn Error>> {
    let began = Instant::now();
    let callers = (0..CALLERS).map(|_| {
        let (store, next) = (store.clone(), next.clone());
        tokio::spawn(async move {
            let mut times = Vec::new();
            while began.elapsed() < FOR {
                let changes = booking(next.fetch_add(1, Ordering::Relaxed), crowd, segments);
                let began = Instant::now();
                store.commit(changes).await?;
                times.push(began.elapsed());
            }
            Ok::<_, CommitError>(times)
        })
    });
    let mut times = Vec::new();
    for caller in join_all(callers).await {
        times.extend(caller??);
    }
    let seconds = began.elapsed().as_secs_f64();
    times.sort_unstable();
    let percentile = |hundredths: usize| times.get(times.len() * hundredths / 100);
    let crowd = match crowd {
        Crowd::Spread => "spread",
        Crowd::OneFlight => "one flight",
    };
    println!(
        "bookings, {CALLERS} callers, {crowd}, {segments} segment(s): {:.0}/s, p50 {:?}, p99 {:?}",
        f64::from(u32::try_from(times.len())?) / seconds,
        percentile(50).copied().unwrap_or_default(),
        percentile(99).copied().unwrap_or_default(),
    );
    Ok(())
}

/// What a booking writes, with an answer to remember that is as long as a real one.
fn booking(number: u32, crowd: Crowd, segments: u32) -> Changes {
    let flight = |segment: u32| match crowd {
        // Neighbours in time are far apart in the table.
        Crowd::Spread => {
            u128::from((number * 2 + segment).wrapping_mul(2_654_435_761) % FLIGHTS + 1)
        }
        Crowd::OneFlight => 1,
    };
    let taken: Vec<_> =
        (0..segments).map(|segment| samples::inventory(flight(segment), 1)).collect();
    let changed = taken.iter().map(|inventory| (inventory.flight, inventory.date)).collect();
    let take =
        |inventory| Write::TakeInventory { inventory, capacity: u16::MAX, world: WorldVersion(1) };
    let answer = Remembered {
        key: AnswerKey {
            user: samples::user_id(number.into()),
            operation: "POST /v1/bookings".to_owned(),
            key: format!("9f6b-{number}"),
        },
        fingerprint: [7; 32],
        status: 201,
        body: ANSWER.repeat(12),
        answered_at: samples::NOW,
        expires_at: samples::NOW + Duration::from_hours(24),
    };
    Changes::default()
        .write(Write::Remember(answer))
        .write_all(taken.into_iter().map(take))
        .send(Message::InventoryChanged(changed))
        .write_all(Write::add_booking(&samples::booking(number.into())))
}

/// A piece of an answer: a dozen are as long as the view of a booking.
const ANSWER: &str = r#"{"id":"01937b5e-0000-7000-8000-000000000001","reference":"K7M4QX","status":"PENDING_PAYMENT","segment":{"flight":"AI161","origin":"DEL","destination":"LHR","departs_at":"2026-12-01T02:15:00+05:30","arrives_at":"2026-12-01T07:20:00+00:00","cabin":"ECONOMY"}},"#;
