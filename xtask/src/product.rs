//! Hands a command on to a program that links the product itself.
//!
//! Building that takes minutes the first time; a tidy does not wait for it.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::Context;

use crate::cargo::{self, Profile};
use crate::workspace::workspace;

/// Everything after the command's name, `--help` included.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    all: Vec<OsString>,
}

/// Tells the demo's story in the folder of the workspace.
pub(crate) fn demo(arguments: &Arguments) -> anyhow::Result<()> {
    eprintln!("Building the server. The first time, this takes some minutes.");
    std::env::set_current_dir(workspace()).context("cannot go to the workspace's folder")?;
    hand_on("airside", Some("demo"), arguments, Profile::Dev)
}

/// Runs a command of operators, in the folder that the user is in.
pub(crate) fn operate(name: &str, arguments: &Arguments) -> anyhow::Result<()> {
    hand_on("airside", Some(name), arguments, Profile::Dev)
}

/// Runs a command that proves or measures the product.
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
    // In our place: signals and the terminal are its own, and so is what it ends with.
    let error = Command::new(&program).args(name).args(&arguments.all).exec();
    Err(error).with_context(|| format!("cannot run {}", program.display()))
}
