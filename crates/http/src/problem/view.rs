//! A problem as clients see it.
//!
//! `errors` is left out when no field is to blame, `request_id` never on a real answer.

use serde::Serialize;
use utoipa::ToSchema;

use super::{FieldError, Kind};

/// Why a request was not carried out (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "http://127.0.0.1:8080/docs/errors#invalid_request",
    "title": "The request is not valid",
    "status": 422,
    "detail": "must be a date such as 2026-12-01",
    "code": "invalid_request",
    "request_id": "0198c0de-0000-7000-8000-000000000001",
    "errors": [{"pointer": "/passengers/0/date_of_birth", "detail": "must be a date such as 2026-12-01"}]
}))]
pub(crate) struct ProblemView {
    /// Names the kind of problem, and leads to what it means and what to do about it.
    #[schema(format = "uri")]
    #[serde(rename = "type")]
    pub uri: String,
    /// The same for every problem of this kind.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time, for people.
    pub detail: String,
    /// What programs should test for.
    pub code: Kind,
    /// The id of the request, as in `X-Request-Id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The fields that are to blame.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldErrorView>,
}

/// One field that is to blame.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub(crate) struct FieldErrorView {
    /// A JSON pointer into the body, or `/name` of a query parameter.
    pub pointer: String,
    /// What is wrong with it, for people.
    pub detail: String,
}

impl FieldErrorView {
    pub(super) fn of(fault: &FieldError) -> Self {
        Self { pointer: fault.pointer.clone(), detail: fault.detail.clone() }
    }
}
