//! What every bus promises.
//!
//! Nothing here waits for a time: a promise waits for the delivery that it is about.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use airside_app::ports::bus::{Bus, Envelope, Handler, Message, Outcome, Topic};
use airside_primitives::{DocumentId, RefundId};
use async_trait::async_trait;
use tokio::sync::{Semaphore, mpsc};
use uuid::Uuid;

use crate::samples::envelope;

/// Each message reaches one consumer of its topic, whole, and no other topic.
pub async fn a_message_reaches_one_consumer_of_its_topic(bus: Arc<dyn Bus>) {
    let (documents, mut made) = Recorder::new(Outcome::Done);
    let (refunds, mut settled) = Recorder::new(Outcome::Done);
    let consumers = [
        consume(&bus, Topic::Documents, documents.clone()),
        consume(&bus, Topic::Documents, documents.clone()),
        consume(&bus, Topic::Settlement, refunds.clone()),
    ];

    let sent: Vec<Envelope> = (1..=20).map(document).collect();
    for envelope in &sent {
        bus.publish(envelope.clone()).await.unwrap();
    }
    bus.publish(refund(99)).await.unwrap();

    let mut received = Vec::new();
    for _ in &sent {
        received.push(made.recv().await.unwrap());
    }
    assert_eq!(settled.recv().await, Some(refund(99)));
    received.sort_by_key(|envelope| envelope.id);
    assert_eq!(received, sent);

    end(bus, consumers).await;
    assert_eq!(documents.deliveries(), 20);
    assert_eq!(refunds.deliveries(), 1);
}

/// A message that is published before anybody consumes is kept for the first consumer.
pub async fn a_job_waits_for_a_consumer(bus: Arc<dyn Bus>) {
    bus.publish(document(1)).await.unwrap();

    let (handler, mut received) = Recorder::new(Outcome::Done);
    let consumer = consume(&bus, Topic::Documents, handler);
    assert_eq!(received.recv().await, Some(document(1)));
    end(bus, [consumer]).await;
}

/// A broadcast reaches every consumer that is there.
pub async fn a_broadcast_reaches_every_consumer(bus: Arc<dyn Bus>) {
    let (one, mut heard_by_one) = Recorder::new(Outcome::Done);
    let (other, mut heard_by_other) = Recorder::new(Outcome::Done);
    let consumers = [consume(&bus, Topic::Broadcast, one), consume(&bus, Topic::Broadcast, other)];

    // Said again and again until both have heard something: only then are both there.
    let until_both_are_there = async {
        heard_by_one.recv().await.unwrap();
        heard_by_other.recv().await.unwrap();
    };
    tokio::select! {
        () = until_both_are_there => {}
        () = repeat(&bus, announcement(1)) => {}
    }
    bus.publish(announcement(2)).await.unwrap();

    for heard in [&mut heard_by_one, &mut heard_by_other] {
        while heard.recv().await.unwrap() != announcement(2) {}
    }
    end(bus, consumers).await;
}

/// A message that asks for it is delivered again, the same, until it is done.
pub async fn a_message_that_asks_for_it_comes_again(bus: Arc<dyn Bus>) {
    let (handler, mut received) = Recorder::failing_first(2);
    let consumer = consume(&bus, Topic::Documents, handler.clone());
    bus.publish(document(7)).await.unwrap();

    for _ in 0..3 {
        assert_eq!(received.recv().await, Some(document(7)));
    }
    end(bus, [consumer]).await;
    assert_eq!(handler.deliveries(), 3);
}

pub async fn a_message_that_fails_holds_up_no_other(bus: Arc<dyn Bus>) {
    let (handler, mut received) = Recorder::new(Outcome::GiveUp);
    let consumer = consume(&bus, Topic::Documents, handler);
    for number in 1..=10 {
        bus.publish(document(number)).await.unwrap();
    }
    for _ in 1..=10 {
        received.recv().await.unwrap();
    }
    end(bus, [consumer]).await;
}

/// Several messages are handled at once by one consumer.
pub async fn messages_are_handled_several_at_a_time(bus: Arc<dyn Bus>) {
    let (over, mut is_over) = mpsc::unbounded_channel();
    let meeting = Arc::new(Meeting { arrived: tokio::sync::Barrier::new(2), over });
    let consumer = consume(&bus, Topic::Documents, meeting);
    bus.publish(document(1)).await.unwrap();
    bus.publish(document(2)).await.unwrap();

    // Each handler waits for the other: they only end together.
    is_over.recv().await.unwrap();
    is_over.recv().await.unwrap();
    end(bus, [consumer]).await;
}

