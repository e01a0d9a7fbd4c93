//! What came back, and what it is read as.

use std::time::Duration;

use reqwest::Response;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::de::DeserializeOwned;

use crate::error::{Error, Problem};

/// The answer of a write that was sent under a key.
#[derive(Debug, Clone)]
pub struct Answered<T> {
    /// What the API answered.
    pub value: T,
    /// Whether an earlier request had this answer already: now nothing happened.
    pub is_replay: bool,
    /// By which the server's log finds the request.
    pub request_id: Option<String>,
}

/// An answer whose body has arrived.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) async fn arrive(response: Response) -> Result<Self, reqwest::Error> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, body: response.bytes().await?.into() })
    }

    pub(crate) const fn is_success(&self) -> bool {
        matches!(self.status, 200..300)
    }

    /// The refusal, if the body is one.
    pub(crate) fn problem(&self) -> Option<Problem> {
        let problem: Problem = serde_json::from_slice(&self.body).ok()?;
        Some(Problem { retry_after: self.retry_after(), ..problem })
    }

    /// The answer itself, if it is a success.
    pub(crate) fn accepted(self) -> Result<Self, Error> {
        if self.is_success() {
            return Ok(self);
        }
        Err(match self.problem() {
            Some(problem) => Error::Problem(Box::new(problem)),
            None => self.unreadable("it is no problem of the API".to_owned()),
        })
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body)
            .map_err(|error| self.unreadable(self.explained::<T>().unwrap_or(error.to_string())))
    }

    /// Where in the body the fault is. Only asked then: to keep track of it costs time.
    fn explained<T: DeserializeOwned>(&self) -> Option<String> {
        let mut json = serde_json::Deserializer::from_slice(&self.body);
        let read: Result<T, _> = serde_path_to_error::deserialize(&mut json);
        read.err().map(|error| error.to_string())
    }

    /// With what the headers tell of a write.
    pub(crate) fn answered<T: DeserializeOwned>(&self) -> Result<Answered<T>, Error> {
        Ok(Answered {
            value: self.read()?,
            is_replay: self.header("idempotent-replayed") == Some("true"),
            request_id: self.request_id(),
        })
    }

    /// In seconds; a date, which the API never sends, is not read.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.header(RETRY_AFTER.as_str())?.trim().parse().ok().map(Duration::from_secs)
    }

    fn unreadable(&self, reason: String) -> Error {
        Error::Unreadable { status: self.status, reason, request_id: self.request_id() }
    }

    fn request_id(&self) -> Option<String> {
        self.header("x-request-id").map(str::to_owned)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
