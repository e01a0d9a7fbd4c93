//! Errors in Stripe's shape.
//!
//! A refusal leaves nothing behind: its transaction is rolled back and its
//! idempotency key stays free. A declined card is not one of these inside the
//! sandbox, because it changes the payment: it is an answer with status 402.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Map, Value, json};

use crate::store::StoreError;

/// Why a request was not done.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    kind: &'static str,
    code: Option<&'static str>,
    decline_code: Option<&'static str>,
    message: Box<str>,
    pub(crate) param: Option<Box<str>>,
    /// What is shown of the payment that was tried.
    attempt: Vec<(&'static str, Value)>,
}

impl Refusal {
    fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        let message = message.into().into_boxed_str();
        Self {
            status,
            kind,
            message,
            code: None,
            decline_code: None,
            param: None,
            attempt: Vec::new(),
        }
    }

    /// 400: the request makes no sense.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", message)
    }

    /// 401: no key, or not ours.
    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_request_error", message)
    }

    /// 401: no token, or not the one that the server was started with.
    pub(crate) fn no_token() -> Self {
        Self::unauthorized(
            "This server listens on more than this machine, so faults need its `sandbox.token`: \
             'Authorization: Bearer TOKEN'.",
        )
    }

    /// 402: the card was declined.
    pub(crate) fn card(
        code: &'static str,
        decline_code: Option<&'static str>,
        message: &str,
    ) -> Self {
        let refusal = Self::new(StatusCode::PAYMENT_REQUIRED, "card_error", message);
        Self { code: Some(code), decline_code, ..refusal }
    }

    /// 404: the address names nothing.
    pub(crate) fn not_found(what: &str, id: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, ..Self::no_such(what, id, "id") }
    }

    /// 400: a parameter names nothing.
    pub(crate) fn no_such(what: &str, id: &str, param: &str) -> Self {
        Self::invalid(format!("No such {what}: '{id}'")).with_code("resource_missing").about(param)
    }

    /// 404: there is no such address.
    pub(crate) fn unknown_address(method: &str, path: &str) -> Self {
        let message = format!("Unrecognized request URL ({method}: {path}).");
        Self { status: StatusCode::NOT_FOUND, ..Self::invalid(message) }
    }

    /// 409: the payer came too late.
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self { status: StatusCode::CONFLICT, ..Self::invalid(message) }
    }

    /// 400: an idempotency key came back with another request.
    pub(crate) fn idempotency(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "idempotency_error", message)
    }

    /// 429, on request.
    pub(crate) fn too_many_requests() -> Self {
        let message = "Request rate limit exceeded, because the sandbox was asked to say so.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "invalid_request_error", message)
            .with_code("rate_limit")
    }

    /// 503, on request.
    pub(crate) fn unavailable() -> Self {
        let message = "The sandbox is unavailable, because it was asked to be.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "api_error", message)
    }

    /// 504, on request: the effect has taken place.
    pub(crate) fn timed_out() -> Self {
        let message = "The sandbox timed out, because it was asked to.";
        Self::new(StatusCode::GATEWAY_TIMEOUT, "api_error", message)
    }

    /// 500, on request.
    pub(crate) fn failed() -> Self {
        let message = "The sandbox failed, because it was asked to.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "api_error", message)
    }

    pub(crate) fn with_code(self, code: &'static str) -> Self {
        Self { code: Some(code), ..self }
    }

    pub(crate) fn about(self, param: &str) -> Self {
        Self { param: Some(param.into()), ..self }
    }

    /// Shows the payment as it stands after the attempt.
    pub(crate) fn with_intent(mut self, intent: Value) -> Self {
        self.attempt.push(("payment_intent", intent));
        self
    }

    /// Shows what was tried: the charge that failed, if it came to one, and the card.
    pub(crate) fn with_attempt(mut self, charge: Option<&str>, payment_method: Value) -> Self {
        self.attempt.extend(charge.map(|charge| ("charge", Value::String(charge.to_owned()))));
        self.attempt.push(("payment_method", payment_method));
        self
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// The body, as Stripe shapes it.
    pub(crate) fn body(&self) -> Value {
        json!({ "error": self.error() })
    }

    fn error(&self) -> Value {
        let text = |value: &str| Value::String(value.to_owned());
        let mut error = Map::new();
        error.insert("type".to_owned(), text(self.kind));
        error.insert("message".to_owned(), text(&self.message));
        let optional = [
            ("code", self.code.map(text)),
            ("decline_code", self.decline_code.map(text)),
            ("doc_url", self.code.map(|code| Value::String(page_about(code)))),
            ("param", self.param.as_deref().map(text)),
        ];
        let optional = optional.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let attempt = self.attempt.iter().cloned();
        error.extend(optional.chain(attempt).map(|(name, value)| (name.to_owned(), value)));
        Value::Object(error)
    }
}

/// Stripe's page about an error.
pub(crate) fn page_about(code: &str) -> String {
    format!("https://stripe.com/docs/error-codes/{}", code.replace('_', "-"))
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status).json(self.body())
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = %error, "the payment sandbox's store failed");
        let message = "The sandbox failed; its log says why.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "api_error", message)
    }
}

impl From<diesel::result::Error> for Refusal {
    fn from(error: diesel::result::Error) -> Self {
        StoreError::from(error).into()
    }
}
