//! Holding places for a party.

use std::time::Instant;

use airside_client::Money;
use airside_client::bookings::{ExtraBaggageMode, NewBooking};
use airside_client::offers::Offer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::offers::offer_id;
use super::passengers::{Mode, Passenger, Reached};
use super::proposed::{Confirm, Proposed, once_more, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::tool::{Said, named};
use crate::views::Amount;
use crate::views::booking::BookingDetails;
use crate::views::journey::CancellationRules;
use crate::views::offer::OfferLine;

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_booking",
    "Propose a booking",
    "Figures of a booking, before anything is held: one offer for each direction, in the order of \
     travel, and the party that was searched for.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_booking",
    "Hold the places",
    "Holds the places of a proposal by propose_booking, without payment, until payment_due_by. No \
     money moves.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// `offer` of a search: one for each direction, in the order of travel.
    offers: Vec<String>,
    passengers: Vec<Passenger>,
    contact: Reached,
    /// [PREPAID]
    extra_baggage_mode: Option<Mode>,
    /// Takes something from the base fare. How much is known once the places are held.
    promo_code: Option<String>,
}

/// What a booking costs.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    journeys: Vec<Journey>,
    /// Of all journeys, taxes included.
    fares: Amount,
    /// Paid with the booking, for all passengers and journeys.
    extra_baggage: Amount,
    /// What will be asked for. With a promo code it can only be less.
    total: Amount,
    promo_code: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Journey {
    offer: OfferLine,
    /// What cancelling this journey costs.
    cancellation: CancellationRules,
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let ids: Vec<_> =
        wanted.offers.iter().map(|name| offer_id(&caller, name)).collect::<Result<_, _>>()?;
    let mut offers = Vec::new();
    for id in &ids {
        let offer = caller.airside.offers().get(id).await?;
        must_be_for(&offer, wanted.passengers.len())?;
        offers.push(offer);
    }
    let mode = wanted.extra_baggage_mode.map(|Mode(mode)| mode);
    let extra = match mode {
        Some(ExtraBaggageMode::AtAirport) => 0,
        _ => extra_baggage(&caller, &offers, &wanted.passengers).await?,
    };
    let figures = figures(&caller, &offers, extra, wanted.promo_code.clone())?;

    let booking = NewBooking {
        offers: ids,
        passengers: wanted.passengers.into_iter().map(Passenger::into_request).collect(),
        extra_baggage_mode: mode,
        contact: wanted.contact.into_request(),
        promo_code: wanted.promo_code,
    };
    let what = format!("The booking will cost {}.", figures.total.in_words());
    let proposal = Proposal::Book(Box::new(booking));
    Ok(proposed(&caller, proposal, CONFIRM.0, &what, figures))
}

pub(super) async fn confirm(
    caller: Caller,
    confirm: Confirm,
) -> Result<Said<BookingDetails>, Refusal> {
    let Confirmed { proposal, key } = caller.confirm(&confirm.proposal)?;
    let Proposal::Book(booking) = proposal else {
        return Err(Refusal::another_proposal(proposal.confirmed_by()));
    };
    let booked = caller.airside.bookings().book(&booking, &key).await?;
    let sentence = format!("{}{}", named(&booked.value), once_more(booked.is_replay));
    Ok(Said::new(sentence, BookingDetails::of(&booked.value)))
}

/// What the API would say when it is too late for the figures.
fn must_be_for(offer: &Offer, passengers: usize) -> Result<(), Refusal> {
    let searched: usize = offer.price.per_passenger.iter().map(|it| usize::from(it.count)).sum();
    if searched == passengers {
        return Ok(());
    }
    let detail = format!("the offer is for {searched} passengers, not {passengers}: search anew");
    Err(Refusal::new("party_mismatch", detail))
}

/// By the prices of each journey's first flight, in minor units.
async fn extra_baggage(
    caller: &Caller,
    offers: &[Offer],
    passengers: &[Passenger],
) -> Result<i64, Refusal> {
    let mut sum = 0;
    let weights =
        || passengers.iter().map(|it| u32::from(it.extra_baggage_kg)).filter(|kg| *kg > 0);
    if weights().next().is_none() {
        return Ok(sum);
    }
    for offer in offers {
        let Some(first) = offer.segments.first() else { continue };
        let flight = caller.airside.reference().flight(&first.flight_id).await?;
        for kg in weights() {
            let price = flight.baggage.extra.iter().find(|extra| extra.kg == kg);
            let price = price.ok_or_else(|| {
                Refusal::new("invalid_request", format!("{kg} kg of baggage are not for sale"))
            })?;
            sum += price.prepaid.amount;
        }
    }
    Ok(sum)
}

fn figures(
    caller: &Caller,
    offers: &[Offer],
    extra: i64,
    promo_code: Option<String>,
) -> Result<Figures, Refusal> {
    let first =
        offers.first().ok_or_else(|| Refusal::new("invalid_request", "say which offers"))?;
    let currency = &first.price.total.currency;
    let amount = |amount| Amount::of(&Money { amount, currency: currency.clone() });
    let fares: i64 = offers.iter().map(|offer| offer.price.total.amount).sum();
    let now = Instant::now();
    let journeys = offers.iter().map(|offer| Journey {
        offer: OfferLine::of(offer, caller.memory.name_offer(caller.id, &offer.id, now)),
        cancellation: CancellationRules::of(&offer.conditions),
    });
    Ok(Figures {
        journeys: journeys.collect(),
        fares: amount(fares),
        extra_baggage: amount(extra),
        total: amount(fares + extra),
        promo_code,
    })
}
