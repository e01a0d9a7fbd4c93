//! A schedule change as plain data.
//!
//! Its segments are those of an offer, so what an offer's segment learns, it learns too.

use airside_booking::{ChangeKind, ChangeState, ScheduleChange, Segments};
use airside_primitives::ScheduleChangeId;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::choices::ChangeKindRecord;
use crate::offer::{SegmentRecord, segments};
use crate::trip::DirectionRecord;

/// A [`ScheduleChange`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleChangeRecord {
    pub id: Uuid,
    pub direction: DirectionRecord,
    pub kind: ChangeKindRecord,
    pub is_major: bool,
    /// Left out where it is not, as release 0.1 did.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_simulated: bool,
    pub before: Vec<SegmentRecord>,
    pub after: Option<Vec<SegmentRecord>>,
    /// Not said by release 0.1, and where it is the journey's own flights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Vec<SegmentRecord>>,
    #[serde(with = "rfc3339")]
    pub made_at: OffsetDateTime,
    #[serde(with = "rfc3339")]
    pub answer_by: OffsetDateTime,
    pub state: ChangeStateRecord,
}

/// A [`ChangeState`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChangeStateRecord {
    Open,
    Accepted {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
    Rebooked {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
    Refunded {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
    Lapsed {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
}

impl From<&ScheduleChange> for ScheduleChangeRecord {
    fn from(change: &ScheduleChange) -> Self {
        let segments = |it: &Segments| it.iter().map(SegmentRecord::from).collect();
        // Written in UTC, as every instant that is not the time of a flight.
        let utc = |at: OffsetDateTime| at.to_offset(time::UtcOffset::UTC);
        Self {
            id: change.id.0,
            direction: change.direction.into(),
            kind: change.kind.into(),
            is_major: change.is_major,
            is_simulated: change.is_simulated,
            before: segments(&change.before),
            after: change.after.as_ref().map(segments),
            held: change.held.as_ref().map(segments),
            made_at: utc(change.made_at),
            answer_by: utc(change.answer_by),
            state: change.state.into(),
        }
    }
}

impl TryFrom<ScheduleChangeRecord> for ScheduleChange {
    type Error = BadRecord;

    fn try_from(record: ScheduleChangeRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("schedule change", field);
        let before = segments(record.before)?;
        let before = Segments::try_from(before).map_err(|_| bad("before"))?;
        let after = record.after.map(segments).transpose()?;
        let after = after.map(Segments::try_from).transpose().map_err(|_| bad("after"))?;
        if after.as_ref().is_some_and(|after| after.len() != before.len()) {
            return Err(bad("after"));
        }
        let held = record.held.map(segments).transpose()?;
        let held = held.map(Segments::try_from).transpose().map_err(|_| bad("held"))?;
        if held.as_ref().is_some_and(|held| after.is_some() || held.len() != before.len()) {
            return Err(bad("held"));
        }
        let flies = match record.kind.into() {
            ChangeKind::Retimed | ChangeKind::Equipment => true,
            ChangeKind::Withdrawn | ChangeKind::Cancelled => false,
        };
        if flies != after.is_some() {
            return Err(bad("kind"));
        }
        // A minor one is taken over as soon as it is found.
        let is_taken_over = flies && matches!(record.state, ChangeStateRecord::Accepted { .. });
        if !(record.is_major || is_taken_over) {
            return Err(bad("is_major"));
        }
        Ok(Self {
            id: ScheduleChangeId(record.id),
            direction: record.direction.into(),
            kind: record.kind.into(),
            is_major: record.is_major,
            is_simulated: record.is_simulated,
            before,
            after,
            held,
            made_at: record.made_at,
            answer_by: record.answer_by,
            state: record.state.into(),
        })
    }
}

impl From<ChangeState> for ChangeStateRecord {
    fn from(state: ChangeState) -> Self {
        match state {
            ChangeState::Open => Self::Open,
            ChangeState::Accepted { at } => Self::Accepted { at },
            ChangeState::Rebooked { at } => Self::Rebooked { at },
            ChangeState::Refunded { at } => Self::Refunded { at },
            ChangeState::Lapsed { at } => Self::Lapsed { at },
        }
    }
}

impl From<ChangeStateRecord> for ChangeState {
    fn from(record: ChangeStateRecord) -> Self {
        match record {
            ChangeStateRecord::Open => Self::Open,
            ChangeStateRecord::Accepted { at } => Self::Accepted { at },
            ChangeStateRecord::Rebooked { at } => Self::Rebooked { at },
            ChangeStateRecord::Refunded { at } => Self::Refunded { at },
            ChangeStateRecord::Lapsed { at } => Self::Lapsed { at },
        }
    }
}
