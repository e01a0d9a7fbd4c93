//! `cargo xtask openapi`: the description of the API as a file, for whoever
//! generates clients from it without running the server.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing, and fail when the file is not what the API says of itself
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let described = described()?;
    if arguments.check {
        let written = fs::read_to_string(&file).unwrap_or_default();
        ensure!(written == described, "docs/openapi.json is out of date: run cargo xtask openapi");
        println!("docs/openapi.json is what the API says of itself.");
    } else {
        fs::write(&file, described).context("cannot write docs/openapi.json")?;
        println!("Wrote docs/openapi.json.");
    }
    Ok(())
}

/// With a line feed at its end, as text files have.
fn described() -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&airside_http::description()?)? + "\n")
}
