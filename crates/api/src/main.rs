//! The API server, as a program of its own. `airside serve` is the same.

use airside_api::program::{Arguments, serve};
use clap::Parser;

/// Airside: search, book, pay, fly, cancel, from one server.
///
/// Settings come from config/embedded.toml's defaults, then the file that `AIRSIDE_CONFIG` names,
/// then the environment: `AIRSIDE_SERVER__PORT=9000 airside-api`
#[derive(Parser)]
#[command(version)]
struct Program {
    #[command(flatten)]
    arguments: Arguments,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    serve(Program::parse().arguments).await
}
