//! Money that the gateway moved back without our asking, as plain data.

use airside_booking::{Note, Reversal, ReversalId, ReversalState};
use airside_primitives::Amount;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::BadRecord;

/// A [`Reversal`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReversalRecord {
    pub id: String,
    pub amount: i64,
    pub state: ReversalStateRecord,
    #[serde(with = "rfc3339")]
    pub since: OffsetDateTime,
    pub note: Option<NoteRecord>,
}

/// A [`Note`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRecord {
    pub text: String,
    #[serde(with = "rfc3339")]
    pub at: OffsetDateTime,
}

/// A [`ReversalState`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReversalStateRecord {
    RefundPending,
    Refunded,
    RefundFailed,
    Inquiry,
    Disputed,
    DisputeWon,
    DisputeLost,
}

impl From<&Reversal> for ReversalRecord {
    fn from(reversal: &Reversal) -> Self {
        let note = |Note { text, at }: &Note| NoteRecord { text: text.clone(), at: *at };
        Self {
            id: reversal.id.0.clone(),
            amount: reversal.amount.get(),
            state: match reversal.state {
                ReversalState::RefundPending => ReversalStateRecord::RefundPending,
                ReversalState::Refunded => ReversalStateRecord::Refunded,
                ReversalState::RefundFailed => ReversalStateRecord::RefundFailed,
                ReversalState::Inquiry => ReversalStateRecord::Inquiry,
                ReversalState::Disputed => ReversalStateRecord::Disputed,
                ReversalState::DisputeWon => ReversalStateRecord::DisputeWon,
                ReversalState::DisputeLost => ReversalStateRecord::DisputeLost,
            },
            since: reversal.since,
            note: reversal.note.as_ref().map(note),
        }
    }
}

impl TryFrom<ReversalRecord> for Reversal {
    type Error = BadRecord;

    fn try_from(record: ReversalRecord) -> Result<Self, BadRecord> {
        if record.amount < 0 {
            return Err(BadRecord::new("reversal", "amount"));
        }
        Ok(Self {
            id: ReversalId(record.id),
            amount: Amount::minor(record.amount),
            state: match record.state {
                ReversalStateRecord::RefundPending => ReversalState::RefundPending,
                ReversalStateRecord::Refunded => ReversalState::Refunded,
                ReversalStateRecord::RefundFailed => ReversalState::RefundFailed,
                ReversalStateRecord::Inquiry => ReversalState::Inquiry,
                ReversalStateRecord::Disputed => ReversalState::Disputed,
                ReversalStateRecord::DisputeWon => ReversalState::DisputeWon,
                ReversalStateRecord::DisputeLost => ReversalState::DisputeLost,
            },
            since: record.since,
            note: record.note.map(|NoteRecord { text, at }| Note { text, at }),
        })
    }
}
