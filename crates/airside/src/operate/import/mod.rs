//! `airside import`: the operator's own world instead of the demo's.
//!
//! A file is loaded whole or not at all, in one commit; formats are in
//! `docs/guides/importing.md`.

mod report;
mod timetable;

use std::collections::HashMap;
use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use airside_app::ports::Store;
use airside_app::ports::store::WorldRows;
use airside_bootstrap::{Settings, open_store};
use airside_fares::Fare;
use airside_import::RowErrors;
use airside_primitives::{AirportCode, Amount};
use airside_timetable::Airport;
use anyhow::{Context, anyhow, ensure};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Import {
    /// Load airports: codes, names, places and time zones
    #[command(after_help = "Example: airside import airports airports.csv")]
    Airports {
        /// CSV; docs/guides/importing.md lists the columns
        file: PathBuf,
    },

    /// Load airlines: the names that are shown for their codes
    #[command(after_help = "Example: airside import airlines airlines.csv")]
    Airlines {
        /// CSV; docs/guides/importing.md lists the columns
        file: PathBuf,
    },

    /// Put a timetable in force: a plan of what it changes, then one commit
    #[command(after_help = timetable::EXAMPLES)]
    Timetable(timetable::Timetable),

    /// Load fares: what an adult pays one way, before taxes
    #[command(after_help = "Example: airside import fares fares.csv --replace")]
    Fares {
        /// CSV; docs/guides/importing.md lists the columns
        file: PathBuf,
        /// Take away all other fares
        #[arg(long)]
        replace: bool,
    },
}

pub(crate) async fn run(import: Import) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let store = open_store(&settings).await?;
    let (file, what, rows) = match import {
        Import::Airports { file } => {
            let table = taken(airside_import::airports(&read(&file)?), &file)?;
            told(&table.notes);
            let airports = table.rows;
            let changed = changed(&store.airports().await?, &airports, |it| it.iata);
            let what = counted(airports.len(), "airport", changed);
            (file, what, WorldRows { airports, ..WorldRows::default() })
        }
        Import::Airlines { file } => {
            let table = taken(airside_import::airlines(&read(&file)?), &file)?;
            told(&table.notes);
            let airlines = table.rows;
            let changed = changed(&store.airlines().await?, &airlines, |it| it.code);
            let what = counted(airlines.len(), "airline", changed);
            (file, what, WorldRows { airlines, ..WorldRows::default() })
        }
        Import::Timetable(timetable) => return timetable::run(&*store, timetable).await,
        Import::Fares { file, replace } => fares(&settings, &store, file, replace).await?,
    };
    store.load(rows).await.context("nothing was loaded")?;

    println!("Loaded {what} from {} into {}.", file.display(), settings.data_dir.display());
    println!("A server that runs on this data takes them up by itself.");
    Ok(())
}

/// A file, what is in it for people, and its rows.
type Loadable = (PathBuf, String, WorldRows);

async fn fares(
    settings: &Settings,
    store: &Arc<dyn Store>,
    file: PathBuf,
    replace: bool,
) -> anyhow::Result<Loadable> {
    let airports = airports(&**store).await?;
    let known = |code| airports.contains_key(&code);
    let currency = settings.currency()?;
    if let Some(other) = store.fares_currency().await?.filter(|other| *other != currency) {
        ensure!(
            replace,
            "the fares in the store are in {other}, and selling.currency is {currency}: load all \
             of them anew with --replace"
        );
    }
    let fares = taken(airside_import::fares(&read(&file)?, currency, &known), &file)?;

    // Where all others go, there is nothing to compare with.
    let before = if replace { Vec::new() } else { store.fares().await? };
    let changed = changed(&before, &fares, |it| Fare { base: Amount::ZERO, ..*it });
    let what = counted(fares.len(), "fare", changed);
    let fares_currency = Some(currency);
    let rows = WorldRows { fares, replace_fares: replace, fares_currency, ..WorldRows::default() };
    Ok((file, what, rows))
}

async fn airports(store: &dyn Store) -> anyhow::Result<HashMap<AirportCode, Airport>> {
    let airports = store.airports().await?;
    ensure!(
        !airports.is_empty(),
        "this store has no airports yet: import airports first, or start the server once to \
         have the demo's"
    );
    Ok(airports.into_iter().map(|airport| (airport.iata, airport)).collect())
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

fn told(notes: &[String]) {
    for note in notes {
        println!("Note: {note}.");
    }
}

/// What is in the file, or every fault of it.
fn taken<T>(read: Result<T, RowErrors>, file: &Path) -> anyhow::Result<T> {
    read.map_err(|errors| {
        anyhow!("{} cannot be loaded, and nothing was:\n{errors}", file.display())
    })
}

/// How many rows take the place of one that said something else of the same thing.
fn changed<T: PartialEq, K: Eq + Hash>(before: &[T], rows: &[T], key: impl Fn(&T) -> K) -> usize {
    let before: HashMap<K, &T> = before.iter().map(|row| (key(row), row)).collect();
    let is_changed = |row: &&T| before.get(&key(row)).is_some_and(|before| before != row);
    rows.iter().filter(is_changed).count()
}

/// `12 fares, 3 of them otherwise than before,`
fn counted(count: usize, what: &str, changed: usize) -> String {
    let ending = if count == 1 { "" } else { "s" };
    let changed = match changed {
        0 => String::new(),
        changed => format!(", {changed} of them otherwise than before,"),
    };
    format!("{count} {what}{ending}{changed}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_change_what_was_there_are_counted() {
        let (before, rows) = ([("AI", 1), ("6E", 2)], [("AI", 1), ("6E", 3), ("QZ", 4)]);
        let changed = changed(&before, &rows, |row| row.0);
        assert_eq!(counted(rows.len(), "row", changed), "3 rows, 1 of them otherwise than before,");
        assert_eq!(counted(1, "row", 0), "1 row");
    }
}
