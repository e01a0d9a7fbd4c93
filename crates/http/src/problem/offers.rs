//! Offer errors as problems.
//!
//! Of one offer in a path, or of one among several in a body: the code is the same.

use airside_app::offers::read::OfferError;
use airside_app::offers::seat_map::SeatMapError;

use super::{Kind, Problem};

impl From<&OfferError> for Kind {
    fn from(error: &OfferError) -> Self {
        match error {
            OfferError::Invalid => Self::InvalidOffer,
            OfferError::Expired => Self::OfferExpired,
            OfferError::FlightChanged => Self::FlightChanged,
        }
    }
}

impl From<OfferError> for Problem {
    fn from(error: OfferError) -> Self {
        Self::new(Kind::from(&error), error)
    }
}

impl From<SeatMapError> for Problem {
    fn from(error: SeatMapError) -> Self {
        match error {
            SeatMapError::Offer(error) => error.into(),
            SeatMapError::Store(error) => Self::internal(&error),
        }
    }
}
