//! Publishes in waves: all that waits is sent at once, and answered when the broker has answered
//! for all of it.
//!
//! The client hands a returned message to whichever confirmation comes next, which may be
//! that of another message. Only the end of a wave tells for certain which were returned.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::join_all;
use lapin::options::ConfirmSelectOptions;
use lapin::types::ShortString;
use lapin::{Channel, Confirmation};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::failure::Failure;
use crate::link::Link;
use crate::posting::Posting;
use crate::topology::Topology;

/// The most messages in one wave.
const WAVE: usize = 512;

/// Takes messages from any number of tasks.
pub(crate) struct Publisher {
    orders: Mutex<Option<mpsc::Sender<Order>>>,
    working: tokio::sync::Mutex<Option<JoinHandle<()>>>,
    patience: Duration,
}

struct Order {
    posting: Posting,
    answer: oneshot::Sender<Result<(), Failure>>,
}

impl Publisher {
    /// Connects, so that settings that cannot work are found out now.
    pub(crate) async fn start(
        link: Link,
        topology: Arc<Topology>,
        patience: Duration,
    ) -> Result<Self, Failure> {
        let mut work = Work { link, topology, channel: None };
        work.channel().await?;
        let (orders, waiting) = mpsc::channel(WAVE);
        let working = tokio::spawn(work.run(waiting));
        Ok(Self {
            orders: Mutex::new(Some(orders)),
            working: tokio::sync::Mutex::new(Some(working)),
            patience,
        })
    }

    /// Returns when the broker has the message for good, or may not have it.
    pub(crate) async fn publish(&self, posting: Posting) -> Result<(), Failure> {
        let orders = self.orders().clone().ok_or(Failure::Closed)?;
        let (answer, answered) = oneshot::channel();
        let answered = async {
            orders.send(Order { posting, answer }).await.map_err(|_| Failure::Closed)?;
            answered.await.map_err(|_| Failure::Closed)?
        };
        // Twice: the wave before this one may take its time as well.
        timeout(self.patience * 2, answered).await.map_err(|_| Failure::Silent)?
    }

    /// Sends what waits, and takes no more.
    pub(crate) async fn close(&self) {
        self.orders().take();
        if let Some(working) = self.working.lock().await.take() {
            // An error would mean that it has ended already.
            let _ = working.await;
        }
    }

    fn orders(&self) -> std::sync::MutexGuard<'_, Option<mpsc::Sender<Order>>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The work of the one task that has the channel.
struct Work {
    link: Link,
    topology: Arc<Topology>,
    channel: Option<Channel>,
}

impl Work {
    async fn run(mut self, mut waiting: mpsc::Receiver<Order>) {
        let mut orders = Vec::with_capacity(WAVE);
        while waiting.recv_many(&mut orders, WAVE).await > 0 {
            // Whoever has stopped waiting will publish again.
            orders.retain(|order| !order.answer.is_closed());
            let wave = std::mem::take(&mut orders);
            match self.channel().await {
                Ok(channel) => self.send(&channel, wave).await,
                Err(failure) => {
                    for order in wave {
                        order.tell(Err(failure.clone()));
                    }
                }
            }
        }
        self.link.close().await;
    }

    async fn send(&mut self, channel: &Channel, wave: Vec<Order>) {
        let sending = wave
            .iter()
            .map(|order| self.link.in_time(async { order.posting.send(channel).await?.await }));
        let confirmed = join_all(sending).await;

        let returned: HashSet<ShortString> =
            confirmed.iter().flatten().filter_map(id_of_returned).collect();
        if confirmed.iter().any(Result::is_err) {
            // An answer that comes now would be taken for that to another message.
            self.channel = None;
            self.link.give_up().await;
        }
        for (order, confirmed) in wave.into_iter().zip(confirmed) {
            let was_returned = order.posting.id().is_some_and(|id| returned.contains(id));
            order.tell(match confirmed {
                Ok(Confirmation::Ack(_)) if was_returned => Err(Failure::Unroutable),
                Ok(Confirmation::Ack(_)) => Ok(()),
                Ok(Confirmation::Nack(_) | Confirmation::NotRequested) => Err(Failure::Refused),
                Err(failure) => Err(failure),
            });
        }
    }

    /// The channel in use, or a new one where everything is declared.
    async fn channel(&mut self) -> Result<Channel, Failure> {
        if let Some(channel) = self.channel.as_ref().filter(|it| it.status().connected()) {
            return Ok(channel.clone());
        }
        let channel = self.link.channel().await?;
        if let Err(failure) = self.prepare(&channel).await {
            self.link.give_up().await;
            return Err(failure);
        }
        Ok(self.channel.insert(channel).clone())
    }

    async fn prepare(&self, channel: &Channel) -> Result<(), Failure> {
        self.topology.declare(&self.link, channel).await?;
        self.link.in_time(channel.confirm_select(ConfirmSelectOptions::default())).await
    }
}

impl Order {
    fn tell(self, outcome: Result<(), Failure>) {
        // The caller may have given up.
        let _ = self.answer.send(outcome);
    }
}

fn id_of_returned(confirmation: &Confirmation) -> Option<ShortString> {
    let (Confirmation::Ack(returned) | Confirmation::Nack(returned)) = confirmation else {
        return None;
    };
    returned.as_ref()?.properties.message_id().clone()
}
