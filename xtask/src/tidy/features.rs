//! One build for every command: what the programs and `xtask` use is built with the features that
//! the tests build it with, so that nothing is built twice.

use std::collections::BTreeSet;

use anyhow::ensure;

use crate::cargo::cargo;

/// Without the tests' own dependencies.
const PROGRAMS: &str = "normal,build";
const TESTS: &str = "normal,build,dev";

/// Crates of others that a command would build with other features than the tests.
pub(super) fn faults() -> anyhow::Result<Vec<String>> {
    let tests = built(&["--workspace", "--edges", TESTS])?;
    let programs = built(&["--workspace", "--edges", PROGRAMS])?;
    let xtask = built(&["--package", "xtask", "--edges", PROGRAMS])?;
    let built_twice = programs.union(&xtask).filter(|it| !tests.contains(*it));
    Ok(built_twice.map(|it| fault(it, &tests)).collect())
}

fn fault(one: &str, tests: &BTreeSet<String>) -> String {
    let name = one.split_once(' ').map_or(one, |(name, _)| name);
    let other = tests.iter().find(|it| it.split_once(' ').is_some_and(|(it, _)| it == name));
    let other = other.map_or("not at all", String::as_str);
    format!("{one} is built once more for the tests, as {other}: see xtask/one-build/Cargo.toml")
}

/// The crates of others that these options choose, each with its version and features.
fn built(options: &[&str]) -> anyhow::Result<BTreeSet<String>> {
    let output = cargo()
        .args(["tree", "--prefix=none", "--format={p} {f}", "--locked"])
        .args(options)
        .output()?;
    ensure!(output.status.success(), "cargo: {}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8_lossy(&output.stdout);
    // Ours are told by their path; what is listed a second time ends with a star.
    let others = lines.lines().filter(|line| !line.contains(" (/"));
    Ok(others.map(|line| line.trim_end_matches(" (*)").trim_end().to_owned()).collect())
}
