//! `airside tariff`: what is sold by, as a file.
//!
//! A tariff is checked whole and kept under a version of its own; servers that run on
//! the store sell by it within a second.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use airside_app::history::{Deed, Subject};
use airside_app::ports::store::{NewTariff, StoredTariff};
use airside_app::ports::{Store, Write};
use airside_app::timetable::{Capacity, restock};
use airside_bootstrap::{Settings, open_store};
use airside_primitives::Currency;
use airside_tariff::Terms;
use anyhow::{Context, anyhow, bail, ensure};

use crate::operate::by_command;
use crate::operate::today::{now, today};

/// Enough to see which, few enough to read.
const LISTED: usize = 10;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Tariff {
    /// Read a file and tell everything that is wrong with it; nothing is loaded
    #[command(after_help = "Examples:\n  airside tariff show > tariff.toml\n  \
                            airside tariff check tariff.toml")]
    Check {
        /// TOML; docs/guides/tariff.md tells what goes into it
        file: PathBuf,
    },

    /// Print the tariff in use, or an earlier one: a file to start from
    #[command(after_help = "Examples:\n  airside tariff show > tariff.toml\n  \
                            airside tariff show --version 2")]
    Show {
        /// One that was in use before
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },

    /// Sell by a file from now on; what was offered and sold before stays as it was
    #[command(after_help = "Example: airside tariff load tariff.toml")]
    Load {
        /// TOML; docs/guides/tariff.md tells what goes into it
        file: PathBuf,
    },
}

pub(crate) async fn run(tariff: Tariff) -> anyhow::Result<()> {
    match tariff {
        Tariff::Check { file } => check(&file),
        Tariff::Show { version } => show(version).await,
        Tariff::Load { file } => load(&file).await,
    }
}

/// Needs no store: a file can be checked anywhere.
fn check(file: &Path) -> anyhow::Result<()> {
    let (_text, terms) = read(file)?;
    let selling = Settings::load()?.currency()?;

    println!("{} can be loaded: {}.", file.display(), summary(&terms));
    for remark in remarks(&terms, selling) {
        println!("Note: {remark}");
    }
    Ok(())
}

async fn show(version: Option<u32>) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let store = open_store(&settings).await?;
    let found = match version {
        None => store.tariff().await?,
        Some(version) => store.tariff_version(version).await?,
    };
    match (found, version) {
        (Some(StoredTariff { version, name, text, loaded_at }), _) => {
            // Not part of the file, so that `> tariff.toml` writes the file alone.
            eprintln!("Version {version}, loaded from {name} on {}:", loaded_at.date());
            print!("{text}");
            Ok(())
        }
        (None, Some(version)) => {
            let newest = store.tariff().await?.map_or(0, |newest| newest.version);
            bail!("there is no version {version}: there are 1 to {newest}")
        }
        (None, None) => bail!(
            "this store has no tariff yet: load one with `airside tariff load FILE`, or start \
             the server once to have the demo's"
        ),
    }
}

async fn load(file: &Path) -> anyhow::Result<()> {
    let (text, terms) = read(file)?;
    let settings = Settings::load()?;
    let (selling, found) = (settings.currency()?, terms.tariff.currency);
    ensure!(
        found == selling,
        "{} is in {found}, and selling.currency is {selling}: set selling.currency to {found} \
         (AIRSIDE_SELLING__CURRENCY={found}), or write the file in {selling}; nothing was loaded",
        file.display()
    );
    ensure!(
        !(terms.is_demo && settings.money_is_real()),
        "{} says demo = true, and payments.secret_key is a live key of Stripe's: take the line out \
         if every figure is your own; nothing was loaded",
        file.display()
    );
    let store = open_store(&settings).await?;
    let before = store.tariff().await?.map(|tariff| tariff.version);
    let grounded = grounded(&*store, &terms).await?;

    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let tariff = NewTariff { name, text, loaded_at: now() };
    let told = by_command::line(Subject::Tariff, Deed::TariffSaved);
    let version = store
        .save_tariff(tariff, vec![Write::AddHistory(told)])
        .await
        .context("nothing was loaded")?;
    let fleet = terms.fleet.clone();
    let seats: Capacity = Arc::new(move |aircraft, cabin| fleet.capacity(aircraft, cabin));
    let restocked = restock(&*store, seats, today()).await;
    let closed = restocked.context(
        "it was loaded, and departures that were sold from have their old seats: load it again",
    )?;

    if before == Some(version) {
        println!("{} is in use already, as version {version}.", file.display());
    } else {
        println!("Loaded {} as version {version}: {}.", file.display(), summary(&terms));
        println!("A server that runs on this store sells by it from now on.");
    }
    let closed = (!closed.is_empty()).then(|| {
        let cabins = closed.len();
        format!(
            "{cabins} cabins of departures have sold more than they now hold, and sell no more: \
             `airside audit` lists them"
        )
    });
    for remark in remarks(&terms, selling).into_iter().chain(grounded).chain(closed) {
        println!("Note: {remark}");
    }
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<(String, Terms)> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = String::from_utf8(bytes);
    let text = text.with_context(|| format!("{} is not text in UTF-8", file.display()))?;
    // An editor may have put a mark before the text.
    let text = text.trim_start_matches('\u{feff}').to_owned();
    let terms = airside_tariff::read(&text).map_err(|faults| {
        anyhow!("{} cannot be used, and nothing was loaded:\n{faults}", file.display())
    })?;
    Ok((text, terms))
}

/// What is in it, for people.
fn summary(terms: &Terms) -> String {
    let Terms { tariff, fleet, carriers, .. } = terms;
    format!(
        "{} sold in 3 brands, {} taxes, {} aircraft types, {} pairs of partners",
        tariff.currency,
        tariff.taxes.len(),
        fleet.iter().len(),
        carriers.partners.len()
    )
}

/// What may be meant, and may be a slip.
fn remarks(terms: &Terms, selling: Currency) -> Vec<String> {
    let mut remarks = Vec::new();
    if terms.tariff.currency != selling {
        remarks.push(format!(
            "it is in {}, and selling.currency is {selling}: one of them has to change first",
            terms.tariff.currency
        ));
    }
    if terms.is_demo {
        remarks.push("demo = true: no ticket that it prices is valid for travel".to_owned());
    }
    if terms.tariff.taxes.is_empty() {
        remarks.push("it has no taxes".to_owned());
    }
    if terms.tariff.per_distance.is_none() {
        remarks.push("without [distance] a flight is sold only where it has a fare".to_owned());
    }
    remarks
}

/// Flights of the store that cannot be sold by this tariff, for want of seats.
async fn grounded(store: &dyn Store, terms: &Terms) -> anyhow::Result<Option<String>> {
    let flights = store.flights().await?;
    let unknown = flights.iter().filter(|flight| terms.fleet.layout(flight.aircraft).is_none());
    let mut types: Vec<_> = unknown.clone().map(|flight| flight.aircraft.to_string()).collect();
    types.sort();
    types.dedup();
    let more = if types.len() > LISTED { " and more" } else { "" };
    types.truncate(LISTED);
    Ok((!types.is_empty()).then(|| {
        format!(
            "{} of {} flights cannot be sold: their aircraft are not in it ({}{more})",
            unknown.count(),
            flights.len(),
            types.join(", ")
        )
    }))
}
