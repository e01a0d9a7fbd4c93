//! What a soak came to, as a table and as a file.

use std::time::Duration;

use serde::Serialize;

use super::load::{Steady, count};
use super::memory::Sample;
use super::tally::{Row, Tally};

/// A refusal that takes longer helps nobody.
const TIME_TO_TURN_AWAY_MS: f64 = 50.0;

#[derive(Debug, Serialize)]
pub(super) struct Figures {
    pub(super) passed: bool,
    cores: usize,
    world: String,
    clients: u32,
    /// Calls a second that did what they were sent for.
    a_second: f64,
    steady: Vec<Row>,
    failures: Vec<String>,
    overload: Option<Overload>,
    memory: Vec<Sample>,
    agrees: bool,
}

/// More than the server can do.
#[derive(Debug, Serialize)]
pub(super) struct Overload {
    wanted_a_second: f64,
    unsent: usize,
    rows: Vec<Row>,
    failures: Vec<String>,
    turned_away_p99_ms: f64,
    recovered_after_ms: f64,
}

impl Overload {
    pub(super) fn of(rate: f64, tally: Tally, unsent: usize, recovered: Duration) -> Self {
        let (failures, rows) = (tally.examples(), tally.rows());
        let turned_away_p99_ms = rows.iter().map(|row| row.turned_away_p99_ms).fold(0.0, f64::max);
        Self {
            wanted_a_second: rate,
            unsent,
            rows,
            failures,
            turned_away_p99_ms,
            recovered_after_ms: recovered.as_secs_f64() * 1_000.0,
        }
    }
}

impl Figures {
    pub(super) fn new(
        world: &str,
        clients: u32,
        steady: Steady,
        overload: Option<Overload>,
        memory: Vec<Sample>,
        agrees: bool,
    ) -> Self {
        let failures = steady.tally.examples();
        let rows = steady.tally.rows();
        let is_steady = rows.iter().all(|row| row.failed == 0 && row.turned_away == 0);
        let is_honest =
            overload.as_ref().is_none_or(|it| it.rows.iter().all(|row| row.failed == 0));
        Self {
            passed: is_steady && is_honest && agrees,
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get),
            world: world.to_owned(),
            clients,
            a_second: steady.a_second,
            steady: rows,
            failures,
            overload,
            memory,
            agrees,
        }
    }

    pub(super) fn print(&self) {
        let Self { clients, cores, world, a_second, .. } = self;
        println!(
            "{clients} clients on {cores} cores, {world}: {a_second:.0} calls a second, and the load \
             comes from the same cores\n"
        );
        table(&self.steady, &self.failures);
        if let Some(overload) = &self.overload {
            let Overload { wanted_a_second, unsent, .. } = overload;
            println!("\n{wanted_a_second:.0} calls a second ({unsent} more could not be sent)\n");
            table(&overload.rows, &overload.failures);
            println!("\nwell again after {:.0} ms", overload.recovered_after_ms);
        }
        println!("\nmemory, minute by minute, in MB");
        let minutes: Vec<_> = by_minute(&self.memory).map(|it| format!("{it:.0}")).collect();
        println!("  {}", minutes.join("  "));

        println!();
        let rows = || self.steady.iter();
        says(rows().all(|row| row.failed == 0), "No call failed at the steady rate.");
        says(rows().all(|row| row.turned_away == 0), "And none was turned away.");
        if let Some(it) = &self.overload {
            let none_failed = it.rows.iter().all(|row| row.failed == 0);
            says(none_failed, "Beyond it, calls were done or turned away.");
            let is_quick = it.turned_away_p99_ms < TIME_TO_TURN_AWAY_MS;
            says(is_quick, "99 % of those were told within 50 ms (not counted: it is a figure).");
        }
        says(self.agrees, "The books agree.");
    }
}

fn table(rows: &[Row], failures: &[String]) {
    println!("            done   p50 ms   p99 ms   turned away   p99 ms   failed");
    for Row { kind, done, p50_ms, p99_ms, turned_away, turned_away_p99_ms, failed } in rows {
        let kind = format!("{kind:?}").to_lowercase();
        println!(
            "  {kind:<8}{done:>6}{p50_ms:>9.1}{p99_ms:>9.1}{turned_away:>14}\
             {turned_away_p99_ms:>9.1}{failed:>9}"
        );
    }
    for failure in failures {
        println!("  {failure}");
    }
}

/// The mean of each minute.
fn by_minute(samples: &[Sample]) -> impl Iterator<Item = f64> {
    samples.chunk_by(|one, other| one.at_seconds / 60 == other.at_seconds / 60).map(|minute| {
        minute.iter().map(|sample| sample.megabytes).sum::<f64>() / count(minute.len())
    })
}

fn says(is_so: bool, sentence: &str) {
    println!("  {}  {sentence}", if is_so { "yes" } else { "NO " });
}
