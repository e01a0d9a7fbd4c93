//! `airside migrate`: bring the tables up to date, apart from any start.
//!
//! A start does the same by itself, unless `postgres.migrate` is off.

use airside_bootstrap::{Settings, migrate};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let Arguments {} = arguments;
    migrate(&Settings::load()?).await?;
    println!("The tables are up to date.");
    Ok(())
}
