//! Which pages of other origins may call and read the answers, by the settings (CORS, as the Fetch
//! standard has it).
//!
//! A browser asks first (a preflight), and sends no key with that. An origin that is not listed is
//! told nothing, which is a refusal to every browser and none to anybody else.

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");
const REQUEST_HEADERS: HeaderValue = HeaderValue::from_static(
    "Authorization, Content-Type, Idempotency-Key, X-Request-Id, If-None-Match",
);
/// What a page may read of an answer, beside its body.
const ANSWER_HEADERS: HeaderValue = HeaderValue::from_static(
    "Location, Retry-After, RateLimit, RateLimit-Policy, Idempotent-Replayed, X-Request-Id, ETag",
);
/// How long a browser need not ask again: two hours, which is the most that any of them keeps.
const SECONDS_KEPT: HeaderValue = HeaderValue::from_static("7200");

/// The page that calls, as far as it matters.
pub(crate) enum Caller {
    /// No origin is listed, so that no answer depends on one.
    NobodyListed,
    /// No page, or one of an origin that is not listed.
    NotListed,
    /// A page of this origin.
    Listed(HeaderValue),
}

impl Caller {
    pub(crate) fn of(request: &HttpRequest, listed: &[String]) -> Self {
        if listed.is_empty() {
            return Self::NobodyListed;
        }
        let origin = request.headers().get(header::ORIGIN);
        let is_listed = |origin: &&HeaderValue| {
            let mut listed = listed.iter();
            listed.any(|it| it.as_bytes().eq_ignore_ascii_case(origin.as_bytes()))
        };
        origin.filter(is_listed).map_or(Self::NotListed, |origin| Self::Listed(origin.clone()))
    }

    /// The answer to a listed origin that asks whether it may call.
    pub(crate) fn preflight(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let is_listed = matches!(self, Self::Listed(_));
        let asks = request.method() == Method::OPTIONS
            && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        (is_listed && asks).then(|| {
            HttpResponse::NoContent()
                .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, METHODS))
                .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS))
                .insert_header((header::ACCESS_CONTROL_MAX_AGE, SECONDS_KEPT))
                .finish()
        })
    }

    /// What every answer says of it, a refusal too.
    pub(crate) fn headers(&self) -> Vec<(HeaderName, HeaderValue)> {
        let vary = (header::VARY, HeaderValue::from_static("Origin"));
        match self {
            Self::NobodyListed => Vec::new(),
            Self::NotListed => vec![vary],
            Self::Listed(origin) => vec![
                vary,
                (header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone()),
                (header::ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS),
            ],
        }
    }
}
