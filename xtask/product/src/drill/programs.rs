//! Builds what the drill starts, with optimisations: another program than the one that is
//! deployed would prove little.
//!
//! As in `xtask/src/cargo.rs`, cargo must not see what `cargo run` told us about this package,
//! or it builds much again.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::say::say;

const ABOUT_US: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];

const NAME: &str = "airside";

/// The program, which is in this folder or is built now. Cargo shows its own progress.
pub(super) fn airside(folder: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(folder) = folder {
        let program = folder.join(NAME);
        ensure!(program.is_file(), "{} is not there", program.display());
        return Ok(program);
    }
    say("Building the program.");
    let built = cargo()
        .args(["build", "--release", "--workspace", "--exclude", "airside-one-build"])
        .args(["--bin", NAME, "--message-format=json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(built.status.success(), "the program does not build: cargo says why, above");

    let messages = String::from_utf8_lossy(&built.stdout);
    let mut messages =
        messages.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
    let program = messages.find_map(|message| message.executable);
    program.context("the program was built, but it is not there")
}

/// The folder of the workspace, wherever the command was given.
pub(crate) fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// The cargo that called us, in the workspace.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if ABOUT_US.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    command.current_dir(workspace());
    command
}

/// One line of what cargo says to programs; most lines lack this.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
}
