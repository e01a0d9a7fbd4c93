//! A quote to exchange journeys, what became of it, and the places that are held for it, as plain
//! data.
//!
//! The difference of a line is not kept: it is what remains.

use std::collections::BTreeSet;

use airside_booking::exchange::Waiver;
use airside_booking::{
    Direction, Exchange, ExchangeState, ExchangedJourney, Exchanging, Offer, SalesLine,
};
use airside_cancellation::ChargeStep;
use airside_exchange::{ExchangeLine, ExchangeParts, Rules};
use airside_primitives::{
    Amount, BookingId, ExchangeId, PaymentId, RefundId, ScheduleChangeId, TicketId,
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::offer::OfferRecord;
use crate::price::ChargeStepRecord;
use crate::row::{Column, Kept, Row, Unreadable, body};
use crate::trip::DirectionRecord;

/// An [`Exchange`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeRecord {
    pub id: Uuid,
    pub booking: Uuid,
    pub lines: Vec<ExchangedJourneyRecord>,
    pub waiver: WaiverRecord,
    #[serde(with = "rfc3339")]
    pub quoted_at: OffsetDateTime,
    #[serde(with = "rfc3339")]
    pub expires_at: OffsetDateTime,
    pub state: ExchangeStateRecord,
}

/// An [`ExchangedJourney`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangedJourneyRecord {
    pub direction: DirectionRecord,
    pub ticket: Uuid,
    pub offer: OfferRecord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<ChangeRulesRecord>,
    pub old_value: i64,
    pub extras_moved: i64,
    pub new_price: i64,
    pub change_fee: i64,
    pub taxes_returned: i64,
    pub not_returned: i64,
}

/// A [`Waiver`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WaiverRecord {
    Nothing,
    Fee,
    ScheduleChange(Uuid),
}

/// An [`ExchangeState`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ExchangeStateRecord {
    Quoted,
    Superseded,
    Done {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
        payment: Option<Uuid>,
        refund: Option<Uuid>,
    },
}

/// The [`Rules`] of exchanging a journey as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRulesRecord {
    pub fees: Vec<ChargeStepRecord>,
    pub returns_difference: bool,
}

/// An [`Exchanging`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangingRecord {
    pub exchange: Uuid,
    pub to: Vec<(DirectionRecord, OfferRecord)>,
    pub to_pay: i64,
    #[serde(with = "rfc3339")]
    pub due_by: OffsetDateTime,
}

impl Kept for Exchange {
    const TABLE: &'static str = "exchanges";

    fn row(&self) -> Row {
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![Column::id("booking", self.booking.0)],
            columns: Vec::new(),
            body: body(&ExchangeRecord::from(self)),
        }
    }

    fn sales_lines(&self) -> Vec<SalesLine> {
        self.exchanged_sales().into_iter().map(SalesLine::Exchanged).collect()
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        Ok(serde_json::from_str::<ExchangeRecord>(body)?.try_into()?)
    }
}

impl From<&Exchange> for ExchangeRecord {
    fn from(exchange: &Exchange) -> Self {
        Self {
            id: exchange.id.0,
            booking: exchange.booking.0,
            lines: exchange.lines.iter().map(ExchangedJourneyRecord::from).collect(),
            waiver: match exchange.waiver {
                Waiver::Nothing => WaiverRecord::Nothing,
                Waiver::Fee => WaiverRecord::Fee,
                Waiver::ScheduleChange(id) => WaiverRecord::ScheduleChange(id.0),
            },
            quoted_at: exchange.quoted_at,
            expires_at: exchange.expires_at,
            state: match exchange.state {
                ExchangeState::Quoted => ExchangeStateRecord::Quoted,
                ExchangeState::Superseded => ExchangeStateRecord::Superseded,
                ExchangeState::Done { at, payment, refund } => ExchangeStateRecord::Done {
                    at,
                    payment: payment.map(|it| it.0),
                    refund: refund.map(|it| it.0),
                },
            },
        }
    }
}

impl TryFrom<ExchangeRecord> for Exchange {
    type Error = BadRecord;

