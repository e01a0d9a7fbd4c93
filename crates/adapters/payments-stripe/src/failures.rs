//! Says what an answer of Stripe means, and what the caller can do about a bad one.
//!
//! An error of Stripe may carry the whole payment with its card and client secret,
//! and one about the key repeats a part of the key: only what is named below leaves here.

use airside_app::ports::payments::{PaymentsError, Refusal};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::objects::PaymentIntent;
use crate::transport::Reply;

/// Why a call failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nothing is known; ask again.
    Away(Outage),
    /// The bank declined this payment, which Stripe may have sent along.
    Declined(Option<Box<PaymentIntent>>),
    UnknownPaymentMethod,
    NotFound,
    /// Stripe said no for good.
    Refused {
        refusal: Refusal,
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
    /// Stripe failed at this request before and keeps that answer under the request's key. It
    /// may have done the work or not.
    #[error("status {status}, kept under the idempotency key")]
    Kept { status: u16 },
    #[error("a failure is kept under every key")]
    KeysUsedUp,
    #[error("an answer that cannot be read")]
    Unreadable,
    // A key is replaced while the server runs, and then the call is good again.
    #[error("the secret key is not accepted: it is wrong, expired or of another account")]
    KeyNotAccepted,
    #[error("the secret key lacks a permission: a restricted key must be allowed this call")]
    KeyNotAllowed,
}

/// Reads what a call brought.
pub(crate) fn read<T: DeserializeOwned>(reply: &Reply) -> Result<T, Failure> {
    let is_answer = (200..300).contains(&reply.status);
    if is_answer {
        serde_json::from_slice(&reply.body).map_err(|_| Failure::Away(Outage::Unreadable))
    } else if is_kept_failure(reply) {
        Err(Failure::Away(Outage::Kept { status: reply.status }))
    } else {
        Err(refusal(reply.status, &reply.body))
    }
}

/// Stripe keeps the answer to a key even if it is a 500, and only says it again for a day.
const fn is_kept_failure(reply: &Reply) -> bool {
    reply.is_replay && reply.status >= 500
}

/// Whether the same request may fare better, by Stripe's rules for repeating.
pub(crate) fn is_worth_repeating(reply: &Reply) -> bool {
    // 2xx: cut off on its way, or it would have been read. 409: another call with this key
    // is still running. 424: a bank did not answer.
    let is_passing = matches!(reply.status, 200..300 | 409 | 424 | 429 | 500..);
    !is_kept_failure(reply) && reply.should_retry.unwrap_or(is_passing)
}

fn refusal(status: u16, body: &[u8]) -> Failure {
    // Whatever is no error of Stripe was said by somebody on the way, in HTML perhaps.
    let Ok(Body { error }) = serde_json::from_slice(body) else {
        return Failure::Away(Outage::Status(status));
    };
    let Error { kind, code, param, message, payment_intent } = error;
    let is_missing = code.as_deref() == Some("resource_missing");
    match (status, kind.as_str()) {
        (401, _) | (_, "authentication_error") => Failure::Away(Outage::KeyNotAccepted),
        (403, _) => Failure::Away(Outage::KeyNotAllowed),
        (409 | 424 | 429 | 500.., _) | (_, "api_error" | "rate_limit_error") => {
            Failure::Away(Outage::Status(status))
        }
        (_, "card_error") => {
            let shown = payment_intent.and_then(|intent| serde_json::from_value(intent).ok());
            Failure::Declined(shown.map(Box::new))
        }
        _ if param.as_deref() == Some("payment_method") => Failure::UnknownPaymentMethod,
        _ if is_missing => Failure::NotFound,
        _ => Failure::Refused {
            refusal: Refusal {
                code: code.clone().unwrap_or(kind),
                message: message.or(code).unwrap_or_else(|| format!("status {status}")),
            },
            is_bad_request: status == 400,
        },
    }
}

#[derive(Deserialize)]
struct Body {
    error: Error,
}

#[derive(Deserialize)]
struct Error {
    #[serde(rename = "type", default)]
    kind: String,
    code: Option<String>,
    param: Option<String>,
    message: Option<String>,
    /// Not read yet, so that a payment of another shape does not hide the error.
    payment_intent: Option<serde_json::Value>,
}

impl Failure {
    /// What may be logged of it.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Away(outage) => outage.to_string(),
            Self::Declined(_) => "declined".to_owned(),
            Self::UnknownPaymentMethod => "no such payment method".to_owned(),
            Self::NotFound => "no such object".to_owned(),
            Self::Refused { refusal, .. } => refusal.message.clone(),
        }
    }

    /// Whether the request was understood and not allowed, such as to end what has ended.
    pub(crate) const fn is_bad_request(&self) -> bool {
        match self {
            Self::Refused { is_bad_request, .. } => *is_bad_request,
            Self::Away(_) | Self::Declined(_) | Self::UnknownPaymentMethod | Self::NotFound => {
                false
            }
        }
    }
}

impl From<Failure> for PaymentsError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Away(outage) => Self::Unavailable(Box::new(outage)),
            Failure::Declined(_) => Self::Refused(Refusal {
                code: "declined".to_owned(),
                message: "The card was declined.".to_owned(),
            }),
            Failure::UnknownPaymentMethod => Self::UnknownPaymentMethod,
            Failure::NotFound => Self::NotFound,
            Failure::Refused { refusal, .. } => Self::Refused(refusal),
        }
    }
}
