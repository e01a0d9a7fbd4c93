//! What was found: on which walk, at which step, on which page, and what.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Where a walk is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// `390 px, with scripts`.
    pub(crate) walk: String,
    pub(crate) step: &'static str,
    /// The path of the page, without what is asked of it.
    pub(crate) page: String,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    pub(crate) what: String,
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { place: Place { walk, step, page }, what } = self;
        write!(f, "{walk}: {step}, at {page}: {what}")
    }
}

impl Error for Fault {}
