//! Flights that fly otherwise than they were sold.

use airside_booking::schedule_change::ChangeState;
use airside_booking::{Booking, ChangeKind, Direction, ScheduleChange};
use airside_primitives::ScheduleChangeId;

use super::flights::{flight, moment_at, route, title};
use super::papers::{self, Papers};
use super::told::{Said, Told};
use crate::context::App;
use crate::mail::error::SendError;
use crate::mail::message::Mail;
use crate::ports::mailer::Block;
use crate::world::Snapshot;

/// The old times and the new ones, and what the traveller may do; with the new tickets of what was
/// taken over.
pub(super) async fn told(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
    ids: &[ScheduleChangeId],
    mail: &Mail,
) -> Result<Told, SendError> {
    let changes = booking.schedule_changes.iter().filter(|change| ids.contains(&change.id));
    let changes: Vec<_> =
        changes.filter(|change| !is_told_elsewhere(booking, change, mail)).collect();
    let Some(first) = changes.first() else { return Ok(Told::Nothing) };
    let taken_over = changes.iter().filter(|change| is_taken_over(change));
    let taken_over: Vec<Direction> = taken_over.map(|change| change.direction).collect();
    // A question waits for nothing.
    let made = if taken_over.len() == changes.len() {
        let tickets = papers::tickets_of(app, booking, &taken_over, mail.created_at).await?;
        let Papers::Made(made) = tickets else { return Ok(Told::NotYet) };
        made
    } else {
        Vec::new()
    };

    let mut blocks = Vec::new();
    for change in &changes {
        blocks.push(title(world, booking, change.direction));
        blocks.push(Block::Text(happened(change.kind).to_owned()));
        if let Some(journey) = booking.journey(change.direction) {
            let (before, after) = (change.before.iter(), change.after.iter().flatten());
            blocks.extend(before.map(|it| Block::Void(flight(world, journey, it))));
            blocks.extend(after.map(|it| Block::Flight(flight(world, journey, it))));
        }
        blocks.push(next(app, world, change));
    }
    if !taken_over.is_empty() {
        blocks.push(Block::Text(tickets_are(made.len()).to_owned()));
    }
    let what = match first.kind {
        // Of its times there was a mail before.
        ChangeKind::Retimed | ChangeKind::Equipment if first.is_major && is_taken_over(first) => {
            "has a new ticket"
        }
        ChangeKind::Retimed => "has new times",
        ChangeKind::Equipment => "has another aircraft",
        ChangeKind::Withdrawn => "is not flown any more",
        ChangeKind::Cancelled => "is cancelled",
    };
    let route = route(world, booking, &[first.direction]);
    Ok(Told::Said(Said {
        subject: format!("Booking {}: {route} {what}", booking.reference),
        blocks,
        attachments: papers::attachments(made),
    }))
}

/// Whether another mail says all that is left to say: that of the cancellation, of a later change,
/// or of an answer which came before this mail could be sent.
fn is_told_elsewhere(booking: &Booking, change: &ScheduleChange, mail: &Mail) -> bool {
    let is_later = |it: &ScheduleChange| {
        it.direction == change.direction && it.made_at > change.made_at && Mail::tells_of(it)
    };
    let is_outdated = is_taken_over(change) && booking.schedule_changes.iter().any(is_later);
    let is_settled_later = match change.state {
        ChangeState::Accepted { at } | ChangeState::Lapsed { at } => mail.created_at < at,
        ChangeState::Rebooked { .. } | ChangeState::Refunded { .. } => true,
        ChangeState::Open => false,
    };
    is_outdated || is_settled_later || booking.is_cancelled(change.direction)
}

/// Whether the journey flies by it: its ticket is made anew.
const fn is_taken_over(change: &ScheduleChange) -> bool {
    match change.state {
        ChangeState::Accepted { .. } | ChangeState::Lapsed { .. } => true,
        ChangeState::Open | ChangeState::Rebooked { .. } | ChangeState::Refunded { .. } => false,
    }
}

pub(super) const fn happened(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Retimed => "The airline has changed the times of this journey.",
        ChangeKind::Equipment => "This journey is flown with another aircraft.",
        ChangeKind::Withdrawn => "The airline does not fly this journey any more.",
        ChangeKind::Cancelled => "The airline has cancelled this journey.",
    }
}

/// What the traveller may do, or what was done.
fn next(app: &App, world: &Snapshot, change: &ScheduleChange) -> Block {
    let by = moment_at(world, change.before.first().origin, change.answer_by);
    let what = match change.kind {
        ChangeKind::Retimed => "the new times",
        ChangeKind::Equipment => "the other aircraft",
        ChangeKind::Withdrawn | ChangeKind::Cancelled => "the journey",
    };
    let holds = match change.kind {
        ChangeKind::Retimed => "the new times hold",
        ChangeKind::Equipment | ChangeKind::Withdrawn | ChangeKind::Cancelled => "that holds",
    };
    match change.state {
        ChangeState::Open if !change.is_open(app.now()) => {
            Block::Text(format!("The time for an answer is over: {holds}."))
        }
        ChangeState::Open if change.after.is_some() => Block::Notice(format!(
            "Please answer by {by}: keep {what}, or take all your money back. Answer where you \
             booked{}. Without an answer {holds}.",
            or_write(app)
        )),
        ChangeState::Open => Block::Notice(format!(
            "All that you paid for it goes back to you: now, if you ask for it where you booked{}, \
             and by {by} anyway.",
            or_write(app)
        )),
        ChangeState::Lapsed { .. } => {
            Block::Text(format!("There was no answer in time, so {holds}."))
        }
        ChangeState::Accepted { .. } if change.is_major => {
            Block::Text(format!("It was answered where you booked: you keep {what}."))
        }
        ChangeState::Accepted { .. }
        | ChangeState::Rebooked { .. }
        | ChangeState::Refunded { .. } => Block::Text("There is nothing for you to do.".to_owned()),
    }
}

/// Where else an answer arrives.
fn or_write(app: &App) -> String {
    let address = app.ports.mailer.house().reply_to;
    address.map_or_else(String::new, |address| format!(", or write to {address}"))
}

/// What is said of tickets that are out of date.
const fn tickets_are(count: usize) -> &'static str {
    match count {
        0 => {
            "Your ticket is made anew; the one that you have shows what was before. The new one is \
             where you booked."
        }
        1 => "Your new ticket is attached: it replaces the one that you have.",
        _ => "Your new tickets are attached: they replace those that you have.",
    }
}
