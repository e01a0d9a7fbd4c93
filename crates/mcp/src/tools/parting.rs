//! A booking of their own for some of the passengers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::proposed::{Confirm, Proposed, once_more, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::tool::{Said, named};
use crate::views::booking::BookingDetails;

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_split",
    "Propose to split a booking",
    "Who would get a booking of their own, and who would stay. Each booking is changed, cancelled and \
     refunded by itself from then on; flights, seats and ticket numbers stay what they are. Infants go \
     with the adult whose lap they are on. It costs nothing, and cannot be undone.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_split",
    "Split a booking",
    "Splits as propose_split proposed, for good. Answers the new booking.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// As K7Q2MZ.
    booking_ref: String,
    /// `id`s of the booking's passengers who get a booking of their own.
    passengers: Vec<String>,
}

/// Who would part from whom.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    booking_ref: String,
    /// As ticketed; who was named.
    part: Vec<String>,
    /// As ticketed; all others.
    stay: Vec<String>,
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let booking = caller.airside.bookings().get(wanted.booking_ref.trim()).await?;
    let is_unknown = |id: &&String| !booking.passengers.iter().any(|it| it.id == **id);
    if wanted.passengers.iter().any(|id| is_unknown(&id)) {
        return Err(Refusal::new("not_found", "there is no such passenger"));
    }
    let named = |part: bool| {
        let people = booking.passengers.iter();
        let people = people.filter(|it| wanted.passengers.contains(&it.id) == part);
        people.map(|it| it.ticket_name.clone().unwrap_or_else(|| it.id.clone())).collect()
    };
    let (part, stay) = (named(true), named(false));
    let figures = Figures { booking_ref: booking.booking_ref.clone(), part, stay };
    let booking_ref = booking.booking_ref.clone();
    let proposal = Proposal::Split { booking_ref, passengers: wanted.passengers };
    let what = "It costs nothing, and cannot be undone.";
    Ok(proposed(&caller, proposal, CONFIRM.0, what, figures))
}

pub(super) async fn confirm(
    caller: Caller,
    confirm: Confirm,
) -> Result<Said<BookingDetails>, Refusal> {
    let Confirmed { proposal, key } = caller.confirm(&confirm.proposal)?;
    let Proposal::Split { booking_ref, passengers } = proposal else {
        return Err(Refusal::another_proposal(proposal.confirmed_by()));
    };
    let parted = caller.airside.bookings().split(&booking_ref, &passengers, &key).await?;
    let sentence = format!("{}{}", named(&parted.value), once_more(parted.is_replay));
    Ok(Said::new(sentence, BookingDetails::of(&parted.value)))
}
