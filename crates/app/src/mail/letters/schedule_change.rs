//! Flights that fly otherwise than they were sold.

use airside_booking::{Booking, ChangeKind, ScheduleChange};
use airside_primitives::ScheduleChangeId;

use super::flights::{flight, route, title};
use super::told::{Said, Told};
use crate::context::App;
use crate::ports::documents::LocalTime;
use crate::ports::mailer::Block;
use crate::words;
use crate::world::Snapshot;

/// The old times and the new ones, and what the traveller may do.
pub(super) fn told(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
    ids: &[ScheduleChangeId],
) -> Told {
    let changes: Vec<_> =
        booking.schedule_changes.iter().filter(|change| ids.contains(&change.id)).collect();
    let Some(first) = changes.first() else { return Told::Nothing };
    let mut blocks = Vec::new();
    for change in &changes {
        blocks.push(title(world, booking, change.direction));
        blocks.push(Block::Text(happened(change).to_owned()));
        if let Some(journey) = booking.journey(change.direction) {
            let (before, after) = (change.before.iter(), change.after.iter().flatten());
            blocks.extend(before.map(|it| Block::Void(flight(world, journey, it))));
            blocks.extend(after.map(|it| Block::Flight(flight(world, journey, it))));
        }
        blocks.push(next(app, change));
    }
    let what = match first.kind {
        ChangeKind::Retimed => "has new times",
        ChangeKind::Equipment => "has another aircraft",
        ChangeKind::Withdrawn => "is not flown any more",
        ChangeKind::Cancelled => "is cancelled",
    };
    let route = route(world, booking, &[first.direction]);
    Told::Said(Said {
        subject: format!("Booking {}: {route} {what}", booking.reference),
        blocks,
        attachments: Vec::new(),
    })
}

const fn happened(change: &ScheduleChange) -> &'static str {
    match change.kind {
        ChangeKind::Retimed => "The airline has changed the times of this journey.",
        ChangeKind::Equipment => "This journey is flown with another aircraft.",
        ChangeKind::Withdrawn => "The airline does not fly this journey any more.",
        ChangeKind::Cancelled => "The airline has cancelled this journey.",
    }
}

/// What the traveller may do, or what was done.
fn next(app: &App, change: &ScheduleChange) -> Block {
    let now = app.now();
    let by = words::moment(&LocalTime::utc(change.answer_by));
    match (change.status_code(now), change.after.is_some()) {
        ("OPEN", true) => Block::Notice(format!(
            "Please answer by {by}: keep the new times, or take all your money back. Without an \
             answer the new times hold."
        )),
        ("OPEN", false) => Block::Notice(format!(
            "All that you paid for it goes back to you, now if you ask for it, and by {by} anyway."
        )),
        ("REFUNDED", _) => Block::Text("All that you paid for it goes back to you.".to_owned()),
        _ => Block::Text("There is nothing for you to do; your ticket says the same.".to_owned()),
    }
}
