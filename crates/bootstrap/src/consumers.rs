//! What acts on messages in a process, until its bus is closed.

use std::sync::Arc;

use airside_app::App;
use airside_app::ports::BusError;
use airside_app::ports::bus::{Handler, Topic};
use airside_app::webhooks;
use airside_app::work::handlers::{DocumentHandler, EventHandler, MailHandler, NodeHandler};
use airside_app::work::watched::Watched;
use airside_app::work::world::start_world;
use anyhow::Context;
use tokio::task::JoinHandle;

use crate::real_money::refuse_demo;

/// Loads the world, and loads it again when it changes.
pub(crate) async fn follow_the_world(app: &Arc<App>) -> anyhow::Result<Vec<JoinHandle<()>>> {
    start_world(app).await.context("cannot load the world")?;
    refuse_demo(app)?;
    let node = NodeHandler { app: app.clone() };
    Ok(vec![consumer(app, Topic::Broadcast, Arc::new(node))])
}

/// Makes documents.
pub(crate) fn document_maker(app: &Arc<App>) -> JoinHandle<()> {
    consumer(app, Topic::Documents, Arc::new(DocumentHandler { app: app.clone() }))
}

/// Sends mails.
pub(crate) fn mail_sender(app: &Arc<App>) -> JoinHandle<()> {
    consumer(app, Topic::Mails, Arc::new(MailHandler { app: app.clone() }))
}

/// Hears of events.
pub(crate) fn event_listener(app: &Arc<App>) -> JoinHandle<()> {
    consumer(app, Topic::Events, Arc::new(EventHandler { app: app.clone() }))
}

/// Delivers what happened, until it is cut off: what is under way then comes twice.
pub(crate) fn deliveries(app: &Arc<App>) -> JoinHandle<()> {
    tokio::spawn(webhooks::deliver::run(app.clone()))
}

/// Acts on the messages of one topic until the bus is closed.
pub(crate) fn consumer(app: &Arc<App>, topic: Topic, handler: Arc<dyn Handler>) -> JoinHandle<()> {
    let bus = app.ports.bus.clone();
    let handler = Arc::new(Watched { app: app.clone(), handler });
    tokio::spawn(logged(async move { bus.consume(topic, handler).await }))
}

async fn logged(consuming: impl Future<Output = Result<(), BusError>>) {
    if let Err(error) = consuming.await {
        tracing::error!(error = %airside_app::chain(&error), "messages are not consumed any more");
    }
}
