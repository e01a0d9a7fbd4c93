//! A name that a traveller had before, and what was corrected of it.

use time::OffsetDateTime;

use crate::name::Name;

/// A name that somebody had before.
#[derive(Clone, PartialEq, Eq)]
pub struct Correction {
    pub at: OffsetDateTime,
    pub kind: CorrectionKind,
    /// The name until then.
    pub before: Name,
}

airside_primitives::hide_in_debug!(Correction { at, kind });

/// What was corrected of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionKind {
    /// A few letters of it.
    Letters,
    /// The family name is another, for a reason that was told.
    FamilyName,
    /// Whatever somebody found right who serves the booking.
    ByAgent,
}

impl CorrectionKind {
    pub const ALL: [Self; 3] = [Self::Letters, Self::FamilyName, Self::ByAgent];

    /// The code of the API, `LETTERS`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letters => "LETTERS",
            Self::FamilyName => "FAMILY_NAME",
            Self::ByAgent => "BY_AGENT",
        }
    }
}
