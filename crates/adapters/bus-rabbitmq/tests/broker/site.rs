//! A bus with queues of its own, and a second look at them past the bus.

use std::num::NonZeroU16;
use std::sync::Arc;
use std::time::Duration;

use airside_app::ports::bus::{Handler, Topic};
use airside_app::ports::{Bus, BusError, Envelope, Message};
use airside_bus_rabbitmq::{RabbitBus, Settings};
use airside_port_contracts::samples::envelope;
use airside_primitives::{DocumentId, EventId, RefundId};
use async_trait::async_trait;
use futures::StreamExt;
use lapin::message::Delivery;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, ExchangeDeleteOptions, QueueDeleteOptions,
};
use lapin::types::FieldTable;
use lapin::{Channel, Connection, ConnectionProperties};
use tokio::task::JoinHandle;
use uuid::Uuid;

const RETRY_DELAYS: [Duration; 2] = [Duration::from_millis(20), Duration::from_millis(40)];
/// The names that operators and other programs rely on.
const QUEUES: [&str; 7] = [
    "documents",
    "documents.retry.20ms",
    "documents.retry.40ms",
    "settlement",
    "settlement.retry.20ms",
    "settlement.retry.40ms",
    "dead",
];

#[expect(clippy::disallowed_methods, reason = "the address of the test's broker")]
pub(crate) fn url() -> String {
    std::env::var("AIRSIDE_TEST_RABBITMQ_URL").expect(
        "AIRSIDE_TEST_RABBITMQ_URL is not set: `cargo xtask test` starts the services and sets it",
    )
}

/// A prefix of its own, and three attempts that follow each other quickly.
pub(crate) fn settings() -> Settings {
    Settings {
        prefetch: NonZeroU16::new(4).unwrap(),
        retry_delays: RETRY_DELAYS.to_vec(),
        attempts: 3,
        patience: Duration::from_secs(10),
        ..Settings::new(url(), format!("test-{:016x}", rand::random::<u64>()))
    }
}

/// Fails the test when it takes too long; how long it takes is no promise.
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_mins(1), what).await.expect("it never happened")
}

pub(crate) async fn connect(settings: &Settings) -> Arc<dyn Bus> {
    Arc::new(RabbitBus::connect(settings.clone()).await.unwrap())
}

pub(crate) fn consume(
    bus: &Arc<dyn Bus>,
    topic: Topic,
    handler: Arc<dyn Handler>,
) -> JoinHandle<()> {
    let bus = Arc::clone(bus);
    tokio::spawn(async move { bus.consume(topic, handler).await.unwrap() })
}

pub(crate) fn event(number: u128) -> EventId {
    EventId(Uuid::from_u128(number))
}

pub(crate) fn document(number: u128) -> Envelope {
    envelope(number, &Message::DocumentRequested(DocumentId(Uuid::from_u128(number))))
}

pub(crate) fn refund(number: u128) -> Envelope {
    envelope(number, &Message::RefundRequested(RefundId(Uuid::from_u128(number))))
}

pub(crate) fn announcement(number: u128) -> Envelope {
    envelope(number, &Message::TimetableChanged)
}

/// A connection past the bus, and past any proxy.
pub(crate) struct Operator {
    pub(crate) channel: Channel,
    prefix: String,
    _connection: Connection,
}

impl Operator {
    pub(crate) async fn of(settings: &Settings) -> Self {
        let properties = ConnectionProperties::default();
        let connection = Connection::connect(&url(), properties).await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        Self { channel, prefix: settings.prefix.clone(), _connection: connection }
    }

    pub(crate) fn queue(&self, name: &str) -> String {
        format!("{}.{name}", self.prefix)
    }

    pub(crate) async fn delete(&self, queue: &str) {
        let queue = self.queue(queue).into();
        self.channel.queue_delete(queue, QueueDeleteOptions::default()).await.unwrap();
    }

    /// Takes the next dead message, when there is one.
    pub(crate) async fn next_dead(&self) -> Delivery {
        let (queue, tag) = (self.queue("dead").into(), "".into());
        let (options, arguments) = (BasicConsumeOptions::default(), FieldTable::default());
        let consuming = self.channel.basic_consume(queue, tag, options, arguments);
        let delivery = soon(consuming.await.unwrap().next()).await.unwrap().unwrap();
        delivery.acker.ack(BasicAckOptions::default()).await.unwrap();
        delivery
    }

    /// Deletes everything that the bus leaves in the broker.
    pub(crate) async fn clean(self) {
        for queue in QUEUES {
            self.delete(queue).await;
        }
        let exchange = self.queue("broadcast").into();
        let options = ExchangeDeleteOptions::default();
        self.channel.exchange_delete(exchange, options).await.unwrap();
    }
}

/// Ends the bus, its consumers and its queues.
pub(crate) async fn end(
    bus: Arc<dyn Bus>,
    consumers: impl IntoIterator<Item = JoinHandle<()>>,
    operator: Operator,
) {
    soon(bus.close()).await;
    for consumer in consumers {
        soon(consumer).await.unwrap();
    }
    operator.clean().await;
}

/// A bus for the promises of the port, which deletes its queues when it is closed.
pub(crate) async fn subject() -> Arc<dyn Bus> {
    let settings = settings();
    let bus = RabbitBus::connect(settings.clone()).await.unwrap();
    Arc::new(Cleaning { bus, settings })
}

struct Cleaning {
    bus: RabbitBus,
    settings: Settings,
}

#[async_trait]
impl Bus for Cleaning {
    async fn publish(&self, envelope: Envelope) -> Result<(), BusError> {
        self.bus.publish(envelope).await
    }

    async fn consume(&self, topic: Topic, handler: Arc<dyn Handler>) -> Result<(), BusError> {
        self.bus.consume(topic, handler).await
    }

    async fn close(&self) {
        self.bus.close().await;
        Operator::of(&self.settings).await.clean().await;
    }

    async fn ping(&self) -> Result<(), BusError> {
        self.bus.ping().await
    }
}
