//! A departure that an operator cancelled, and how far its bookings have been told.

use airside_primitives::{DepartureCancellationId, FlightId, FlightNumber};
use airside_records::{Column, Day, Kept, Row, Unreadable, body};
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use time::serde::rfc3339;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A departure that does not fly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartureCancellation {
    pub id: DepartureCancellationId,
    pub flight: FlightId,
    pub date: Date,
    pub number: FlightNumber,
    pub refund: RefundWhen,
    /// Why, in the operator's words.
    pub reason: String,
    pub asked_at: OffsetDateTime,
    /// Bookings that had places on it.
    pub total: u32,
    /// Those of them that have followed and, at once, have their money on its way back.
    pub done: u32,
    pub state: Progress,
}

/// When travellers get their money back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefundWhen {
    /// Without being asked, all of it.
    AtOnce,
    /// When they ask for it, or when they have not answered in time.
    OnAnswer,
}

/// How far a cancellation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Somebody works on it, and last said so then.
    Running {
        since: OffsetDateTime,
    },
    Done {
        at: OffsetDateTime,
    },
}

impl RefundWhen {
    pub const ALL: [Self; 2] = [Self::AtOnce, Self::OnAnswer];

    /// The code of the API, `AT_ONCE`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "AT_ONCE",
            Self::OnAnswer => "ON_ANSWER",
        }
    }
}

impl Progress {
    /// The code of the API, `RUNNING`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running { .. } => DepartureCancellation::RUNNING,
            Self::Done { .. } => "DONE",
        }
    }
}

impl DepartureCancellation {
    /// The code of [`Progress::Running`].
    pub const RUNNING: &'static str = "RUNNING";

    /// So many bookings are left to be told. More than were counted may turn up.
    #[must_use]
    pub fn with_left(self, left: u32, now: OffsetDateTime) -> Self {
        let total = self.total.max(left);
        Self { total, done: total - left, state: Progress::Running { since: now }, ..self }
    }

    /// Nobody is left.
    #[must_use]
    pub fn finished(self, now: OffsetDateTime) -> Self {
        Self { done: self.total, state: Progress::Done { at: now }, ..self }
    }

    /// How a store names a departure: each has one cancellation at most.
    pub fn departure(flight: FlightId, date: Date) -> String {
        format!("{flight} {date}")
    }
}

/// A [`DepartureCancellation`] as plain data.
#[derive(Serialize, Deserialize)]
struct DepartureCancellationRecord {
    id: Uuid,
    flight: Uuid,
    date: Day,
    number: String,
    refund: RefundWhen,
    reason: String,
    #[serde(with = "rfc3339")]
    asked_at: OffsetDateTime,
    total: u32,
    done: u32,
    state: ProgressRecord,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum ProgressRecord {
    Running {
        #[serde(with = "rfc3339")]
        since: OffsetDateTime,
    },
    Done {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
}

impl Kept for DepartureCancellation {
    const TABLE: &'static str = "departure_cancellations";

    fn row(&self) -> Row {
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![Column::text("departure", Self::departure(self.flight, self.date))],
            columns: vec![Column::text("state", self.state.code())],
            body: body(&DepartureCancellationRecord::from(self)),
        }
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        let record: DepartureCancellationRecord = serde_json::from_str(body)?;
        let nonsense = || Unreadable::from(serde_json::Error::custom("a flight without a number"));
        Ok(Self {
            id: DepartureCancellationId(record.id),
            flight: FlightId(record.flight),
            date: record.date.0,
            number: record.number.parse().map_err(|_| nonsense())?,
            refund: record.refund,
            reason: record.reason,
            asked_at: record.asked_at,
            total: record.total,
            done: record.done,
            state: match record.state {
                ProgressRecord::Running { since } => Progress::Running { since },
                ProgressRecord::Done { at } => Progress::Done { at },
            },
        })
    }
}

impl From<&DepartureCancellation> for DepartureCancellationRecord {
    fn from(cancellation: &DepartureCancellation) -> Self {
        Self {
            id: cancellation.id.0,
            flight: cancellation.flight.0,
            date: Day(cancellation.date),
            number: cancellation.number.to_string(),
            refund: cancellation.refund,
            reason: cancellation.reason.clone(),
            asked_at: cancellation.asked_at,
            total: cancellation.total,
            done: cancellation.done,
            state: match cancellation.state {
                Progress::Running { since } => ProgressRecord::Running { since },
                Progress::Done { at } => ProgressRecord::Done { at },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn a_cancellation_reads_back_as_itself_and_counts_to_its_end() {
        let now = datetime!(2026-12-01 08:00 UTC);
        let new = DepartureCancellation {
            id: DepartureCancellationId(Uuid::from_u128(7)),
            flight: FlightId(Uuid::from_u128(8)),
            date: date!(2026 - 12 - 02),
            number: "QZ2045".parse().unwrap(),
            refund: RefundWhen::AtOnce,
            reason: "fog".to_owned(),
            asked_at: now,
            total: 3,
            done: 0,
            state: Progress::Running { since: now },
        };
        let some = new.clone().with_left(1, now);
        assert_eq!((some.done, some.total), (2, 3));
        let more = some.clone().with_left(4, now);
        assert_eq!((more.done, more.total), (0, 4));
        for cancellation in [new, some, more.finished(now)] {
            let read = DepartureCancellation::read(&cancellation.row().body).unwrap();
            assert_eq!(read, cancellation);
        }
    }
}
