//! Some of the travellers of a booking get one of their own. Uses the store.
//!
//! Everything changes hands in one commit: people, seats, ticket numbers and what was paid. What
//! departures have sold stays what it is.

use airside_booking::splitting::{CannotSplit, Parted};
use airside_booking::{Booking, RecordLocator};
use airside_primitives::{BookingId, MailId, PassengerId, TicketId};
use serde_json::{Value, json};
use thiserror::Error;

use super::place::locator;
use crate::accounts::Caller;
use crate::bookings::read::{ReadError, any_booking, own_booking};
use crate::cancellations;
use crate::context::App;
use crate::decision::{Decision, SeatsAre};
use crate::exchanges::quote::superseded_exchanges;
use crate::history::{Deed, HistoryEntry, Subject};
use crate::idempotency::{Given, IdempotencyError, Once};
use crate::mail::Mail;
use crate::payments::conclude::tickets;
use crate::payments::repay::{divided, paid_with};
use crate::ports::changes::SeatClaim;
use crate::ports::store::WorldVersion;
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::schedule_changes::follow::is_behind;
use crate::stock_writes::seat_claims;
use crate::webhooks::Event;
use crate::world::LoadError;

/// Who parts from whom.
#[derive(Debug, Clone)]
pub struct Split {
    pub reference: RecordLocator,
    /// In the order in which they were named.
    pub passengers: Vec<PassengerId>,
}

/// Parts them, for the owner of the booking, who owns both from then on. Answers theirs.
pub async fn split(
    app: &App,
    owner: &Caller,
    command: &Split,
    once: &Once<'_, Booking>,
) -> Result<Given, SplitError> {
    let decide = |_| {
        Box::pin(async {
            let world = app.world.load().version;
            let booking = own_booking(app, owner.user, command.reference).await?;
            decide(app, (booking, world), (owner, None), command).await
        })
    };
    once.carry_out(app, SeatsAre::Planned, decide).await
}

/// The same for any booking, by those who serve it; the history says why.
pub async fn split_by_agent(
    app: &App,
    agent: &Caller,
    command: &Split,
    reason: &str,
    once: &Once<'_, Booking>,
) -> Result<Given, SplitError> {
    let decide = |_| {
        Box::pin(async {
            let world = app.world.load().version;
            let booking = any_booking(app, command.reference).await?;
            decide(app, (booking, world), (agent, Some(reason)), command).await
        })
    };
    once.carry_out(app, SeatsAre::Planned, decide).await
}

/// `world` was in force before the booking was read and brought up to date.
async fn decide(
    app: &App,
    (booking, world): (Versioned<Booking>, WorldVersion),
    (caller, reason): (&Caller, Option<&str>),
    command: &Split,
) -> Result<Decision<Booking>, SplitError> {
    let now = app.now();
    let Versioned { value: whole, version } = booking;
    // It stands as it is since nothing has room for it, which only those who serve can mend.
    if is_behind(app, &whole) {
        return Err(CannotSplit::ChangeIsOpen.into());
    }
    let entropy = &app.ports.entropy;
    let parted = Parted {
        id: BookingId(entropy.id()),
        reference: locator(app),
        tickets: whole.tickets.iter().map(|_| TicketId(entropy.id())).collect(),
    };
    let [stays, goes] = whole.split(&command.passengers, parted, now)?;
    let paid = paid_with(app, &whole).await?.ok_or(SplitError::NotPaid)?;
    let money = divided(app, &paid, (goes.price().total, goes.id), now);

    let directions = goes.held_directions();
    let claims = seat_claims(&goes, &directions).into_iter();
    let seats = claims.flat_map(|claim| {
        let before = Write::ReleaseSeat(SeatClaim { booking: whole.id, ..claim });
        [before, Write::ClaimSeat(claim)]
    });
    let lines = [(&stays, &goes), (&goes, &stays)].map(|(of, other)| {
        let entry = HistoryEntry::new(app, caller, Subject::Booking(of.id), Deed::BookingSplit)
            .changed(None, Some(about(&goes, other).to_string()));
        let entry = match reason {
            Some(reason) => entry.because(reason),
            None => entry,
        };
        Write::AddHistory(entry)
    });
    let documents = [&stays, &goes].map(|it| tickets(app, it, now)).concat();
    let asked = documents.iter().map(|it| Message::DocumentRequested(it.id));
    let mail = Mail::confirmed(MailId(entropy.id()), goes.id, now);
    let changes = Changes::default()
        // Nobody else would tell the new one of a timetable that came meanwhile.
        .write(Write::InWorld(world))
        .write_all(seats.collect::<Vec<_>>())
        .write_all(money.ok_or(SplitError::NotPaid)?)
        // What was quoted for all of them is no longer true.
        .write_all(superseded_exchanges(app, whole.id, None).await?)
        .write_all(cancellations::quote::outdated(app, whole.id).await?)
        .write_all(documents.iter().map(Write::add))
        .write_all(lines)
        .write_all(Write::add_booking(&goes))
        .mail(&mail)
        .tell([Event::booking_split(app, &stays, &goes), Event::booking_split(app, &goes, &stays)]);
    let changes = asked.fold(changes, Changes::send);
    let stays = Versioned { value: stays, version };
    Ok(Decision { changes: changes.write(Write::save(&stays)), outcome: goes })
}

/// Who parted, and to or from which booking.
fn about(goes: &Booking, other: &Booking) -> Value {
    let passengers: Vec<_> = goes.passengers.iter().map(|it| it.id.to_string()).collect();
    json!({ "other_booking_ref": other.reference.to_string(), "passengers": passengers })
}

/// Why nobody parted.
#[derive(Debug, Error)]
pub enum SplitError {
    #[error(transparent)]
    Refused(#[from] CannotSplit),
    #[error("what was paid for it cannot be divided: money of it was moved back")]
    NotPaid,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Once(#[from] IdempotencyError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
