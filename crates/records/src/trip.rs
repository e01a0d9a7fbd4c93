//! Directions and tickets of a booking as plain data, and numbers that tickets had before.
//!
//! A leg of a multi-city trip keeps its number, so `LEG_2` stays `LEG_2` whatever
//! becomes of the others.

use airside_booking::{CouponFlight, Direction, Reissue, Ticket};
use airside_primitives::{FlightNumber, TicketId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::plain::{Letters, LocalTime};

/// A [`Direction`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DirectionRecord {
    Departing,
    Returning,
    Leg(u8),
}

/// A [`Ticket`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRecord {
    pub id: Uuid,
    pub airline: Letters<2>,
    pub journeys: Vec<DirectionRecord>,
}

/// A [`Reissue`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReissueRecord {
    pub ticket: Uuid,
    #[serde(with = "rfc3339")]
    pub at: OffsetDateTime,
    pub numbers: Vec<String>,
    pub coupons: Vec<CouponRecord>,
    pub stayed: Vec<DirectionRecord>,
}

/// A [`CouponFlight`] of a journey as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponRecord {
    pub journey: DirectionRecord,
    pub number: String,
    pub origin: Letters<3>,
    pub destination: Letters<3>,
    pub departs_at: LocalTime,
}

impl From<Direction> for DirectionRecord {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Departing => Self::Departing,
            Direction::Returning => Self::Returning,
            Direction::Leg(number) => Self::Leg(number),
        }
    }
}

impl From<DirectionRecord> for Direction {
    fn from(record: DirectionRecord) -> Self {
        match record {
            DirectionRecord::Departing => Self::Departing,
            DirectionRecord::Returning => Self::Returning,
            DirectionRecord::Leg(number) => Self::Leg(number),
        }
    }
}

impl From<&Ticket> for TicketRecord {
    fn from(ticket: &Ticket) -> Self {
        Self {
            id: ticket.id.0,
            airline: Letters(*ticket.airline.as_bytes()),
            journeys: ticket.journeys.iter().copied().map(Into::into).collect(),
        }
    }
}

impl TryFrom<TicketRecord> for Ticket {
    type Error = BadRecord;

    fn try_from(record: TicketRecord) -> Result<Self, BadRecord> {
        Ok(Self {
            id: TicketId(record.id),
            airline: record.airline.parse("ticket", "airline")?,
            journeys: record.journeys.into_iter().map(Into::into).collect(),
        })
    }
}

impl From<&Reissue> for ReissueRecord {
    fn from(reissue: &Reissue) -> Self {
        let coupon = |(journey, flight): &(Direction, CouponFlight)| CouponRecord {
            journey: (*journey).into(),
            number: flight.number.to_string(),
            origin: Letters(*flight.origin.as_bytes()),
            destination: Letters(*flight.destination.as_bytes()),
            departs_at: flight.departs_at.into(),
        };
        Self {
            ticket: reissue.ticket.0,
            at: reissue.at,
            numbers: reissue.numbers.iter().map(ToString::to_string).collect(),
            coupons: reissue.coupons.iter().map(coupon).collect(),
            stayed: reissue.stayed.iter().copied().map(Into::into).collect(),
        }
    }
}

impl TryFrom<ReissueRecord> for Reissue {
    type Error = BadRecord;

    fn try_from(record: ReissueRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("reissue", field);
        let coupon = |it: CouponRecord| {
            let number: FlightNumber = it.number.parse().map_err(|_| bad("number"))?;
            let flight = CouponFlight {
                number,
                origin: it.origin.parse("reissue", "origin")?,
                destination: it.destination.parse("reissue", "destination")?,
                departs_at: it.departs_at.time("reissue", "departs_at")?,
            };
            Ok((it.journey.into(), flight))
        };
        let numbers = record.numbers.iter().map(|it| it.parse().map_err(|_| bad("numbers")));
        Ok(Self {
            ticket: TicketId(record.ticket),
            at: record.at,
            numbers: numbers.collect::<Result<_, _>>()?,
            coupons: record.coupons.into_iter().map(coupon).collect::<Result<_, _>>()?,
            stayed: record.stayed.into_iter().map(Into::into).collect(),
        })
    }
}
