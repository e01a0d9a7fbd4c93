//! Why a tool did nothing, in the API's words where the API refused.

use std::fmt;

use airside_client::{Error, FieldError};
use rmcp::ErrorData;
use rmcp::model::{CallToolResult, ContentBlock};

/// Why a tool did nothing.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The API refused, or could not be asked.
    Api(Error),
    /// It was refused here.
    Here { code: &'static str, detail: String },
}

impl Refusal {
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Here { code, detail: detail.into() }
    }

    pub(crate) fn no_key() -> Self {
        Self::new("unauthorized", "send an API key as `Authorization: Bearer …`")
    }

    pub(crate) fn unknown_offer(name: &str) -> Self {
        Self::new("unknown_offer", format!("`{name}` was not found lately: search again"))
    }

    pub(crate) fn unknown_proposal() -> Self {
        let detail = "nothing was proposed by this token to this key, or it has lapsed: propose \
                      again, after a look at list_bookings whether it was confirmed before";
        Self::new("unknown_proposal", detail)
    }

    pub(crate) fn another_proposal(tool: &str) -> Self {
        Self::new("another_proposal", format!("this proposal is for {tool}"))
    }

    /// What the model reads. It is an answer of the tool, so that it can do something about it.
    pub(crate) fn into_result(self) -> CallToolResult {
        CallToolResult::error(vec![ContentBlock::text(self.to_string())])
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(Error::Problem(problem)) => {
                write!(f, "{} ({}): {}", problem.code, problem.status, problem.detail)?;
                for FieldError { pointer, detail } in &problem.errors {
                    write!(f, "\n{pointer}: {detail}")?;
                }
                if let Some(pause) = problem.retry_after {
                    write!(f, "\nTry again in {} s.", pause.as_secs())?;
                }
                problem.request_id.iter().try_for_each(|id| write!(f, "\nRequest {id}."))
            }
            Self::Api(Error::Transport(_)) => f.write_str(
                "unavailable: Airside did not answer. The same call can be repeated: it takes \
                 effect once.",
            ),
            Self::Api(error @ (Error::Unreadable { .. } | Error::Unsendable(_))) => {
                write!(f, "unavailable: {error}")
            }
            Self::Here { code, detail } => write!(f, "{code}: {detail}"),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Api(error)
    }
}

/// For a list of tools there is no answer but an error of the protocol.
impl From<Refusal> for ErrorData {
    fn from(refusal: Refusal) -> Self {
        Self::internal_error(refusal.to_string(), None)
    }
}

#[cfg(test)]
mod tests {
    use airside_client::Problem;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_of_the_api_keeps_its_words() {
        let problem: Problem = serde_json::from_value(json!({
            "status": 422, "code": "invalid_request", "detail": "1 field is invalid",
            "request_id": "r1",
            "errors": [{"pointer": "/passengers/0/date_of_birth", "detail": "is after today"}],
        }))
        .unwrap();
        let text = Refusal::Api(Error::Problem(Box::new(problem))).to_string();
        let expected = "invalid_request (422): 1 field is invalid\n\
                        /passengers/0/date_of_birth: is after today\nRequest r1.";
        assert_eq!(text, expected);
    }
}
