//! The four cabins of an aircraft.

use std::fmt;
use std::str::FromStr;

use crate::code::InvalidCode;

/// A cabin, from the front of the price list to the back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cabin {
    First,
    Business,
    PremiumEconomy,
    Economy,
}

impl Cabin {
    pub const ALL: [Self; 4] = [Self::First, Self::Business, Self::PremiumEconomy, Self::Economy];

    /// The code of the API, `PREMIUM_ECONOMY`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "FIRST",
            Self::Business => "BUSINESS",
            Self::PremiumEconomy => "PREMIUM_ECONOMY",
            Self::Economy => "ECONOMY",
        }
    }

    /// The name for people, `Premium economy`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "First",
            Self::Business => "Business",
            Self::PremiumEconomy => "Premium economy",
            Self::Economy => "Economy",
        }
    }

    /// The booking class letter, which starts a fare basis: F, J, W or Y.
    pub const fn letter(self) -> char {
        match self {
            Self::First => 'F',
            Self::Business => 'J',
            Self::PremiumEconomy => 'W',
            Self::Economy => 'Y',
        }
    }
}

impl FromStr for Cabin {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let wanted = "ECONOMY, PREMIUM_ECONOMY, BUSINESS or FIRST";
        let found = Self::ALL.into_iter().find(|cabin| cabin.code() == text);
        found.ok_or_else(|| InvalidCode::new(text, wanted))
    }
}

impl fmt::Display for Cabin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
