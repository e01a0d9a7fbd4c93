//! The HTTP clients: one for https, and one for this machine without.

use std::error::Error;
use std::time::Duration;

use airside_app::ports::deliverer::UnsafeUrl;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::{Request, Response};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use thiserror::Error;

use crate::public::{Loopback, Reach};
use crate::resolver::Resolver;
use crate::target::{Scheme, Target};

/// An address that takes longer than this will not answer at all.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// A connection is used again only so soon after its address was checked and used.
const KEEP_IDLE: Duration = Duration::from_secs(10);
/// How much of an answer is read.
const BEGINNING: usize = 1_024;

type Plain = HttpConnector<Resolver>;

pub(crate) struct Clients {
    https: Client<HttpsConnector<Plain>, String>,
    http: Client<Plain, String>,
    loopback: Loopback,
}

/// Why there is no answer.
pub(crate) enum Failed {
    Unsafe(UnsafeUrl),
    Broken,
}

/// There is no way to speak TLS.
#[derive(Debug, Error)]
#[error("webhooks cannot be sent: {0}")]
pub struct NoTls(String);

impl Clients {
    pub(crate) fn new(loopback: Loopback) -> Result<Self, NoTls> {
        let https = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
            .map_err(|error| NoTls(error.to_string()))?
            .https_only()
            .enable_http1()
            .wrap_connector(plain(Reach::of(Scheme::Https, loopback)));
        let http = plain(Reach::LoopbackOnly);
        let mut pooled = Client::builder(TokioExecutor::new());
        pooled.pool_timer(TokioTimer::new()).pool_idle_timeout(KEEP_IDLE);
        Ok(Self { https: pooled.build(https), http: pooled.build(http), loopback })
    }

    /// The status, and how the answer begins.
    pub(crate) async fn answer(&self, request: Request<String>) -> Result<(u16, String), Failed> {
        let target = Target::parse(&request.uri().to_string()).map_err(Failed::Unsafe)?;
        if let Some(address) = target.literal() {
            // No resolver is asked about it.
            Reach::of(target.scheme, self.loopback).check(address).map_err(Failed::Unsafe)?;
        }
        let answering = match target.scheme {
            Scheme::Https => self.https.request(request),
            Scheme::Http => self.http.request(request),
        };
        let response = answering.await.map_err(|error| failed(&error))?;
        let status = response.status().as_u16();
        Ok((status, beginning(response).await))
    }
}

fn plain(reach: Reach) -> Plain {
    let mut connector = HttpConnector::new_with_resolver(Resolver(reach));
    connector.enforce_http(false);
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(CONNECT_WITHIN));
    connector
}

/// What the resolver said, if it was that.
fn failed(error: &(dyn Error + 'static)) -> Failed {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(why) = error.downcast_ref::<UnsafeUrl>() {
            return Failed::Unsafe(*why);
        }
        cause = error.source();
    }
    Failed::Broken
}

/// The first KiB of an answer as text, whatever it is; an answer that breaks off is as long as it
/// came. The rest is not read.
async fn beginning(response: Response<Incoming>) -> String {
    let mut body = response.into_body();
    let mut read = Vec::new();
    while read.len() <= BEGINNING
        && let Some(Ok(frame)) = body.frame().await
    {
        if let Ok(bytes) = frame.into_data() {
            read.extend_from_slice(&bytes);
        }
    }
    read.truncate(BEGINNING);
    // No store keeps a NUL in text.
    String::from_utf8_lossy(&read).replace('\0', "\u{fffd}")
}
