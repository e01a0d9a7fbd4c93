//! Another engine on the same flights. It is built on its own, since nothing else needs it.

use anyhow::{Context, ensure};

use crate::bench::output::Output;
use crate::drill::{cargo, workspace};

/// Whose search is measured beside ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::bench) enum Engine {
    /// An implementation of RAPTOR, <https://crates.io/crates/vulture>
    Vulture,
}

/// Builds and runs it.
pub(super) fn run(engine: Engine, output: &Output) -> anyhow::Result<()> {
    let Engine::Vulture = engine;
    let manifest = workspace().join("beside/Cargo.toml");
    let mut command = cargo();
    command.args(["run", "--release", "--locked", "--manifest-path"]).arg(manifest).arg("--");
    if let Some(file) = output.file() {
        command.arg("--json").arg(std::path::absolute(file)?);
    }
    let ended = command.status().context("cannot run cargo")?;
    ensure!(ended.success(), "it says above why it ended");
    Ok(())
}
