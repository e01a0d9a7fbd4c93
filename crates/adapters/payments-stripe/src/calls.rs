//! Makes one call to Stripe, a few times if need be, and says what a failure means.
//!
//! `async-stripe` can repeat calls only under keys it invents; ours must be the
//! same after a restart, so the loop is here. An error of Stripe may carry the
//! whole payment, card and client secret: only what is named below leaves it.

use std::time::Duration;

use airside_app::ports::payments::PaymentsError;
use stripe::{
    ApiErrors, ApiErrorsCode, ApiErrorsType, IdempotencyKey, RequestStrategy, StripeError,
};
use stripe_core::PaymentIntent;
use thiserror::Error;

/// Before the second attempt; doubles with each.
const FIRST_WAIT: Duration = Duration::from_millis(150);

/// Sends a request once, under a key that is ours.
pub(crate) fn once_for(key: &str) -> Result<RequestStrategy, PaymentsError> {
    IdempotencyKey::new(key)
        .map(RequestStrategy::Idempotent)
        .map_err(|error| PaymentsError::Refused { reason: error.to_string() })
}

/// How long we go on asking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    pub(crate) attempts: u32,
}

impl Patience {
    /// Calls until Stripe answers for good, or patience ends.
    ///
    /// `call` must be safe to repeat: it reads, or carries a key, or ends something.
    pub(crate) async fn call<T, F>(self, call: impl Fn() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, StripeError>>,
    {
        let mut attempt = 1;
        loop {
            let failure = match call().await.map_err(Failure::from) {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let Failure::Away(reason) = &failure else { return Err(failure) };
            if attempt >= self.attempts {
                return Err(failure);
            }
            tracing::warn!(attempt, %reason, "the payment gateway did not answer; asking again");
            tokio::time::sleep(wait_after(attempt)).await;
            attempt += 1;
        }
    }
}

/// Half fixed and half chance, so that callers who failed together do not return together.
fn wait_after(attempt: u32) -> Duration {
    let doubled = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
    doubled.mul_f64(rand::random_range(0.5..1.0))
}

/// Why a call came to nothing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nothing is known; ask again.
    Away(Outage),
    /// The bank said no to this payment.
    Declined(Box<PaymentIntent>),
    UnknownPaymentMethod,
    NotFound,
    /// Stripe said no for good.
    Refused {
        reason: String,
        is_bad_request: bool,
    },
}

/// How Stripe failed to answer; holds nothing of what it may have said.
#[derive(Debug, Error)]
pub(crate) enum Outage {
    #[error("no answer in time")]
    Timeout,
    #[error("no connection: {0}")]
    Connection(String),
    #[error("an answer with status {0}")]
    Status(u16),
    #[error("an answer that cannot be read")]
    Unreadable,
}

impl Failure {
    /// Whether the request was understood and not allowed, as ending what has ended.
    pub(crate) const fn is_bad_request(&self) -> bool {
        match self {
            Self::Refused { is_bad_request, .. } => *is_bad_request,
            Self::Away(_) | Self::Declined(_) | Self::UnknownPaymentMethod | Self::NotFound => {
                false
            }
        }
    }

    /// The payment, if all that happened is that the bank said no to it.
    pub(crate) fn into_declined(self) -> Result<PaymentIntent, Self> {
        match self {
            Self::Declined(intent) => Ok(*intent),
            other @ (Self::Away(_)
            | Self::UnknownPaymentMethod
            | Self::NotFound
            | Self::Refused { .. }) => Err(other),
        }
    }
}

impl From<StripeError> for Failure {
    fn from(error: StripeError) -> Self {
        match error {
            StripeError::Stripe(error, status) => of_answer(*error, status),
            StripeError::ClientError(reason) => Self::Away(Outage::Connection(reason)),
            StripeError::Timeout => Self::Away(Outage::Timeout),
            // Also what a proxy on the way says in HTML.
            StripeError::JSONDeserialize(_) => Self::Away(Outage::Unreadable),
            StripeError::ConfigError(reason) => Self::Refused { reason, is_bad_request: false },
        }
    }
}

fn of_answer(error: ApiErrors, status: u16) -> Failure {
    let ApiErrors { code, param, payment_intent, type_, message, .. } = error;
    let is_missing = code == Some(ApiErrorsCode::ResourceMissing);
    match status {
        // 409: another call with this key is still running.
        409 | 424 | 429 | 500.. => Failure::Away(Outage::Status(status)),
        404 => Failure::NotFound,
        402 if type_ == ApiErrorsType::CardError
            && let Some(intent) = payment_intent =>
        {
            Failure::Declined(Box::new(intent))
        }
        _ if param.as_deref() == Some("payment_method") => Failure::UnknownPaymentMethod,
        400 if is_missing => Failure::NotFound,
        _ => Failure::Refused {
            reason: message.unwrap_or_else(|| format!("status {status}")),
            is_bad_request: status == 400,
        },
    }
}

impl From<Failure> for PaymentsError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Away(outage) => Self::Unavailable(Box::new(outage)),
            Failure::Declined(_) => Self::Refused { reason: "declined".to_owned() },
            Failure::UnknownPaymentMethod => Self::UnknownPaymentMethod,
            Failure::NotFound => Self::NotFound,
            Failure::Refused { reason, .. } => Self::Refused { reason },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_vary_by_half() {
        for attempt in 1..6 {
            let longest = FIRST_WAIT * 2_u32.pow(attempt - 1);
            let wait = wait_after(attempt);
            assert!(longest / 2 <= wait && wait <= longest, "{wait:?}");
        }
    }

    #[test]
    fn an_answer_that_cannot_be_read_says_nothing_of_what_was_charged() {
        let failure = Failure::from(StripeError::JSONDeserialize("secret".to_owned()));
        let error = PaymentsError::from(failure);
        assert!(matches!(error, PaymentsError::Unavailable(_)));
        assert!(!format!("{error:?}").contains("secret"));
    }
}
