//! A write that takes money or seats happens once, however often it is asked for.
//!
//! The answer is remembered in the commit of its effect. Two requests at the same
//! time are told apart here, on one node; on two nodes the second commit is refused.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;
use time::{Duration, OffsetDateTime};

use crate::context::App;
use crate::ports::changes::AnswerKey;
use crate::ports::{Remembered, StoreError, Write};

/// How long an answer is replayed.
const KEPT: Duration = Duration::hours(24);

/// A request that must take effect once.
#[derive(Debug, Clone)]
pub struct Once {
    pub key: AnswerKey,
    /// SHA-256 of the body.
    pub fingerprint: [u8; 32],
}

/// What a client is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// JSON.
    pub body: String,
}

impl Answer {
    /// An answer in JSON.
    pub fn json(status: u16, view: &impl serde::Serialize) -> Self {
        // Views have text keys and finite numbers only, which JSON can always say.
        Self { status, body: serde_json::to_string(view).unwrap_or_default() }
    }
}

/// What to do with a request.
pub enum Begun<'a> {
    /// It was answered before: say the same.
    Replay(Answer),
    /// It is new: go on, and keep the guard until it is answered.
    Fresh(Running<'a>),
}

/// Keys whose first request is still running on this node.
#[derive(Default)]
pub struct InFlight(Mutex<HashSet<AnswerKey>>);

/// Holds a key until it is dropped.
pub struct Running<'a> {
    in_flight: &'a InFlight,
    key: AnswerKey,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.in_flight.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// Looks up what was answered under this key, or claims it.
pub async fn begin<'a>(app: &'a App, once: &Once) -> Result<Begun<'a>, IdempotencyError> {
    let claimed = {
        let mut running = app.in_flight.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.insert(once.key.clone())
    };
    if !claimed {
        return Err(IdempotencyError::InUse);
    }
    let running = Running { in_flight: &app.in_flight, key: once.key.clone() };
    match app.ports.store.remembered(&once.key, app.now()).await? {
        None => Ok(Begun::Fresh(running)),
        Some(first) if first.fingerprint == once.fingerprint => {
            Ok(Begun::Replay(Answer { status: first.status, body: first.body }))
        }
        Some(_) => Err(IdempotencyError::Reused),
    }
}

impl Once {
    /// The write that remembers an answer, for the commit of the effect.
    pub fn remember(&self, answer: Answer, now: OffsetDateTime) -> Write {
        Write::Remember(Remembered {
            key: self.key.clone(),
            fingerprint: self.fingerprint,
            status: answer.status,
            body: answer.body,
            answered_at: now,
            expires_at: now + KEPT,
        })
    }
}

/// Why the request is not carried out.
#[derive(Debug, Error)]
pub enum IdempotencyError {
    #[error("the first request with this idempotency key is still running")]
    InUse,
    #[error("this idempotency key was used with another body")]
    Reused,
    #[error(transparent)]
    Store(#[from] StoreError),
}
