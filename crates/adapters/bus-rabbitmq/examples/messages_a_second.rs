//! How many messages a second the bus takes and gives, 256 published at a time as the
//! relay does. Leaves its queues, `airside-pace.*`, behind.
//!
//! `cargo run --release -p airside-bus-rabbitmq --example messages_a_second -- amqp://guest:guest@127.0.0.1/%2f`

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use airside_app::ports::bus::{Handler, Outcome, Topic};
use airside_app::ports::{Bus, Envelope, Message};
use airside_bus_rabbitmq::{RabbitBus, Settings};
use airside_port_contracts::samples::envelope;
use airside_primitives::DocumentId;
use async_trait::async_trait;
use futures::future::try_join_all;
use tokio::sync::mpsc;
use uuid::Uuid;

const MESSAGES: u32 = 20_000;
const AT_ONCE: usize = 256;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("which broker? Give its amqp:// address")?;
    let settings = Settings::new(url, "airside-pace");
    let bus = Arc::new(RabbitBus::connect(settings).await?);

    let numbers: Vec<u32> = (0..MESSAGES).collect();
    let started = Instant::now();
    for wave in numbers.chunks(AT_ONCE) {
        try_join_all(wave.iter().map(|number| bus.publish(document(*number)))).await?;
    }
    report("published, 256 at a time", MESSAGES, started.elapsed());

    let (done, mut handled) = mpsc::unbounded_channel();
    let consuming = tokio::spawn({
        let bus = Arc::clone(&bus);
        async move { bus.consume(Topic::Documents, Arc::new(Counting(done))).await }
    });
    let started = Instant::now();
    for _ in 0..MESSAGES {
        handled.recv().await;
    }
    report("handled and acknowledged, 8 at a time", MESSAGES, started.elapsed());

    let started = Instant::now();
    for number in 0..1_000 {
        bus.publish(document(number)).await?;
    }
    report("published, one after the other", 1_000, started.elapsed());
    for _ in 0..1_000 {
        handled.recv().await;
    }
    bus.close().await;
    consuming.await??;
    Ok(())
}

fn report(what: &str, messages: u32, elapsed: Duration) {
    println!("{what}: {:.0} a second", f64::from(messages) / elapsed.as_secs_f64());
}

fn document(number: u32) -> Envelope {
    let id = Uuid::from_u128(number.into());
    envelope(number.into(), &Message::DocumentRequested(DocumentId(id)))
}

struct Counting(mpsc::UnboundedSender<()>);

#[async_trait]
impl Handler for Counting {
    async fn handle(&self, _envelope: Envelope) -> Outcome {
        // The receiver may be gone when it has counted enough.
        let _ = self.0.send(());
        Outcome::Done
    }
}
