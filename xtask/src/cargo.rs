//! Calls the cargo that called us, as if it had been called by hand.
//!
//! Else much would be built again: by a `cargo` of another toolchain, or because
//! build scripts (`ring`'s) look at the variables that `cargo run` sets for us.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use crate::workspace;

/// How to build.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Profile {
    Dev,
    /// For what is measured.
    Release,
}

/// A cargo command in the workspace's folder.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if is_about_us(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command.current_dir(workspace());
    command
}

/// Whether `cargo run` set a variable to tell us about this package.
fn is_about_us(name: &str) -> bool {
    const PREFIXES: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Builds the program of a package and says where it is. Cargo shows its own progress.
pub(crate) fn build(package: &str, profile: Profile) -> anyhow::Result<PathBuf> {
    let mut command = cargo();
    command.args(["build", "--package", package, "--bins"]);
    match profile {
        Profile::Dev => {}
        Profile::Release => {
            command.arg("--release");
        }
    }
    let built = command
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(built.status.success(), "{package} does not build: cargo says why, above");

    let messages = String::from_utf8_lossy(&built.stdout);
    let program = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok())
        .find_map(|message| message.executable);
    program.with_context(|| format!("{package} was built, but it has no program"))
}

/// One line of what cargo says to programs; most lines lack this.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
}

const TEST_THREADS: &str = "RUST_TEST_THREADS";

/// Runs every test of the workspace. Each test sets up what it needs.
pub(crate) fn test(arguments: &[OsString]) -> anyhow::Result<()> {
    let mut tests = cargo();
    tests.args(["test", "--workspace"]).args(arguments);
    // Tests of whole flows wait for servers more than they compute.
    if std::env::var_os(TEST_THREADS).is_none() {
        tests.env(TEST_THREADS, "8");
    }
    let status = tests.status()?;
    ensure!(status.success(), "some tests failed: see above");
    Ok(())
}
