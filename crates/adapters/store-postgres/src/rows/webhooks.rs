//! What happened, and what is on its way to whom, as rows.

use airside_app::webhooks::{
    Answered, Attempt, Delivery, DeliveryState, Event, EventKind, NoAnswer,
};
use airside_primitives::{BookingId, HappeningId, UserId};
use diesel::pg::Pg;
use diesel::prelude::*;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::column::Written;
use crate::failure::Failure;
use crate::schema::{deliveries, delivery_attempts, events};

#[derive(Queryable, Selectable)]
#[diesel(table_name = events, check_for_backend(Pg))]
pub(crate) struct EventRow {
    pub id: Uuid,
    kind: String,
    at: OffsetDateTime,
    owner: Option<Uuid>,
    booking: Option<Uuid>,
    data: Written,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = deliveries, check_for_backend(Pg))]
pub(crate) struct DeliveryRow {
    pub event: Uuid,
    state: String,
    next_at: Option<OffsetDateTime>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = delivery_attempts, check_for_backend(Pg))]
pub(crate) struct AttemptRow {
    event: Uuid,
    number: i64,
    at: OffsetDateTime,
    took_ms: i64,
    status: Option<i64>,
    answer: Option<String>,
    failure: Option<String>,
}

impl EventRow {
    pub(crate) fn event(self) -> Result<Event, Failure> {
        Ok(Event {
            id: HappeningId(self.id),
            kind: kind(&self.kind)?,
            at: self.at,
            owner: self.owner.map(UserId),
            booking: self.booking.map(BookingId),
            data: self.data.0,
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
            event: HappeningId(self.event),
            kind: kind(kind_code)?,
            state: state.ok_or(Failure::Row { table: "deliveries", column: "state" })?,
            next_at: self.next_at,
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
            at: self.at,
            took: Duration::milliseconds(self.took_ms),
            outcome,
        })
    }
}