/// Closing waits for the handlers at work, and then every consumer returns.
pub async fn closing_waits_for_what_is_under_way(bus: Arc<dyn Bus>) {
    let (started, mut has_started) = mpsc::unbounded_channel();
    let slow = Arc::new(Slow { started, go_on: Semaphore::new(0), finished: AtomicUsize::new(0) });
    let consumer = consume(&bus, Topic::Documents, slow.clone());
    bus.publish(document(1)).await.unwrap();
    has_started.recv().await.unwrap();

    let closing = tokio::spawn({
        let bus = Arc::clone(&bus);
        async move { bus.close().await }
    });
    tokio::task::yield_now().await;
    assert!(!closing.is_finished());

    slow.go_on.add_permits(1);
    closing.await.unwrap();
    assert_eq!(slow.finished.load(Ordering::SeqCst), 1);
    consumer.await.unwrap();
}

type Consumer = tokio::task::JoinHandle<()>;

fn consume(bus: &Arc<dyn Bus>, topic: Topic, handler: Arc<dyn Handler>) -> Consumer {
    let bus = Arc::clone(bus);
    tokio::spawn(async move { bus.consume(topic, handler).await.unwrap() })
}

async fn end(bus: Arc<dyn Bus>, consumers: impl IntoIterator<Item = Consumer>) {
    bus.close().await;
    for consumer in consumers {
        consumer.await.unwrap();
    }
}

async fn repeat(bus: &Arc<dyn Bus>, envelope: Envelope) {
    loop {
        bus.publish(envelope.clone()).await.unwrap();
        tokio::task::yield_now().await;
    }
}

fn document(number: u128) -> Envelope {
    envelope(number, &Message::DocumentRequested(DocumentId(Uuid::from_u128(number))))
}

fn refund(number: u128) -> Envelope {
    envelope(number, &Message::RefundRequested(RefundId(Uuid::from_u128(number))))
}

fn announcement(number: u128) -> Envelope {
    envelope(number, &Message::TimetableChanged)
}

/// Tells what it was given, and answers `Retry` to the first few.
struct Recorder {
    outcome: Outcome,
    failures: usize,
    deliveries: AtomicUsize,
    received: mpsc::UnboundedSender<Envelope>,
}

impl Recorder {
    fn new(outcome: Outcome) -> (Arc<Self>, mpsc::UnboundedReceiver<Envelope>) {
        Self::with(outcome, 0)
    }

    fn failing_first(failures: usize) -> (Arc<Self>, mpsc::UnboundedReceiver<Envelope>) {
        Self::with(Outcome::Done, failures)
    }

    fn with(outcome: Outcome, failures: usize) -> (Arc<Self>, mpsc::UnboundedReceiver<Envelope>) {
        let (received, deliveries_to_come) = mpsc::unbounded_channel();
        let deliveries = AtomicUsize::new(0);
        (Arc::new(Self { outcome, failures, deliveries, received }), deliveries_to_come)
    }

    fn deliveries(&self) -> usize {
        self.deliveries.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Handler for Recorder {
    async fn handle(&self, envelope: Envelope) -> Outcome {
        let before = self.deliveries.fetch_add(1, Ordering::SeqCst);
        // The test may have seen enough and be gone.
        let _ = self.received.send(envelope);
        if before < self.failures { Outcome::Retry } else { self.outcome }
    }
}

/// Ends only when two are in it.
struct Meeting {
    arrived: tokio::sync::Barrier,
    over: mpsc::UnboundedSender<()>,
}

#[async_trait]
impl Handler for Meeting {
    async fn handle(&self, _envelope: Envelope) -> Outcome {
        self.arrived.wait().await;
        let _ = self.over.send(());
        Outcome::Done
    }
}

/// Works until it is told to go on.
struct Slow {
    started: mpsc::UnboundedSender<()>,
    go_on: Semaphore,
    finished: AtomicUsize,
}

#[async_trait]
impl Handler for Slow {
    async fn handle(&self, _envelope: Envelope) -> Outcome {
        let _ = self.started.send(());
        if let Ok(permit) = self.go_on.acquire().await {
            permit.forget();
        }
        self.finished.fetch_add(1, Ordering::SeqCst);
        Outcome::Done
    }
}

/// Runs every promise of the port against an adapter; `$subject` is an expression for a
/// future of an `Arc<dyn Bus>` that shares nothing with any other.
#[macro_export]
macro_rules! bus {
    ($subject:expr) => {
        $crate::bus!($subject =>
            a_message_reaches_one_consumer_of_its_topic,
            a_job_waits_for_a_consumer,
            a_broadcast_reaches_every_consumer,
            a_message_that_asks_for_it_comes_again,
            a_message_that_fails_holds_up_no_other,
            messages_are_handled_several_at_a_time,
            closing_waits_for_what_is_under_way,
        );
    };
    ($subject:expr => $($promise:ident,)+) => {
        $(
            #[tokio::test]
            async fn $promise() {
                $crate::bus::$promise($subject.await).await;
            }
        )+
    };
}
