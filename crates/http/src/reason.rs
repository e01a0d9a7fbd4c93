//! Why an operator does what they do: every write of theirs says it, and the history keeps it.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use validator::Validate;

use crate::faults::Faults;
use crate::read::Read;
use crate::request::plain_requests;
use crate::tree::Tree;

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// Why something is done: the member `reason` of a body, or [`ReasonParams`].
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Reason(pub String);

airside_primitives::hide_in_debug!(Reason);

/// Where there is no body in JSON: `?reason=`.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReasonParams {
    /// Why it is done; the history keeps it.
    pub reason: Reason,
}

plain_requests! {
    ReasonParams { reason }
}

impl Read for Reason {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let text = String::read(tree, at, faults)?;
        let text = text.trim();
        let is_long = text.chars().take(LONGEST + 1).count() > LONGEST;
        if text.is_empty() || is_long {
            return faults.refuse(at, format!("must have 1 to {LONGEST} characters"));
        }
        if text.chars().any(|char| char.is_control() && char != '\n') {
            return faults.refuse(at, "must not have control characters");
        }
        Some(Self(text.to_owned()))
    }
}

impl PartialSchema for Reason {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(LONGEST))
            .examples(["The airport was closed"])
            .into()
    }
}

impl ToSchema for Reason {}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> Result<String, String> {
        let mut faults = Faults::default();
        let read = Reason::read(Tree::Text(text.to_owned()), "/reason", &mut faults);
        let read = faults.accept(read.map(|it| it.0));
        read.map_err(|problem| problem.errors()[0].detail.clone())
    }

    #[test]
    fn a_reason_says_something_and_not_a_book() {
        assert_eq!(reason(" Bereavement\n").as_deref(), Ok("Bereavement"));
        assert!(reason(&"x".repeat(500)).is_ok());
        for bad in ["", "  ", &"x".repeat(501)] {
            assert_eq!(reason(bad), Err("must have 1 to 500 characters".to_owned()));
        }
        assert!(reason("a\u{0}b").is_err());
    }
}
