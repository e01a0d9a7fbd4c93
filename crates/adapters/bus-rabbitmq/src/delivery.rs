//! What becomes of one delivery: handled, then acknowledged, sent to wait, or put aside.
//!
//! A message that moves to another queue is published there before it is acknowledged: a crash
//! between the two makes it come twice, and never loses it.

use std::sync::Arc;
use std::time::Duration;

use airside_app::ports::Envelope;
use airside_app::ports::bus::{Handler, Outcome, Topic};
use airside_primitives::EventId;
use lapin::message::Delivery;
use lapin::options::BasicAckOptions;
use lapin::types::ShortString;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::consumer::Closing;
use crate::pause::waits;
use crate::posting::{self, Death, Delivered, Posting};
use crate::publisher::Publisher;
use crate::settings::Settings;
use crate::topology::Topology;

/// What the deliveries of one consumer have in common.
pub(crate) struct Treatment {
    pub(crate) topic: Topic,
    pub(crate) handler: Arc<dyn Handler>,
    pub(crate) publisher: Arc<Publisher>,
    pub(crate) topology: Arc<Topology>,
    pub(crate) settings: Arc<Settings>,
}

/// What becomes of a message in this queue.
enum End {
    Done,
    MoveTo(Box<Posting>),
    /// Not acknowledged, so the broker delivers it again.
    Leave,
}

/// Handles a delivery and answers it.
pub(crate) async fn settle(treatment: Arc<Treatment>, delivery: Delivery, closing: Closing) {
    let end = treatment.handle(&delivery, &closing).await;
    let is_done = match end {
        End::Done => true,
        End::MoveTo(posting) => treatment.move_to(&posting, &delivery, &closing).await,
        End::Leave => false,
    };
    if is_done {
        let acknowledging = delivery.acker.ack(BasicAckOptions::default());
        // A connection that falls in this moment may leave the answer open for ever, and a
        // bus that is closed waits for what is in hand.
        let acknowledged = timeout(treatment.settings.patience, acknowledging).await;
        if !matches!(acknowledged, Ok(Ok(_))) {
            tracing::debug!("a message was not acknowledged, and will come again");
        }
    }
}

/// Runs a handler on a task of its own, so that a panic ends this call and no more.
pub(crate) async fn guarded(handling: impl Future<Output = Outcome> + Send + 'static) -> Outcome {
    tokio::spawn(handling).await.unwrap_or(Outcome::Retry)
}

impl Treatment {
    /// The wait before another try, without an end.
    pub(crate) fn wait_after(&self, handled: u32) -> Duration {
        self.settings.endless_delay_after(handled).unwrap_or(Duration::from_secs(1))
    }

    async fn handle(&self, delivery: &Delivery, closing: &Closing) -> End {
        let queue = self.queue(delivery);
        let delivered =
            Delivered { queue: &queue, properties: &delivery.properties, body: &delivery.data };
        let before = posting::handled(delivered.properties);
        let Some(envelope) = self.read(&delivered) else {
            return self.dead(&delivered, Death { reason: "unreadable", attempts: before });
        };

        for handled in before.saturating_add(1).. {
            let (handler, envelope) = (Arc::clone(&self.handler), envelope.clone());
            match guarded(async move { handler.handle(envelope).await }).await {
                Outcome::Done => return End::Done,
                Outcome::GiveUp => {
                    return self.dead(&delivered, Death { reason: "given up", attempts: handled });
                }
                Outcome::Retry => match self.topic {
                    Topic::Documents | Topic::Settlement | Topic::Events | Topic::Mails => {
                        return self.later(&delivered, handled);
                    }
                    // It is this consumer's own copy, and no queue leads back to it alone.
                    Topic::Broadcast => closing.or(sleep(self.wait_after(handled))).await,
                },
            }
            if closing.is_now() {
                break;
            }
        }
        End::Leave
    }

    fn queue(&self, delivery: &Delivery) -> ShortString {
        match self.topic {
            Topic::Broadcast => self.topology.broadcast(),
            Topic::Documents | Topic::Settlement | Topic::Events | Topic::Mails => {
                delivery.routing_key.clone()
            }
        }
    }

    /// `None` for a message that is not ours: one without an id, or that is not text.
    fn read(&self, delivered: &Delivered<'_>) -> Option<Envelope> {
        let id = delivered.properties.message_id().as_ref()?;
        let id = EventId(Uuid::try_parse(id.as_str()).ok()?);
        let body = std::str::from_utf8(delivered.body).ok()?.to_owned();
        let trace = posting::trace(delivered.properties);
        Some(Envelope { id, topic: self.topic, body, trace })
    }

    fn later(&self, delivered: &Delivered<'_>, handled: u32) -> End {
        match self.settings.delay_after(handled) {
            Some(delay) => {
                let retry = Topology::retry(delivered.queue, delay);
                End::MoveTo(Box::new(Posting::again(delivered, retry, handled)))
            }
            None => self.dead(delivered, Death { reason: "tried too often", attempts: handled }),
        }
    }

    fn dead(&self, delivered: &Delivered<'_>, death: Death) -> End {
        let id = delivered.properties.message_id().as_ref().map(ShortString::as_str);
        tracing::error!(
            event.id = id,
            queue = %delivered.queue,
            reason = death.reason,
            attempts = death.attempts,
            "a message is dead: an operator has to look at it"
        );
        End::MoveTo(Box::new(Posting::dead(delivered, self.topology.dead(), death)))
    }

    /// Publishes until the broker takes it; `false` when it stays in its queue.
    async fn move_to(&self, posting: &Posting, delivery: &Delivery, closing: &Closing) -> bool {
        for pause in waits() {
            // Without its connection the broker delivers it again by itself.
            if !delivery.acker.usable() {
                break;
            }
            match self.publisher.publish(posting.clone()).await {
                Ok(()) => return true,
                Err(failure) if closing.is_now() => {
                    tracing::warn!(
                        error = %airside_app::chain(&failure),
                        "a message stays in its queue and will come again at once"
                    );
                    return false;
                }
                Err(_) => closing.or(sleep(pause)).await,
            }
        }
        false
    }
}
