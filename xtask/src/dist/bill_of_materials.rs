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
    ensure!(
        status.success(),
        "cargo-cyclonedx did not write the list of libraries; it is installed by \
         `cargo install cargo-cyclonedx --locked`, or leave the list out: --without-libraries"
    );
    for folder in members()? {
        let written = folder.join(format!("{NAME}.json"));
        if folder == workspace().join("crates/airside") {
            let text = fs::read_to_string(&written)
                .with_context(|| format!("cannot read {}", written.display()))?;
            // Where the workspace lies on this machine is nobody's business.
            let text =
                text.replace(&format!("file://{}", workspace().display()), "file:///airside");
            fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
        }
        fs::remove_file(&written)
            .with_context(|| format!("cannot remove {}", written.display()))?;
    }
    Ok(())
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
