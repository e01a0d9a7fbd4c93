//! Requests that must take effect once, while they run on this node.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::ports::changes::AnswerKey;

/// Keys whose first request is still running on this node.
#[derive(Default)]
pub struct InFlight(Mutex<HashSet<AnswerKey>>);

/// Holds a key until it is dropped.
pub struct Running<'a> {
    in_flight: &'a InFlight,
    key: &'a AnswerKey,
}

impl InFlight {
    /// Takes a key; `None` while another request has it.
    pub fn begin<'a>(&'a self, key: &'a AnswerKey) -> Option<Running<'a>> {
        let is_first = self.keys().insert(key.clone());
        is_first.then(|| Running { in_flight: self, key })
    }

    fn keys(&self) -> MutexGuard<'_, HashSet<AnswerKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.in_flight.keys().remove(self.key);
    }
}
