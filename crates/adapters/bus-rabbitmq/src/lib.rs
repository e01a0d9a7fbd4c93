//! The Bus port on RabbitMQ: quorum queues, confirms, and retries that wait in the broker.
//!
//! Recovery is ours, not the client's: a broken connection is replaced, and everything is declared
//! and subscribed again, so that this crate alone decides what happens after a gap.

mod consumer;
mod delivery;
mod failure;
mod link;
mod pause;
mod posting;
mod publisher;
mod settings;
mod topology;

use std::sync::Arc;

use airside_app::ports::bus::{Handler, Topic};
use airside_app::ports::{Bus, BusError, Envelope};
use async_trait::async_trait;
use tokio::sync::watch;

pub use crate::settings::Settings;

use crate::consumer::{Closing, Consumer};
use crate::delivery::Treatment;
use crate::failure::Failure;
use crate::link::Link;
use crate::posting::Posting;
use crate::publisher::Publisher;
use crate::topology::Topology;

/// Carries messages through a broker, between any number of processes.
pub struct RabbitBus {
    settings: Arc<Settings>,
    topology: Arc<Topology>,
    publisher: Arc<Publisher>,
    /// For everything but publishing.
    consuming: Arc<Link>,
    is_closed: watch::Sender<bool>,
    consumers: watch::Sender<usize>,
}

impl RabbitBus {
    /// Connects and declares the queues. Fails when the broker is away, or has queues of
    /// these names with other arguments.
    pub async fn connect(settings: Settings) -> Result<Self, BusError> {
        let topology = Arc::new(Topology::new(&settings)?);
        let publishing = Link::new(&settings, "airside: publishing")?;
        let consuming = Arc::new(Link::new(&settings, "airside: consuming")?);
        let publisher =
            Publisher::start(publishing, Arc::clone(&topology), settings.patience).await?;
        Ok(Self {
            settings: Arc::new(settings),
            topology,
            publisher: Arc::new(publisher),
            consuming,
            is_closed: watch::Sender::new(false),
            consumers: watch::Sender::new(0),
        })
    }

    /// Takes the queues and the exchange of this prefix from the broker, with all that is in them: for
    /// whoever gives a deployment up. What is not there is fine.
    pub async fn remove(settings: &Settings) -> Result<(), BusError> {
        let topology = Topology::new(settings)?;
        let link = Link::new(settings, "airside: removing")?;
        let removed = topology.remove(&link, &link.channel().await?).await;
        link.close().await;
        Ok(removed?)
    }

    fn refuse_when_closed(&self) -> Result<(), Failure> {
        if *self.is_closed.borrow() { Err(Failure::Closed) } else { Ok(()) }
    }
}

#[async_trait]
impl Bus for RabbitBus {
    async fn publish(&self, envelope: Envelope) -> Result<(), BusError> {
        self.refuse_when_closed()?;
        let posting = Posting::new(&envelope, &self.topology);
        Ok(self.publisher.publish(posting).await?)
    }

    async fn consume(&self, topic: Topic, handler: Arc<dyn Handler>) -> Result<(), BusError> {
        let _counted = Counted::begin(self.consumers.clone());
        self.refuse_when_closed()?;
        let treatment = Treatment {
            topic,
            handler,
            publisher: Arc::clone(&self.publisher),
            topology: Arc::clone(&self.topology),
            settings: Arc::clone(&self.settings),
        };
        let consumer = Consumer {
            link: Arc::clone(&self.consuming),
            treatment: Arc::new(treatment),
            closing: Closing(self.is_closed.subscribe()),
        };
        consumer.run().await;
        Ok(())
    }

    async fn close(&self) {
        self.is_closed.send_replace(true);
        // The sender is ours, so the wait cannot fail.
        let _ = self.consumers.subscribe().wait_for(|consumers| *consumers == 0).await;
        // Last, since handlers that were at work may have had messages to send on.
        self.publisher.close().await;
        self.consuming.close().await;
    }

    async fn ping(&self) -> Result<(), BusError> {
        self.refuse_when_closed()?;
        let channel = self.consuming.channel().await?;
        Ok(self.consuming.in_time(channel.close(200, "OK".into())).await?)
    }
}

/// Counts a consumer for as long as it lives, so that closing can wait for the last.
struct Counted(watch::Sender<usize>);

impl Counted {
    fn begin(count: watch::Sender<usize>) -> Self {
        count.send_modify(|count| *count += 1);
        Self(count)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
