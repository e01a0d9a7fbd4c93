//! A running document worker, and stopping it in order.
//!
//! It belongs to the server stack only: neither SQLite nor the sandbox is linked into it, and it
//! loads no flights or fares.

use std::net::SocketAddr;
use std::sync::Arc;

use airside_app::App;
use airside_app::ports::Clock;
use airside_app::work::time;
use airside_app::world::{Scope, WorldLoader};
use anyhow::bail;
use tokio::task::JoinHandle;

use crate::addresses::Addresses;
use crate::consumers::{deliveries, document_maker, event_listener, follow_the_world, mail_sender};
use crate::figures::app_settings;
use crate::real_money::refuse_moved_time;
use crate::server::wire;
use crate::settings::{Settings, StackKind};
use crate::wiring::ServerSide;

/// A worker that takes jobs.
pub struct DocumentWorker {
    pub app: Arc<App>,
    /// These end when the bus is closed.
    consumers: Vec<JoinHandle<()>>,
    /// These never end of themselves, and may be cut off at any point.
    endless: Vec<JoinHandle<()>>,
}

/// Wires a worker that goes by `clock` and tells of its health on `address`.
pub async fn start_worker(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    address: SocketAddr,
) -> anyhow::Result<DocumentWorker> {
    match settings.stack {
        StackKind::Embedded => bail!(
            "a worker of its own needs the server stack: with the embedded one the API makes the \
             documents (AIRSIDE_CONFIG=config/server.toml chooses the stack)"
        ),
        StackKind::Server => {}
    }
    let addresses = Addresses::of(settings, address);
    let ServerSide { ports, secrets, .. } = wire(settings, clock, &addresses).await?;
    let loader = WorldLoader { selling: settings.currency()?, scope: Scope::Names };
    let app = Arc::new(App::new(ports, app_settings(settings, &addresses)?, secrets, loader));
    refuse_moved_time(&app).await?;
    time::keep_time(&app).await?;
    let mut consumers = follow_the_world(&app).await?;
    consumers.extend([document_maker(&app), mail_sender(&app), event_listener(&app)]);
    let clock = app.clone();
    let endless = vec![tokio::spawn(async move { time::run(&clock).await }), deliveries(&app)];
    Ok(DocumentWorker { app, consumers, endless })
}

impl DocumentWorker {
    /// Documents in hand are finished first.
    pub async fn stop(self) {
        for task in &self.endless {
            task.abort();
        }
        self.app.ports.bus.close().await;
        futures::future::join_all(self.consumers).await;
    }
}
