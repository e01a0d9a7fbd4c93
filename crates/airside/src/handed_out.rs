//! What is handed out with the program: completions for shells, and manual pages.

use std::fs;
use std::io::{Write as _, stdout};
use std::path::Path;

use anyhow::Context;
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::Command;

/// Prints completions to standard output.
pub(crate) fn completions(shell: Shell) -> anyhow::Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Command::command(), "airside", &mut text);
    stdout().write_all(&text).context("cannot print the completions")
}

/// Writes a page for the program and for each of its commands: `airside.1`, `airside-import.1`.
pub(crate) fn manual(folder: &Path) -> anyhow::Result<()> {
    let cannot_write = || format!("cannot write to {}", folder.display());
    fs::create_dir_all(folder).with_context(cannot_write)?;
    clap_mangen::generate_to(Command::command(), folder).with_context(cannot_write)
}
