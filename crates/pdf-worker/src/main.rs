//! The document worker of the server stack: takes jobs from the broker, renders, stores.
//!
//! Any number may run. A job is done once however often it is delivered: only one commit marks a
//! document ready, and the job of a worker that dies is delivered to another.

use airside_bootstrap::Settings;
use airside_bootstrap::program::{check_health, start_log, until_told_to_stop};
use airside_pdf_worker::Worker;
use clap::Parser;

/// Airside's document worker: makes tickets and receipts, beside any number of others
///
/// Needs the server stack: `AIRSIDE_CONFIG=config/server.toml airside-pdf-worker`
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Ask the worker that runs on this machine with these settings whether it is ready
    #[arg(long)]
    check_health: bool,
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { check_health: is_check } = Arguments::parse();
    let settings = Settings::load()?;
    if is_check {
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
