//! Other seats for those who have booked.

use airside_client::bookings::{BookedSeatMap, Booking, Direction, NewSeat};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::proposed::{Confirm, Proposed, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::tool::{Said, named};
use crate::views::booking::BookingDetails;
use crate::views::offer::FreeSeats;

pub(super) const SHOW: (&str, &str, &str) = (
    "show_seats",
    "Look at the seats that a booking could have",
    "The seats of each flight ahead that nobody else has; those of the booking itself are among them, \
     since its travellers may have each other's.",
);

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_seats",
    "Propose other seats",
    "Who would sit where, before and after. Seats cost nothing and may change until a flight departs, \
     paid or not. Who is not named stays.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_seats",
    "Change seats",
    "Gives the seats that propose_seats proposed, all of them or none. The ticket is made anew.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Shown {
    /// As K7Q2MZ.
    booking_ref: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// As K7Q2MZ.
    booking_ref: String,
    /// One entry for each passenger and flight that changes.
    seats: Vec<WantedSeat>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct WantedSeat {
    /// `id` of one of the booking's passengers.
    passenger_id: String,
    /// DEPARTING, RETURNING, or LEG_1 to LEG_6.
    #[schemars(with = "String")]
    journey: Direction,
    /// Which of the journey's flights, counted from 0 [0].
    #[serde(default)]
    segment: u8,
    /// As 12A.
    seat: String,
}

/// The seats that are free for a booking.
#[derive(Serialize, JsonSchema)]
pub(super) struct Free {
    flights: Vec<FreeOnFlight>,
}

#[derive(Serialize, JsonSchema)]
struct FreeOnFlight {
    journey: String,
    /// Which of the journey's flights, counted from 0.
    segment: u8,
    free: FreeSeats,
}

/// Who would sit where.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    booking_ref: String,
    moves: Vec<Move>,
}

#[derive(Serialize, JsonSchema)]
struct Move {
    passenger_id: String,
    journey: String,
    segment: u8,
    /// Null without a seat, as before payment.
    from: Option<String>,
    to: String,
}

pub(super) async fn show(caller: Caller, shown: Shown) -> Result<Said<Free>, Refusal> {
    let maps = caller.airside.bookings().seat_maps(shown.booking_ref.trim()).await?;
    let flights = maps.flights.iter().map(|it| FreeOnFlight {
        journey: it.journey.code().to_owned(),
        segment: it.segment,
        free: FreeSeats::of(&it.map),
    });
    let flights: Vec<_> = flights.collect();
    let sentence = match flights.len() {
        0 => "There is no flight ahead on which seats can be changed.".to_owned(),
        1 => "One flight lies ahead.".to_owned(),
        many => format!("{many} flights lie ahead."),
    };
    Ok(Said::new(sentence, Free { flights }))
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let bookings = caller.airside.bookings();
    let booking = bookings.get(wanted.booking_ref.trim()).await?;
    let maps = bookings.seat_maps(&booking.booking_ref).await?;
    let mut moves = Vec::new();
    for it in &wanted.seats {
        let is_it = |map: &&BookedSeatMap| (&map.journey, map.segment) == (&it.journey, it.segment);
        let map = maps.flights.iter().find(is_it);
        let map = map.ok_or_else(|| Refusal::new("not_found", "no such flight lies ahead"))?;
        if !map.map.available().any(|seat| seat.number == it.seat.trim()) {
            let detail = format!("{} is not free, or no seat of this cabin", it.seat.trim());
            return Err(Refusal::new("seat_taken", detail));
        }
        moves.push(Move {
            passenger_id: it.passenger_id.clone(),
            journey: it.journey.code().to_owned(),
            segment: it.segment,
            from: seat_of(&booking, it),
            to: it.seat.trim().to_owned(),
        });
    }
    let seats = wanted.seats.into_iter().map(|it| NewSeat {
        passenger_id: it.passenger_id,
        journey: it.journey,
        segment: it.segment,
        seat: it.seat.trim().to_owned(),
    });
    let booking_ref = booking.booking_ref;
    let proposal = Proposal::Seats { booking_ref: booking_ref.clone(), seats: seats.collect() };
    let figures = Figures { booking_ref, moves };
    Ok(proposed(&caller, proposal, CONFIRM.0, "Seats cost nothing.", figures))
}

pub(super) async fn confirm(
    caller: Caller,
    confirm: Confirm,
) -> Result<Said<BookingDetails>, Refusal> {
    let Confirmed { proposal, .. } = caller.confirm(&confirm.proposal)?;
    let Proposal::Seats { booking_ref, seats } = proposal else {
        return Err(Refusal::another_proposal(proposal.confirmed_by()));
    };
    let booking = caller.airside.bookings().change_seats(&booking_ref, &seats).await?;
    Ok(Said::new(named(&booking), BookingDetails::of(&booking)))
}

/// Where a passenger sits now.
fn seat_of(booking: &Booking, wanted: &WantedSeat) -> Option<String> {
    let journey = booking.journeys.iter().find(|it| it.direction == wanted.journey)?;
    let flown = journey.segments.get(usize::from(wanted.segment))?;
    let seat = flown.seats.iter().find(|it| it.passenger_id == wanted.passenger_id)?;
    seat.seat.clone()
}
