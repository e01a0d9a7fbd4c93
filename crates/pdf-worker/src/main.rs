//! The document worker of the server stack, as a program of its own. `airside worker` is the same.
//!
//! Any number may run. A job is done once however often it is delivered: only one commit marks a
//! document ready, and the job of a worker that dies is delivered to another.

use airside_pdf_worker::program::{Arguments, work};
use clap::Parser;

/// Airside's document worker: makes tickets and receipts, beside any number of others
///
/// Needs the server stack: `AIRSIDE_CONFIG=config/server.toml airside-pdf-worker`
#[derive(Parser)]
#[command(version)]
struct Program {
    #[command(flatten)]
    arguments: Arguments,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    work(Program::parse().arguments).await
}
