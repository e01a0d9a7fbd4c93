//! A running process: its background work, and stopping it in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use airside_app::App;
use airside_app::ports::bus::{Handler, Topic};
use airside_app::ports::{BusError, Clock};
use airside_app::work::handlers::{DocumentHandler, NodeHandler, SettlementHandler};
use airside_app::work::world::{WorldLoader, start_world};
use airside_app::work::{relay, sweep};
use airside_payments_stripe::StripePayments;
use airside_stripe_sandbox::Sandbox;
use anyhow::{Context, bail};
use tokio::task::JoinHandle;

use crate::data_folder::DataFolder;
use crate::demo::fill_empty_store;
use crate::figures::app_settings;
use crate::older_release::take_over;
use crate::reach::Reach;
use crate::real_money::refuse_demo;
use crate::settings::{Settings, StackKind};
use crate::stack::{Stack, wire};

/// The pause between two attempts to tell the sandbox where we are.
const BETWEEN_REGISTRATIONS: Duration = Duration::from_secs(2);

/// A process that is ready to work, with its background work under way.
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

/// Wires an API node that goes by `clock` and listens on `address`, loads the world, and
/// starts the work that nobody waits for.
pub async fn start(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    address: SocketAddr,
) -> anyhow::Result<Airside> {
    let reach = Reach::of(settings, address);
    let Stack { ports, secrets, till, folder } = wire(settings, clock, &reach).await?;
    let app = Arc::new(App::new(ports, app_settings(settings, &reach), secrets, loader(settings)?));
    take_over(settings, &*app.ports.store, app.now()).await?;
    fill_empty_store(settings, &*app.ports.store, app.now()).await?;

    let mut consumers = follow_the_world(&app).await?;
    let settlement = SettlementHandler { app: app.clone() };
    consumers.push(consumer(&app, Topic::Settlement, Arc::new(settlement)));
    match settings.stack {
        StackKind::Embedded => consumers.push(document_maker(&app)),
        // Workers do that.
        StackKind::Server => {}
    }

    let (relaying, sweeping) = (app.clone(), app.clone());
    let mut endless = vec![
        tokio::spawn(async move { relay::run(&relaying).await }),
        tokio::spawn(async move { sweep::run(&sweeping).await }),
    ];
    let sandbox = till.sandbox;
    endless
        .extend(sandbox.clone().map(|it| tokio::spawn(async move { it.run_deliveries().await })));
    endless.extend(till.webhook.map(|url| tokio::spawn(register(till.payments, url))));
    Ok(Airside { app, sandbox, consumers, endless, _folder: folder })
}

/// Wires a document worker of the server stack.
pub async fn start_worker(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    address: SocketAddr,
) -> anyhow::Result<Airside> {
    match settings.stack {
        StackKind::Embedded => bail!(
            "a worker of its own needs the server stack: with the embedded one the API makes the \
             documents (AIRSIDE_CONFIG=config/server.toml chooses the stack)"
        ),
        StackKind::Server => {}
    }
    let reach = Reach::of(settings, address);
    let Stack { ports, secrets, .. } = wire(settings, clock, &reach).await?;
    let app = Arc::new(App::new(ports, app_settings(settings, &reach), secrets, loader(settings)?));
    let mut consumers = follow_the_world(&app).await?;
    consumers.push(document_maker(&app));
    Ok(Airside { app, sandbox: None, consumers, endless: Vec::new(), _folder: None })
}

/// Loads the world, and loads it again when it changes.
async fn follow_the_world(app: &Arc<App>) -> anyhow::Result<Vec<JoinHandle<()>>> {
    start_world(app).await.context("cannot load the world")?;
    refuse_demo(app)?;
    let node = NodeHandler { app: app.clone() };
    Ok(vec![consumer(app, Topic::Broadcast, Arc::new(node))])
}

fn loader(settings: &Settings) -> anyhow::Result<WorldLoader> {
    Ok(WorldLoader { selling: settings.currency()? })
}

fn document_maker(app: &Arc<App>) -> JoinHandle<()> {
    consumer(app, Topic::Documents, Arc::new(DocumentHandler { app: app.clone() }))
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

/// Tells a sandbox of its own where its events go, as soon as it is there.
async fn register(payments: Arc<StripePayments>, url: String) {
    while let Err(error) = payments.register_webhook(&url).await {
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
