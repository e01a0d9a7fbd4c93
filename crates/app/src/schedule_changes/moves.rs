//! What follows from a change of a booking's flights, as writes of one commit.

use airside_booking::schedule_change::{Followed, ScheduleChange};
use airside_booking::{Booking, Document, DocumentKind, DocumentState, State};
use airside_primitives::{BookingId, DocumentId, FlightId, MailId};
use time::{Date, OffsetDateTime};

use crate::bookings::happened::about_change;
use crate::context::App;
use crate::history::{Actor, Deed, HistoryEntry, Subject};
use crate::mail::Mail;
use crate::ports::changes::{SeatClaim, Version, Versioned};
use crate::ports::{Changes, Message, Write};
use crate::webhooks::Event;
use crate::world::Snapshot;

/// The booking at its next version, its inventory and seats, and new ticket documents.
pub(crate) fn writes(
    app: &App,
    world: &Snapshot,
    followed: Followed,
    version: Version,
    now: OffsetDateTime,
) -> Changes {
    let Followed { booking, taken, returned, claimed, released, tickets, .. } = followed;
    // Who has a service already takes it along, whatever its limit.
    let services_taken = followed.services_taken.into_iter();
    let services_taken =
        services_taken.map(|(at, count)| Write::TakeService { at, count, limit: None });
    let services_returned = followed.services_returned.into_iter();
    let services_returned = services_returned.map(|(at, count)| Write::ReturnService { at, count });
    let id = booking.id;
    let claim = |(flight, date, seat)| SeatClaim { flight, date, seat, booking: id };
    let inventory =
        taken.iter().chain(&returned).map(|inventory| (inventory.flight, inventory.date));
    let inventory: Vec<(FlightId, Date)> = inventory.collect();
    let departures = booking.departures(&booking.directions());
    let taken = taken.into_iter().map(|inventory| Write::TakeInventory {
        capacity: world.capacity(inventory.flight, inventory.date, inventory.cabin),
        inventory,
        world: world.version,
    });

    let mut changes = Changes::default()
        .write(Write::InWorld(world.version))
        .write_all(returned.into_iter().map(Write::ReturnInventory))
        .write_all(taken)
        .write_all(services_returned)
        .write_all(services_taken)
        .write_all(released.into_iter().map(claim).map(Write::ReleaseSeat))
        .write_all(claimed.into_iter().map(claim).map(Write::ClaimSeat));
    for ticket in tickets {
        let document = Document {
            id: DocumentId(app.ports.entropy.id()),
            booking: id,
            kind: DocumentKind::Ticket(ticket),
            created_at: now,
            state: DocumentState::Pending,
        };
        changes =
            changes.send(Message::DocumentRequested(document.id)).write(Write::add(&document));
    }
    let new = booking.schedule_changes.iter().filter(|change| change.made_at == now);
    let written = new.map(|change| Write::AddHistory(told(app, id, change)));
    changes = changes
        .write_all(written.collect::<Vec<_>>())
        .tell(Event::schedule_changed(app, &booking, now));
    if let Some(mail) = Mail::rescheduled(MailId(app.ports.entropy.id()), &booking, now) {
        changes = changes.mail(&mail);
    }
    if has_ended(&booking) {
        changes = changes
            .write(Write::ReturnPromo { booking: id })
            .tell([Event::booking_expired(app, &booking)]);
    }
    if !inventory.is_empty() {
        changes = changes
            .write(Write::AddDepartures { booking: id, departures })
            .send(Message::InventoryChanged(inventory));
    }
    changes.write(Write::save(&Versioned { value: booking, version }))
}

/// Kept, since one that is taken back before it was answered is in no record of the booking.
fn told(app: &App, booking: BookingId, change: &ScheduleChange) -> HistoryEntry {
    HistoryEntry::new(app, Actor::System, Subject::Booking(booking), Deed::ScheduleChanged)
        .at(change.made_at)
        .changed(None, Some(about_change(change).to_string()))
}

fn has_ended(booking: &Booking) -> bool {
    match booking.state {
        State::Expired { .. } => true,
        State::PendingPayment { .. } | State::Confirmed { .. } => false,
    }
}
