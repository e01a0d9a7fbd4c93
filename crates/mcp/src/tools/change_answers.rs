//! Answering what the airline changed.

use airside_client::Money;
use airside_client::bookings::{Booking, Direction, JourneyStatus, ScheduleChange};
use airside_client::cancellations::{Journeys, NewCancellation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::proposed::{Confirm, Proposed, once_more, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::{ChangeAnswer, Proposal};
use crate::refusal::Refusal;
use crate::tool::{Said, named};
use crate::views::Amount;
use crate::views::booking::{BookingDetails, ScheduleChangeDetails};

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_change_answer",
    "Propose an answer to a change of the timetable",
    "What accepting an OPEN schedule change means (the new flights), or what a refund gives back.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_change_answer",
    "Answer a change of the timetable",
    "Gives the answer that propose_change_answer proposed, for good.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// As K7Q2MZ.
    booking_ref: String,
    /// `id` of one of the booking's schedule_changes.
    schedule_change_id: String,
    answer: Answer,
}

#[derive(Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum Answer {
    /// Take the new flights.
    Accept,
    /// Take the money for this journey back, all of it.
    Refund,
    /// The same for all journeys of its ticket that are not flown.
    RefundWholeTicket,
}

/// What an answer means.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    booking_ref: String,
    answer: Answer,
    change: ScheduleChangeDetails,
    /// What comes back, if money was asked for.
    refund: Option<Amount>,
    /// The journeys that end, if money was asked for.
    journeys: Vec<String>,
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let booking = caller.airside.bookings().get(wanted.booking_ref.trim()).await?;
    let change = booking.schedule_changes.iter().find(|it| it.id == wanted.schedule_change_id);
    let change = change.ok_or_else(|| Refusal::new("not_found", "there is no such change"))?;
    if change.status.code() != "OPEN" {
        let detail = format!("the change is {}", change.status);
        return Err(Refusal::new("already_answered", detail));
    }
    let journeys = match wanted.answer {
        Answer::Accept if change.after.is_none() => {
            return Err(Refusal::new("no_alternative", "there is nothing to accept"));
        }
        Answer::Accept => Vec::new(),
        Answer::Refund => vec![change.journey.clone()],
        Answer::RefundWholeTicket => of_the_same_ticket(&booking, change),
    };
    let refund = if journeys.is_empty() {
        None
    } else {
        Some(paid_for(&caller, &booking, journeys.clone()).await?)
    };
    let what = refund.as_ref().map_or("The new flights stand.".to_owned(), |refund| {
        format!("{} come back.", refund.in_words())
    });
    let figures = Figures {
        booking_ref: booking.booking_ref.clone(),
        answer: wanted.answer,
        change: ScheduleChangeDetails::of(change),
        refund,
        journeys: journeys.iter().map(|it| it.code().to_owned()).collect(),
    };
    let change_id = change.id.clone();
    let answer = wanted.answer.meant();
    let proposal = Proposal::Answer { booking_ref: booking.booking_ref, change_id, answer };
    Ok(proposed(&caller, proposal, CONFIRM.0, &what, figures))
}

pub(super) async fn confirm(
    caller: Caller,
    confirm: Confirm,
) -> Result<Said<BookingDetails>, Refusal> {
    let Confirmed { proposal, key } = caller.confirm(&confirm.proposal)?;
    let Proposal::Answer { booking_ref, change_id, answer } = proposal else {
        return Err(Refusal::another_proposal(proposal.confirmed_by()));
    };
    let changes = caller.airside.schedule_changes();
    let done = match answer {
        ChangeAnswer::Accept => changes.accept(&booking_ref, &change_id, &key).await?,
        ChangeAnswer::Refund => changes.refund(&booking_ref, &change_id, &key).await?,
        ChangeAnswer::RefundWholeTicket => {
            changes.refund_whole_ticket(&booking_ref, &change_id, &key).await?
        }
    };
    let sentence = format!("{}{}", named(&done.value), once_more(done.is_replay));
    Ok(Said::new(sentence, BookingDetails::of(&done.value)))
}

fn of_the_same_ticket(booking: &Booking, change: &ScheduleChange) -> Vec<Direction> {
    let ticket = booking.tickets.iter().find(|ticket| ticket.journeys.contains(&change.journey));
    let is_live = |direction: &&Direction| {
        let journey = booking.journeys.iter().find(|journey| journey.direction == **direction);
        journey.is_some_and(|journey| journey.status == JourneyStatus::Confirmed)
    };
    let journeys = ticket.map_or(&[][..], |ticket| &ticket.journeys);
    journeys.iter().filter(is_live).cloned().collect()
}

/// What a quote says was paid for these journeys: all of it comes back.
async fn paid_for(
    caller: &Caller,
    booking: &Booking,
    journeys: Vec<Direction>,
) -> Result<Amount, Refusal> {
    let wanted = NewCancellation::of(Journeys::These(journeys));
    let quote = caller.airside.cancellations().quote(&booking.booking_ref, &wanted).await?;
    let amount = quote.lines.iter().map(|line| line.paid.amount).sum();
    Ok(Amount::of(&Money { amount, currency: quote.refund.currency }))
}

impl Answer {
    const fn meant(self) -> ChangeAnswer {
        match self {
            Self::Accept => ChangeAnswer::Accept,
            Self::Refund => ChangeAnswer::Refund,
            Self::RefundWholeTicket => ChangeAnswer::RefundWholeTicket,
        }
    }
}
