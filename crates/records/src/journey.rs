//! One direction of a booking as plain data: its offer, and what was added to it.

use airside_booking::{Journey, Offer, SeatRows};
use airside_exchange::Rules;
use airside_primitives::{Amount, PassengerId, SeatNumber};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::exchange::ChangeRulesRecord;
use crate::offer::OfferRecord;
use crate::trip::DirectionRecord;

/// A [`Journey`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JourneyRecord {
    pub direction: DirectionRecord,
    pub offer: OfferRecord,
    pub discount: i64,
    pub extra_baggage: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<ChangeRulesRecord>,
    /// A row for each segment, a place for each passenger.
    pub seats: Vec<Vec<Option<String>>>,
    /// Absent where nobody has left it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<LeftRecord>,
}

/// A passenger who cancelled a journey for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftRecord {
    pub passenger: Uuid,
    #[serde(with = "rfc3339")]
    pub at: OffsetDateTime,
}

impl From<&Journey> for JourneyRecord {
    fn from(journey: &Journey) -> Self {
        let row = |row: &[Option<SeatNumber>]| {
            row.iter().map(|seat| seat.as_ref().map(ToString::to_string)).collect()
        };
        Self {
            direction: journey.direction.into(),
            offer: (&journey.offer).into(),
            discount: journey.discount.get(),
            extra_baggage: journey.extra_baggage.get(),
            changes: journey.changes.as_ref().map(ChangeRulesRecord::from),
            seats: journey.seats.iter().map(row).collect(),
            left: journey
                .left
                .iter()
                .map(|(passenger, at)| LeftRecord { passenger: passenger.0, at: *at })
                .collect(),
        }
    }
}

impl JourneyRecord {
    /// The journey, of a booking of so many passengers.
    pub(crate) fn journey(self, passengers: usize) -> Result<Journey, BadRecord> {
        let bad = || BadRecord::new("journey", "seats");
        let seat = |text: Option<String>| text.map(|text| text.parse()).transpose();
        let row = |row: Vec<_>| row.into_iter().map(seat).collect::<Result<_, _>>();
        let seats = self.seats.into_iter().map(row).collect::<Result<_, _>>();
        let offer = Offer::try_from(self.offer)?;
        let seats = SeatRows::new(seats.map_err(|_| bad())?, offer.segments.len(), passengers);
        Ok(Journey {
            direction: self.direction.into(),
            offer,
            discount: Amount::minor(self.discount),
            extra_baggage: Amount::minor(self.extra_baggage),
            changes: self.changes.map(Rules::try_from).transpose()?,
            seats: seats.ok_or_else(bad)?,
            left: self.left.into_iter().map(|it| (PassengerId(it.passenger), it.at)).collect(),
        })
    }
}
