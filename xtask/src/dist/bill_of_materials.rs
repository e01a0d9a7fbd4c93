//! Every library that is in the program, with its version and licence, as `CycloneDX` has it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::programs::{done, moment};
use crate::cargo::cargo;
use crate::workspace::workspace;

/// How `cargo-cyclonedx` calls what it writes beside each manifest of the workspace.
const NAME: &str = "airside.cdx";

/// Has `cargo-cyclonedx` write it, for programs that are built for this target.
pub(super) fn write(target: &str, file: &Path) -> anyhow::Result<()> {
    let status = cargo()
        .args(["cyclonedx", "--format", "json", "--override-filename", NAME])
        .args(["--no-build-deps", "--target", target])
        .env("SOURCE_DATE_EPOCH", moment()?)
        .status()
        .context("cannot run cargo")?;
    let written = written()?;
    ensure!(
        status.success(),
        "cargo-cyclonedx did not write the list of libraries; it is installed by \
         `cargo install cargo-cyclonedx --locked`, or leave the list out: --without-libraries"
    );
    // Where the workspace lies on this machine is nobody's business.
    let text = written.context("cargo-cyclonedx wrote nothing about the program")?;
    let text = text.replace(&format!("file://{}", workspace().display()), "file:///airside");
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// What was written about the program. What was written beside the other manifests is cleared away.
fn written() -> anyhow::Result<Option<String>> {
    let mut about_program = None;
    for folder in members()? {
        let file = folder.join(format!("{NAME}.json"));
        let Ok(text) = fs::read_to_string(&file) else { continue };
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
        if folder == workspace().join("crates/airside") {
            about_program = Some(text);
        }
    }
    Ok(about_program)
}

/// The folders of our packages.
fn members() -> anyhow::Result<Vec<PathBuf>> {
    let told = done(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let told: Metadata = serde_json::from_slice(&told).context("cargo says nothing of use")?;
    let folder = |package: Package| package.manifest_path.parent().map(Path::to_owned);
    Ok(told.packages.into_iter().filter_map(folder).collect())
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    manifest_path: PathBuf,
}
