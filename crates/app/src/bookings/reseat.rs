//! Other seats for those who travel. Uses the store.

use airside_booking::reseating::{CannotReseat, WantedSeat};
use airside_booking::{Booking, RecordLocator};
use airside_primitives::UserId;
use serde_json::{Value, json};
use thiserror::Error;

use crate::account::Role;
use crate::accounts::Caller;
use crate::bookings::read::{ReadError, any_booking, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::history::{Actor, Deed, HistoryEntry, Subject};
use crate::ports::{CommitError, StoreError, Versioned, Write};
use crate::schedule_changes::moves::writes;
use crate::webhooks::Event;
use crate::world::LoadError;

/// Gives them these seats, all of them or none; the same once more changes nothing. Tickets that say
/// another seat are made anew.
pub async fn reseat(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    wanted: &[WantedSeat],
) -> Result<Booking, ReseatError> {
    let decide = |_| async {
        let booking = own_booking(app, owner, reference).await?;
        decide(app, booking, wanted, (Actor::User(owner, Role::Customer), None))
    };
    decision::carry_out(app, SeatsAre::Picked, decide).await
}

/// The same for any booking, by those who serve it; the history says why.
pub async fn reseat_by_agent(
    app: &App,
    agent: &Caller,
    reference: RecordLocator,
    wanted: &[WantedSeat],
    reason: &str,
) -> Result<Booking, ReseatError> {
    let decide = |_| async {
        let booking = any_booking(app, reference).await?;
        decide(app, booking, wanted, (agent.into(), Some(reason)))
    };
    decision::carry_out(app, SeatsAre::Picked, decide).await
}

fn decide(
    app: &App,
    booking: Versioned<Booking>,
    wanted: &[WantedSeat],
    (by, reason): (Actor, Option<&str>),
) -> Result<Decision<Booking>, ReseatError> {
    let (world, now) = (app.world.load(), app.now());
    let Versioned { value: before, version } = booking;
    let reseated = before.clone().reseat(wanted, &world.terms.fleet, now)?;
    let after = reseated.booking.clone();
    if !reseated.is_changed() {
        return Ok(Decision::nothing(after));
    }
    let said = |booking: &Booking| Some(about(booking, wanted).to_string());
    let entry = HistoryEntry::new(app, by, Subject::Booking(after.id), Deed::SeatsChanged)
        .changed(said(&before), said(&after));
    let entry = match reason {
        Some(reason) => entry.because(reason),
        None => entry,
    };
    let journeys = wanted.iter().map(|it| it.journey).collect();
    let changes = writes(app, &world, reseated, version, now)
        .tell([Event::reseated(app, &after, &journeys)])
        .write(Write::AddHistory(entry));
    Ok(Decision { changes, outcome: after })
}

/// The seats that were asked about, as they are in this booking.
fn about(booking: &Booking, wanted: &[WantedSeat]) -> Value {
    let seats = wanted.iter().map(|it| {
        let at = booking.passengers.iter().position(|one| one.id == it.passenger);
        let journey = booking.journey(it.journey);
        let seat = at.zip(journey).and_then(|(at, journey)| journey.seats.seat(it.segment, at));
        json!({
            "passenger_id": it.passenger.to_string(),
            "journey": it.journey.to_string(),
            "segment": it.segment,
            "seat": seat.map(|it| it.to_string()),
        })
    });
    json!({ "seats": seats.collect::<Vec<_>>() })
}

/// Why everybody sits where they sat.
#[derive(Debug, Error)]
pub enum ReseatError {
    #[error(transparent)]
    Refused(#[from] CannotReseat),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
