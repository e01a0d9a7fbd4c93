//! Messages that wait for one of several workers.
//!
//! The semaphore has one permit for each waiting message, so a worker that has a
//! permit finds a message; closing it wakes every worker with nothing. A queue takes so many
//! new messages and no more: what is refused stays in the outbox, which is on the disk.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use airside_app::ports::Envelope;
use thiserror::Error;
use tokio::sync::Semaphore;

/// The most new messages that wait.
pub(crate) const MOST_WAITING: usize = 10_000;
/// The wait before a second delivery; it doubles from one to the next.
const FIRST_DELAY: Duration = Duration::from_millis(100);
/// The longest wait between two deliveries.
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// A message, and how often it was delivered before.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(crate) envelope: Envelope,
    pub(crate) before: u32,
}

impl Delivery {
    const fn first(envelope: Envelope) -> Self {
        Self { envelope, before: 0 }
    }

    /// The next delivery of the same message, and the wait before it.
    pub(crate) fn again(self) -> (Duration, Self) {
        let factor = 2_u32.saturating_pow(self.before);
        let delay = FIRST_DELAY.saturating_mul(factor).min(LONGEST_DELAY);
        (delay, Self { before: self.before.saturating_add(1), ..self })
    }
}

/// Too many messages wait.
#[derive(Debug, Error)]
#[error("{MOST_WAITING} messages wait already")]
pub(crate) struct Full;

/// First in, first out, for any number of workers.
#[derive(Debug)]
pub(crate) struct Queue {
    waiting: Mutex<VecDeque<Delivery>>,
    ready: Semaphore,
}

impl Queue {
    pub(crate) fn new() -> Self {
        Self { waiting: Mutex::default(), ready: Semaphore::new(0) }
    }

    /// Takes a new message, unless too many wait already.
    pub(crate) fn take(&self, envelope: Envelope) -> Result<(), Full> {
        let mut waiting = self.waiting();
        if waiting.len() >= MOST_WAITING {
            return Err(Full);
        }
        waiting.push_back(Delivery::first(envelope));
        drop(waiting);
        self.ready.add_permits(1);
        Ok(())
    }

    /// Takes back a message that it handed out: it was counted when it came.
    pub(crate) fn take_back(&self, delivery: Delivery) {
        self.waiting().push_back(delivery);
        self.ready.add_permits(1);
    }

    /// The next message; `None` once the queue is closed, also when messages are left.
    pub(crate) async fn next(&self) -> Option<Delivery> {
        self.ready.acquire().await.ok()?.forget();
        self.waiting().pop_front()
    }

    pub(crate) fn close(&self) {
        self.ready.close();
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Delivery>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use airside_app::ports::bus::Topic;
    use airside_primitives::EventId;

    use super::*;

    #[test]
    fn the_wait_doubles_up_to_half_a_minute() {
        let id = EventId(uuid::Uuid::nil());
        let envelope = Envelope { id, topic: Topic::Documents, body: String::new(), trace: None };
        let mut delivery = Delivery::first(envelope);
        let mut waits = Vec::new();
        for _ in 0..40 {
            let (wait, next) = delivery.again();
            waits.push(wait.as_millis());
            delivery = next;
        }
        assert_eq!(waits[..4], [100, 200, 400, 800]);
        assert_eq!(waits[39], 30_000);
        assert!(waits.is_sorted());
    }

    #[tokio::test]
    async fn a_full_queue_takes_nothing_new_until_something_was_handed_out() {
        let queue = Queue::new();
        let message = || {
            let id = EventId(uuid::Uuid::nil());
            Envelope { id, topic: Topic::Documents, body: String::new(), trace: None }
        };
        for _ in 0..MOST_WAITING {
            queue.take(message()).unwrap();
        }
        assert!(queue.take(message()).is_err());

        let handed_out = queue.next().await.unwrap();
        queue.take(message()).unwrap();
        assert!(queue.take(message()).is_err());
        queue.take_back(handed_out);
        assert_eq!(queue.waiting().len(), MOST_WAITING + 1);
    }
}
