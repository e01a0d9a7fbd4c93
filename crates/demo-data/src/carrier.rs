//! What sets one airline apart from another: its prices and its fleet.
//!
//! Hand-made and coarse: it makes the demo look like the world, it does not
//! describe any airline.

use airside_primitives::AirlineCode;

use crate::seed::Seed;

/// How an airline sells and flies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Cheaper than the market, one kind of aircraft, no regional jets.
    LowCost,
    FullService,
    /// Full service, with double-deckers for the busiest long routes.
    Flagship,
}

const LOW_COST: &[&str] = &[
    "2B", "3K", "4U", "5J", "6E", "7C", "9C", "AK", "B6", "BE", "BX", "D7", "DD", "DY", "F9", "FD",
    "FL", "FR", "FZ", "G3", "G4", "G8", "G9", "GK", "HV", "IX", "J9", "JQ", "JT", "LJ", "LS", "MM",
    "NK", "OD", "PC", "QG", "QZ", "RI", "S2", "SG", "SY", "TO", "TR", "TT", "TW", "TZ", "U2", "UO",
    "V7", "VB", "VJ", "VY", "W6", "WN", "XY", "Y4", "Z2", "ZE",
];

const FLAGSHIPS: &[&str] =
    &["AF", "BA", "CZ", "EK", "EY", "KE", "LH", "MH", "OZ", "QF", "QR", "SQ", "TG"];

/// Single-aisle fleets that are well known; the others are left to chance.
const BOEING: &[&str] = &[
    "AM", "AS", "CM", "DY", "ET", "FR", "FZ", "G3", "HV", "JT", "KL", "LS", "SG", "TO", "WN", "WS",
];
const AIRBUS: &[&str] = &[
    "6E", "AF", "AK", "AV", "BA", "CI", "EI", "EY", "F9", "FD", "G4", "IB", "JQ", "LH", "LX", "NK",
    "OS", "QR", "TP", "U2", "VX", "VY", "W6",
];

impl Style {
    pub(crate) fn of(airline: AirlineCode) -> Self {
        let code = airline.as_str();
        if LOW_COST.contains(&code) {
            Self::LowCost
        } else if FLAGSHIPS.contains(&code) {
            Self::Flagship
        } else {
            Self::FullService
        }
    }

    /// Prices against the market's, in permille.
    pub(crate) const fn price_permille(self) -> u32 {
        match self {
            Self::LowCost => 750,
            Self::FullService => 1000,
            Self::Flagship => 1080,
        }
    }
}

/// Whether an airline's single-aisle fleet is Airbus, else Boeing.
pub(crate) fn flies_airbus(airline: AirlineCode) -> bool {
    let code = airline.as_str();
    if AIRBUS.contains(&code) {
        return true;
    }
    !BOEING.contains(&code) && Seed::of(&["fleet", code]).pick(0, 2) == 0
}
