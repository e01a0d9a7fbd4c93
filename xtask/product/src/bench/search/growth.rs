//! What a larger world costs: each world in a process of its own, by turns.

use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use clap::ValueEnum as _;
use serde::Serialize;
use tempfile::TempDir;

use super::speed;
use super::world::Extent;
use crate::bench::figures::{median, shown};

const ROUNDS: usize = 3;
const EXTENTS: [Extent; 3] = [Extent::Quarter, Extent::Whole, Extent::Four];

#[derive(Debug, Serialize)]
pub(super) struct Figures {
    rows: Vec<Row>,
}

/// One world, medians of all rounds.
#[derive(Debug, Serialize)]
struct Row {
    world: String,
    flights: usize,
    index_build_ms: f64,
    resident_mb: f64,
    /// Of busy pairs, by the most stops.
    median_us: [f64; 3],
    /// The same of the whole world, as a ratio.
    against_whole: [f64; 3],
}

pub(super) fn measure() -> anyhow::Result<Figures> {
    let folder = TempDir::with_prefix("airside-bench-")?;
    let file = folder.path().join("figures.json");
    let mut measured: [Vec<speed::Figures>; 3] = Default::default();
    let bar = crate::bench::output::progress((ROUNDS * EXTENTS.len()) as u64);
    for _ in 0..ROUNDS {
        for (extent, figures) in EXTENTS.iter().zip(&mut measured) {
            bar.set_message(name(*extent));
            let ended = Command::new(std::env::current_exe()?)
                .args(["bench", "search", "--world", &name(*extent), "--json"])
                .arg(&file)
                .stdout(Stdio::null())
                .status()?;
            ensure!(ended.success(), "a bench of its own ended in vain");
            figures.push(serde_json::from_slice(&std::fs::read(&file)?)?);
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    let mut rows = Vec::new();
    for (extent, figures) in EXTENTS.iter().zip(&measured) {
        rows.push(Row::of(name(*extent), figures)?);
    }
    let whole = rows[1].median_us;
    for row in &mut rows {
        for (ratio, (it, whole)) in
            row.against_whole.iter_mut().zip(row.median_us.iter().zip(whole))
        {
            *ratio = it / whole;
        }
    }
    let figures = Figures { rows };
    figures.print();
    Ok(figures)
}

fn name(extent: Extent) -> String {
    extent.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl Row {
    fn of(world: String, figures: &[speed::Figures]) -> anyhow::Result<Self> {
        let some = figures.first().context("nothing was measured")?;
        let of_stops = |stops: u8| {
            median(figures.iter().filter_map(|it| {
                let is_asked =
                    |row: &&speed::SearchFigures| row.pairs == "busy" && row.max_stops == stops;
                it.searches.iter().find(is_asked).map(|row| row.find.median_us)
            }))
        };
        Ok(Self {
            world,
            flights: some.world.flights,
            index_build_ms: median(figures.iter().map(|it| it.world.index_build_ms)),
            resident_mb: median(figures.iter().filter_map(|it| it.world.resident_mb)),
            median_us: [0, 1, 2].map(of_stops),
            against_whole: [0.0; 3],
        })
    }
}

impl Figures {
    fn print(&self) {
        println!(
            "{:<8} {:>9} {:>9} {:>7} {:>18} {:>18} {:>18}",
            "world", "flights", "index", "MB", "direct", "one stop", "two stops"
        );
        for row in &self.rows {
            let Row { world, flights, index_build_ms, resident_mb, .. } = row;
            print!("{world:<8} {flights:>9} {index_build_ms:>6.0} ms {resident_mb:>7.0}");
            for (time, ratio) in row.median_us.iter().zip(row.against_whole) {
                print!(" {:>18}", format!("{} ({ratio:.2})", shown(*time)));
            }
            println!();
        }
    }
}
