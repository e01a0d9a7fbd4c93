//! Searches a second over HTTP, beside a bare handler of the same framework that answers as many
//! bytes, in turns: a machine that is slow for a while is slow for all.
//!
//! The server is a process of its own on a fresh folder, and so is the bare handler. Requests do
//! not repeat within the run: what is measured are searches, not a memory of answers.

mod answer;
pub(super) mod bare;
mod case;
mod connection;
mod gate;
mod load;
mod network;
mod report;
mod runs;
mod sizes;
mod wrk;

use std::path::{Path, PathBuf};
use std::time::Duration;

use airside_client::accounts::NewUser;
use airside_client::{Client, Retry, Secret};
use anyhow::{Context, bail};
use tempfile::TempDir;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::process::megabytes;
use crate::drill::told_to_stop;
use crate::own_server::{self, Server};
use crate::today::today;
use bare::Bare;
use case::{Case, MIX};
use connection::Target;
use load::{CONNECTIONS, paced};
use network::Network;
use report::{Figures, Kind, Row, Standing, Unhurried};
use runs::{Runs, Subject};
use sizes::usual;

/// How long the world, the start and the ends of the runs may take.
const TIME_FOR_THE_REST: Duration = Duration::from_mins(5);
/// Cases, with the hits and the bare handler.
const CASES: u32 = 7;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How long each case is asked for in each round
    #[arg(long, value_name = "SECONDS", default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// How often each case is measured; the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=9))]
    rounds: u8,
    /// Let wrk ask, which must be installed, but for the mix at half of its rate
    #[arg(long)]
    wrk: bool,
    /// The program `airside`, instead of building it
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    #[command(flatten)]
    pub(super) output: super::output::Output,
}

/// Measures, prints, and answers the figures.
pub(super) async fn measure(arguments: &Arguments) -> anyhow::Result<Figures> {
    let program = own_server::program(arguments.program.as_deref())?;
    let asked = arguments.lasting() * (CASES + 1) * u32::from(arguments.rounds);
    let figures = tokio::select! {
        outcome = timeout(asked + TIME_FOR_THE_REST, measure_by(arguments, &program)) => {
            outcome.context("the bench takes longer than it may")??
        }
        told = told_to_stop() => told.and_then(|()| bail!("stopped before the end"))?,
    };
    figures.print();
    Ok(figures)
}

impl Arguments {
    fn lasting(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

async fn measure_by(arguments: &Arguments, program: &Path) -> anyhow::Result<Figures> {
    let bar = super::output::progress(u64::from(CASES + (CASES + 1) * u32::from(arguments.rounds)));
    let folder = TempDir::with_prefix("airside-bench-")?;
    bar.set_message("drawing routes");
    let network = spawn_blocking(Network::draw).await??;

    bar.set_message("starting a server on an empty folder");
    let server = Server::start(program, folder.path(), "world").await?;
    let started_mb = megabytes(server.id(), "VmRSS");
    let key = sign_up(&server.url()).await?;
    let ours = Subject { target: Target { address: server.address(), key }, process: server.id() };

    let mut runs = Vec::new();
    for case in Case::all(network, today()) {
        runs.push(Runs::warm_up(&ours, Kind::Misses, case, &bar).await?);
    }
    let one_pair = runs.first().context("there is no case")?;
    let usual = usual(&one_pair.warm.kept).context("there was no answer")?;
    let again = |name| one_pair.case.again(name, usual.number);
    let (hits, fixed) = (again("one search again (hits)"), again("bare handler"));
    let bare = Bare::start(folder.path(), &usual.body).await?;
    let theirs = Subject {
        target: Target { address: bare.address, ..ours.target.clone() },
        process: bare.id(),
    };
    runs.push(Runs::warm_up(&ours, Kind::Hits, hits, &bar).await?);
    runs.push(Runs::warm_up(&theirs, Kind::Bare, fixed, &bar).await?);

    for _ in 0..arguments.rounds {
        for run in &mut runs {
            bar.set_message(run.case.name);
            let wrk = arguments.wrk.then_some(folder.path());
            run.measure(arguments.lasting(), wrk).await?;
            bar.inc(1);
        }
    }

    let mix = runs.iter().find(|it| it.case.name == MIX).context("there is no mix")?;
    let half = mix.rate() / 2.0;
    let mut unhurried = Vec::new();
    for _ in 0..arguments.rounds {
        bar.set_message("the mix at half of its rate");
        unhurried.push(paced(&ours.target, &mix.case, half, arguments.lasting()).await?);
        bar.inc(1);
    }
    let standing = Standing {
        started_ms: server.started_in().as_secs_f64() * 1e3,
        started_mb,
        after_load_mb: megabytes(server.id(), "VmRSS"),
        peak_mb: megabytes(server.id(), "VmHWM"),
    };
    server.stop().await?;
    bar.finish_and_clear();
    Ok(Figures {
        cores: std::thread::available_parallelism()?.get(),
        connections: CONNECTIONS,
        rounds: arguments.rounds,
        seconds: arguments.seconds,
        load_by: if arguments.wrk { "wrk" } else { "own" },
        server: standing,
        cases: rows(runs)?,
        mix_at_half: Unhurried::of(half, &unhurried),
    })
}

/// One row a case, each beside the bare handler.
fn rows(runs: Vec<Runs>) -> anyhow::Result<Vec<Row>> {
    let rows: anyhow::Result<Vec<Row>> = runs.into_iter().map(Runs::row).collect();
    let mut rows = rows?;
    let bare = rows.iter().find(|it| it.kind == Kind::Bare).map(|it| it.a_second);
    let bare = bare.context("there is no bare handler")?;
    for row in &mut rows {
        row.against_bare = row.a_second / bare;
    }
    Ok(rows)
}

async fn sign_up(url: &str) -> anyhow::Result<Secret> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let client = Client::new(url)?.with_http(http).with_retry(Retry::NEVER);
    let user = NewUser::new("bench@example.com", "correct horse battery", "Asha", "Rao");
    Ok(client.accounts().sign_up(&user).await?.api_key.key)
}
