//! Calls the cargo that called us.
//!
//! The variable CARGO names it: with rustup, a plain `cargo` could be of another
//! toolchain and build everything again.

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
    command.current_dir(workspace());
    command
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

/// Runs every test of the workspace. Each test sets up what it needs.
pub(crate) fn test(arguments: &[OsString]) -> anyhow::Result<()> {
    let status = cargo().args(["test", "--workspace"]).args(arguments).status()?;
    ensure!(status.success(), "some tests failed: see above");
    Ok(())
}
