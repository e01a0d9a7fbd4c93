//! Every library that is in the program, with its version and licence, as `CycloneDX` has it.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};

use crate::cargo::cargo;
use crate::workspace::workspace;

/// How `cargo-cyclonedx` calls the file that it writes beside the package's manifest.
const NAME: &str = "airside.cdx";

/// Has `cargo-cyclonedx` write it.
pub(super) fn write(file: &Path) -> anyhow::Result<()> {
    let package = workspace().join("crates/airside");
    let status = cargo()
        .args(["cyclonedx", "--format", "json", "--override-filename", NAME])
        .arg("--manifest-path")
        .arg(package.join("Cargo.toml"))
        .status()
        .context("cannot run cargo")?;
    ensure!(
        status.success(),
        "cargo-cyclonedx did not write the list of libraries; it is installed by \
         `cargo install cargo-cyclonedx --locked`, or leave the list out: --without-libraries"
    );
    let written = package.join(format!("{NAME}.json"));
    fs::rename(&written, file).with_context(|| format!("cannot move {}", written.display()))
}
