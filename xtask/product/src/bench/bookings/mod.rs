//! Bookings a second on the server stack, beside PostgreSQL's own load generator doing the
//! same writes on the same tables, in turns: a machine that is slow for a while is slow for all.

mod ground;
mod load;
mod pgbench;
mod sample;
mod shop;
mod store;

use std::time::Duration;

use airside_bootstrap::open_store;
use anyhow::Context;
use serde::Serialize;

use ground::Ground;
use load::Rate;
use pgbench::Trips;
use sample::Sample;
use shop::Shop;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How long each kind of work is measured in each round
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// How often each kind of work is measured; the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=9))]
    rounds: u8,
    /// How many callers there are at a time
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    callers: u16,
    #[command(flatten)]
    pub(super) output: super::output::Output,
}

#[derive(Debug, Serialize)]
pub(super) struct Figures {
    callers: usize,
    cores: usize,
    /// On many flights.
    spread: Kinds,
    /// On one flight.
    hot: Kinds,
    /// Book, pay, ticket ready, over HTTP.
    flows: Rate,
}

#[derive(Debug, Serialize)]
struct Kinds {
    pgbench_six_trips: Rate,
    pgbench_one_trip: Rate,
    /// `Store::commit`.
    store: Rate,
    /// `POST /v1/bookings`.
    http: Rate,
    store_against_six_trips: f64,
    http_against_six_trips: f64,
}

/// Measures, prints, and answers the figures.
pub(super) async fn measure(arguments: &Arguments) -> anyhow::Result<Figures> {
    let ground = Ground::prepare().await?;
    let measured = measure_on(&ground, arguments).await;
    let cleared = ground.clear().await;
    let figures = measured?;
    cleared.context("the database of the bench could not be taken away")?;
    Ok(figures)
}

async fn measure_on(ground: &Ground, arguments: &Arguments) -> anyhow::Result<Figures> {
    let callers = usize::from(arguments.callers);
    let lasting = Duration::from_secs(arguments.seconds);
    let bar = super::output::progress(u64::from(arguments.rounds) * 8 + 2);

    bar.set_message("loading the world into a database of its own");
    let (server, worker) = ground.start().await?;
    let shop = Shop::open(&format!("http://{}", server.address())).await?;
    let store = open_store(&ground.settings).await?;
    let booking = shop.book(shop.any()).await?.context("the first flight is sold out")?;
    let sample = Sample::read(&*store, ground.url()?, &booking.booking_ref).await?;
    bar.inc(1);

    let mut runs: [Runs; 2] = Default::default();
    for _ in 0..arguments.rounds {
        for (is_hot, runs) in [false, true].into_iter().zip(&mut runs) {
            let of = if is_hot { "one flight" } else { "many flights" };
            bar.set_message(format!("pgbench, six round trips, {of}"));
            let url = ground.url()?;
            let rate = pgbench::run(url, Trips::Six, is_hot, callers, lasting, &sample).await?;
            runs.six_trips.push(rate);
            bar.inc(1);

            bar.set_message(format!("the store, {of}"));
            runs.store.push(store::run(&*store, is_hot, callers, lasting, &sample).await?);
            bar.inc(1);

            bar.set_message(format!("POST /v1/bookings, {of}"));
            runs.http.push(if is_hot {
                shop.rush(callers, lasting).await?
            } else {
                shop.bookings(callers, lasting).await?
            });
            bar.inc(1);

            bar.set_message(format!("pgbench, one statement, {of}"));
            let rate = pgbench::run(url, Trips::One, is_hot, callers, lasting, &sample).await?;
            runs.one_trip.push(rate);
            bar.inc(1);
        }
    }

    bar.set_message("book, pay, ticket");
    let flows = shop.flows(callers, lasting.max(Duration::from_secs(10))).await?;
    bar.finish_and_clear();
    server.stop().await?;
    worker.stop().await?;

    let [spread, hot] = runs;
    let figures = Figures {
        callers,
        cores: std::thread::available_parallelism()?.get(),
        spread: spread.kinds().context("nothing was measured")?,
        hot: hot.kinds().context("nothing was measured")?,
        flows,
    };
    figures.print();
    Ok(figures)
}

/// The rounds of each kind of work.
#[derive(Default)]
struct Runs {
    six_trips: Vec<Rate>,
    one_trip: Vec<Rate>,
    store: Vec<Rate>,
    http: Vec<Rate>,
}

impl Runs {
    fn kinds(self) -> Option<Kinds> {
        let Self { six_trips, one_trip, store, http } = self;
        let [six_trips, one_trip, store, http] =
            [six_trips, one_trip, store, http].map(Rate::median);
        let (six_trips, store, http) = (six_trips?, store?, http?);
        Some(Kinds {
            pgbench_six_trips: six_trips,
            pgbench_one_trip: one_trip?,
            store,
            http,
            store_against_six_trips: store.a_second / six_trips.a_second,
            http_against_six_trips: http.a_second / six_trips.a_second,
        })
    }
}

impl Figures {
    fn print(&self) {
        let Self { callers, cores, spread, hot, flows } = self;
        println!("{callers} callers on {cores} cores; commits a second, median and p99 in ms\n");
        for (title, kinds) in [("on many flights", spread), ("on one flight", hot)] {
            println!("{title}");
            for (name, rate, against) in [
                ("pgbench, six round trips", kinds.pgbench_six_trips, None),
                ("pgbench, one statement", kinds.pgbench_one_trip, None),
                ("Store::commit", kinds.store, Some(kinds.store_against_six_trips)),
                ("POST /v1/bookings", kinds.http, Some(kinds.http_against_six_trips)),
            ] {
                let against = against.map(|it| format!("   {it:.2} of six round trips"));
                println!("  {name:<26}{rate}{}", against.unwrap_or_default());
            }
        }
        println!("book, pay, ticket ready     {flows}");
    }
}
