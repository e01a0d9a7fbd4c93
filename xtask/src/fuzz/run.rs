//! Runs one target for so long, and watches what libFuzzer says of it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use super::folder;
use super::report::Outcome;

/// An input that takes longer is a finding: the slowest honest ones take a tenth.
const SLOWEST_SECONDS: u8 = 10;
/// More memory than this is one too.
const MOST_MEGABYTES: u16 = 2_048;
/// The shortest bound on the length of inputs.
const LEAST_LENGTH: u64 = 1_024;

/// Runs a target that was built until its time is up or something is found.
pub(super) fn run(target: &str, programs: &Path, seconds: u64) -> anyhow::Result<Outcome> {
    let kept = folder().join("corpus").join(target);
    let found = made(&folder().join("target/found").join(target))?;
    let artifacts = made(&folder().join("artifacts").join(target))?;
    let before = files(&artifacts)?;
    let log = folder().join("target/found").join(format!("{target}.log"));

    let mut fuzz = Command::new(programs.join(target));
    fuzz.arg(&found).arg(&kept);
    fuzz.arg(format!("-artifact_prefix={}/", artifacts.display()));
    fuzz.arg(format!("-max_total_time={seconds}"));
    fuzz.arg(format!("-max_len={}", longest(&kept)?));
    fuzz.arg(format!("-timeout={SLOWEST_SECONDS}"));
    fuzz.arg(format!("-rss_limit_mb={MOST_MEGABYTES}"));
    fuzz.arg("-print_final_stats=1");
    let dictionary = folder().join("dictionaries").join(format!("{target}.dict"));
    if dictionary.is_file() {
        fuzz.arg(format!("-dict={}", dictionary.display()));
    }
    let mut child = fuzz.stderr(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    let said = child.stderr.take().context("libFuzzer says nothing")?;

    let bar = bar(target, seconds);
    let began = Instant::now();
    let mut kept_log = File::create(&log)?;
    let mut outcome = Outcome::of(target);
    for line in BufReader::new(said).split(b'\n') {
        let line = line?;
        kept_log.write_all(&line)?;
        kept_log.write_all(b"\n")?;
        outcome.hear(&String::from_utf8_lossy(&line));
        bar.set_position(began.elapsed().as_secs().min(seconds));
        bar.set_message(format!("{} runs", outcome.runs));
    }
    child.wait()?;
    bar.finish_and_clear();

    outcome.seconds = began.elapsed().as_secs();
    outcome.findings = files(&artifacts)?.into_iter().filter(|it| !before.contains(it)).collect();
    outcome.log = log;
    Ok(outcome)
}

fn bar(target: &str, seconds: u64) -> ProgressBar {
    let bar = ProgressBar::new(seconds);
    let style = ProgressStyle::with_template("{prefix:10} [{bar:30}] {pos}/{len} s, {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix(target.to_owned());
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}

/// Twice as long as the longest that is kept.
fn longest(kept: &Path) -> anyhow::Result<u64> {
    let mut longest = LEAST_LENGTH;
    for file in files(kept)? {
        longest = longest.max(2 * fs::metadata(file)?.len());
    }
    Ok(longest)
}

fn made(folder: &Path) -> anyhow::Result<PathBuf> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.to_owned())
}

fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path()));
    paths.collect()
}
