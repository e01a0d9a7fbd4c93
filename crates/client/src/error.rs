//! Why a call came to nothing.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use thiserror::Error;

/// Why a call came to nothing.
#[derive(Debug, Error)]
pub enum Error {
    /// The API refused, and says why.
    #[error(transparent)]
    Problem(Box<Problem>),
    /// No answer came. A write may have taken effect: send it again under the same key.
    #[error("no answer came")]
    Transport(#[source] reqwest::Error),
    /// An answer that is not one of the API's: of a proxy, or of a server that is too new.
    #[error("the answer with status {status} cannot be read: {reason}")]
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// What is wrong with it.
        reason: String,
        /// The id of the request, if the answer has one.
        request_id: Option<String>,
    },
    /// Nothing was sent, for no request can be made of it.
    #[error("no request can be made: {0}")]
    Unsendable(String),
}

/// A refusal (RFC 9457).
#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    /// Names the kind of problem as a URI.
    #[serde(rename = "type", default)]
    pub uri: String,
    /// One line for people, the same for every problem of this kind.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time, for people.
    #[serde(default)]
    pub detail: String,
    /// What programs test for, as `sold_out`.
    pub code: String,
    /// By which the server's log finds the request.
    #[serde(default)]
    pub request_id: Option<String>,
    /// The fields that are to blame.
    #[serde(default)]
    pub errors: Vec<FieldError>,
    /// How long to wait before asking again, if the answer says it.
    #[serde(skip)]
    pub retry_after: Option<Duration>,
}

/// One field that is to blame.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FieldError {
    /// A JSON pointer into the body, or `/name` of a query parameter.
    pub pointer: String,
    /// What is wrong with it, for people.
    pub detail: String,
}

impl Error {
    /// The refusal, if it is one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Transport(_) | Self::Unreadable { .. } | Self::Unsendable(_) => None,
        }
    }

    /// Whether the API refused with this code.
    pub fn is(&self, code: &str) -> bool {
        self.problem().is_some_and(|problem| problem.is(code))
    }
}

impl Problem {
    /// Whether this is its code.
    pub fn is(&self, code: &str) -> bool {
        self.code == code
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, code, detail, .. } = self;
        write!(f, "{status} {code}: {detail}")?;
        match &self.request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}
