//! A running system: its background work, and stopping it in order.

use std::net::SocketAddr;
use std::sync::Arc;

use airside_app::App;
use airside_app::ports::bus::Topic;
use airside_app::work::handlers::{NodeHandler, SettlementHandler};
use airside_app::work::world::WorldLoader;
use airside_app::work::{relay, sweep};
use airside_stripe_sandbox::Sandbox;
use anyhow::Context;
use tokio::task::JoinHandle;

use crate::demo::fill_empty_store;
use crate::embedded::{Stack, connecting_times, wire};
use crate::settings::Settings;

/// A system that is ready to serve, with its background work under way.
pub struct Airside {
    pub app: Arc<App>,
    /// To be mounted beside the API, unless Stripe takes the money.
    pub sandbox: Option<Sandbox>,
    tasks: Vec<JoinHandle<()>>,
}

/// Wires the system for a server on `address`, loads the world, and starts the work
/// that nobody waits for.
pub async fn start(settings: &Settings, address: SocketAddr) -> anyhow::Result<Airside> {
    let Stack { app, sandbox } = wire(settings, address)?;
    fill_empty_store(settings, &*app.ports.store, app.now().date()).await?;
    let loader = WorldLoader {
        partners: airside_demo_data::partners(),
        connecting: connecting_times(settings),
    };
    loader.start(&app).await.context("cannot load the world")?;

    let bus = app.ports.bus.clone();
    let node = NodeHandler { app: app.clone(), loader };
    bus.consume(Topic::Broadcast, Arc::new(node)).await?;
    bus.consume(Topic::Settlement, Arc::new(SettlementHandler { app: app.clone() })).await?;
    airside_pdf_worker::consume(app.clone()).await?;

    let mut tasks = vec![
        tokio::spawn({
            let app = app.clone();
            async move { relay::run(&app).await }
        }),
        tokio::spawn({
            let app = app.clone();
            async move { sweep::run(&app).await }
        }),
    ];
    tasks.extend(sandbox.clone().map(|sandbox| {
        tokio::spawn(async move { sandbox.run_deliveries().await })
    }));
    Ok(Airside { app, sandbox, tasks })
}

impl Airside {
    /// Stops the background work; messages in hand are finished first.
    pub async fn stop(self) {
        for task in &self.tasks {
            task.abort();
        }
        self.app.ports.bus.close().await;
    }
}
