//! A message on its way to the broker: where it goes, and what is written on it.
//!
//! It carries our headers alone. RabbitMQ notes the way of a dead letter in headers of its own, and
//! takes a message that comes back with them for one that is caught in a cycle.

use airside_app::ports::Envelope;
use airside_app::ports::bus::Topic;
use airside_app::traces::TRACEPARENT;
use lapin::options::BasicPublishOptions;
use lapin::types::{AMQPValue, FieldTable, LongString, ShortString};
use lapin::{BasicProperties, Channel, PublisherConfirm};

use crate::topology::Topology;

/// How often a message was handled before.
const HANDLED: &str = "airside-handled";
/// Why a message is dead, in which queue it was, and how often it was handled there. That count has
/// a name of its own, so that a message that an operator moves back begins anew.
const REASON: &str = "airside-reason";
const FROM: &str = "airside-from";
const ATTEMPTS: &str = "airside-attempts";

/// RabbitMQ writes it to disk before it confirms it.
const PERSISTENT: u8 = 2;

#[derive(Debug, Clone)]
pub(crate) struct Posting {
    exchange: ShortString,
    routing_key: ShortString,
    /// Whether it comes back when no queue takes it.
    mandatory: bool,
    properties: BasicProperties,
    body: Vec<u8>,
}

impl Posting {
    /// A message from the outbox. A broadcast that reaches no consumer is no failure: a consumer
    /// that comes later looks at everything anyway.
    pub(crate) fn new(envelope: &Envelope, topology: &Topology) -> Self {
        let (exchange, routing_key) = match envelope.topic {
            Topic::Broadcast => (topology.broadcast(), ShortString::default()),
            Topic::Documents => (ShortString::default(), topology.documents()),
            Topic::Settlement => (ShortString::default(), topology.settlement()),
            Topic::Events => (ShortString::default(), topology.events()),
            Topic::Mails => (ShortString::default(), topology.mails()),
        };
        let properties = BasicProperties::default()
            .with_message_id(envelope.id.to_string().into())
            .with_content_type("application/json".into())
            .with_delivery_mode(PERSISTENT);
        let properties = with_trace(properties, FieldTable::default(), envelope.trace.as_deref());
        let mandatory = envelope.topic != Topic::Broadcast;
        let body = envelope.body.as_bytes().to_vec();
        Self { exchange, routing_key, mandatory, properties, body }
    }

    /// The same message for the queue `retry`, handled `handled` times by now.
    pub(crate) fn again(delivered: &Delivered<'_>, retry: ShortString, handled: u32) -> Self {
        let mut headers = FieldTable::default();
        headers.insert(HANDLED.into(), i64::from(handled).into());
        Self::moved(delivered, retry, headers)
    }

    /// The same message for the queue `dead`, with what an operator wants to know.
    pub(crate) fn dead(delivered: &Delivered<'_>, dead: ShortString, death: Death) -> Self {
        let Death { reason, attempts } = death;
        let mut headers = FieldTable::default();
        headers.insert(ATTEMPTS.into(), i64::from(attempts).into());
        headers.insert(REASON.into(), LongString::from(reason).into());
        headers.insert(FROM.into(), LongString::from(delivered.queue.as_str()).into());
        Self::moved(delivered, dead, headers)
    }

    fn moved(delivered: &Delivered<'_>, queue: ShortString, headers: FieldTable) -> Self {
        let properties = delivered.properties.clone().with_delivery_mode(PERSISTENT);
        Self {
            exchange: ShortString::default(),
            routing_key: queue,
            mandatory: true,
            properties: with_trace(properties, headers, trace(delivered.properties).as_deref()),
            body: delivered.body.to_vec(),
        }
    }

    /// The id by which a returned message is recognised.
    pub(crate) fn id(&self) -> Option<&ShortString> {
        self.properties.message_id().as_ref()
    }

    pub(crate) async fn send(&self, channel: &Channel) -> Result<PublisherConfirm, lapin::Error> {
        let options = BasicPublishOptions { mandatory: self.mandatory, immediate: false };
        let (exchange, routing_key) = (self.exchange.clone(), self.routing_key.clone());
        let properties = self.properties.clone();
        channel.basic_publish(exchange, routing_key, options, &self.body, properties).await
    }
}

/// The trace that a message belongs to.
pub(crate) fn trace(properties: &BasicProperties) -> Option<String> {
    match properties.headers().as_ref()?.inner().get(TRACEPARENT)? {
        AMQPValue::LongString(trace) => {
            std::str::from_utf8(trace.as_bytes()).ok().map(str::to_owned)
        }
        _ => None,
    }
}

fn with_trace(
    properties: BasicProperties,
    mut headers: FieldTable,
    trace: Option<&str>,
) -> BasicProperties {
    if let Some(trace) = trace {
        headers.insert(TRACEPARENT.into(), LongString::from(trace).into());
    }
    properties.with_headers(headers)
}

/// What is known of a delivered message, readable or not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delivered<'a> {
    pub(crate) queue: &'a ShortString,
    pub(crate) properties: &'a BasicProperties,
    pub(crate) body: &'a [u8],
}

/// Why a message will not be handled again, and how often it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Death {
    pub(crate) reason: &'static str,
    pub(crate) attempts: u32,
}

/// How often a message was handled before; without the header, never.
pub(crate) fn handled(properties: &BasicProperties) -> u32 {
    let headers = properties.headers().as_ref().map(FieldTable::inner);
    let handled = headers.and_then(|headers| headers.get(HANDLED));
    let handled = handled.and_then(AMQPValue::as_long_long_int);
    handled.and_then(|handled| u32::try_from(handled).ok()).unwrap_or_default()
}
