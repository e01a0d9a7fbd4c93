//! The Limits port on Redis: one count for all nodes.
//!
//! While Redis is away nothing is counted here, and every call says so at once: none waits for a
//! Redis that was away a moment ago.

mod gcra;
mod line;
mod outage;

use std::time::{Duration, Instant};

use airside_app::ports::{Decision, Limit, Limits, LimitsError};
use async_trait::async_trait;
use deadpool_redis::PoolError;
use deadpool_redis::redis::RedisError;
use thiserror::Error;
use tokio::time::timeout;

use crate::gcra::Gcra;
use crate::line::Line;
use crate::outage::Outage;

/// What the adapter must be told. The address may hold a password, so it is never shown.
#[derive(Clone)]
pub struct Settings {
    /// `redis://` or `rediss://`, with the number of the database at the end.
    pub url: String,
    /// What Redis has to show on `rediss://`.
    pub certificate: Certificate,
    /// Begins every key, as `airside` in `airside:limit:api:<subject>`.
    pub prefix: String,
    /// How long one call may take, connecting included.
    pub timeout: Duration,
}

/// Which certificate a Redis may show that is spoken to in TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// One for its name, signed by an authority that this machine trusts, or `SSL_CERT_FILE`.
    Checked,
    /// Any. Who only listens on the way learns nothing; who stands in it is not noticed.
    Any,
}

/// Counts by limit and subject, together with every node that has the same Redis and prefix.
pub struct RedisLimits {
    line: Line,
    gcra: Gcra,
    outage: Outage,
    prefix: String,
    timeout: Duration,
}

impl RedisLimits {
    /// Connects when the first call needs it, so that a node starts while Redis is away.
    ///
    /// Fails on an address that no Redis can have.
    pub fn connect(settings: Settings) -> Result<Self, LimitsError> {
        let Settings { url, certificate, prefix, timeout } = settings;
        let line = Line::new(&url, certificate, timeout).map_err(LimitsError::new)?;
        let (gcra, outage) = (Gcra::new(), Outage::default());
        Ok(Self { line, gcra, outage, prefix, timeout })
    }

    async fn ask(&self, limit: Limit, subject: &str) -> Result<Decision, Failure> {
        if !self.outage.may_ask(Instant::now()) {
            return Err(Failure::Resting);
        }
        // A limit's name is ours and has no colon, so no two pairs share a key.
        let key = format!("{}:limit:{}:{subject}", self.prefix, limit.name);
        let counted = timeout(self.timeout, self.count(limit, &key)).await;
        self.noted(counted.unwrap_or(Err(Failure::Late)))
    }

    /// A connection that broke while idle is no outage: the call is made once more on a new one. A
    /// call that was counted twice costs its subject one of the burst.
    async fn count(&self, limit: Limit, key: &str) -> Result<Decision, Failure> {
        match self.count_once(limit, key).await {
            Err(failure) if failure.is_broken_line() => {
                self.line.hang_up();
                self.count_once(limit, key).await
            }
            outcome => outcome,
        }
    }

    async fn count_once(&self, limit: Limit, key: &str) -> Result<Decision, Failure> {
        let connection = self.line.connection().await?;
        Ok(self.gcra.take(connection, limit, key).await?)
    }

    /// Notes whether Redis answered a call.
    fn noted<T>(&self, outcome: Result<T, Failure>) -> Result<T, Failure> {
        match &outcome {
            Ok(_) => self.tell_of_answer(),
            Err(failure) => self.tell_of(failure),
        }
        outcome
    }

    fn tell_of_answer(&self) {
        if self.outage.answered() {
            tracing::info!("Redis answers again, calls are counted");
        }
    }

    fn tell_of(&self, failure: &Failure) {
        self.line.hang_up();
        if self.outage.failed(Instant::now()) {
            let error = airside_app::chain(failure);
            tracing::error!(error, "Redis is away, calls are not counted there");
        }
    }
}

#[async_trait]
impl Limits for RedisLimits {
    async fn take(&self, limit: Limit, subject: &str) -> Result<Decision, LimitsError> {
        self.ask(limit, subject).await.map_err(LimitsError::new)
    }

    async fn ping(&self) -> Result<(), LimitsError> {
        let pinged = timeout(self.timeout, self.line.ping()).await;
        let outcome = pinged.map_or(Err(Failure::Late), |pinged| pinged.map_err(Failure::from));
        self.noted(outcome).map_err(LimitsError::new)
    }
}

#[derive(Debug, Error)]
enum Failure {
    #[error("cannot connect")]
    Connect(#[from] PoolError),
    #[error("the call failed")]
    Call(#[from] RedisError),
    #[error("there was no answer in time")]
    Late,
    #[error("it was away a moment ago")]
    Resting,
}

impl Failure {
    fn is_broken_line(&self) -> bool {
        match self {
            Self::Call(error) => error.is_connection_dropped(),
            Self::Connect(_) | Self::Late | Self::Resting => false,
        }
    }
}
