//! Rules of the house that the compiler does not check.
//!
//! Runs as `cargo xtask tidy` and as a test, so a plain `cargo test` checks them too.
//! Tells every fault, not only the first.

mod arrows;
mod circles;
mod documents;
mod features;
mod files;
mod hidden;

use anyhow::bail;

use crate::workspace::workspace;

/// Checks everything.
pub(crate) fn run() -> anyhow::Result<()> {
    let faults = faults()?;
    if faults.is_empty() {
        println!(
            "Tidy: arrows, circles, features, files, secrets and documents are as the house rules say."
        );
        return Ok(());
    }
    bail!("not tidy:\n  {}", faults.join("\n  "))
}

fn faults() -> anyhow::Result<Vec<String>> {
    let root = workspace();
    let mut faults = arrows::faults(root)?;
    faults.extend(circles::faults(root)?);
    faults.extend(features::faults()?);
    faults.extend(files::faults(root)?);
    faults.extend(hidden::faults(root)?);
    faults.extend(documents::faults(root)?);
    Ok(faults)
}

#[test]
fn the_workspace_is_tidy() {
    let faults = faults().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
