//! What became of each target, as a table.

use std::path::PathBuf;

use anyhow::ensure;
use console::style;

use crate::workspace::workspace;

/// What became of one target.
#[derive(Debug)]
pub(super) struct Outcome {
    target: String,
    /// How many inputs it was given.
    pub(super) runs: u64,
    pub(super) seconds: u64,
    /// What broke a promise, as the property said it.
    broken: Option<String>,
    /// Inputs that did.
    pub(super) findings: Vec<PathBuf>,
    pub(super) log: PathBuf,
    is_finished: bool,
}

impl Outcome {
    pub(super) fn of(target: &str) -> Self {
        Self {
            target: target.to_owned(),
            runs: 0,
            seconds: 0,
            broken: None,
            findings: Vec::new(),
            log: PathBuf::new(),
            is_finished: false,
        }
    }

    /// Takes one line of libFuzzer: `#4096 pulse cov: …`, its figures at the end, or a panic.
    pub(super) fn hear(&mut self, line: &str) {
        if let Some(count) = line.strip_prefix('#') {
            let count = count.split_whitespace().next().and_then(|it| it.parse().ok());
            self.runs = count.unwrap_or(self.runs);
        }
        if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
            self.runs = count.trim().parse().unwrap_or(self.runs);
            self.is_finished = true;
        }
        let is_cause = line.contains("panicked at") || line.contains("ERROR: libFuzzer");
        if is_cause && self.broken.is_none() {
            self.broken = Some(line.to_owned());
        }
    }

    /// Whether its time was up with nothing found.
    fn held(&self) -> bool {
        self.is_finished && self.broken.is_none() && self.findings.is_empty()
    }
}

/// Prints the table, and fails when a promise was broken or a target did not run.
pub(super) fn show(outcomes: &[Outcome]) -> anyhow::Result<()> {
    println!("{:<10} {:>12} {:>8} {:>6} {:>9}", "target", "runs", "runs/s", "s", "findings");
    for it in outcomes {
        let pace = it.runs / it.seconds.max(1);
        let findings = it.findings.len();
        println!("{:<10} {:>12} {pace:>8} {:>6} {findings:>9}", it.target, it.runs, it.seconds);
    }
    for it in outcomes.iter().filter(|it| !it.held()) {
        let cause = it.broken.as_deref().unwrap_or("it did not run to its end");
        println!("\n{}: {cause}", style(&it.target).red().bold());
        println!("  its log: {}", it.log.display());
        for finding in &it.findings {
            let finding = finding.strip_prefix(workspace()).unwrap_or(finding).display();
            println!("  again:   cargo +nightly fuzz run -s none {} {finding}", it.target);
        }
    }
    let broken = outcomes.iter().filter(|it| !it.held()).count();
    ensure!(broken == 0, "{broken} of {} targets did not hold", outcomes.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_a_run_are_read() {
        let mut outcome = Outcome::of("csv");
        outcome.hear("#2097152\tpulse  cov: 1931 ft: 7402 corp: 812/96Kb exec/s: 45590");
        assert_eq!((outcome.runs, outcome.held()), (2_097_152, false));
        outcome.hear("stat::number_of_executed_units: 2462612");
        assert_eq!((outcome.runs, outcome.held()), (2_462_612, true));
    }

    #[test]
    fn a_broken_promise_fails_the_command() {
        let mut outcome = Outcome::of("csv");
        outcome.hear("thread '<unnamed>' (1) panicked at crates/fuzzing/src/csv.rs:1:1:");
        outcome.hear("==1== ERROR: libFuzzer: deadly signal");
        outcome.hear("stat::number_of_executed_units: 7");
        assert!(!outcome.held());
        assert!(outcome.broken.as_deref().unwrap().contains("csv.rs:1:1"));
        assert!(show(&[outcome]).is_err());
    }
}
