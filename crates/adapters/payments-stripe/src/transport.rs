//! Sends one request to Stripe and brings back the answer, whatever it is.
//!
//! `async-stripe` writes the requests, but its own client loses the headers that say
//! when to ask again, reads every error by types as strict as those of its answers,
//! and opens a new connection for each call.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER, USER_AGENT};
use hyper::{Method, Request};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use stripe_client_core::{RequestBuilder, StripeMethod, VERSION};

use crate::failures::Outage;
use crate::settings::InvalidSettings;

const STRIPE: &str = "https://api.stripe.com";
/// An address that takes longer than this will not answer at all.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// Connections wait this long for the next call, so that most calls need no handshake.
const KEEP_IDLE: Duration = Duration::from_secs(30);
/// Far more than any answer that we ask for.
const LONGEST_ANSWER: usize = 4 << 20;

/// The way to Stripe, or to what answers as it does.
pub(crate) struct Transport {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    /// Up to and including `/v1`.
    base: String,
    authorization: HeaderValue,
    /// For one attempt, from the connection to the last byte.
    timeout: Duration,
}

/// A request that is ready to be sent, as often as need be.
pub(crate) type Prepared = Request<Full<Bytes>>;

/// What was answered.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
    /// Stripe's own word on whether the same request may fare better (`Stripe-Should-Retry`).
    pub(crate) should_retry: Option<bool>,
    /// How long to be quiet first (`Retry-After`).
    pub(crate) retry_after: Duration,
    /// Whether this was the answer to an earlier request with the same key.
    pub(crate) is_replay: bool,
    /// The id by which Stripe's support finds the call (`Request-Id`).
    pub(crate) request_id: Option<String>,
}

impl Transport {
    pub(crate) fn new(
        secret_key: &str,
        api_url: Option<&str>,
        timeout: Duration,
    ) -> Result<Self, InvalidSettings> {
        let invalid = |what: &str| InvalidSettings(what.to_owned());
        let mut authorization = HeaderValue::from_str(&format!("Bearer {secret_key}"))
            .map_err(|_| invalid("the secret key has characters that no key has"))?;
        authorization.set_sensitive(true);

        let address = api_url.unwrap_or(STRIPE).trim_end_matches('/');
        let base = format!("{address}/v1");
        let parsed: hyper::Uri = base.parse().map_err(|_| invalid("the address is not a URL"))?;
        if !matches!(parsed.scheme_str(), Some("http" | "https")) {
            return Err(invalid("the address must begin with https:// or http://"));
        }
        Ok(Self { client: client(timeout)?, base, authorization, timeout })
    }

    /// Writes a request, under an idempotency key if there is one.
    pub(crate) fn prepare(
        &self,
        request: RequestBuilder,
        idempotency_key: Option<&str>,
    ) -> Result<Prepared, hyper::http::Error> {
        let RequestBuilder { query, body, path, method } = request;
        let query = query.filter(|query| !query.is_empty());
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let method = match method {
            StripeMethod::Get => Method::GET,
            StripeMethod::Post => Method::POST,
            StripeMethod::Delete => Method::DELETE,
        };
        let mut prepared = Request::builder()
            .method(method)
            .uri(format!("{}{path}{query}", self.base))
            .header(AUTHORIZATION, self.authorization.clone())
            .header(USER_AGENT, concat!("airside/", env!("CARGO_PKG_VERSION")))
            .header("Stripe-Version", VERSION.as_str());
        if body.is_some() {
            prepared = prepared.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(key) = idempotency_key {
            prepared = prepared.header("Idempotency-Key", key);
        }
        prepared.body(Full::from(body.unwrap_or_default()))
    }

    /// Sends it once.
    pub(crate) async fn send(&self, request: Prepared) -> Result<Reply, Outage> {
        tokio::time::timeout(self.timeout, self.exchange(request))
            .await
            .unwrap_or(Err(Outage::Timeout))
    }

    async fn exchange(&self, request: Prepared) -> Result<Reply, Outage> {
        let answer = self.client.request(request).await.map_err(|error| broken(&error))?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, LONGEST_ANSWER).collect().await;
        let body = body.map_err(|error| broken(&*error))?.to_bytes();
        Ok(Reply {
            status: head.status.as_u16(),
            body,
            should_retry: text(&head.headers, "Stripe-Should-Retry")
                .and_then(|advice| advice.parse().ok()),
            retry_after: text(&head.headers, RETRY_AFTER.as_str())
                .and_then(|seconds| seconds.parse().ok())
                .map_or(Duration::ZERO, Duration::from_secs),
            is_replay: text(&head.headers, "Idempotent-Replayed") == Some("true"),
            request_id: text(&head.headers, "Request-Id").map(str::to_owned),
        })
    }
}

fn client(
    timeout: Duration,
) -> Result<Client<HttpsConnector<HttpConnector>, Full<Bytes>>, InvalidSettings> {
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(timeout.min(CONNECT_WITHIN)));
    let connector = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .map_err(|error| InvalidSettings(error.to_string()))?
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector);
    Ok(Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(KEEP_IDLE)
        .build(connector))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The whole chain, since the outermost error only says that there was one.
fn broken(error: &dyn std::error::Error) -> Outage {
    Outage::Connection(airside_app::chain(error))
}

airside_primitives::hide_in_debug!(Reply { status, request_id });
