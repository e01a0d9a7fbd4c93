//! What a client is told when something is wrong (RFC 9457).
//!
//! A 500 is logged where it becomes a problem, once and with its causes, and tells
//! the client nothing but the id under which the log has it.

mod accounts;
mod kind;
mod offers;
mod view;

use std::error::Error as StdError;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use airside_app::ports::StoreError;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

pub(crate) use kind::Kind;
use view::FieldErrorView;
pub(crate) use view::ProblemView;

/// What a client is told to wait for while the store is away.
const SECONDS_WHILE_AWAY: u32 = 2;

/// The address of a server that is tried out.
pub(crate) const HERE: &str = "http://127.0.0.1:8080";

/// The media type of every problem.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// Something is wrong with a request, or with us.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    kind: Kind,
    detail: String,
    errors: Vec<FieldError>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Known once it is answered.
    answered: Option<Box<Answered>>,
}

/// Which answer a problem is.
#[derive(Debug, Clone)]
struct Answered {
    /// Where clients reach the server.
    server: String,
    request_id: String,
}

/// One field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// Where, as a JSON pointer: `/passengers/0/date_of_birth`; query parameters as `/name`.
    pub pointer: String,
    /// What is wrong, for people.
    pub detail: String,
}

impl FieldError {
    pub(crate) fn new(pointer: impl Into<String>, detail: impl fmt::Display) -> Self {
        Self { pointer: pointer.into(), detail: detail.to_string() }
    }
}

impl From<Kind> for Problem {
    /// A problem about which there is no more to say than its title.
    fn from(kind: Kind) -> Self {
        Self::new(kind, kind.title())
    }
}

impl Problem {
    /// A problem with a sentence for people; an error may be its own sentence.
    pub(crate) fn new(kind: Kind, detail: impl fmt::Display) -> Self {
        let (errors, headers) = (Vec::new(), Vec::new());
        Self { kind, detail: detail.to_string(), errors, headers, answered: None }
    }

    /// A problem that some fields are to blame for.
    pub(crate) fn at(kind: Kind, errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [] => kind.title().to_owned(),
            [only] if kind == Kind::InvalidRequest && !only.pointer.is_empty() => {
                format!("{}: {}", only.pointer, only.detail)
            }
            [only] => only.detail.clone(),
            several => format!("{} fields are not valid", several.len()),
        };
        Self { errors, ..Self::new(kind, detail) }
    }

    /// 422 `invalid_request` for some fields.
    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        Self::at(Kind::InvalidRequest, errors)
    }

    /// 422 `invalid_request` for one field.
    pub(crate) fn invalid_field(pointer: impl Into<String>, detail: impl fmt::Display) -> Self {
        Self::invalid(vec![FieldError::new(pointer, detail)])
    }

    /// A problem with a code of its own that one field is to blame for.
    pub(crate) fn at_field(
        kind: Kind,
        pointer: impl Into<String>,
        detail: impl fmt::Display,
    ) -> Self {
        Self::at(kind, vec![FieldError::new(pointer, detail)])
    }

    /// 404, also for what belongs to somebody else.
    pub(crate) fn not_found() -> Self {
        Self::from(Kind::NotFound)
    }

    /// 500, or 503 while the store is away. Logs the error with its causes; the client learns
    /// nothing of them.
    pub(crate) fn internal(error: &(dyn StdError + 'static)) -> Self {
        if StoreError::is_why(error) {
            tracing::warn!(error = airside_app::chain(error), "the store is away");
            let problem = Self::from(Kind::Unavailable);
            return problem.with_header(RETRY_AFTER, SECONDS_WHILE_AWAY);
        }
        tracing::error!(error = airside_app::chain(error), "a request failed");
        Self::from(Kind::Internal)
    }

    /// Adds a header to the answer.
    #[must_use]
    pub(crate) fn with_header(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    #[cfg(test)]
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// The fields that are to blame.
    #[cfg(test)]
    pub(crate) fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// What stands for an answer of the framework that has a status and no body.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        Self::from(Kind::of_status(status))
    }

    /// As the answer of this server to the request of this id.
    #[must_use]
    pub(crate) fn answered(self, server: &str, id: &str) -> Self {
        let answered = Answered { server: server.to_owned(), request_id: id.to_owned() };
        Self { answered: Some(Box::new(answered)), ..self }
    }

    /// What an answer with such a problem looks like.
    pub(crate) fn example(kind: Kind) -> serde_json::Value {
        let problem = match kind {
            Kind::InvalidRequest => {
                Self::invalid_field("/departure_date", "must be a date such as 2026-12-01")
            }
            _ => Self::from(kind),
        };
        let id = "0198c0de-0000-7000-8000-000000000001";
        serde_json::json!(problem.answered(HERE, id).view())
    }

    fn view(&self) -> ProblemView {
        let code = self.kind.code();
        let answered = self.answered.as_deref();
        ProblemView {
            uri: format!("{}/docs/errors#{code}", answered.map_or("", |it| it.server.as_str())),
            title: self.kind.title().to_owned(),
            status: self.kind.status().as_u16(),
            detail: self.detail.clone(),
            code: self.kind,
            request_id: answered.map(|it| it.request_id.clone()),
            errors: self.errors.iter().map(FieldErrorView::of).collect(),
        }
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.kind.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.kind.status());
        response.content_type(MEDIA_TYPE);
        if self.kind.status() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        for (name, value) in &self.headers {
            response.append_header((name, value));
        }
        // A struct of strings and numbers always becomes JSON.
        response.body(serde_json::to_vec(&self.view()).unwrap_or_default())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.code(), self.detail)
    }
}

impl StdError for Problem {}

impl PartialSchema for Problem {
    fn schema() -> RefOr<Schema> {
        ProblemView::schema()
    }
}

impl ToSchema for Problem {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        ProblemView::schemas(schemas);
    }
}
