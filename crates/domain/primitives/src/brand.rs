//! The three fare brands.

use std::fmt;
use std::str::FromStr;

use crate::code::InvalidCode;

/// A fare brand, from cheapest to freest. The tariff says what each costs to cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Brand {
    Saver,
    Standard,
    Flexible,
}

impl Brand {
    pub const ALL: [Self; 3] = [Self::Saver, Self::Standard, Self::Flexible];

    /// The code of the API and the tail of a fare basis, `SAVER`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Saver => "SAVER",
            Self::Standard => "STANDARD",
            Self::Flexible => "FLEXIBLE",
        }
    }

    /// The name for people, `Saver`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Saver => "Saver",
            Self::Standard => "Standard",
            Self::Flexible => "Flexible",
        }
    }
}

impl FromStr for Brand {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let found = Self::ALL.into_iter().find(|brand| brand.code() == text);
        found.ok_or_else(|| InvalidCode::new(text, "SAVER, STANDARD or FLEXIBLE"))
    }
}

impl fmt::Display for Brand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
