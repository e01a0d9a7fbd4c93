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
    hand_on("xtask-product", Some(name), arguments, profile)
}

/// Runs the simulation, which is a program of its own: it is built in a fraction of the time.
pub(crate) fn simulate(arguments: &Arguments) -> anyhow::Result<()> {
    hand_on("airside-simulation", None, arguments, Profile::Release)
}

fn hand_on(
    program: &str,
    name: Option<&str>,
    arguments: &Arguments,
    profile: Profile,
) -> anyhow::Result<()> {
    let program = cargo::build(program, profile)?;
    let status = Command::new(&program)
        .args(name)
        .args(&arguments.all)
        .status()
        .with_context(|| format!("cannot run {}", program.display()))?;
    if !status.success() {
        // It has said itself what is wrong.
        std::process::exit(status.code().unwrap_or(1));
    }
    Ok(())
}
