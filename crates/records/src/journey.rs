//! One direction of a booking as plain data: its offer, and what was added to it.

use airside_booking::Journey;
use airside_primitives::{Amount, SeatNumber};
use serde::{Deserialize, Serialize};

use crate::BadRecord;
use crate::offer::OfferRecord;
use crate::trip::DirectionRecord;

/// A [`Journey`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JourneyRecord {
    pub direction: DirectionRecord,
    pub offer: OfferRecord,
    pub discount: i64,
    pub extra_baggage: i64,
    /// A row for each segment, a place for each passenger.
    pub seats: Vec<Vec<Option<String>>>,
}

impl From<&Journey> for JourneyRecord {
    fn from(journey: &Journey) -> Self {
        let row = |row: &Vec<Option<SeatNumber>>| {
            row.iter().map(|seat| seat.as_ref().map(ToString::to_string)).collect()
        };
        Self {
            direction: journey.direction.into(),
            offer: (&journey.offer).into(),
            discount: journey.discount.get(),
            extra_baggage: journey.extra_baggage.get(),
            seats: journey.seats.iter().map(row).collect(),
        }
    }
}

impl TryFrom<JourneyRecord> for Journey {
    type Error = BadRecord;

    fn try_from(record: JourneyRecord) -> Result<Self, BadRecord> {
        let seat = |text: Option<String>| {
            let seat = text.map(|text| text.parse()).transpose();
            seat.map_err(|_| BadRecord::new("journey", "seats"))
        };
        let row = |row: Vec<_>| row.into_iter().map(seat).collect::<Result<_, _>>();
        Ok(Self {
            direction: record.direction.into(),
            offer: record.offer.try_into()?,
            discount: Amount::minor(record.discount),
            extra_baggage: Amount::minor(record.extra_baggage),
            seats: record.seats.into_iter().map(row).collect::<Result<_, _>>()?,
        })
    }
}
