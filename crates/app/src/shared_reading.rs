//! All callers that wait while one reading is under way share the next.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Readings one after the other, so that an older one never replaces a newer one.
pub(crate) struct SharedReading<K> {
    turn: tokio::sync::Mutex<()>,
    rounds: Mutex<Rounds<K>>,
}

struct Rounds<K> {
    /// To be read in the next round.
    wanted: HashSet<K>,
    /// How many rounds were begun; the next has this number.
    begun: u64,
    /// Every round below this number is done.
    done: u64,
}

impl<K: Copy + Eq + Hash> SharedReading<K> {
    /// Done once a reading of these keys that began after the call is done, by `read` or by
    /// that of another caller.
    pub(crate) async fn of<E, R>(&self, keys: &[K], read: impl FnOnce(Vec<K>) -> R) -> Result<(), E>
    where
        R: Future<Output = Result<(), E>>,
    {
        let round = {
            let mut rounds = self.rounds();
            rounds.wanted.extend(keys);
            rounds.begun
        };
        let _turn = self.turn().await;
        let mut taken = {
            let mut rounds = self.rounds();
            if rounds.done > round {
                return Ok(());
            }
            rounds.begun += 1;
            Taken { keys: rounds.wanted.drain().collect(), shared: self }
        };
        read(taken.keys.clone()).await?;
        taken.keys.clear();
        let mut rounds = self.rounds();
        rounds.done = rounds.begun;
        Ok(())
    }

    /// An exclusive turn, for reading everything.
    pub(crate) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    fn rounds(&self) -> MutexGuard<'_, Rounds<K>> {
        self.rounds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The keys of the round under way. When it fails, or its caller goes away, they are wanted
/// again: others wait for them.
struct Taken<'a, K: Copy + Eq + Hash> {
    keys: Vec<K>,
    shared: &'a SharedReading<K>,
}

impl<K: Copy + Eq + Hash> Drop for Taken<'_, K> {
    fn drop(&mut self) {
        self.shared.rounds().wanted.extend(self.keys.drain(..));
    }
}

impl<K> Default for SharedReading<K> {
    fn default() -> Self {
        let rounds = Rounds { wanted: HashSet::new(), begun: 0, done: 0 };
        Self { turn: tokio::sync::Mutex::default(), rounds: Mutex::new(rounds) }
    }
}

#[cfg(test)]
mod tests;
