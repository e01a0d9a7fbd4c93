//! Who calls: a key, what it may do, and what was given out to it.

use std::sync::Arc;
use std::time::Instant;

use airside_client::{Client, Error, IdempotencyKey, Secret};
use http::header::AUTHORIZATION;
use http::request::Parts;
use rmcp::model::Extensions;

use crate::memory::{CallerId, Memory};
use crate::proposal::Proposal;
use crate::refusal::Refusal;

/// Where requests get their caller from.
#[derive(Clone)]
pub(crate) struct Callers {
    airside: Client,
    /// `None`: each request brings its own.
    key: Option<Secret>,
    memory: Arc<Memory>,
}

/// One caller.
#[derive(Clone)]
pub(crate) struct Caller {
    /// The API, with the caller's key.
    pub(crate) airside: Client,
    pub(crate) id: CallerId,
    pub(crate) memory: Arc<Memory>,
}

/// A proposal that is about to be carried out.
pub(crate) struct Confirmed {
    pub(crate) proposal: Proposal,
    /// The same each time, so that the API acts once.
    pub(crate) key: IdempotencyKey,
}

/// What a key may be allowed, as `POST /v1/api-keys` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Search,
    Book,
    Pay,
    Cancel,
}

impl Callers {
    pub(crate) fn all_by_one_key(airside: Client, key: &str) -> Self {
        Self { airside, key: Some(Secret::from(key)), memory: Arc::default() }
    }

    pub(crate) fn each_by_its_own_key(airside: Client) -> Self {
        Self { airside, key: None, memory: Arc::default() }
    }

    /// Who makes a request with these extensions.
    pub(crate) fn of(&self, extensions: &Extensions) -> Result<Caller, Refusal> {
        let key = match &self.key {
            Some(key) => key.reveal(),
            None => extensions.get::<Parts>().and_then(bearer).ok_or_else(Refusal::no_key)?,
        };
        Ok(Caller {
            airside: self.airside.clone().with_key(key),
            id: CallerId::of(key),
            memory: Arc::clone(&self.memory),
        })
    }
}

impl Caller {
    /// What this caller was proposed by this token.
    pub(crate) fn confirm(&self, token: &str) -> Result<Confirmed, Refusal> {
        let token = token.trim();
        let proposal = self.memory.proposal(self.id, token, Instant::now());
        let proposal = proposal.ok_or_else(Refusal::unknown_proposal)?;
        let key = IdempotencyKey::new(format!("mcp-{token}"))
            .map_err(|error| Error::Unsendable(error.to_string()))?;
        Ok(Confirmed { proposal, key })
    }
}

/// The key that a request over HTTP brings.
pub(crate) fn bearer(request: &Parts) -> Option<&str> {
    let value = request.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    let key = key.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty()).then_some(key)
}

impl Scope {
    /// As the API writes it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Book => "book",
            Self::Pay => "pay",
            Self::Cancel => "cancel",
        }
    }
}
