//! A quote to cancel, and what became of it, as plain data.
//!
//! The refund of a line is not kept: it is what remains of what was paid.

use std::collections::BTreeSet;

use airside_booking::{Cancellation, CancellationState, CancelledJourney, Direction, SalesLine};
use airside_cancellation::RefundLine;
use airside_primitives::{Amount, BookingId, CancellationId, PassengerId, RefundId, TicketId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::row::{Column, Kept, Row, Unreadable, body};
use crate::trip::DirectionRecord;

/// A [`Cancellation`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancellationRecord {
    pub id: Uuid,
    pub booking: Uuid,
    pub lines: Vec<CancelledJourneyRecord>,
    #[serde(with = "rfc3339")]
    pub quoted_at: OffsetDateTime,
    #[serde(with = "rfc3339")]
    pub expires_at: OffsetDateTime,
    pub state: CancellationStateRecord,
}

/// A [`CancelledJourney`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelledJourneyRecord {
    pub direction: DirectionRecord,
    pub ticket: Uuid,
    /// Absent where the whole journey is cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passengers: Option<BTreeSet<Uuid>>,
    pub paid: i64,
    pub charge: i64,
    pub taxes_kept: i64,
}

/// A [`CancellationState`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CancellationStateRecord {
    Quoted,
    /// Quoted for some who travel, which a release that knows whole journeys only must not confirm.
    QuotedForSome,
    Superseded,
    Confirmed {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
        refund: Uuid,
    },
}

impl Kept for Cancellation {
    const TABLE: &'static str = "cancellations";

    fn row(&self) -> Row {
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![Column::id("booking", self.booking.0)],
            columns: Vec::new(),
            body: body(&CancellationRecord::from(self)),
        }
    }

    fn sales_lines(&self) -> Vec<SalesLine> {
        self.given_back().into_iter().map(SalesLine::GivenBack).collect()
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        Ok(serde_json::from_str::<CancellationRecord>(body)?.try_into()?)
    }
}

impl From<&Cancellation> for CancellationRecord {
    fn from(cancellation: &Cancellation) -> Self {
        Self {
            id: cancellation.id.0,
            booking: cancellation.booking.0,
            lines: cancellation.lines.iter().map(CancelledJourneyRecord::from).collect(),
            quoted_at: cancellation.quoted_at,
            expires_at: cancellation.expires_at,
            state: match cancellation.state {
                CancellationState::Quoted
                    if cancellation.lines.iter().any(|it| it.passengers.is_some()) =>
                {
                    CancellationStateRecord::QuotedForSome
                }
                CancellationState::Quoted => CancellationStateRecord::Quoted,
                CancellationState::Superseded => CancellationStateRecord::Superseded,
                CancellationState::Confirmed { at, refund } => {
                    CancellationStateRecord::Confirmed { at, refund: refund.0 }
                }
            },
        }
    }
}

impl TryFrom<CancellationRecord> for Cancellation {
    type Error = BadRecord;

    fn try_from(record: CancellationRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("cancellation", field);
        let mut named = BTreeSet::new();
        let is_new = |line: &CancelledJourneyRecord| named.insert(Direction::from(line.direction));
        if record.lines.is_empty() || !record.lines.iter().all(is_new) {
            return Err(bad("lines"));
        }
        if !named.iter().all(|direction| direction.to_string().parse() == Ok(*direction)) {
            return Err(bad("direction"));
        }
        if record.expires_at < record.quoted_at {
            return Err(bad("expires_at"));
        }
        Ok(Self {
            id: CancellationId(record.id),
            booking: BookingId(record.booking),
            lines: record
                .lines
                .into_iter()
                .map(CancelledJourney::try_from)
                .collect::<Result<_, _>>()?,
            quoted_at: record.quoted_at,
            expires_at: record.expires_at,
            state: match record.state {
                CancellationStateRecord::Quoted | CancellationStateRecord::QuotedForSome => {
                    CancellationState::Quoted
                }
                CancellationStateRecord::Superseded => CancellationState::Superseded,
                CancellationStateRecord::Confirmed { at, refund } => {
                    CancellationState::Confirmed { at, refund: RefundId(refund) }
                }
            },
        })
    }
}

impl From<&CancelledJourney> for CancelledJourneyRecord {
    fn from(journey: &CancelledJourney) -> Self {
        Self {
            direction: journey.direction.into(),
            ticket: journey.ticket.0,
            passengers: journey
                .passengers
                .as_ref()
                .map(|some| some.iter().map(|it| it.0).collect()),
            paid: journey.line.paid().get(),
            charge: journey.line.charge().get(),
            taxes_kept: journey.line.taxes_kept().get(),
        }
    }
}

impl TryFrom<CancelledJourneyRecord> for CancelledJourney {
    type Error = BadRecord;

    fn try_from(record: CancelledJourneyRecord) -> Result<Self, BadRecord> {
        let [paid, charge, taxes_kept] =
            [record.paid, record.charge, record.taxes_kept].map(Amount::minor);
        let line = RefundLine::new(paid, charge, taxes_kept);
        Ok(Self {
            direction: record.direction.into(),
            ticket: TicketId(record.ticket),
            passengers: record.passengers.map(|some| some.into_iter().map(PassengerId).collect()),
            line: line.ok_or(BadRecord::new("cancellation", "lines"))?,
        })
    }
}
