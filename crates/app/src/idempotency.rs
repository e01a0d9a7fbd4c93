//! A write that takes money or seats happens once, however often it is asked for.
//!
//! The answer is remembered in the commit of its effect, as its first write. Two requests
//! at the same time are told apart here on one node; on two, and later, the second commit is
//! refused and its client gets the first answer.

use thiserror::Error;
use time::{Duration, OffsetDateTime};

use crate::context::App;
use crate::decision::{self, Decision, SeatsAre, SeatsLost};
use crate::ports::changes::AnswerKey;
use crate::ports::{CommitError, Remembered, StoreError, Write};
use crate::world::LoadError;

/// How long an answer is replayed.
const KEPT: Duration = Duration::hours(24);

/// A request that must take effect once, and how its client is told of the effect.
pub struct Once<'a, T> {
    pub key: AnswerKey,
    pub fingerprint: Fingerprint,
    pub render: &'a (dyn Fn(&T) -> Answer + Sync),
}

/// What tells a body from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// SHA-256 of what the body says, however it is written.
    pub said: [u8; 32],
    /// SHA-256 of the body as it came, by which older releases remembered it.
    pub sent: [u8; 32],
}

/// An answer to a client.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// JSON.
    pub body: String,
}

airside_primitives::hide_in_debug!(Answer { status });

impl Answer {
    /// An answer in JSON, of a view whose keys are text.
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "JSON can say all views")]
    pub fn json(status: u16, view: &impl serde::Serialize) -> Self {
        Self { status, body: serde_json::to_string(view).expect("a view can be told in JSON") }
    }
}

/// An answer, and whether it was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    First(Answer),
    Again(Answer),
}

impl Given {
    /// What the client is told, now as before.
    pub fn answer(&self) -> &Answer {
        match self {
            Self::First(answer) | Self::Again(answer) => answer,
        }
    }
}

impl Fingerprint {
    fn is_of(&self, first: &Remembered) -> bool {
        [self.said, self.sent].contains(&first.fingerprint)
    }
}

impl<T> Once<'_, T> {
    /// Answers as before, or does what `decide` says and remembers the answer with it.
    ///
    /// Nothing takes effect but by the commit, which refuses what was answered before. So that is
    /// asked about only after a refusal: nearly every request is the first of its key.
    pub(crate) async fn carry_out<E, D>(
        &self,
        app: &App,
        seats: SeatsAre,
        decide: impl Fn(SeatsLost) -> D,
    ) -> Result<Given, E>
    where
        D: Future<Output = Result<Decision<T>, E>>,
        E: From<IdempotencyError> + From<CommitError> + From<LoadError>,
    {
        let decide = |lost| {
            let decided = decide(lost);
            async { Ok(self.answered(decided.await?, app.now())) }
        };
        let _running = app.in_flight.begin(&self.key).ok_or(IdempotencyError::InUse)?;
        self.done_or_answered(app, decision::carry_out(app, seats, decide)).await
    }

    /// Answers as before, or does `work`, which remembers its answer in the commit of its effect.
    pub async fn given<E: From<IdempotencyError>>(
        &self,
        app: &App,
        work: impl Future<Output = Result<Answer, E>>,
    ) -> Result<Given, E> {
        let _running = app.in_flight.begin(&self.key).ok_or(IdempotencyError::InUse)?;
        if let Some(answer) = self.answered_before(app).await? {
            return Ok(Given::Again(answer));
        }
        Box::pin(self.done_or_answered(app, work)).await
    }

    /// When the work is refused, the same request may have been carried out before, by another
    /// node or here by one whose client went away: then its answer is given.
    async fn done_or_answered<E: From<IdempotencyError>>(
        &self,
        app: &App,
        work: impl Future<Output = Result<Answer, E>>,
    ) -> Result<Given, E> {
        match work.await {
            Ok(answer) => Ok(Given::First(answer)),
            Err(refusal) => match self.answered_before(app).await? {
                Some(answer) => Ok(Given::Again(answer)),
                None => Err(refusal),
            },
        }
    }

    /// The answer that tells of a decision, to be remembered in the commit of its effect.
    pub(crate) fn answered(&self, decision: Decision<T>, now: OffsetDateTime) -> Decision<Answer> {
        let Decision { changes, outcome } = decision;
        let answer = (self.render)(&outcome);
        Decision { changes: changes.write(self.remember(answer.clone(), now)), outcome: answer }
    }

    /// The write that remembers an answer, for the commit of the effect.
    pub fn remember(&self, answer: Answer, now: OffsetDateTime) -> Write {
        Write::Remember(Remembered {
            key: self.key.clone(),
            fingerprint: self.fingerprint.said,
            status: answer.status,
            body: answer.body,
            answered_at: now,
            expires_at: now + KEPT,
        })
    }

    async fn answered_before(&self, app: &App) -> Result<Option<Answer>, IdempotencyError> {
        match app.ports.store.remembered(&self.key, app.now()).await? {
            None => Ok(None),
            Some(first) if self.fingerprint.is_of(&first) => {
                Ok(Some(Answer { status: first.status, body: first.body }))
            }
            Some(_) => Err(IdempotencyError::Reused),
        }
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
