//! The API server: settings from the environment, until it is told to stop.

use airside_api::Server;
use airside_bootstrap::Settings;
use airside_bootstrap::program::{check_health, start_log, until_told_to_stop};
use clap::Parser;

/// Airside: search, book, pay, fly, cancel, from one server.
///
/// Settings come from config/embedded.toml's defaults, then the file that `AIRSIDE_CONFIG` names,
/// then the environment: `AIRSIDE_SERVER__PORT=9000 airside-api`
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Ask the server that runs on this machine with these settings whether it is ready
    #[arg(long)]
    check_health: bool,
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { check_health: is_check } = Arguments::parse();
    let settings = Settings::load()?;
    if is_check {
        return check_health(&settings, settings.server.port).await;
    }
    let _traces = start_log(&settings)?;

    let server = Server::start(&settings).await?;
    tracing::info!("ready on http://{}; the API page is /docs", server.address());
    until_told_to_stop().await?;
    tracing::info!("stopping: requests in hand are finished first");
    server.stop().await
}
