//! The API server: settings from the environment, until it is told to stop.

use airside_api::server::Server;
use airside_bootstrap::Settings;
use airside_bootstrap::settings::LogFormat;
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Airside: search, book, pay, fly, cancel, from one server.
///
/// Settings come from config/embedded.toml's defaults, then the file that `AIRSIDE_CONFIG` names,
/// then the environment: `AIRSIDE_SERVER__PORT=9000 airside-api`
#[derive(Parser)]
#[command(version)]
struct Arguments {}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let Arguments {} = Arguments::parse();
    let settings = Settings::load()?;
    start_log(&settings)?;

    let server = Server::start(&settings).await?;
    tracing::info!("ready on http://{}; the API page is /docs", server.address());
    until_told_to_stop().await?;
    tracing::info!("stopping: requests in hand are finished first");
    server.stop().await
}

fn start_log(settings: &Settings) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log.filter)
        .map_err(|error| anyhow::anyhow!("the setting log.filter cannot be read: {error}"))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match settings.log.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

async fn until_told_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => (),
        _ = interrupt.recv() => (),
    }
    Ok(())
}
