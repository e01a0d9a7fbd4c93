//! What refusals about webhooks mean to a client.

use airside_app::webhooks::{EndpointError, RedeliverError};

use crate::problem::{Kind, Problem};

impl From<EndpointError> for Problem {
    fn from(error: EndpointError) -> Self {
        match error {
            EndpointError::NotFound => Self::not_found(),
            EndpointError::UnsafeUrl(error) => Self::at_field(Kind::UnsafeUrl, "/url", error),
            EndpointError::TooMany { .. } => Self::new(Kind::TooManyEndpoints, error),
            EndpointError::Disabled => Self::new(Kind::EndpointDisabled, error),
            EndpointError::Commit(error) => error.into(),
            EndpointError::Store(error) => error.into(),
        }
    }
}

impl From<RedeliverError> for Problem {
    fn from(error: RedeliverError) -> Self {
        match error {
            RedeliverError::NotFound => Self::not_found(),
            RedeliverError::Commit(error) => error.into(),
            RedeliverError::Store(error) => error.into(),
        }
    }
}
