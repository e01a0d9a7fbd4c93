//! The queues and the exchange: what each is called, and how it is declared.
//!
//! A queue's arguments never change once it exists, and RabbitMQ refuses to declare it with others.
//! So an argument that is a setting is part of the name.

use std::time::Duration;

use airside_app::ports::bus::Topic;
use lapin::options::{
    BasicConsumeOptions, BasicQosOptions, ExchangeDeclareOptions, ExchangeDeleteOptions,
    QueueBindOptions, QueueDeclareOptions, QueueDeleteOptions,
};
use lapin::types::{AMQPValue, FieldTable, LongString, ShortString};
use lapin::{Channel, Consumer, ExchangeKind};

use crate::failure::Failure;
use crate::link::Link;
use crate::settings::Settings;

/// The longest prefix; names may have 255 bytes.
const LONGEST_PREFIX: usize = 100;
/// How often RabbitMQ delivers a message whose consumers die while they handle it, before it is
/// dead. The default of RabbitMQ 4.
const DELIVERIES: i64 = 20;
/// The same for dead messages, which operators look at and hand back. RabbitMQ 4 would drop
/// them at 20, and RabbitMQ 3 knows no way to say "never".
const LOOKS_AT_THE_DEAD: i64 = 1_000_000;

/// What must be there before anything is published or consumed.
#[derive(Debug)]
pub(crate) struct Topology {
    prefix: String,
    retry_delays: Vec<Duration>,
}

impl Topology {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Failure> {
        if settings.prefix.len() > LONGEST_PREFIX {
            return Err(Failure::Prefix);
        }
        let retry_delays = settings.retry_delays.clone();
        Ok(Self { prefix: settings.prefix.clone(), retry_delays })
    }

    /// The exchange that copies a broadcast to every consumer's queue.
    pub(crate) fn broadcast(&self) -> ShortString {
        format!("{}.broadcast", self.prefix).into()
    }

    pub(crate) fn documents(&self) -> ShortString {
        format!("{}.documents", self.prefix).into()
    }

    pub(crate) fn settlement(&self) -> ShortString {
        format!("{}.settlement", self.prefix).into()
    }

    pub(crate) fn events(&self) -> ShortString {
        format!("{}.events", self.prefix).into()
    }

    pub(crate) fn mails(&self) -> ShortString {
        format!("{}.mails", self.prefix).into()
    }

    /// The queue of messages that wait for an operator.
    pub(crate) fn dead(&self) -> ShortString {
        format!("{}.dead", self.prefix).into()
    }

    /// Where a message of the queue `work` waits `delay` for its next delivery.
    pub(crate) fn retry(work: &ShortString, delay: Duration) -> ShortString {
        format!("{work}.retry.{delay:?}").into()
    }

    /// Declares everything that lasts. Done again on each new connection: it costs little,
    /// and a broker that lost its data gets its queues back.
    ///
    /// Each queue has the link's patience to itself: a new one elects its leader and is written to
    /// disk, so that seventeen take seconds on a broker that is busy.
    pub(crate) async fn declare(&self, link: &Link, channel: &Channel) -> Result<(), Failure> {
        let durable = ExchangeDeclareOptions { durable: true, ..Default::default() };
        let (name, kind) = (self.broadcast(), ExchangeKind::Fanout);
        link.in_time(channel.exchange_declare(name, kind, durable, FieldTable::default())).await?;
        for (name, arguments) in self.lasting_queues() {
            let durable = QueueDeclareOptions { durable: true, ..Default::default() };
            link.in_time(channel.queue_declare(name, durable, arguments)).await?;
        }
        Ok(())
    }

    /// Removes what [`Self::declare`] makes.
    pub(crate) async fn remove(&self, link: &Link, channel: &Channel) -> Result<(), Failure> {
        for (name, _) in self.lasting_queues() {
            link.in_time(channel.queue_delete(name, QueueDeleteOptions::default())).await?;
        }
        let options = ExchangeDeleteOptions::default();
        link.in_time(channel.exchange_delete(self.broadcast(), options)).await
    }

    /// All of them are quorum queues.
    fn lasting_queues(&self) -> Vec<(ShortString, FieldTable)> {
        let kept = table([("x-delivery-limit", LOOKS_AT_THE_DEAD.into())]);
        let mut queues = vec![(self.dead(), kept)];
        for work in [self.documents(), self.settlement(), self.events(), self.mails()] {
            let mut arguments = dead_letters_to(&self.dead());
            arguments.insert("x-delivery-limit".into(), DELIVERIES.into());
            queues.push((work.clone(), arguments));
            for delay in &self.retry_delays {
                let mut arguments = dead_letters_to(&work);
                let milliseconds = i64::try_from(delay.as_millis()).unwrap_or(i64::MAX);
                arguments.insert("x-message-ttl".into(), milliseconds.into());
                queues.push((Self::retry(&work, *delay), arguments));
            }
        }
        for (_, arguments) in &mut queues {
            arguments.insert("x-queue-type".into(), text("quorum"));
        }
        queues
    }

    /// Begins to consume; `prefetch` deliveries come before the first is acknowledged.
    pub(crate) async fn consume(
        &self,
        channel: &Channel,
        topic: Topic,
        prefetch: u16,
    ) -> Result<Consumer, lapin::Error> {
        let queue = match topic {
            Topic::Documents => self.documents(),
            Topic::Settlement => self.settlement(),
            Topic::Events => self.events(),
            Topic::Mails => self.mails(),
            Topic::Broadcast => self.own_queue(channel).await?,
        };
        channel.basic_qos(prefetch, BasicQosOptions::default()).await?;
        let (tag, options) = (ShortString::default(), BasicConsumeOptions::default());
        channel.basic_consume(queue, tag, options, FieldTable::default()).await
    }

    /// A queue for the broadcasts to one consumer, which goes when its connection goes.
    async fn own_queue(&self, channel: &Channel) -> Result<ShortString, lapin::Error> {
        let options =
            QueueDeclareOptions { exclusive: true, auto_delete: true, ..Default::default() };
        // Said outright: a virtual host may take quorum queues when it is told nothing.
        let arguments = table([("x-queue-type", text("classic"))]);
        let queue = channel.queue_declare(ShortString::default(), options, arguments).await?;
        let name = queue.name().clone();
        let (options, arguments) = (QueueBindOptions::default(), FieldTable::default());
        let exchange = self.broadcast();
        channel.queue_bind(name.clone(), exchange, "".into(), options, arguments).await?;
        Ok(name)
    }
}

/// A message that leaves the queue unacknowledged is kept until `target` has taken it. RabbitMQ
/// grants that only together with `reject-publish`.
fn dead_letters_to(target: &ShortString) -> FieldTable {
    table([
        ("x-dead-letter-exchange", text("")),
        ("x-dead-letter-routing-key", text(target.as_str())),
        ("x-dead-letter-strategy", text("at-least-once")),
        ("x-overflow", text("reject-publish")),
    ])
}

fn table<const N: usize>(arguments: [(&str, AMQPValue); N]) -> FieldTable {
    let mut table = FieldTable::default();
    for (name, value) in arguments {
        table.insert(name.into(), value);
    }
    table
}

fn text(value: &str) -> AMQPValue {
    LongString::from(value).into()
}
