//! Hands a command on to `xtask-product`, which links the product itself.
//!
//! Building that takes minutes the first time; a demo or a tidy does not wait for it.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Context;

use crate::cargo::{self, Profile};

/// Everything after the command's name, `--help` included.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    all: Vec<OsString>,
}

/// Runs the command there, in the folder that the user is in.
pub(crate) fn run(name: &str, arguments: &Arguments, profile: Profile) -> anyhow::Result<()> {
    let program = cargo::build("xtask-product", profile)?;
    let status = Command::new(&program)
        .arg(name)
        .args(&arguments.all)
        .status()
        .with_context(|| format!("cannot run {}", program.display()))?;
    if !status.success() {
        // It has said itself what is wrong.
        std::process::exit(status.code().unwrap_or(1));
    }
    Ok(())
}
