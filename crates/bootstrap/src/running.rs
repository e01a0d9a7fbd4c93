//! A running API node: its background work, and stopping it in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use airside_app::App;
use airside_app::ports::Clock;
use airside_app::ports::bus::Topic;
use airside_app::work::handlers::SettlementHandler;
use airside_app::work::{bell, relay, sweep, time};
use airside_app::world::WorldLoader;
use airside_stripe_sandbox::Sandbox;

use tokio::task::JoinHandle;

use crate::addresses::Addresses;
use crate::consumers::{
    consumer, deliveries, document_maker, event_listener, follow_the_world, mail_sender,
};
use crate::data_folder::DataFolder;
use crate::demo::fill_empty_store;
use crate::figures::app_settings;
use crate::older_release::take_over;
use crate::real_money::refuse_moved_time;
use crate::settings::{Settings, StackKind};
use crate::stack::wire;
use crate::wiring::{Untold, Wiring};

/// The pause between two attempts to tell the sandbox where we are.
const BETWEEN_REGISTRATIONS: Duration = Duration::from_secs(2);

/// A node that is ready to answer, with its background work under way.
pub struct Airside {
    pub app: Arc<App>,
    /// To be mounted beside the API, if it is in this process.
    pub sandbox: Option<Sandbox>,
    /// These end when the bus is closed.
    consumers: Vec<JoinHandle<()>>,
    /// These never end of themselves, and may be cut off at any point.
    endless: Vec<JoinHandle<()>>,
    _folder: Option<DataFolder>,
}

/// Wires an API node that goes by `clock` and listens on `address`, loads the world, and starts the
/// background work.
pub async fn start(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    address: SocketAddr,
) -> anyhow::Result<Airside> {
    let addresses = Addresses::of(settings, address);
    let Wiring { ports, secrets, sandbox, untold, folder } =
        wire(settings, clock, &addresses).await?;
    let loader = WorldLoader::everything(settings.currency()?);
    let app = Arc::new(App::new(ports, app_settings(settings, &addresses)?, secrets, loader));
    refuse_moved_time(&app).await?;
    time::keep_time(&app).await?;
    take_over(settings, &*app.ports.store, app.now()).await?;
    fill_empty_store(settings, &*app.ports.store, app.now()).await?;

    let mut consumers = follow_the_world(&app).await?;
    let settlement = SettlementHandler { app: app.clone() };
    consumers.push(consumer(&app, Topic::Settlement, Arc::new(settlement)));
    match settings.stack {
        StackKind::Embedded => {
            consumers.extend([document_maker(&app), mail_sender(&app), event_listener(&app)]);
        }
        // Workers do that.
        StackKind::Server => {}
    }

    let (relaying, sweeping, timing) = (app.clone(), app.clone(), app.clone());
    let mut endless = vec![
        tokio::spawn(async move { relay::run(&relaying).await }),
        tokio::spawn(async move { sweep::run(&sweeping).await }),
        tokio::spawn(async move { time::run(&timing).await }),
    ];
    endless
        .extend(sandbox.clone().map(|it| tokio::spawn(async move { it.run_deliveries().await })));
    match settings.stack {
        StackKind::Embedded => endless.push(deliveries(&app)),
        StackKind::Server => {
            let ringing = app.clone();
            endless.push(tokio::spawn(async move { bell::run(&ringing).await }));
        }
    }
    endless.extend(untold.map(|sandbox| tokio::spawn(register(sandbox))));
    Ok(Airside { app, sandbox, consumers, endless, _folder: folder })
}

/// Tells a sandbox in another process where its events go, as soon as it is there.
async fn register(sandbox: Untold) {
    let Untold { payments, webhook } = sandbox;
    while let Err(error) = payments.register_webhook(&webhook).await {
        tracing::warn!(
            error = %airside_app::chain(&error),
            "the payment sandbox does not know of this node yet"
        );
        tokio::time::sleep(BETWEEN_REGISTRATIONS).await;
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
