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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use airside_primitives::UserId;
    use uuid::Uuid;

    use super::*;

    fn key(text: &str) -> AnswerKey {
        let operation = "POST /v1/bookings".to_owned();
        AnswerKey { user: UserId(Uuid::nil()), operation, key: text.to_owned() }
    }

    #[test]
    fn a_key_is_held_by_one_request_until_that_ends() {
        let (in_flight, one, other) = (InFlight::default(), key("one"), key("other"));
        let running = in_flight.begin(&one);
        assert!(running.is_some());
        assert!(in_flight.begin(&one).is_none());
        assert!(in_flight.begin(&other).is_some());
        drop(running);
        assert!(in_flight.begin(&one).is_some());
    }

    #[test]
    fn of_many_threads_one_at_a_time_has_the_key() {
        let (in_flight, inside) = (InFlight::default(), AtomicU32::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let key = key("same");
                    for _ in 0..2_000 {
                        if let Some(_running) = in_flight.begin(&key) {
                            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                            inside.fetch_sub(1, Ordering::SeqCst);
                        }
                    }
                });
            }
        });
    }
}
