//! The client itself: an address, a key, and how calls are sent.
//!
//! Which calls there are is said by the modules of the crate, each for its part of the API.

use std::fmt;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Url};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep};

use crate::answer::{Answer, Answered};
use crate::call::{Call, Repeat};
use crate::error::Error;
use crate::retry::Retry;
use crate::secret::Secret;

/// How long one answer may take, and a connection.
const PATIENCE: Duration = Duration::from_secs(30);
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(5);

/// A client of one server. A clone shares its connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    key: Option<Secret>,
    retry: Retry,
}

impl Client {
    /// A client without a key, of the server at this address: `https://air.example.com`.
    pub fn new(base_url: &str) -> Result<Self, Error> {
        let base = Url::parse(base_url).map_err(|it| Error::Unsendable(it.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(Error::Unsendable("an address starts with http or https".to_owned()));
        }
        let http = reqwest::Client::builder()
            .user_agent(concat!("airside-client/", env!("CARGO_PKG_VERSION")))
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE_TO_CONNECT)
            // The API never redirects; a key must not be led elsewhere.
            .redirect(Policy::none())
            .build()
            .map_err(Error::Transport)?;
        Ok(Self { http, base, key: None, retry: Retry::default() })
    }

    /// The same client with this API key or access token.
    #[must_use]
    pub fn with_key(self, key: impl Into<Secret>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// The same client with other bounds for sending calls again.
    #[must_use]
    pub fn with_retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// The same client by an HTTP client of one's own, with its time-outs, proxies and TLS.
    #[must_use]
    pub fn with_http(self, http: reqwest::Client) -> Self {
        Self { http, ..self }
    }

    /// What a call answers.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, call: &Call) -> Result<T, Error> {
        self.send(call).await?.accepted()?.read()
    }

    /// What a write answers.
    pub(crate) async fn write<T: DeserializeOwned>(
        &self,
        call: &Call,
    ) -> Result<Answered<T>, Error> {
        self.send(call).await?.accepted()?.answered()
    }

    /// Whatever came back in the end, a refusal too.
    pub(crate) async fn send(&self, call: &Call) -> Result<Answer, Error> {
        self.send_to(call.url(&self.base)?, call).await
    }

    /// The same, to an address that was given out.
    pub(crate) async fn send_to(&self, url: Url, call: &Call) -> Result<Answer, Error> {
        let began = Instant::now();
        let mut attempt = 1;
        loop {
            let outcome = match self.request(url.clone(), call).send().await {
                Ok(response) => Answer::arrive(response).await,
                Err(error) => Err(error),
            };
            let Some(pause) = self.retry.pause(attempt, began.elapsed(), &call.repeat, &outcome)
            else {
                // Addresses of documents are secrets.
                return outcome.map_err(|error| Error::Transport(error.without_url()));
            };
            sleep(pause).await;
            attempt += 1;
        }
    }

    fn request(&self, url: Url, call: &Call) -> RequestBuilder {
        let mut request = self.http.request(call.method.clone(), url);
        if call.signed
            && let Some(key) = &self.key
        {
            request = request.bearer_auth(key.reveal());
        }
        if let Repeat::UnderKey(key) = &call.repeat {
            request = request.header("Idempotency-Key", key.as_str());
        }
        match &call.body {
            Some(body) => request.header(CONTENT_TYPE, "application/json").body(body.clone()),
            None => request,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            // An address may carry a password.
            .field("server", &self.base.origin().ascii_serialization())
            .field("has_key", &self.key.is_some())
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
