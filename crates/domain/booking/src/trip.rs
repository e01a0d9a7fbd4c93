//! The shape of a trip, and the directions of its journeys.

use std::fmt;
use std::str::FromStr;

use airside_primitives::AirportCode;

use crate::offer::Offer;

/// The shape of a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TripType {
    OneWay,
    RoundTrip,
    MultiCity,
}

impl TripType {
    /// The code of the API, `ROUND_TRIP`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneWay => "ONE_WAY",
            Self::RoundTrip => "ROUND_TRIP",
            Self::MultiCity => "MULTI_CITY",
        }
    }

    /// One offer is one way; two between the same two cities, reversed, a round
    /// trip; anything else multi-city. `city` names the city of an airport by one of its airports.
    pub fn of(offers: &[Offer], city: impl Fn(AirportCode) -> AirportCode) -> Self {
        let ends = |offer: &Offer| (city(offer.origin()), city(offer.destination()));
        match offers {
            [_] => Self::OneWay,
            [out, back] => {
                let ((from, to), (back_from, back_to)) = (ends(out), ends(back));
                let is_back = from == back_to && to == back_from;
                if is_back { Self::RoundTrip } else { Self::MultiCity }
            }
            [..] => Self::MultiCity,
        }
    }

    /// The direction of the journey at this position, from 0.
    pub fn direction(self, journey: u8) -> Direction {
        match (self, journey) {
            (Self::OneWay | Self::RoundTrip, 0) => Direction::Departing,
            (Self::OneWay | Self::RoundTrip, _) => Direction::Returning,
            (Self::MultiCity, journey) => Direction::Leg(journey.saturating_add(1)),
        }
    }
}

/// Which journey of a trip: the way to name one when cancelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    Departing,
    Returning,
    /// A leg of a multi-city trip, 1 to 6.
    Leg(u8),
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Departing => f.write_str("DEPARTING"),
            Self::Returning => f.write_str("RETURNING"),
            Self::Leg(number) => write!(f, "LEG_{number}"),
        }
    }
}

impl FromStr for Direction {
    type Err = UnknownDirection;

    fn from_str(text: &str) -> Result<Self, UnknownDirection> {
        match text {
            "DEPARTING" => Ok(Self::Departing),
            "RETURNING" => Ok(Self::Returning),
            "LEG_1" => Ok(Self::Leg(1)),
            "LEG_2" => Ok(Self::Leg(2)),
            "LEG_3" => Ok(Self::Leg(3)),
            "LEG_4" => Ok(Self::Leg(4)),
            "LEG_5" => Ok(Self::Leg(5)),
            "LEG_6" => Ok(Self::Leg(6)),
            _ => Err(UnknownDirection),
        }
    }
}

/// Text that names no journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be DEPARTING, RETURNING or LEG_1 to LEG_6")]
pub struct UnknownDirection;
