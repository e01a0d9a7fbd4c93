//! The bus inside this process.
//!
//! A broadcast reaches the consumers that are there: a node loads the present state when it starts,
//! and needs no earlier broadcast. A consumer that is there hears everything, so `Handler::missed`
//! is never called.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use airside_app::ports::bus::{Bus, BusError, Envelope, Handler, Outcome, Topic};
use async_trait::async_trait;
use thiserror::Error;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::queue::{Delivery, Queue};

/// How many messages of one consumer are handled at once.
const WORKERS: usize = 4;

/// Hands messages to the consumers of this process.
#[derive(Debug)]
pub struct LocalBus {
    documents: Arc<Queue>,
    settlement: Arc<Queue>,
    events: Arc<Queue>,
    mails: Arc<Queue>,
    /// One queue for each consumer.
    broadcast: Mutex<Vec<Weak<Queue>>>,
    is_closed: watch::Sender<bool>,
    workers: watch::Sender<usize>,
}

impl Default for LocalBus {
    fn default() -> Self {
        Self {
            documents: Arc::new(Queue::new()),
            settlement: Arc::new(Queue::new()),
            events: Arc::new(Queue::new()),
            mails: Arc::new(Queue::new()),
            broadcast: Mutex::default(),
            is_closed: watch::Sender::new(false),
            workers: watch::Sender::new(0),
        }
    }
}

impl LocalBus {
    fn refuse_when_closed(&self) -> Result<(), BusError> {
        if *self.is_closed.borrow() { Err(BusError::new(Closed)) } else { Ok(()) }
    }

    fn queue_of_consumer(&self, topic: Topic) -> Arc<Queue> {
        match topic {
            Topic::Documents => Arc::clone(&self.documents),
            Topic::Settlement => Arc::clone(&self.settlement),
            Topic::Events => Arc::clone(&self.events),
            Topic::Mails => Arc::clone(&self.mails),
            Topic::Broadcast => {
                let queue = Arc::new(Queue::new());
                self.broadcast().push(Arc::downgrade(&queue));
                queue
            }
        }
    }

    fn broadcast(&self) -> MutexGuard<'_, Vec<Weak<Queue>>> {
        self.broadcast.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Bus for LocalBus {
    async fn publish(&self, envelope: Envelope) -> Result<(), BusError> {
        self.refuse_when_closed()?;
        match envelope.topic {
            Topic::Documents => self.documents.take(envelope).map_err(BusError::new)?,
            Topic::Settlement => self.settlement.take(envelope).map_err(BusError::new)?,
            Topic::Events => self.events.take(envelope).map_err(BusError::new)?,
            Topic::Mails => self.mails.take(envelope).map_err(BusError::new)?,
            Topic::Broadcast => {
                let mut queues = self.broadcast();
                queues.retain(|queue| queue.strong_count() > 0);
                for queue in queues.iter().filter_map(Weak::upgrade) {
                    // It is published again, and hearing twice is harmless.
                    queue.take(envelope.clone()).map_err(BusError::new)?;
                }
            }
        }
        Ok(())
    }

    async fn consume(&self, topic: Topic, handler: Arc<dyn Handler>) -> Result<(), BusError> {
        self.refuse_when_closed()?;
        let queue = self.queue_of_consumer(topic);
        // Dropping the set, and with it this future, stops the workers.
        let mut workers = JoinSet::new();
        for _ in 0..WORKERS {
            let at_work = AtWork::begin(self.workers.clone());
            workers.spawn(work(Arc::clone(&queue), Arc::clone(&handler), at_work));
        }
        let mut closing = self.is_closed.subscribe();
        // An error would mean that the bus is gone, which ends deliveries as well.
        let _ = closing.wait_for(|is_closed| *is_closed).await;
        queue.close();
        while workers.join_next().await.is_some() {}
        Ok(())
    }

    async fn close(&self) {
        self.is_closed.send_replace(true);
        self.documents.close();
        self.settlement.close();
        self.events.close();
        self.mails.close();
        for queue in self.broadcast().iter().filter_map(Weak::upgrade) {
            queue.close();
        }
        // The sender is ours, so the wait cannot fail.
        let _ = self.workers.subscribe().wait_for(|workers| *workers == 0).await;
    }

    async fn ping(&self) -> Result<(), BusError> {
        self.refuse_when_closed()
    }
}

/// Delivers one message after the other until the queue is closed.
async fn work(queue: Arc<Queue>, handler: Arc<dyn Handler>, _at_work: AtWork) {
    while let Some(delivery) = queue.next().await {
        let handling = {
            let (handler, envelope) = (Arc::clone(&handler), delivery.envelope.clone());
            // On a task of its own, so that a panic ends this delivery and not the worker.
            tokio::spawn(async move { handler.handle(envelope).await })
        };
        match handling.await.unwrap_or(Outcome::Retry) {
            Outcome::Done => {}
            Outcome::Retry => deliver_again(&queue, delivery),
            Outcome::GiveUp => {
                tracing::error!(
                    event.id = %delivery.envelope.id,
                    topic = ?delivery.envelope.topic,
                    "a message was given up"
                );
            }
        }
    }
}

fn deliver_again(queue: &Arc<Queue>, delivery: Delivery) {
    let queue = Arc::downgrade(queue);
    let (delay, delivery) = delivery.again();
    tokio::spawn(async move {
        tokio::time::sleep(delay).await;
        if let Some(queue) = queue.upgrade() {
            queue.take_back(delivery);
        }
    });
}

/// Counts a worker for as long as it lives, so that closing can wait for the last.
struct AtWork(watch::Sender<usize>);

impl AtWork {
    fn begin(count: watch::Sender<usize>) -> Self {
        count.send_modify(|count| *count += 1);
        Self(count)
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

#[derive(Debug, Error)]
#[error("the bus is closed")]
struct Closed;
