//! The same questions by `wrk`, a load generator of others, where it is installed.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::process::Command;

use super::case::{BEYOND_ALL_PRICES, Case};
use super::connection::Target;
use super::load::{CONNECTIONS, Rate, numbers};

const SCRIPT: &str = include_str!("wrk.lua");
/// So many different searches; the largest price makes more of them.
const PATHS: u64 = 20_000;
/// More numbers than a run can use.
const NUMBERS: u64 = 100_000_000;

/// Asks as fast as is answered, from one thread.
pub(super) async fn steady(
    target: &Target,
    case: &Case,
    lasting: Duration,
    folder: &Path,
) -> anyhow::Result<Rate> {
    let (script, paths) = (folder.join("wrk.lua"), folder.join("paths.txt"));
    fs::write(&script, SCRIPT)?;
    fs::write(&paths, lines(case))?;
    let mut command = Command::new("wrk");
    command
        .arg("--threads=1")
        .arg(format!("--connections={CONNECTIONS}"))
        .arg(format!("--duration={}s", lasting.as_secs()))
        .arg("--latency")
        .arg(format!("--header=Authorization: Bearer {}", target.key.reveal()))
        .arg("--script")
        .arg(script)
        .arg(format!("http://{}", target.address))
        .arg("--")
        .arg(paths);
    if case.is_new_each_time() {
        command.arg((BEYOND_ALL_PRICES + numbers(NUMBERS)).to_string());
    }
    let output = command
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .context("cannot run wrk (Debian: apt-get install wrk)")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "wrk failed: {said}{complaints}");
    rate(&said).with_context(|| format!("wrk said: {said}{complaints}"))
}

/// A path a line, without the number at the end of it if there is one.
fn lines(case: &Case) -> String {
    let mut lines = String::new();
    let count = if case.is_new_each_time() { PATHS } else { 1 };
    let first = numbers(count);
    for number in first..first + count {
        case.write_path(number, &mut lines);
        if case.is_new_each_time() {
            let end = lines.trim_end_matches(|it: char| it.is_ascii_digit()).len();
            lines.truncate(end);
        }
        lines.push('\n');
    }
    lines
}

/// What it printed, as figures. Answers that are no answers are no figures.
fn rate(said: &str) -> anyhow::Result<Rate> {
    let mut lines = said.lines().map(str::trim);
    ensure!(
        lines.clone().all(|it| !it.starts_with("Non-2xx") && !it.starts_with("Socket errors")),
        "not every request was answered well"
    );
    let after = |name: &str| said.lines().find_map(|it| it.trim().strip_prefix(name));
    let answers = lines.find_map(|it| it.split_once(" requests in ")?.0.parse().ok());
    let time = |name| microseconds(after(name)?.trim());
    Ok(Rate {
        answers: answers.context("there is no number of requests")?,
        a_second: after("Requests/sec:")
            .and_then(|it| it.trim().parse().ok())
            .context("there is no rate")?,
        p50_us: time("50%").context("there is no median")?,
        p99_us: time("99%").context("there is no p99")?,
    })
}

/// `1.23ms`, `830.00us`, `2.00s`, `1.50m`.
fn microseconds(text: &str) -> Option<f64> {
    let unit = text.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.');
    let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
    let factor = match unit {
        "us" => 1.0,
        "ms" => 1e3,
        "s" => 1e6,
        "m" => 60e6,
        _ => return None,
    };
    Some(number * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "\
Running 3s test @ http://127.0.0.1:8080
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     6.28ms    1.40ms  20.36ms   78.13%
    Req/Sec     5.10k   276.54     5.55k    70.00%
  Latency Distribution
     50%    6.15ms
     75%    6.80ms
     90%  870.00us
     99%   11.02ms
  15249 requests in 3.00s, 559.40MB read
Requests/sec:   5080.33
Transfer/sec:    186.37MB
";

    #[test]
    fn what_wrk_prints_is_read() {
        let rate = rate(SAID).unwrap();
        assert_eq!((rate.answers, rate.a_second), (15_249, 5_080.33));
        assert!((rate.p50_us - 6_150.0).abs() < 0.01 && (rate.p99_us - 11_020.0).abs() < 0.01);
        assert_eq!(microseconds("870.00us"), Some(870.0));
        assert_eq!(microseconds("1.50m"), Some(90e6));
        assert_eq!(microseconds("1.50"), None);
    }

    #[test]
    fn refusals_are_no_figures() {
        let refused = format!("{SAID}  Non-2xx or 3xx responses: 7\n");
        assert!(rate(&refused).is_err());
        assert!(rate("wrk: command not found").is_err());
    }
}
