//! A running system: its background work, and stopping it in order.

use std::net::SocketAddr;
use std::sync::Arc;

use airside_app::App;
use airside_app::ports::BusError;
use airside_app::ports::bus::{Handler, Topic};
use airside_app::work::handlers::{NodeHandler, SettlementHandler};
use airside_app::work::world::WorldLoader;
use airside_app::work::{relay, sweep};
use airside_stripe_sandbox::Sandbox;
use anyhow::Context;
use tokio::task::JoinHandle;

use crate::data_folder::DataFolder;
use crate::demo::fill_empty_store;
use crate::embedded::{Stack, connecting_times, wire};
use crate::settings::Settings;

/// A system that is ready to serve, with its background work under way.
pub struct Airside {
    pub app: Arc<App>,
    /// To be mounted beside the API, unless Stripe takes the money.
    pub sandbox: Option<Sandbox>,
    /// These end when the bus is closed.
    consumers: Vec<JoinHandle<()>>,
    /// These never end of themselves, and may be cut off at any point.
    endless: Vec<JoinHandle<()>>,
    _folder: DataFolder,
}

/// Wires the system for a server on `address`, loads the world, and starts the work
/// that nobody waits for.
pub async fn start(settings: &Settings, address: SocketAddr) -> anyhow::Result<Airside> {
    let folder = DataFolder::claim(&settings.data_dir)?;
    let Stack { app, sandbox } = wire(settings, address)?;
    fill_empty_store(settings, &*app.ports.store, app.now().date()).await?;
    let loader = WorldLoader {
        partners: airside_demo_data::partners(),
        connecting: connecting_times(settings),
    };
    loader.start(&app).await.context("cannot load the world")?;

    let node = NodeHandler { app: app.clone(), loader };
    let settlement = SettlementHandler { app: app.clone() };
    let consumers = vec![
        consumer(&app, Topic::Broadcast, Arc::new(node)),
        consumer(&app, Topic::Settlement, Arc::new(settlement)),
        tokio::spawn(logged(airside_pdf_worker::consume(app.clone()))),
    ];

    let (relaying, sweeping) = (app.clone(), app.clone());
    let mut endless = vec![
        tokio::spawn(async move { relay::run(&relaying).await }),
        tokio::spawn(async move { sweep::run(&sweeping).await }),
    ];
    endless
        .extend(sandbox.clone().map(|it| tokio::spawn(async move { it.run_deliveries().await })));
    Ok(Airside { app, sandbox, consumers, endless, _folder: folder })
}

/// Acts on the messages of one topic until the bus is closed.
fn consumer(app: &Arc<App>, topic: Topic, handler: Arc<dyn Handler>) -> JoinHandle<()> {
    let bus = app.ports.bus.clone();
    tokio::spawn(logged(async move { bus.consume(topic, handler).await }))
}

async fn logged(consuming: impl Future<Output = Result<(), BusError>>) {
    if let Err(error) = consuming.await {
        tracing::error!(error = %airside_app::chain(&error), "messages are not consumed any more");
    }
}

impl Airside {
    /// Stops the background work; messages in hand are finished first.
    pub async fn stop(self) {
        for task in &self.endless {
            task.abort();
        }
        self.app.ports.bus.close().await;
        futures::future::join_all(self.consumers).await;
    }
}
