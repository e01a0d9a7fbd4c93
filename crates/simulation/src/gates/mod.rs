//! Where the calls of a node wait for their turn, before they reach the real thing.

mod blobs;
mod bus;
mod payments;
mod store;

use std::future::pending;
use std::sync::Arc;

use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::chance::Chance;
use crate::desk::{Desk, Fate, Kind};
use crate::plants::Plant;

pub(crate) use blobs::{BlobsGate, Files};
pub(crate) use bus::{BusGate, Carrier};
pub(crate) use payments::PaymentsGate;
pub(crate) use store::StoreGate;

/// What stands between a node and the world.
#[derive(Clone)]
pub(crate) struct Gate {
    pub desk: Arc<Desk>,
    /// Carries out what has its turn, to its end: nothing else goes on meanwhile.
    pub runtime: Arc<Runtime>,
    /// Counts the deaths of the node.
    pub deaths: watch::Sender<u64>,
    pub plant: Option<Plant>,
}

impl Gate {
    /// Lets a call have its turn, and the fate that is drawn for it.
    async fn pass<T, E, F: Future<Output = Result<T, E>>>(
        &self,
        kind: Kind,
        name: &'static str,
        effect: F,
        lost: impl FnOnce() -> E,
    ) -> Result<T, E> {
        self.meet(kind, name, |_| effect, lost).await
    }

    /// The same for what a network may carry twice.
    async fn pass_remote<T, E, F: Future<Output = Result<T, E>>>(
        &self,
        name: &'static str,
        effect: impl Fn() -> F,
        lost: impl FnOnce() -> E,
    ) -> Result<T, E> {
        let carry = async |is_twice| {
            if is_twice {
                let _first = effect().await;
            }
            effect().await
        };
        self.meet(Kind::Remote, name, carry, lost).await
    }

    /// The effect is told whether it comes twice.
    async fn meet<T, E, F: Future<Output = Result<T, E>>>(
        &self,
        kind: Kind,
        name: &'static str,
        effect: impl FnOnce(bool) -> F,
        lost: impl FnOnce() -> E,
    ) -> Result<T, E> {
        let fate = self.desk.turn(kind, name).await;
        match fate {
            Fate::Well | Fate::Twice => self.runtime.block_on(effect(fate == Fate::Twice)),
            Fate::NeverArrives => Err(lost()),
            Fate::AnswerLost => {
                let _nobody_hears = self.runtime.block_on(effect(false));
                Err(lost())
            }
            Fate::NodeDies => self.die().await,
            Fate::NodeDiesAfter => {
                let _nobody_hears = self.runtime.block_on(effect(false));
                self.die().await
            }
        }
    }

    /// Everything that the node has begun ends here.
    async fn die<T>(&self) -> T {
        self.deaths.send_modify(|deaths| *deaths += 1);
        pending().await
    }

    fn has(&self, plant: Plant) -> bool {
        self.plant == Some(plant)
    }
}

/// What a lost call is told.
#[derive(Debug)]
pub(crate) struct Lost;

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the call was lost in the simulation")
    }
}

impl std::error::Error for Lost {}

/// So that a source of numbers can be drawn for a call that is about this text.
pub(crate) fn chance_of(text: &str) -> Chance {
    text.bytes().fold(Chance::of(0), |chance, byte| chance.about(u64::from(byte)))
}
