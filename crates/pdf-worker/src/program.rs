//! The worker as a command: settings from the environment, until it is told to stop.

use airside_bootstrap::Settings;
use airside_bootstrap::program::{check_health, start_log, until_told_to_stop};

use crate::Worker;

/// How the worker is started.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Ask the worker that runs on this machine with these settings whether it is ready
    #[arg(long)]
    check_health: bool,
}

/// Works until it is told to stop, or asks another process how it is.
///
/// On a runtime of its own, which ends last: what was begun for a request belongs to it, and not to
/// the thread that answers the request.
pub async fn work(arguments: Arguments) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    if arguments.check_health {
        let port = settings.server_stack()?.worker.port;
        return check_health(&settings, port).await;
    }
    let _traces = start_log(&settings)?;

    let worker = Worker::start(&settings).await?;
    tracing::info!("ready for documents; its health is told on http://{}", worker.address());
    until_told_to_stop().await?;
    tracing::info!("stopping: the documents in hand are finished first");
    worker.stop().await
}
