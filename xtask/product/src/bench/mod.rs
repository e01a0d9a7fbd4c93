//! `cargo xtask bench`: figures that anyone can get again.
//!
//! The work is the same on every machine: fixed dates, fixed journeys, the demo
//! world. `cargo xtask` builds this with optimisations.

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

pub(crate) fn run(bench: &Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Search(output) => write(output.json.as_deref(), &search::measure()?),
        Bench::Documents(output) => write(output.json.as_deref(), &documents::measure()?),
    }
}

fn write(file: Option<&Path>, figures: &impl Serialize) -> anyhow::Result<()> {
    let Some(file) = file else { return Ok(()) };
    let text = serde_json::to_string_pretty(figures)?;
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
