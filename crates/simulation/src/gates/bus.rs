//! Messages on their way: each waits until the story delivers it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use airside_app::ports::bus::{Handler, Topic};
use airside_app::ports::{Bus, BusError, Envelope};
use async_trait::async_trait;

use super::{Gate, Lost};
use crate::chance::Chance;

/// What was published and not yet acted on. A broadcast waits for each node on its own.
#[derive(Default)]
pub(crate) struct Carrier {
    shared: Mutex<Vec<Envelope>>,
    broadcast: [Mutex<Vec<Envelope>>; 2],
    is_cut_off: [AtomicBool; 2],
}

impl Carrier {
    pub(crate) fn put(&self, envelope: Envelope) {
        if envelope.topic == Topic::Broadcast {
            for waiting in &self.broadcast {
                waiting.lock().unwrap().push(envelope.clone());
            }
        } else {
            self.shared.lock().unwrap().push(envelope);
        }
    }

    /// This node hears no broadcast until somebody [mends](Self::mend) it.
    pub(crate) fn cut_off(&self, node: usize) {
        self.is_cut_off[node].store(true, Ordering::Relaxed);
    }

    pub(crate) fn mend(&self) {
        self.is_cut_off.iter().for_each(|it| it.store(false, Ordering::Relaxed));
    }

    /// Any message that this node may be given. It stays until it is [`done`](Self::done).
    pub(crate) fn any(&self, node: usize, chance: Chance) -> Option<Envelope> {
        let shared = self.shared.lock().unwrap();
        let own = self.broadcast[node].lock().unwrap();
        let hears = !self.is_cut_off[node].load(Ordering::Relaxed);
        let own = own.iter().filter(|_| hears);
        let messages: Vec<_> = shared.iter().chain(own).collect();
        (!messages.is_empty()).then(|| messages[chance.below(messages.len())].clone())
    }

    pub(crate) fn done(&self, node: usize, envelope: &Envelope) {
        for waiting in [&self.shared, &self.broadcast[node]] {
            let mut waiting = waiting.lock().unwrap();
            if let Some(at) = waiting.iter().position(|it| it.id == envelope.id) {
                waiting.remove(at);
            }
        }
    }

    /// A node that starts reads the present state, and needs no earlier broadcast.
    pub(crate) fn forget(&self, node: usize) {
        self.broadcast[node].lock().unwrap().clear();
    }
}

/// The way to the carrier.
pub(crate) struct BusGate {
    pub gate: Gate,
    pub carrier: Arc<Carrier>,
}

#[async_trait]
impl Bus for BusGate {
    async fn publish(&self, envelope: Envelope) -> Result<(), BusError> {
        let publish = || async {
            self.carrier.put(envelope.clone());
            Ok(())
        };
        self.gate.pass_remote("bus.publish", publish, || BusError::new(Lost)).await
    }

    /// The story delivers.
    async fn consume(&self, _: Topic, _: Arc<dyn Handler>) -> Result<(), BusError> {
        Ok(())
    }

    async fn close(&self) {}

    async fn ping(&self) -> Result<(), BusError> {
        Ok(())
    }
}