    fn try_from(record: ExchangeRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("exchange", field);
        let mut named = BTreeSet::new();
        let is_new = |line: &ExchangedJourneyRecord| named.insert(Direction::from(line.direction));
        if record.lines.is_empty() || !record.lines.iter().all(is_new) {
            return Err(bad("lines"));
        }
        if record.expires_at < record.quoted_at {
            return Err(bad("expires_at"));
        }
        let lines = record.lines.into_iter().map(ExchangedJourney::try_from);
        Ok(Self {
            id: ExchangeId(record.id),
            booking: BookingId(record.booking),
            lines: lines.collect::<Result<_, _>>()?,
            waiver: match record.waiver {
                WaiverRecord::Nothing => Waiver::Nothing,
                WaiverRecord::Fee => Waiver::Fee,
                WaiverRecord::ScheduleChange(id) => Waiver::ScheduleChange(ScheduleChangeId(id)),
            },
            quoted_at: record.quoted_at,
            expires_at: record.expires_at,
            state: match record.state {
                ExchangeStateRecord::Quoted => ExchangeState::Quoted,
                ExchangeStateRecord::Superseded => ExchangeState::Superseded,
                ExchangeStateRecord::Done { at, payment, refund } => ExchangeState::Done {
                    at,
                    payment: payment.map(PaymentId),
                    refund: refund.map(RefundId),
                },
            },
        })
    }
}

impl From<&ExchangedJourney> for ExchangedJourneyRecord {
    fn from(journey: &ExchangedJourney) -> Self {
        let parts = journey.line.parts();
        Self {
            direction: journey.direction.into(),
            ticket: journey.ticket.0,
            offer: (&journey.offer).into(),
            changes: journey.changes.as_ref().map(ChangeRulesRecord::from),
            old_value: parts.old_value.get(),
            extras_moved: parts.extras_moved.get(),
            new_price: parts.new_price.get(),
            change_fee: parts.change_fee.get(),
            taxes_returned: parts.taxes_returned.get(),
            not_returned: parts.not_returned.get(),
        }
    }
}

impl TryFrom<ExchangedJourneyRecord> for ExchangedJourney {
    type Error = BadRecord;

    fn try_from(record: ExchangedJourneyRecord) -> Result<Self, BadRecord> {
        let line = ExchangeLine::new(ExchangeParts {
            old_value: Amount::minor(record.old_value),
            extras_moved: Amount::minor(record.extras_moved),
            new_price: Amount::minor(record.new_price),
            change_fee: Amount::minor(record.change_fee),
            taxes_returned: Amount::minor(record.taxes_returned),
            not_returned: Amount::minor(record.not_returned),
        });
        Ok(Self {
            direction: record.direction.into(),
            ticket: TicketId(record.ticket),
            offer: Offer::try_from(record.offer)?,
            changes: record.changes.map(Rules::try_from).transpose()?,
            line: line.ok_or(BadRecord::new("exchange", "lines"))?,
        })
    }
}

impl From<&Rules> for ChangeRulesRecord {
    fn from(rules: &Rules) -> Self {
        Self {
            fees: rules
                .fees()
                .iter()
                .map(|step| ChargeStepRecord {
                    above_hours: step.above_hours,
                    charge: step.charge.get(),
                })
                .collect(),
            returns_difference: rules.returns_difference(),
        }
    }
}

impl TryFrom<ChangeRulesRecord> for Rules {
    type Error = BadRecord;

    fn try_from(record: ChangeRulesRecord) -> Result<Self, BadRecord> {
        let fee = |step: ChargeStepRecord| ChargeStep {
            above_hours: step.above_hours,
            charge: Amount::minor(step.charge),
        };
        let fees = record.fees.into_iter().map(fee).collect();
        Self::new(fees, record.returns_difference).map_err(|_| BadRecord::new("journey", "changes"))
    }
}

impl From<&Exchanging> for ExchangingRecord {
    fn from(exchanging: &Exchanging) -> Self {
        let to = exchanging.to.iter();
        Self {
            exchange: exchanging.exchange.0,
            to: to.map(|(direction, offer)| ((*direction).into(), offer.into())).collect(),
            to_pay: exchanging.to_pay.get(),
            due_by: exchanging.due_by,
        }
    }
}

impl TryFrom<ExchangingRecord> for Exchanging {
    type Error = BadRecord;

    fn try_from(record: ExchangingRecord) -> Result<Self, BadRecord> {
        let to = record.to.into_iter();
        let to = to.map(|(direction, offer)| Ok((direction.into(), Offer::try_from(offer)?)));
        Ok(Self {
            exchange: ExchangeId(record.exchange),
            to: to.collect::<Result<_, BadRecord>>()?,
            to_pay: Amount::minor(record.to_pay),
            due_by: record.due_by,
        })
    }
}
