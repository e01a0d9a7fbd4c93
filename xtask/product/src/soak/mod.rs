//! `cargo xtask soak`: minutes of mixed work at the highest rate that a server keeps up, then four
//! times as much, while its memory is watched; at the end the audit.
//!
//! The load comes from this machine too, so figures say more of how they change than of how high
//! they are.

mod load;
mod memory;
mod report;
mod tally;
mod traffic;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use indicatif::{ProgressBar, ProgressStyle};

use crate::drill::{told_to_stop, workspace};
use crate::own_server::{self, Server};
use memory::Memory;
use report::{Figures, Overload};
use traffic::Traffic;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Minutes of steady work
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=240))]
    minutes: u64,
    /// Clients that send one call after the other without a pause
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    clients: u32,
    /// Seconds of four times the steady rate; 0 leaves them out
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(0..=600))]
    overload: u64,
    /// What is sold: world, or small for a quick try
    #[arg(long, default_value = "world", value_parser = ["world", "small"])]
    world: String,
    /// The program `airside`, instead of building it
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Write the figures to this file, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// How long the server may take to start, to settle and to be audited, beside the load.
const TIME_FOR_THE_REST: Duration = Duration::from_mins(6);
/// How many times the steady rate is too much.
const TOO_MUCH: u32 = 4;

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let program = own_server::program(arguments.program.as_deref())?;
    let load = Duration::from_mins(arguments.minutes) + Duration::from_secs(arguments.overload);
    let figures = tokio::select! {
        outcome = tokio::time::timeout(load + TIME_FOR_THE_REST, soak(arguments, &program)) => {
            outcome.context("the soak takes longer than it may")??
        }
        told = told_to_stop() => told.and_then(|()| bail!("stopped before the end"))?,
    };
    figures.print();
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&figures)?;
        fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    ensure!(figures.passed, "the soak failed: see the lines with NO; the log is in .airside/soak");
    Ok(())
}

async fn soak(arguments: &Arguments, program: &Path) -> anyhow::Result<Figures> {
    let minutes = Duration::from_mins(arguments.minutes);
    let overload = Duration::from_secs(arguments.overload);
    let bar = progress(minutes + overload);
    bar.set_message("starting a server");
    let folder = workspace().join(".airside/soak");
    let server = Server::start(program, &folder, &arguments.world).await?;
    let memory = Memory::watch(server.id(), bar.clone());

    let traffic = Arc::new(Traffic::open(&server.url(), arguments.clients).await?);
    bar.reset_elapsed();
    let steady = load::steady(&traffic, minutes).await;

    let overload = if overload.is_zero() {
        None
    } else {
        let rate = (steady.a_second * f64::from(TOO_MUCH)).max(1.0);
        let (tally, unsent) = load::paced(&traffic, rate, overload).await;
        let ended = Instant::now();
        traffic.until_all_is_well().await?;
        Some(Overload::of(rate, tally, unsent, ended.elapsed()))
    };
    let memory = memory.stop().await?;
    bar.set_message("comparing the books");
    let agrees = server.audit().await?;
    bar.finish_and_clear();
    server.stop().await?;
    Ok(Figures::new(&arguments.world, arguments.clients, steady, overload, memory, agrees))
}

fn progress(lasting: Duration) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {elapsed_precise} {msg}");
    let bar = ProgressBar::new(lasting.as_secs());
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
