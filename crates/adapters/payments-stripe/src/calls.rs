//! Makes one call to Stripe, a few times if need be, always under the same key.
//!
//! The key must be the same after a restart too, so it is our own id of what is
//! asked for, and the loop is here.

use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use stripe_client_core::RequestBuilder;

use crate::failures::{self, Failure, Outage};
use crate::transport::{Prepared, Reply, Transport};

/// Before the second attempt; doubles with each.
const FIRST_WAIT: Duration = Duration::from_millis(150);
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// No attempt begins later than this after the first: somebody waits for the answer.
const LAST_START: Duration = Duration::from_secs(20);

/// Stripe, asked patiently.
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

    /// The same for what makes something: once for this key, however often it is asked.
    pub(crate) async fn ask_once_for<T: DeserializeOwned>(
        &self,
        key: &str,
        request: RequestBuilder,
    ) -> Result<T, Failure> {
        self.repeat(self.prepare(request, Some(key))?, self.patience).await
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
            reason: format!("the request cannot be written: {error}"),
            is_bad_request: false,
        })
    }

    async fn repeat<T: DeserializeOwned>(
        &self,
        request: Prepared,
        patience: Patience,
    ) -> Result<T, Failure> {
        let began = Instant::now();
        let mut attempt = 1;
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
            let Some(wait) = patience.wait(attempt, began.elapsed(), not_before) else {
                return Err(failure);
            };
            let reason = failure.summary();
            tracing::warn!(attempt, reason, "the payment gateway did not answer; asking again");
            tokio::time::sleep(wait).await;
            attempt += 1;
        }
    }
}

impl Patience {
    /// How long to wait after this attempt; `None` if it was the last.
    fn wait(self, attempt: u32, elapsed: Duration, not_before: Duration) -> Option<Duration> {
        let wait = wait_after(attempt).max(not_before);
        let is_in_time = elapsed.saturating_add(wait) <= LAST_START;
        (attempt < self.attempts && is_in_time).then_some(wait)
    }
}

/// Half fixed and half chance, so that callers who failed together do not return together.
fn wait_after(attempt: u32) -> Duration {
    let doubled = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
    doubled.min(LONGEST_WAIT).mul_f64(rand::random_range(0.5..1.0))
}

/// A key that is not good is for whoever runs the server; the rest is for its caller.
fn note(reply: &Reply, request: &Prepared, failure: &Failure) {
    let Reply { status, request_id, .. } = reply;
    let (method, path) = (request.method(), request.uri().path());
    let request_id = request_id.as_deref();
    match failure {
        Failure::Away(outage @ (Outage::KeyNotAccepted | Outage::KeyNotAllowed)) => {
            tracing::error!(status, %method, path, request_id, "the payment gateway: {outage}");
        }
        Failure::Away(
            Outage::Timeout | Outage::Connection(_) | Outage::Status(_) | Outage::Unreadable,
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

    const PATIENCE: Patience = Patience { attempts: 3 };

    #[test]
    fn waits_grow_up_to_a_bound_and_vary_by_half() {
        for attempt in 1..10 {
            let longest = (FIRST_WAIT * 2_u32.pow(attempt - 1)).min(LONGEST_WAIT);
            let wait = wait_after(attempt);
            assert!(longest / 2 <= wait && wait <= longest, "{wait:?}");
        }
    }

    #[test]
    fn the_last_attempt_is_the_last() {
        let waits = [1, 2, 3].map(|attempt| PATIENCE.wait(attempt, Duration::ZERO, Duration::ZERO));
        assert_eq!(waits.map(|wait| wait.is_some()), [true, true, false]);
    }

    #[test]
    fn stripe_is_left_alone_for_as_long_as_it_says() {
        let asked = Duration::from_secs(7);
        assert_eq!(PATIENCE.wait(1, Duration::ZERO, asked), Some(asked));
    }

    #[test]
    fn nobody_waits_for_longer_than_patience_lasts() {
        assert_eq!(PATIENCE.wait(1, Duration::ZERO, Duration::from_mins(1)), None);
        assert_eq!(PATIENCE.wait(1, LAST_START, Duration::ZERO), None);
    }
}
