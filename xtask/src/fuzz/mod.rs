//! `cargo xtask fuzz`: bytes that nobody would think of, against what must hold for any.
//!
//! One target after the other, on one core. What is kept in `fuzz/corpus` is where each starts and
//! is never written: inputs that reach new code go to `fuzz/target/found`, and one that breaks a
//! promise to `fuzz/artifacts`.

mod report;
mod run;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, bail, ensure};

use crate::cargo::nightly;
use crate::interrupt;
use crate::workspace::workspace;

use report::Outcome;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only these, by the names of their files in `fuzz/fuzz_targets`
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,

    /// How long each target runs
    #[arg(long, default_value_t = 10, value_name = "N")]
    minutes: u64,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let all = targets()?;
    if let Some(unknown) = arguments.targets.iter().find(|it| !all.contains(it)) {
        bail!("there is no target {unknown}: there are {}", all.join(", "));
    }
    let is_chosen = |it: &String| arguments.targets.is_empty() || arguments.targets.contains(it);
    has(&mut nightly(&["--version"]), "rustup toolchain install nightly --profile minimal")?;
    has(&mut nightly(&["fuzz", "--version"]), "cargo install cargo-fuzz --locked")?;
    interrupt::listen()?;

    println!("Building the targets with the nightly compiler: minutes, the first time.");
    let host = host()?;
    let built = nightly(&["fuzz", "build", "--sanitizer", "none", "--target", &host]).status()?;
    ensure!(built.success(), "cargo says above why the targets do not build");
    // Built once: what is run is one state of the sources, whatever is typed meanwhile.
    let programs = folder().join("target").join(&host).join("release");

    let mut outcomes: Vec<Outcome> = Vec::new();
    for target in all.iter().filter(|it| is_chosen(it)) {
        if interrupt::asked() {
            break;
        }
        outcomes.push(run::run(target, &programs, arguments.minutes * 60)?);
    }
    report::show(&outcomes)
}

/// What the nightly compiler calls this machine.
fn host() -> anyhow::Result<String> {
    let told = nightly(&["-vV"]).output()?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("the nightly cargo does not say what machine this is")
}

/// The targets there are, by name.
fn targets() -> anyhow::Result<Vec<String>> {
    let folder = folder().join("fuzz_targets");
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Where everything about fuzzing is.
fn folder() -> PathBuf {
    workspace().join("fuzz")
}

/// Fails with what to type when a program is not there.
fn has(program: &mut Command, install: &str) -> anyhow::Result<()> {
    let is_there = program.output().is_ok_and(|output| output.status.success());
    ensure!(is_there, "fuzzing needs one thing more; install it and try again:\n    {install}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_has_a_folder_of_inputs_to_start_from() {
        for target in targets().unwrap() {
            assert!(folder().join("corpus").join(&target).is_dir(), "{target}");
        }
    }
}
