//! The server as a command: settings from the environment, until it is told to stop.

use airside_bootstrap::Settings;
use airside_bootstrap::program::{check_health, start_log, until_told_to_stop};

use crate::Server;

/// How the server is started.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Ask the server that runs on this machine with these settings whether it is ready
    #[arg(long)]
    check_health: bool,
}

/// Serves until it is told to stop, or asks another process how it is.
///
/// On a runtime of its own, which ends last: what was begun for a request belongs to it, and not to
/// the thread that answers the request.
pub async fn serve(arguments: Arguments) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    if arguments.check_health {
        return check_health(&settings, settings.server.port).await;
    }
    let _traces = start_log(&settings)?;

    let server = Server::start(&settings).await?;
    tracing::info!("ready on http://{}; the API page is /docs", server.address());
    until_told_to_stop().await?;
    tracing::info!("stopping: requests in hand are finished first");
    server.stop().await
}
