//! How many tries of this process came to what, for those who watch over it.

use std::sync::atomic::{AtomicU64, Ordering};

use super::delivery::{Then, Tried};

/// What tries came to since the process began.
#[derive(Debug, Default)]
pub struct Delivered {
    arrived: AtomicU64,
    to_try_again: AtomicU64,
    given_up: AtomicU64,
}

impl Delivered {
    pub(super) fn count(&self, tried: &Tried) {
        let counter = match tried.then {
            Then::HasArrived => &self.arrived,
            Then::Again(_) => &self.to_try_again,
            Then::IsGivenUp => &self.given_up,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Each outcome by its word in metrics, and how often it came.
    pub fn by_outcome(&self) -> [(&'static str, u64); 3] {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        [
            ("succeeded", read(&self.arrived)),
            ("retried", read(&self.to_try_again)),
            ("given_up", read(&self.given_up)),
        ]
    }
}
