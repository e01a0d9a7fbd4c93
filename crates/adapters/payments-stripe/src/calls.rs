//! Makes one call to Stripe, a few times if need be, always under the same key.
//!
//! The key must be the same after a restart too, so it is our own id of what is
//! asked for, and the loop is here.

use std::time::{Duration, Instant};

use airside_app::ports::payments::Refusal;
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use serde::de::DeserializeOwned;
use stripe_client_core::RequestBuilder;

use crate::failures::{self, Failure, Outage};
use crate::transport::{Prepared, Reply, Transport};

/// Waits between attempts, spread so that calls that failed together are not repeated together.
const WAITS: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(100))
    .with_max_delay(Duration::from_secs(3))
    .with_jitter();
/// No attempt begins later than this after the first: a client waits for the answer.
const LAST_START: Duration = Duration::from_secs(20);
/// How many keys a request is made under, while Stripe fails at all of them.
const MOST_KEYS: u32 = 20;

/// Calls Stripe, again if need be.
pub(crate) struct Calls {
    pub(crate) transport: Transport,
    pub(crate) patience: Patience,
}

/// How long we go on asking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    pub(crate) attempts: u32,
}

impl Calls {
    /// Asks until Stripe answers for good, or patience ends.
    ///
    /// The request must be safe to repeat: it reads, or ends something.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
    ) -> Result<T, Failure> {
        self.repeat(self.prepare(request, None)?, self.patience).await
    }

    /// The same for a request that makes something, which Stripe does once for each key.
    pub(crate) async fn ask_once_for<T: DeserializeOwned>(
        &self,
        key: &str,
        request: RequestBuilder,
    ) -> Result<T, Failure> {
        self.repeat(self.prepare(request, Some(key))?, self.patience).await
    }

    /// Makes something under `key`, or under the next of its numbers where a failure is kept.
    ///
    /// Stripe may have done the work before it failed: `look` tells what came of it, before the
    /// request is made under another key. Every call goes through the same keys in the same
    /// order, so all find what the first of them made.
    pub(crate) async fn make<T: DeserializeOwned, L>(
        &self,
        key: &str,
        request: impl Fn() -> RequestBuilder,
        look: impl Fn() -> L,
    ) -> Result<T, Failure>
    where
        L: Future<Output = Result<Option<T>, Failure>>,
    {
        let began = Instant::now();
        for number in 1..=MOST_KEYS {
            let key = if number == 1 { key.to_owned() } else { format!("{key}-{number}") };
            match self.ask_once_for(&key, request()).await {
                Err(Failure::Away(Outage::Kept { status })) => {
                    tracing::warn!(status, number, "the payment gateway keeps a failure");
                    if let Some(made) = look().await? {
                        return Ok(made);
                    }
                    if began.elapsed() > LAST_START {
                        return Err(Failure::Away(Outage::Kept { status }));
                    }
                }
                answered => return answered,
            }
        }
        Err(Failure::Away(Outage::KeysUsedUp))
    }

    /// Asks a single time.
    pub(crate) async fn try_to_ask<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
    ) -> Result<T, Failure> {
        self.repeat(self.prepare(request, None)?, Patience { attempts: 1 }).await
    }

    fn prepare(&self, request: RequestBuilder, key: Option<&str>) -> Result<Prepared, Failure> {
        self.transport.prepare(request, key).map_err(|error| Failure::Refused {
            refusal: Refusal {
                code: "request_not_written".to_owned(),
                message: format!("the request cannot be written: {error}"),
            },
            is_bad_request: false,
        })
    }

    async fn repeat<T: DeserializeOwned>(
        &self,
        request: Prepared,
        patience: Patience,
    ) -> Result<T, Failure> {
        let began = Instant::now();
        let mut waits = patience.waits();
        loop {
            let (failure, not_before) = match self.transport.send(request.clone()).await {
                Ok(reply) => match failures::read(&reply) {
                    Ok(answer) => return Ok(answer),
                    Err(failure) => {
                        note(&reply, &request, &failure);
                        if !failures::is_worth_repeating(&reply) {
                            return Err(failure);
                        }
                        (failure, reply.retry_after)
                    }
                },
                Err(outage) => (Failure::Away(outage), Duration::ZERO),
            };
            let wait = waits.next();
            let wait = wait.and_then(|wait| in_time(wait, began.elapsed(), not_before));
            let Some(wait) = wait else { return Err(failure) };
            let reason = failure.summary();
            tracing::warn!(reason, "the payment gateway did not answer; asking again");
            tokio::time::sleep(wait).await;
        }
    }
}

impl Patience {
    /// The wait after each attempt but the last.
    fn waits(self) -> ExponentialBackoff {
        let more = usize::try_from(self.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        WAITS.with_max_times(more).build()
    }
}

/// The wait, or as long as Stripe asks for; `None` when the next attempt would begin too late.
fn in_time(wait: Duration, elapsed: Duration, not_before: Duration) -> Option<Duration> {
    let wait = wait.max(not_before);
    (elapsed.saturating_add(wait) <= LAST_START).then_some(wait)
}

/// A bad key is an error that the operator must see; other failures are the caller's to handle.
fn note(reply: &Reply, request: &Prepared, failure: &Failure) {
    let Reply { status, request_id, .. } = reply;
    let (method, path) = (request.method(), request.uri().path());
    let request_id = request_id.as_deref();
    match failure {
        Failure::Away(outage @ (Outage::KeyNotAccepted | Outage::KeyNotAllowed)) => {
            tracing::error!(status, %method, path, request_id, "the payment gateway: {outage}");
        }
        Failure::Away(
            Outage::Timeout
            | Outage::Connection(_)
            | Outage::Status(_)
            | Outage::Kept { .. }
            | Outage::KeysUsedUp
            | Outage::Unreadable,
        )
        | Failure::Declined(_)
        | Failure::UnknownPaymentMethod
        | Failure::NotFound
        | Failure::Refused { .. } => {
            tracing::debug!(status, %method, path, request_id, "the payment gateway said no");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAIT: Duration = Duration::from_millis(100);

    #[test]
    fn the_last_attempt_is_the_last() {
        assert_eq!(Patience { attempts: 3 }.waits().count(), 2);
        assert_eq!(Patience { attempts: 1 }.waits().count(), 0);
    }

    #[test]
    fn stripe_is_left_alone_for_as_long_as_it_says() {
        let asked = Duration::from_secs(7);
        assert_eq!(in_time(WAIT, Duration::ZERO, asked), Some(asked));
        assert_eq!(in_time(WAIT, Duration::ZERO, Duration::ZERO), Some(WAIT));
    }

    #[test]
    fn nobody_waits_for_longer_than_patience_lasts() {
        assert_eq!(in_time(WAIT, Duration::ZERO, Duration::from_mins(1)), None);
        assert_eq!(in_time(WAIT, LAST_START, Duration::ZERO), None);
    }
}
