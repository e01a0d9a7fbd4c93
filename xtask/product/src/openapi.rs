//! `cargo xtask openapi`: the description of the API as a file, for whoever
//! generates clients from it without running the server; and what it says of access, for the book.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};

use crate::access_page;

const FILE: &str = "openapi.json";
const ACCESS: &str = "reference/access.md";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing, and fail when a file is not what the API says of itself
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let description = airside_http::description()?;
    let access = fs::read_to_string(docs.join(ACCESS)).context("cannot read the page of access")?;
    // With a line feed at its end, as text files have.
    let described = serde_json::to_string_pretty(&description)? + "\n";
    for (name, now) in [(FILE, described), (ACCESS, access_page::written(&access, &description)?)] {
        let file = docs.join(name);
        if arguments.check {
            let written = fs::read_to_string(&file).unwrap_or_default();
            ensure!(written == now, "docs/{name} is out of date: run cargo xtask openapi");
            println!("docs/{name} is what the API says of itself.");
        } else {
            fs::write(&file, now).with_context(|| format!("cannot write docs/{name}"))?;
            println!("Wrote docs/{name}.");
        }
    }
    Ok(())
}
