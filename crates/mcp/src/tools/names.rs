//! Correcting the name of a traveller.

use airside_client::bookings::CorrectedName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::proposed::{Confirm, Proposed, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::tool::{Said, named};
use crate::views::booking::BookingDetails;

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_name",
    "Propose another spelling of a name",
    "The name as it is ticketed, and what would be other. Once up to three letters, once another family \
     name with a reason; it is free, and the ticket is made anew. Who travels stays the same person.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_name",
    "Correct a name",
    "Corrects the name as propose_name proposed, for good: each kind of correction can be had once.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// As K7Q2MZ.
    booking_ref: String,
    /// `id` of one of the booking's passengers.
    passenger_id: String,
    /// As in the passport; what is left out stays.
    given_name: Option<String>,
    /// As in the passport; what is left out stays.
    middle_name: Option<String>,
    /// As in the passport; what is left out stays.
    family_name: Option<String>,
    /// In Latin letters, where the name has other ones.
    latin_given_name: Option<String>,
    /// In Latin letters, where the name has other ones.
    latin_family_name: Option<String>,
    /// Why the family name is another one, as a marriage.
    reason: Option<String>,
}

/// What would be corrected.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    booking_ref: String,
    passenger_id: String,
    /// As on the ticket now.
    ticket_name: Option<String>,
    /// What would be other, as it was said.
    given_name: Option<String>,
    middle_name: Option<String>,
    family_name: Option<String>,
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let booking = caller.airside.bookings().get(wanted.booking_ref.trim()).await?;
    let passenger = booking.passengers.iter().find(|it| it.id == wanted.passenger_id);
    let passenger =
        passenger.ok_or_else(|| Refusal::new("not_found", "there is no such passenger"))?;
    let figures = Figures {
        booking_ref: booking.booking_ref.clone(),
        passenger_id: passenger.id.clone(),
        ticket_name: passenger.ticket_name.clone(),
        given_name: wanted.given_name.clone(),
        middle_name: wanted.middle_name.clone(),
        family_name: wanted.family_name.clone(),
    };
    let name = CorrectedName {
        given_name: wanted.given_name,
        middle_name: wanted.middle_name,
        family_name: wanted.family_name,
        latin_given_name: wanted.latin_given_name,
        latin_family_name: wanted.latin_family_name,
        reason: wanted.reason,
    };
    let (booking_ref, passenger_id) = (booking.booking_ref.clone(), passenger.id.clone());
    let proposal = Proposal::Name { booking_ref, passenger_id, name: Box::new(name) };
    let what = "It costs nothing, and can be had once.";
    Ok(proposed(&caller, proposal, CONFIRM.0, what, figures))
}

pub(super) async fn confirm(
    caller: Caller,
    confirm: Confirm,
) -> Result<Said<BookingDetails>, Refusal> {
    let Confirmed { proposal, .. } = caller.confirm(&confirm.proposal)?;
    let Proposal::Name { booking_ref, passenger_id, name } = proposal else {
        return Err(Refusal::another_proposal(proposal.confirmed_by()));
    };
    let bookings = caller.airside.bookings();
    let booking = bookings.correct_name(&booking_ref, &passenger_id, &name).await?;
    Ok(Said::new(named(&booking), BookingDetails::of(&booking)))
}
