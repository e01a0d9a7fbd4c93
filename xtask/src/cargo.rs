//! Calls the cargo that called us, as if it had been called by hand.
//!
//! Otherwise much would be built again: by a `cargo` of another toolchain, or because build scripts
//! (`ring`'s) look at the variables that `cargo run` sets for us.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use crate::workspace::workspace;

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

/// A command of the nightly cargo, whichever called us, in the workspace's folder.
pub(crate) fn nightly(arguments: &[&str]) -> Command {
    let mut command = Command::new("rustup");
    for (name, _) in std::env::vars_os() {
        if is_about_us(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN").current_dir(workspace());
    command.args(["run", "nightly", "cargo"]).args(arguments);
    command
}

/// Whether `cargo run` set a variable to tell us about this package.
fn is_about_us(name: &str) -> bool {
    const PREFIXES: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Builds one of our programs and says where it is. Cargo shows its own progress.
pub(crate) fn build(program: &str, profile: Profile) -> anyhow::Result<PathBuf> {
    let [program] = build_all([program], profile)?;
    Ok(program)
}

/// Builds programs, all at once.
///
/// They are chosen out of the whole workspace, not package by package: the features of what
/// they use, and so what is built, are then the same for every command and for the tests.
pub(crate) fn build_all<const N: usize>(
    programs: [&str; N],
    profile: Profile,
) -> anyhow::Result<[PathBuf; N]> {
    let mut command = cargo();
    command.args(["build", "--workspace"]);
    for program in programs {
        command.args(["--bin", program]);
    }
    match profile {
        Profile::Dev => {}
        // What is measured has no features of tests.
        Profile::Release => {
            command.args(["--release", "--exclude", "airside-one-build"]);
        }
    }
    let built = command
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    let names = programs.join(", ");
    ensure!(built.status.success(), "{names}: cargo says above why this does not build");

    let messages = String::from_utf8_lossy(&built.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
    let built: Vec<PathBuf> = messages.filter_map(|message| message.executable).collect();
    let mut found = Vec::new();
    for program in programs {
        let path = built.iter().find(|it| it.file_stem().is_some_and(|it| it == program));
        found.push(path.with_context(|| format!("there is no program {program}"))?.clone());
    }
    let found: Result<[PathBuf; N], _> = found.try_into();
    found.ok().context("cargo built something else")
}

/// One line of what cargo says to programs; most lines lack this.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
}
