//! One consumer: subscribes, hands out deliveries, and subscribes again after a break.
//!
//! Handlers outlive the connection over which their message came. RabbitMQ delivers such
//! a message once more, perhaps before the first handler is done.

use std::sync::Arc;

use airside_app::ports::bus::{Outcome, Topic};
use futures::StreamExt;
use lapin::Channel;
use lapin::options::BasicCancelOptions;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::delivery::{self, Treatment};
use crate::failure::Failure;
use crate::link::Link;
use crate::pause::waits;

pub(crate) struct Consumer {
    pub(crate) link: Arc<Link>,
    pub(crate) treatment: Arc<Treatment>,
    pub(crate) closing: Closing,
}

/// Tells when the bus is closed.
#[derive(Clone)]
pub(crate) struct Closing(pub(crate) watch::Receiver<bool>);

struct Subscription {
    channel: Channel,
    deliveries: lapin::Consumer,
}

impl Consumer {
    /// Returns when the bus is closed and no handler is at work any more.
    pub(crate) async fn run(self) {
        let mut at_work = JoinSet::new();
        let mut pauses = waits();
        while !self.closing.is_now() {
            match self.subscribe().await {
                Ok(subscription) => {
                    pauses = waits();
                    self.serve(subscription, &mut at_work).await;
                }
                Err(failure) => self.warn("messages cannot be consumed", &failure),
            }
            self.closing.or(sleep(pauses.next().unwrap_or_default())).await;
        }
        while at_work.join_next().await.is_some() {}
    }

    async fn subscribe(&self) -> Result<Subscription, Failure> {
        let channel = self.link.channel().await?;
        match self.consume(&channel).await {
            Ok(deliveries) => {
                tracing::info!(topic = ?self.treatment.topic, "messages are consumed");
                Ok(Subscription { channel, deliveries })
            }
            Err(failure) => {
                // Other consumers keep the connection for as long as it works for them.
                self.link.give_up().await;
                Err(failure)
            }
        }
    }

    async fn consume(&self, channel: &Channel) -> Result<lapin::Consumer, Failure> {
        let Treatment { topic, topology, settings, .. } = &*self.treatment;
        topology.declare(&self.link, channel).await?;
        self.link.in_time(topology.consume(channel, *topic, settings.prefetch.get())).await
    }

    /// Hands out deliveries until the subscription ends or the bus is closed.
    async fn serve(&self, subscription: Subscription, at_work: &mut JoinSet<()>) {
        let Subscription { channel, mut deliveries } = subscription;
        match self.treatment.topic {
            Topic::Broadcast => self.catch_up().await,
            Topic::Documents | Topic::Settlement | Topic::Events | Topic::Mails => {}
        }
        loop {
            let delivery = tokio::select! {
                biased;
                () = self.closing.wait() => break,
                Some(_) = at_work.join_next(), if !at_work.is_empty() => continue,
                delivery = deliveries.next() => delivery,
            };
            match delivery {
                Some(Ok(delivery)) => {
                    let (treatment, closing) = (Arc::clone(&self.treatment), self.closing.clone());
                    at_work.spawn(delivery::settle(treatment, delivery, closing));
                }
                Some(Err(error)) => {
                    return self.warn("messages are not consumed any more", &error.into());
                }
                None => {
                    return tracing::warn!(topic = ?self.treatment.topic, "the broker ended a consumer");
                }
            }
        }
        // No more deliveries; what is in hand is still acknowledged on this channel.
        let cancelled = channel.basic_cancel(deliveries.tag(), BasicCancelOptions::default());
        let _ = self.link.in_time(cancelled).await;
        while at_work.join_next().await.is_some() {}
        // Closing hands back what came after all.
        let _ = self.link.in_time(channel.close(200, "OK".into())).await;
    }

    /// Asks the handler to look at everything, until it succeeds or gives up.
    async fn catch_up(&self) {
        let mut attempts = 0;
        while !self.closing.is_now() {
            let handler = Arc::clone(&self.treatment.handler);
            attempts += 1;
            match delivery::guarded(async move { handler.missed().await }).await {
                Outcome::Done => return,
                Outcome::GiveUp => {
                    return tracing::error!("what was missed will not be looked at");
                }
                Outcome::Retry => self.closing.or(sleep(self.treatment.wait_after(attempts))).await,
            }
        }
    }

    fn warn(&self, what: &str, failure: &Failure) {
        let error = airside_app::chain(failure);
        tracing::warn!(topic = ?self.treatment.topic, error = %error, "{what}; it will be tried again");
    }
}

impl Closing {
    pub(crate) fn is_now(&self) -> bool {
        *self.0.borrow()
    }

    pub(crate) async fn wait(&self) {
        // An error means that the bus is gone, which ends deliveries as well.
        let _ = self.0.clone().wait_for(|is_closed| *is_closed).await;
    }

    /// Waits, but not beyond the closing.
    pub(crate) async fn or(&self, pause: impl Future<Output = ()>) {
        tokio::select! {
            () = self.wait() => {}
            () = pause => {}
        }
    }
}
