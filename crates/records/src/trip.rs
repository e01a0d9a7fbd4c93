//! Directions and tickets of a booking as plain data.
//!
//! A leg of a multi-city trip keeps its number, so `LEG_2` stays `LEG_2` whatever
//! becomes of the others.

use airside_booking::{Direction, Ticket};
use airside_primitives::TicketId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::BadRecord;
use crate::plain::Letters;

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
