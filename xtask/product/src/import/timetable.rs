//! `cargo xtask import timetable`: reads the file, plans, asks where much is taken away, applies.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use airside_app::ports::Store;
use airside_app::timetable::{Capacity, Plan, Wanted, apply, capacity, plan};
use airside_import::{AircraftByDistance, Horizon, TimetableDefaults, TimetableFile};
use airside_primitives::AirlineCode;
use anyhow::{anyhow, bail, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use time::{Date, Duration};

use super::report::{self, Read};
use super::{airports, read, taken, told};
use crate::today::{date, now, today};

pub(super) const EXAMPLES: &str = "Examples:
  cargo xtask import timetable winter.csv --dry-run
  cargo xtask import timetable winter.csv
  cargo xtask import timetable schedule.ssim --airline QZ --from 2026-12-01";

/// A season when neither the file nor the command says: a year from its first date.
const USUAL_SEASON: Duration = Duration::days(364);

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
    let others =
        !store.flights().await?.iter().all(|row| wanted.airlines.contains(&row.number.airline()));
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
            "this takes away much: {} of {} booked departures would be withdrawn, and {} departures \
             would be left for sale. Nothing was changed; --yes applies it all the same",
            plan.booked_withdrawn,
            plan.booked,
            plan.left_for_sale
        );
    }
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    // As long as the demo's flights are among them, the world is the demo's.
    let provenance = (!others).then_some(name);
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
    let known = |code| airports.get(&code);
    let bytes = read(file)?;
    let valid_until = from + USUAL_SEASON;
    if airside_import::is_ssim(&bytes) {
        let horizon = Horizon { valid_from: from, valid_until };
        let schedule = taken(airside_import::ssim(&bytes, &known, horizon), file)?;
        return Ok(schedule.into());
    }
    let defaults = TimetableDefaults {
        valid_from: from,
        valid_until,
        aircraft: AircraftByDistance::usual()?,
        not_before: Some(from),
    };
    taken(airside_import::timetable(&bytes, &known, &defaults), file)
}

/// The part of the file that was asked for, and what was read of it.
fn wanted(
    found: TimetableFile,
    airline: Option<AirlineCode>,
    from: Date,
    until: Option<Date>,
) -> anyhow::Result<(Wanted, Read)> {
    let TimetableFile { mut rows, read, repeated, merged, airlines, .. } = found;
    let airlines: BTreeSet<_> = match airline {
        None => airlines,
        Some(one) => {
            ensure!(airlines.contains(&one), "the file has no flight of {one}");
            rows.retain(|row| row.number.airline() == one);
            [one].into()
        }
    };
    let latest = rows.iter().map(|row| row.valid_until).max();
    let latest = latest.ok_or_else(|| anyhow!("the file has no flights"))?;
    let until = until.unwrap_or(latest);
    ensure!(from <= until, "the file ends on {until}, before --from ({from})");
    let read = Read { rows: read, repeated, merged, taken: rows.len() };
    Ok((Wanted { airlines, rows, window: from..=until }, read))
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
    let version = apply(store, plan, provenance, &|done| bar.set_position(done as u64)).await?;
    bar.finish_and_clear();
    Ok(version.0)
}
