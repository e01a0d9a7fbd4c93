//! `cargo xtask drill`: parts of a live server stack fail while clients book, and the books
//! are then compared, line by line, with what the clients were told.
//!
//! Everything that is started belongs to one future: when that ends, by success, error,
//! time-out or signal, the processes end with it. The database goes last.

mod client;
mod database;
mod diary;
mod freshness;
mod ledger;
mod market;
mod order;
mod plan;
mod programs;
mod proof;
mod report;
mod say;
mod site;
mod trouble;
mod wrong_clock;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use airside_bootstrap::Settings;
use airside_bootstrap::settings::StackKind;
use anyhow::{Context, bail, ensure};
use futures::future::{join, try_join_all};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;

use client::{Api, Caller};
use database::Database;
use diary::Diary;
use market::Market;
use order::Orders;
use plan::Step;
pub(crate) use programs::{cargo, workspace};
use report::Figures;
use say::say;
use site::Site;
use trouble::Trouble;
use wrong_clock::WrongClock;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Bookings to make, pay and see ticketed
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    bookings: u32,
    /// Clients that book at the same time
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    clients: u32,
    /// The most bookings that are begun in a second, so that there is time to fail
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    rate: u32,
    /// Give up, and fail, when all of it takes longer
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=240))]
    minutes: u64,
    /// Break nothing
    #[arg(long)]
    calm: bool,
    /// Leave the database, to look into
    #[arg(long)]
    keep: bool,
    /// The services that the environment points at, as `cargo xtask services --name` has them
    #[arg(long, default_value = "dev", value_name = "NAME")]
    services: String,
    /// Take the program `airside` from this folder, instead of building it
    #[arg(long, value_name = "FOLDER")]
    programs: Option<PathBuf>,
    /// Draw what fails, and in which order, from this number, instead of each part once
    #[arg(long, value_name = "NUMBER", conflicts_with = "calm")]
    seed: Option<u64>,
    /// Write the figures to this file, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let settings = server_stack()?;
    let folder = workspace().join(".airside/drill");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let _only_one = lock(&folder)?;

    let airside = programs::airside(arguments.programs.as_deref())?;

    let database = Database::create(&settings).await?;
    let limit = Duration::from_mins(arguments.minutes);
    let drilled = tokio::select! {
        outcome = timeout(limit, drill(arguments, &airside, &database, &folder)) => {
            outcome.with_context(|| format!("not done after {} minutes", arguments.minutes))
        }
        told = told_to_stop() => told.and_then(|()| bail!("stopped before the end")),
    };
    if arguments.keep {
        say(&format!("The database {} was kept.", database.name));
    } else {
        database.remove().await?;
    }

    let figures = drilled??;
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&figures)?;
        fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    ensure!(figures.passed, "the drill failed: see the lines with NO; logs are in .airside/drill");
    say("Passed: nothing was lost, and nothing was sold twice.");
    Ok(())
}

async fn drill(
    arguments: &Arguments,
    airside: &Path,
    database: &Database,
    folder: &Path,
) -> anyhow::Result<Figures> {
    say("Starting two API nodes, two workers and a payment sandbox.");
    let mut site = Site::start(airside, database, folder).await?;
    let api = Api::new(&site.node_urls())?;
    let sign_up = |number| api.sign_up(number);
    let callers: Vec<Caller<'_>> = try_join_all((0..arguments.clients).map(sign_up)).await?;
    let first = callers.first().context("there is no client")?;

    let market = Market::open(first, arguments.bookings).await?;
    let (freshness, held) = freshness::measure(first).await?;
    freshness.show();

    let diary = Diary::begin(arguments.bookings);
    let orders = Orders { callers: &callers, market: &market, diary: &diary, rate: arguments.rate };
    let (plan, wrong_clock) = possible(plan::plan(arguments.seed));
    let wrong_clock = wrong_clock.as_ref();
    let services = arguments.services.as_str();
    let trouble = Trouble { plan: &plan, wrong_clock, diary: &diary, services, folder };
    let serving = async {
        let kept = orders.serve_all(arguments.bookings).await;
        diary.end();
        kept
    };
    let breaking = async { if arguments.calm { Ok(()) } else { trouble.make(&mut site).await } };
    let (kept, broken) = join(serving, breaking).await;
    broken?;

    let sandbox = site.sandbox_url();
    let proof = proof::Witnesses { callers: &callers, kept: &kept, held: &held, sandbox: &sandbox };
    let mut verdicts = proof.question(database).await?;
    verdicts.push(proof::audited(site.audit())?);
    let planned = if arguments.calm { 0 } else { plan.len() };
    let figures = Figures::new(planned, freshness, &diary, &kept, &api, verdicts, &mut site);
    figures.show();
    Ok(figures)
}

/// Leaves out, aloud, what cannot be done on this machine.
fn possible(mut plan: Vec<plan::Due>) -> (Vec<plan::Due>, Option<WrongClock>) {
    let needs_clock = plan.iter().any(|(_, step, _)| matches!(step, Step::WrongClock(_)));
    let clock = if needs_clock { WrongClock::obtain() } else { None };
    plan.retain(|(_, step, what)| {
        let missing = match step {
            Step::WrongClock(_) if clock.is_none() => "libfaketime is not there",
            Step::FillBlobs(_) if !cfg!(target_os = "linux") => "it takes Linux's prlimit",
            _ => return true,
        };
        say(&format!("Left out, since {missing}: {what}."));
        false
    });
    (plan, clock)
}

/// The settings, if they are of the server stack and all of it is on this machine.
fn server_stack() -> anyhow::Result<Settings> {
    const HOW: &str = "the drill needs the server stack: cargo xtask services up, then \
                       source <(cargo xtask services env)";
    let settings = Settings::load().context(HOW)?;
    ensure!(settings.stack == StackKind::Server, HOW);
    let stack = settings.server_stack()?;
    for (name, url) in [
        ("postgres.url", &stack.postgres.url),
        ("rabbitmq.url", &stack.rabbitmq.url),
        ("redis.url", &stack.redis.url),
        ("s3.endpoint", &stack.s3.endpoint),
    ] {
        let url = reqwest::Url::parse(url).ok();
        let host = url.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
        let is_here = ["127.0.0.1", "localhost", "[::1]"].contains(&host);
        ensure!(is_here, "a drill breaks things: {name} must be on this machine, not on {host:?}");
    }
    Ok(settings)
}

/// Queues and logs have fixed names: two drills would read each other's.
fn lock(folder: &Path) -> anyhow::Result<fs::File> {
    let file = fs::File::create(folder.join("drill.lock")).context("cannot write the lock")?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => bail!("another drill is running here"),
        Err(fs::TryLockError::Error(error)) => Err(error).context("cannot lock the drill"),
    }
}

/// Waits for Ctrl-C or SIGTERM.
pub(crate) async fn told_to_stop() -> anyhow::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}
