//! `cargo xtask bench`: figures that anyone can get again.
//!
//! The work is the same on every machine: fixed dates, fixed journeys, the demo
//! world. `cargo xtask` builds this with optimisations.

mod bookings;
mod documents;
mod figures;
mod search;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Bench {
    /// Index the whole demo world and search it
    #[command(after_help = "Example: cargo xtask bench search --json search.json")]
    Search(Output),

    /// Book on the server stack, beside pgbench doing the same writes
    #[command(after_help = "Example: cargo xtask bench bookings --json bookings.json\n\n\
                            Needs a running server stack: `cargo xtask services up`, then \
                            `source <(cargo xtask services env)`.")]
    Bookings(bookings::Arguments),

    /// Render tickets and receipts on one core
    #[command(after_help = "Example: cargo xtask bench documents --json documents.json")]
    Documents(Output),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Output {
    /// Write the figures to this file, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(crate) async fn run(bench: &Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Bookings(arguments) => {
            let figures = bookings::measure(arguments).await?;
            write(arguments.output.json.as_deref(), &figures)
        }
        Bench::Search(output) => write(output.json.as_deref(), &search::measure()?),
        Bench::Documents(output) => write(output.json.as_deref(), &documents::measure()?),
    }
}

fn write(file: Option<&Path>, figures: &impl Serialize) -> anyhow::Result<()> {
    let Some(file) = file else { return Ok(()) };
    let text = serde_json::to_string_pretty(figures)?;
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
