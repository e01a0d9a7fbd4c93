//! The same writes by PostgreSQL's own load generator.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::process::Command;

use super::load::Rate;
use super::sample::Sample;

/// The writes of a booking, statement by statement.
const SIX_TRIPS: &str = include_str!("booking.sql");
/// The same in one statement.
const ONE_TRIP: &str = include_str!("booking_in_one.sql");

/// How the writes are sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trips {
    Six,
    One,
}

/// Runs pgbench with so many clients on the same tables.
pub(super) async fn run(
    url: &str,
    trips: Trips,
    is_hot: bool,
    clients: usize,
    lasting: Duration,
    sample: &Sample,
) -> anyhow::Result<Rate> {
    let folder = std::env::temp_dir().join(format!("airside-pgbench-{}", std::process::id()));
    tokio::fs::create_dir_all(&folder).await?;
    let script = folder.join("booking.sql");
    let text = match trips {
        Trips::Six => SIX_TRIPS,
        Trips::One => ONE_TRIP,
    };
    tokio::fs::write(&script, text).await?;
    let output = Command::new(program()?)
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2", "--log"])
        .arg(format!("--client={clients}"))
        .arg(format!("--time={}", lasting.as_secs()))
        .arg(format!("--define=hot={}", u8::from(is_hot)))
        .arg(format!("--define=answer={}", sample.answer))
        .arg(format!("--define=booking={}", sample.document))
        .arg(format!("--define=words={}", sample.words))
        .arg(format!("--define=message={}", sample.message))
        .arg("--file=booking.sql")
        .arg(url)
        .current_dir(&folder)
        .output()
        .await
        .context("cannot run pgbench")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "pgbench failed: {complaints}");
    let a_second = said
        .lines()
        .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok())
        .with_context(|| format!("pgbench said no rate: {said}"))?;
    let mut took = times(&folder).await?;
    tokio::fs::remove_dir_all(&folder).await?;
    took.sort_unstable();
    let at = |permille: usize| {
        let at = took.len().saturating_sub(1) * permille / 1_000;
        took.get(at).map(|microseconds| f64::from(*microseconds) / 1_000.0)
    };
    Ok(Rate { a_second, median_ms: at(500), p99_ms: at(990) })
}

/// The third word of each line of its logs: what a transaction took, in microseconds.
async fn times(folder: &std::path::Path) -> anyhow::Result<Vec<u32>> {
    let mut files = tokio::fs::read_dir(folder).await?;
    let mut times = Vec::new();
    while let Some(file) = files.next_entry().await? {
        if file.file_name().to_string_lossy().starts_with("pgbench_log") {
            let log = tokio::fs::read_to_string(file.path()).await?;
            times.extend(log.lines().filter_map(|line| {
                line.split(' ').nth(2).and_then(|word| word.parse::<u32>().ok())
            }));
        }
    }
    Ok(times)
}

/// On the path, or where Debian keeps it.
fn program() -> anyhow::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<_> = std::env::split_paths(&path).collect();
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        places.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    places.into_iter().map(|place| place.join("pgbench")).find(|program| program.is_file()).context(
        "pgbench is not here; it comes with PostgreSQL (Debian: postgresql-contrib or postgresql)",
    )
}
