//! Cancels a departure: the word is kept first, and everything else follows from it. Uses the
//! store.
//!
//! One commit remembers what is to be done, tells it to those who asked, and answers. Taking the
//! departure out of the world, and bringing every booking to its end, is `settle`'s work: begun at
//! once, and gone on with by whoever finds it after a process was killed.

use airside_primitives::{DepartureCancellationId, FlightId};
use airside_timetable::Sales;
use thiserror::Error;
use time::Date;

use super::cancellation::{DepartureCancellation, Progress, RefundWhen};
use super::known::Known;
use super::settle::{SettleError, bookings_left, ground};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::history::{Actor, Deed, HistoryEntry, Subject};
use crate::idempotency::{Given, IdempotencyError, Once};
use crate::ports::{Changes, CommitError, Message, StoreError, Write};
use crate::webhooks::Event;
use crate::world::LoadError;

/// A departure that is not to fly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelDeparture {
    pub flight: FlightId,
    pub date: Date,
    pub refund: RefundWhen,
    pub by: Actor,
    pub reason: String,
}

pub async fn cancel_departure(
    app: &App,
    command: &CancelDeparture,
    once: &Once<'_, DepartureCancellation>,
) -> Result<Given, CancelError> {
    let given = once.carry_out(app, SeatsAre::Planned, |_| decide(app, command)).await?;
    take_off_sale(app, command).await;
    Ok(given)
}

/// The same for whoever has a shell: asked for again, it was cancelled before.
pub async fn cancel_by_command(
    app: &App,
    command: &CancelDeparture,
) -> Result<DepartureCancellation, CancelError> {
    let decide = |_| decide(app, command);
    let cancellation = decision::carry_out(app, SeatsAre::Planned, decide).await?;
    take_off_sale(app, command).await;
    Ok(cancellation)
}

/// Who looks next finds it cancelled. If that fails now, the message of the commit brings it.
async fn take_off_sale(app: &App, command: &CancelDeparture) {
    if let Err(error) = ground(app, command.flight, command.date).await {
        tracing::warn!(error = %crate::chain(&error), "a cancelled departure is still for sale; it stays due");
    }
}

async fn decide(
    app: &App,
    command: &CancelDeparture,
) -> Result<Decision<DepartureCancellation>, CancelError> {
    let CancelDeparture { flight, date, refund, by, ref reason } = *command;
    let (world, now) = (app.world.load(), app.now());
    let known = Known::of(&world, flight, date).ok_or(CancelError::Unknown)?;
    let before = app.ports.store.cancellation_of(flight, date).await?;
    if before.is_some() || known.amendment.sales == Sales::Cancelled {
        return Err(CancelError::AlreadyCancelled);
    }
    if known.has_left(&world, now) {
        return Err(CancelError::HasLeft);
    }
    let left = bookings_left(app, (flight, date), refund).await?;
    let cancellation = DepartureCancellation {
        id: DepartureCancellationId(app.ports.entropy.id()),
        flight,
        date,
        number: known.original.number,
        refund,
        reason: reason.clone(),
        asked_at: now,
        total: u32::try_from(left.len()).unwrap_or(u32::MAX),
        done: 0,
        state: Progress::Running { since: now },
    };
    let line =
        HistoryEntry::new(app, by, Subject::Departure(flight, date), Deed::DepartureCancelled)
            .because(reason.as_str());
    let changes = Changes::default()
        .write(Write::AddHistory(line))
        .write(Write::add(&cancellation))
        .tell([Event::flight_cancelled(app, flight, known.original.number, date)])
        .send(Message::DepartureCancelled(cancellation.id));
    Ok(Decision { changes, outcome: cancellation })
}

/// Why a departure is not cancelled.
#[derive(Debug, Error)]
pub enum CancelError {
    #[error("there is no such departure")]
    Unknown,
    #[error("the departure was cancelled before")]
    AlreadyCancelled,
    #[error("the flight has left")]
    HasLeft,
    #[error(transparent)]
    Settle(#[from] SettleError),
    #[error(transparent)]
    Once(#[from] IdempotencyError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
