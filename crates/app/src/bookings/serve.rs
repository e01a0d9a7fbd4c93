//! Other special services for a traveller. Uses the store.

use airside_booking::schedule_change::Followed;
use airside_booking::serving::CannotServe;
use airside_booking::{Booking, RecordLocator, WantedService};
use airside_primitives::PassengerId;
use serde_json::{Value, json};
use thiserror::Error;

use crate::accounts::Caller;
use crate::bookings::read::{ReadError, any_booking, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::history::{Deed, HistoryEntry, Subject};
use crate::ports::{CommitError, StoreError, Versioned, Write};
use crate::schedule_changes::moves::writes;
use crate::webhooks::Event;
use crate::world::LoadError;

/// What is to be done for somebody, instead of what was.
#[derive(Clone)]
pub struct Serve {
    pub reference: RecordLocator,
    pub passenger: PassengerId,
    pub services: Vec<WantedService>,
}

airside_primitives::hide_in_debug!(Serve { reference, passenger });

/// Gives them to a traveller, within the limits of each departure. The same once more changes nothing.
pub async fn serve(app: &App, owner: &Caller, command: &Serve) -> Result<Booking, ServeError> {
    let decide = |_| async {
        let booking = own_booking(app, owner.user, command.reference).await?;
        decide(app, &booking, (owner, None), command)
    };
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

/// The same for any booking, by those who serve it; the history says why. The limits hold for them,
/// too.
pub async fn serve_by_agent(
    app: &App,
    agent: &Caller,
    command: &Serve,
    reason: &str,
) -> Result<Booking, ServeError> {
    let decide = |_| async {
        let booking = any_booking(app, command.reference).await?;
        decide(app, &booking, (agent, Some(reason)), command)
    };
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

fn decide(
    app: &App,
    booking: &Versioned<Booking>,
    (caller, reason): (&Caller, Option<&str>),
    command: &Serve,
) -> Result<Decision<Booking>, ServeError> {
    let (world, now) = (app.world.load(), app.now());
    let Versioned { value: before, version } = booking;
    let offered = &world.terms.services;
    let mut served =
        before.clone().with_services(command.passenger, &command.services, offered, now)?;
    if !served.is_changed() {
        return Ok(Decision::nothing(served.booking));
    }
    let taken = std::mem::take(&mut served.services_taken).into_iter();
    let taken = taken.map(|(at, count)| {
        let limit = offered.limit(at.code);
        Write::TakeService { at, count, limit }
    });
    let taken: Vec<_> = taken.collect();
    let Followed { booking: after, .. } = served.clone();
    let said = |booking: &Booking| Some(about(booking, command.passenger).to_string());
    let subject = Subject::Booking(after.id);
    let entry = HistoryEntry::new(app, caller, subject, Deed::ServicesChanged)
        .changed(said(before), said(&after));
    let entry = match reason {
        Some(reason) => entry.because(reason),
        None => entry,
    };
    let changes = writes(app, &world, served, *version, now)
        .write_all(taken)
        .tell([Event::passenger_changed(app, &after, command.passenger)])
        .write(Write::AddHistory(entry));
    Ok(Decision { changes, outcome: after })
}

fn about(booking: &Booking, passenger: PassengerId) -> Value {
    let found = booking.passengers.iter().find(|it| it.id == passenger);
    let services = found.iter().flat_map(|it| &it.services).map(|it| {
        let journeys: Vec<_> = it.journeys.iter().map(ToString::to_string).collect();
        json!({ "code": it.code.to_string(), "journeys": journeys, "text": it.text })
    });
    let services: Vec<_> = services.collect();
    json!({ "passenger_id": passenger.to_string(), "special_services": services })
}

/// Why nothing else is done for them.
#[derive(Debug, Error)]
pub enum ServeError {
    #[error(transparent)]
    Refused(#[from] CannotServe),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
