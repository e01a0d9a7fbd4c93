//! Corrects the name of a traveller, for the owner of the booking or for somebody who serves any.
//! Uses the store.

use airside_booking::correcting::{AskedBy, CannotCorrect};
use airside_booking::name::{NameFault, Revision};
use airside_booking::schedule_change::Followed;
use airside_booking::{Booking, Name, Passenger, RecordLocator, Ticket, TicketNumber};
use airside_primitives::{MailId, PassengerId};
use serde_json::{Value, json};
use thiserror::Error;

use super::new_numbers;
use crate::accounts::Caller;
use crate::bookings::read::{ReadError, any_booking, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::history::{Deed, HistoryEntry, Subject};
use crate::mail::Mail;
use crate::ports::{CommitError, StoreError, Versioned, Write};
use crate::schedule_changes::moves::writes;
use crate::webhooks::Event;
use crate::world::LoadError;

/// What somebody is really called.
#[derive(Clone)]
pub struct CorrectName {
    pub reference: RecordLocator,
    pub passenger: PassengerId,
    pub name: Revision,
    pub reason: Option<String>,
}

airside_primitives::hide_in_debug!(CorrectName { reference, passenger });

/// Corrects it for the owner of the booking. The same name once more corrects nothing.
pub async fn correct_name(
    app: &App,
    owner: &Caller,
    command: &CorrectName,
) -> Result<Booking, CorrectError> {
    let by = AskedBy::Owner { has_reason: command.reason.is_some() };
    let decide = |_| async {
        let booking = own_booking(app, owner.user, command.reference).await?;
        decide(app, &booking, owner, command, by)
    };
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

/// Corrects it in any booking, to whatever is right.
pub async fn correct_name_by_agent(
    app: &App,
    agent: &Caller,
    command: &CorrectName,
) -> Result<Booking, CorrectError> {
    let decide = |_| async {
        let booking = any_booking(app, command.reference).await?;
        decide(app, &booking, agent, command, AskedBy::Agent)
    };
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

fn decide(
    app: &App,
    booking: &Versioned<Booking>,
    caller: &Caller,
    command: &CorrectName,
    by: AskedBy,
) -> Result<Decision<Booking>, CorrectError> {
    let (world, now) = (app.world.load(), app.now());
    let Versioned { value: before, version } = booking;
    let had = called(before, command.passenger).ok_or(CannotCorrect::UnknownPassenger)?;
    let name = had.revised(command.name.clone()).map_err(CorrectError::NoName)?;
    let prefixes = &world.terms.carriers.prefixes;
    let mut next_number = |ticket: &Ticket| {
        TicketNumber::wrapping(prefixes.of(ticket.airline), app.ports.entropy.bits())
    };
    let corrected =
        before.clone().correct_name(command.passenger, name, by, &mut next_number, now)?;
    if !corrected.is_changed() {
        return Ok(Decision::nothing(corrected.booking));
    }

    let Followed { booking: after, .. } = corrected.clone();
    let numbers = new_numbers(before, &after);
    let entry = told(app, caller, (before, &after), command);
    let mail = MailId(app.ports.entropy.id());
    let changes = writes(app, &world, corrected, *version, now);
    let changes = if numbers.is_empty() {
        changes
    } else {
        changes.write(Write::AddTicketNumbers { booking: after.id, numbers })
    };
    let changes = changes
        .mail(&Mail::name_corrected(mail, after.id, command.passenger, entry.id, now))
        .tell([Event::passenger_changed(app, &after, command.passenger)])
        .write(Write::AddHistory(entry));
    Ok(Decision { changes, outcome: after })
}

fn called(booking: &Booking, passenger: PassengerId) -> Option<&Name> {
    let found = booking.passengers.iter().find(|it| it.id == passenger);
    found.and_then(|it| it.person.as_ref()).map(|person| &person.name)
}

/// The line of the history: what the traveller was called, and what they are.
fn told(
    app: &App,
    caller: &Caller,
    (before, after): (&Booking, &Booking),
    command: &CorrectName,
) -> HistoryEntry {
    let is_it = |it: &&Passenger| it.id == command.passenger;
    let corrected = after.passengers.iter().find(is_it).and_then(|it| it.person.as_ref());
    let kind = corrected.and_then(|person| person.corrections.last()).map(|it| it.kind.code());
    let said = |booking: &Booking| called(booking, command.passenger).map(about);
    let mut is = said(after).unwrap_or_default();
    is["correction"] = json!(kind);
    is["passenger_id"] = json!(command.passenger.to_string());
    let was = said(before).map(|it| it.to_string());
    let subject = Subject::Booking(after.id);
    let entry = HistoryEntry::new(app, caller, subject, Deed::NameCorrected)
        .changed(was, Some(is.to_string()));
    match &command.reason {
        Some(reason) => entry.because(reason),
        None => entry,
    }
}

fn about(name: &Name) -> Value {
    json!({
        "given_name": name.given(),
        "middle_name": name.middle(),
        "family_name": name.family(),
        "ticket_name": name.ticketed().to_string(),
    })
}

/// Why nobody is called otherwise.
#[derive(Debug, Error)]
pub enum CorrectError {
    #[error("nobody can be called so")]
    NoName(Vec<NameFault>),
    #[error(transparent)]
    Refused(#[from] CannotCorrect),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
