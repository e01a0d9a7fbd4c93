//! `airside import timetable`: reads the file, plans, asks where much is taken away, applies.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use airside_app::history::{Deed, Subject};
use airside_app::ports::{Store, Write};
use airside_app::timetable::{Capacity, Plan, Wanted, apply, capacity, plan};
use airside_import::{Part, TimetableFile, any_timetable};
use airside_primitives::AirlineCode;
use anyhow::{bail, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use time::Date;

use super::report::{self, Read};
use super::{airports, read, taken, told};
use crate::operate::by_command;
use crate::operate::today::{date, now, today};

pub(super) const EXAMPLES: &str = "Examples:
  airside import timetable winter.csv --dry-run
  airside import timetable winter.csv
  airside import timetable schedule.ssim --airline QZ --from 2026-12-01";

#[derive(Debug, clap::Args)]
pub(crate) struct Timetable {
    /// CSV (docs/guides/importing.md) or SSIM chapter 7 (docs/guides/ssim.md)
    file: PathBuf,
    /// Take the rows of this airline alone
    #[arg(long, value_name = "XX")]
    airline: Option<AirlineCode>,
    /// The first date that changes: the file is the whole truth from then on [today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<Date>,
    /// The last date that changes [the latest that the file names]
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<Date>,
    /// Tell what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Apply a plan that takes away much
    #[arg(long)]
    yes: bool,
    /// Print the plan as JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(store: &dyn Store, arguments: Timetable) -> anyhow::Result<()> {
    let Timetable { file, airline, from, until, dry_run, yes, json } = arguments;
    let from = from.unwrap_or_else(today);
    ensure!(from >= today(), "--from is in the past, which does not change: {from}");
    let found = rows(store, &file, from).await?;
    if !json {
        told(&found.notes);
    }
    let (wanted, read) = wanted(found, airline, from, until)?;
    let plan = plan(store, wanted, seats(store).await?, now()).await?;
    if json {
        report::json(&read, &plan, dry_run)?;
    } else {
        report::print(&file, &read, &plan);
    }
    if dry_run {
        if !json {
            println!("Nothing was changed: this was a dry run.");
        }
        return Ok(());
    }
    if plan.takes_away_much() && !yes {
        bail!(
            "this takes away much: {}. Nothing was changed; --yes applies it all the same",
            plan.taken_away()
        );
    }
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    // As long as the demo's flights are among them, the world is the demo's.
    let provenance = plan.replaces_all().then_some(name);
    let version = applied(store, plan, provenance, json).await?;
    if !json {
        println!(
            "In force, as version {version} of the world. Servers take it up within a second,"
        );
        println!("and bookings follow their flights in the background.");
    }
    Ok(())
}

/// What is in the file, whichever of the two formats it has.
async fn rows(store: &dyn Store, file: &Path, from: Date) -> anyhow::Result<TimetableFile> {
    let airports = airports(store).await?;
    taken(any_timetable(&read(file)?, &|code| airports.get(&code), from), file)
}

/// The part of the file that was asked for, and what was read of it.
fn wanted(
    found: TimetableFile,
    airline: Option<AirlineCode>,
    from: Date,
    until: Option<Date>,
) -> anyhow::Result<(Wanted, Read)> {
    let (rows, repeated, merged) = (found.read, found.repeated, found.merged);
    let part = found.part(airline, from, until)?;
    let read = Read { rows, repeated, merged, taken: part.rows.len() };
    let Part { airlines, rows, window } = part;
    Ok((Wanted { airlines, rows, window }, read))
}

/// What aircraft hold by the tariff in the store; nothing is sold where there is none.
async fn seats(store: &dyn Store) -> anyhow::Result<Capacity> {
    let known = capacity(store).await?;
    if known.is_none() {
        eprintln!("Note: the store has no tariff yet, so nothing is for sale until you load one.");
    }
    Ok(known.unwrap_or_else(|| Arc::new(|_, _| 0)))
}

async fn applied(
    store: &dyn Store,
    plan: Plan,
    provenance: Option<String>,
    is_quiet: bool,
) -> anyhow::Result<i64> {
    let bar = if is_quiet { ProgressBar::hidden() } else { ProgressBar::new(plan.rows() as u64) };
    let style = "  staging {bar:30} {pos} of {len} rows";
    bar.set_style(ProgressStyle::with_template(style)?);
    let told = by_command::line(Subject::Timetable, Deed::TimetableImported);
    let progress = |done| bar.set_position(done as u64);
    let version = apply(store, plan, provenance, vec![Write::AddHistory(told)], &progress).await?;
    bar.finish_and_clear();
    Ok(version.0)
}
