//! Where a booking is in its life, as plain data.

use std::collections::BTreeSet;

use airside_booking::State;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::BadRecord;
use crate::choices::ExpiredBecauseRecord;
use crate::trip::DirectionRecord;

/// A [`State`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StateRecord {
    PendingPayment {
        #[serde(with = "rfc3339")]
        due_by: OffsetDateTime,
    },
    Expired {
        #[serde(with = "rfc3339")]
        due_by: OffsetDateTime,
        /// Absent in what older releases wrote.
        #[serde(default)]
        because: ExpiredBecauseRecord,
    },
    Confirmed {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
        ticket_numbers: Vec<Vec<String>>,
        cancelled: Vec<DirectionRecord>,
    },
}

impl From<&State> for StateRecord {
    fn from(state: &State) -> Self {
        match state {
            State::PendingPayment { due_by } => Self::PendingPayment { due_by: *due_by },
            State::Expired { due_by, because } => {
                Self::Expired { due_by: *due_by, because: (*because).into() }
            }
            State::Confirmed { at, ticket_numbers, cancelled } => Self::Confirmed {
                at: *at,
                ticket_numbers: ticket_numbers
                    .iter()
                    .map(|row| row.iter().map(ToString::to_string).collect())
                    .collect(),
                cancelled: cancelled.iter().copied().map(Into::into).collect(),
            },
        }
    }
}

impl TryFrom<StateRecord> for State {
    type Error = BadRecord;

    fn try_from(record: StateRecord) -> Result<Self, BadRecord> {
        Ok(match record {
            StateRecord::PendingPayment { due_by } => Self::PendingPayment { due_by },
            StateRecord::Expired { due_by, because } => {
                Self::Expired { due_by, because: because.into() }
            }
            StateRecord::Confirmed { at, ticket_numbers, cancelled } => {
                let number = |text: String| {
                    text.parse().map_err(|_| BadRecord::new("booking", "ticket_numbers"))
                };
                let row = |row: Vec<_>| row.into_iter().map(number).collect::<Result<_, _>>();
                let named = cancelled.len();
                let cancelled: BTreeSet<_> = cancelled.into_iter().map(Into::into).collect();
                if cancelled.len() < named {
                    return Err(BadRecord::new("booking", "cancelled"));
                }
                Self::Confirmed {
                    at,
                    ticket_numbers: ticket_numbers
                        .into_iter()
                        .map(row)
                        .collect::<Result<_, _>>()?,
                    cancelled,
                }
            }
        })
    }
}
