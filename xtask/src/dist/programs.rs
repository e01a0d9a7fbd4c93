//! Other programs, run to their end.

use std::process::Command;

use anyhow::{Context, ensure};

use crate::workspace::workspace;

/// When what is built was committed, in seconds since 1970: the date of all that is in the archive.
pub(super) fn moment() -> anyhow::Result<String> {
    let committed = ["log", "-1", "--format=%ct"];
    let told = done(Command::new("git").args(committed).current_dir(workspace()))?;
    Ok(String::from_utf8_lossy(&told).trim().to_owned())
}

/// Runs a command to its end, and answers with what it printed.
pub(super) fn done(command: &mut Command) -> anyhow::Result<Vec<u8>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run {name}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} failed: {said}");
    Ok(output.stdout)
}
