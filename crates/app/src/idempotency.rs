//! A write that takes money or seats happens once, however often it is asked for.
//!
//! The answer is remembered in the commit of its effect, as its first write. Two requests
//! at the same time are told apart here on one node; on two, the second commit is refused
//! and its client told what the first was.

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
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// JSON.
    pub body: String,
}

impl std::fmt::Debug for Answer {
    /// Without the body, which tells of people.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Answer {
    /// An answer in JSON.
    pub fn json(status: u16, view: &impl serde::Serialize) -> Self {
        // Views have text keys and finite numbers only, which JSON can always say.
        Self { status, body: serde_json::to_string(view).unwrap_or_default() }
    }
}

/// An answer, and whether it was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    First(Answer),
    Again(Answer),
}

/// Answers as before, or does `work`, which remembers its answer in its own commit.
///
/// When the work is refused, the same request may have been carried out meanwhile by
/// another node, or here by one whose client went away: then its answer is given.
pub async fn once<E: From<IdempotencyError>>(
    app: &App,
    once: &Once,
    work: impl Future<Output = Result<Answer, E>>,
) -> Result<Given, E> {
    let _running = app.in_flight.begin(&once.key).ok_or(IdempotencyError::InUse)?;

    if let Some(answer) = answered_before(app, once).await? {
        return Ok(Given::Again(answer));
    }
    match work.await {
        Ok(answer) => Ok(Given::First(answer)),
        Err(refusal) => match answered_before(app, once).await? {
            Some(answer) => Ok(Given::Again(answer)),
            None => Err(refusal),
        },
    }
}

async fn answered_before(app: &App, once: &Once) -> Result<Option<Answer>, IdempotencyError> {
    match app.ports.store.remembered(&once.key, app.now()).await? {
        None => Ok(None),
        Some(first) if first.fingerprint == once.fingerprint => {
            Ok(Some(Answer { status: first.status, body: first.body }))
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
