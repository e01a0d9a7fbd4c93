//! Special services for those who have booked.

use airside_client::bookings::{Direction, NewSpecialService};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::proposed::{Confirm, Proposed, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::tool::{Said, named};
use crate::views::booking::{BookingDetails, ServiceDetails};

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_special_services",
    "Propose special services",
    "What is done for a passenger now, and what would be instead: wheelchairs, meals, pets and others by \
     IATA's codes (WCHR, WCHC, VGML, PETC, …), as far as the airline allows them. What is left out is not \
     done any more. They cost nothing.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_special_services",
    "Set special services",
    "Sets what propose_special_services proposed, on the flights that lie ahead. A departure has some of \
     them so many times only: then it is refused with service_full.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// As K7Q2MZ.
    booking_ref: String,
    /// `id` of one of the booking's passengers.
    passenger_id: String,
    /// All that is to be done for them.
    special_services: Vec<WantedService>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct WantedService {
    /// IATA's code, as WCHR.
    code: String,
    /// DEPARTING, RETURNING, or LEG_1 to LEG_6 [all that lie ahead].
    #[schemars(with = "Option<Vec<String>>")]
    journeys: Option<Vec<Direction>>,
    /// What has to be known for it, up to 100 characters.
    text: Option<String>,
}

/// What is done for a passenger, and what would be.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    booking_ref: String,
    passenger_id: String,
    now: Vec<ServiceDetails>,
    /// The codes of what would be done.
    then: Vec<String>,
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let booking = caller.airside.bookings().get(wanted.booking_ref.trim()).await?;
    let passenger = booking.passengers.iter().find(|it| it.id == wanted.passenger_id);
    let passenger =
        passenger.ok_or_else(|| Refusal::new("not_found", "there is no such passenger"))?;
    let services = wanted.special_services.into_iter().map(|it| NewSpecialService {
        code: it.code,
        journeys: it.journeys,
        text: it.text,
    });
    let services: Vec<_> = services.collect();
    let figures = Figures {
        booking_ref: booking.booking_ref.clone(),
        passenger_id: passenger.id.clone(),
        now: passenger.special_services.iter().map(ServiceDetails::of).collect(),
        then: services.iter().map(|it| it.code.clone()).collect(),
    };
    let passenger_id = passenger.id.clone();
    let proposal = Proposal::Services { booking_ref: booking.booking_ref, passenger_id, services };
    Ok(proposed(&caller, proposal, CONFIRM.0, "Special services cost nothing.", figures))
}

pub(super) async fn confirm(
    caller: Caller,
    confirm: Confirm,
) -> Result<Said<BookingDetails>, Refusal> {
    let Confirmed { proposal, .. } = caller.confirm(&confirm.proposal)?;
    let Proposal::Services { booking_ref, passenger_id, services } = proposal else {
        return Err(Refusal::another_proposal(proposal.confirmed_by()));
    };
    let bookings = caller.airside.bookings();
    let booking = bookings.set_special_services(&booking_ref, &passenger_id, &services).await?;
    Ok(Said::new(named(&booking), BookingDetails::of(&booking)))
}
