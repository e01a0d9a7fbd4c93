//! What happened, and what is on its way to whom, as rows.

use airside_app::webhooks::{
    Answered, Attempt, Delivery, DeliveryState, Event, EventKind, NoAnswer,
};
use airside_primitives::{BookingId, HappeningId, UserId};
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use time::Duration;

use crate::column::{Instant, Key};
use crate::failure::Failure;
use crate::schema::{deliveries, delivery_attempts, events};

#[derive(Queryable, Selectable)]
#[diesel(table_name = events, check_for_backend(Sqlite))]
pub(crate) struct EventRow {
    pub id: Key,
    kind: String,
    at: Instant,
    owner: Option<Key>,
    booking: Option<Key>,
    data: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = deliveries, check_for_backend(Sqlite))]
pub(crate) struct DeliveryRow {
    pub event: Key,
    state: String,
    next_at: Option<Instant>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = delivery_attempts, check_for_backend(Sqlite))]
pub(crate) struct AttemptRow {
    event: Key,
    number: i64,
    at: Instant,
    took_ms: i64,
    status: Option<i64>,
    answer: Option<String>,
    failure: Option<String>,
}

impl EventRow {
    pub(crate) fn event(self) -> Result<Event, Failure> {
        Ok(Event {
            id: HappeningId(self.id.0),
            kind: kind(&self.kind)?,
            at: self.at.0,
            owner: self.owner.map(|Key(id)| UserId(id)),
            booking: self.booking.map(|Key(id)| BookingId(id)),
            data: self.data,
        })
    }
}

fn kind(code: &str) -> Result<EventKind, Failure> {
    EventKind::of_code(code).ok_or(Failure::Row { table: "events", column: "kind" })
}

impl DeliveryRow {
    /// The delivery, with those of the attempts that are its own.
    pub(crate) fn delivery(
        self,
        kind_code: &str,
        attempts: &[AttemptRow],
    ) -> Result<Delivery, Failure> {
        let state = DeliveryState::of_code(&self.state);
        let own = attempts.iter().filter(|attempt| attempt.event == self.event);
        Ok(Delivery {
            event: HappeningId(self.event.0),
            kind: kind(kind_code)?,
            state: state.ok_or(Failure::Row { table: "deliveries", column: "state" })?,
            next_at: self.next_at.map(|it| it.0),
            attempts: own.map(AttemptRow::attempt).collect::<Result<_, _>>()?,
        })
    }
}

impl AttemptRow {
    fn attempt(&self) -> Result<Attempt, Failure> {
        let nonsense = |column| Failure::Row { table: "delivery_attempts", column };
        let outcome = match (self.status, &self.failure) {
            (Some(status), _) => Answered::With {
                status: u16::try_from(status).map_err(|_| nonsense("status"))?,
                beginning: self.answer.clone().unwrap_or_default(),
            },
            (None, why) => {
                let why = why.as_deref().and_then(NoAnswer::of_code);
                Answered::Not(why.ok_or_else(|| nonsense("failure"))?)
            }
        };
        Ok(Attempt {
            number: u32::try_from(self.number).map_err(|_| nonsense("number"))?,
            at: self.at.0,
            took: Duration::milliseconds(self.took_ms),
            outcome,
        })
    }
}
