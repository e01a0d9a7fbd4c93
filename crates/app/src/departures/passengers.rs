//! Who travels on a departure, as a gate needs it. Uses the store.
//!
//! A booking is brought up to date before it is listed: somebody whose flight moved away is not on
//! it any more. Who was erased travels without a name.

use airside_booking::name::with_title;
use airside_booking::{Booking, Journey, State};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{
    Cabin, FlightId, FlightNumber, PassengerId, PassengerType, SeatNumber, ServiceCode,
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use time::Date;

use super::figures::{DepartureFigures, figures};
use super::known::Known;
use crate::bookings::read::ReadError;
use crate::context::App;
use crate::schedule_changes::follow::up_to_date;

/// How many bookings are read at a time.
const AT_ONCE: usize = 4;

/// A departure and its passengers: those who have paid, and those whose places are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassengerList {
    pub departure: DepartureFigures,
    /// By name; infants behind their adults.
    pub travelling: Vec<Listed>,
    /// Of bookings that wait for their payment, in the same order.
    pub held: Vec<Listed>,
}

/// One passenger.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: PassengerId,
    pub reference: String,
    /// As ticketed, `RAO/ASHA MS`; `None` once they were erased.
    pub name: Option<String>,
    pub kind: PassengerType,
    pub cabin: Cabin,
    /// The number that the seat was sold by: a codeshare's own.
    pub sold_as: FlightNumber,
    /// `None` for infants, and for seats that are given at the airport.
    pub seat: Option<SeatNumber>,
    pub ticket_number: Option<String>,
    /// Included in the fare.
    pub checked_kg: u16,
    pub extra: Extra,
    /// What is done for them on this flight, with what has to be known for it.
    pub services: Vec<(ServiceCode, Option<String>)>,
    /// The adult whose lap an infant is on.
    pub infant_of: Option<PassengerId>,
}

airside_primitives::hide_in_debug!(Listed { id });

impl Listed {
    /// `WCHR (walks with two sticks), VGML`.
    pub fn served(&self) -> String {
        let services = self.services.iter().map(|(code, text)| match text {
            Some(text) => format!("{code} ({text})"),
            None => code.to_string(),
        });
        services.collect::<Vec<_>>().join(", ")
    }
}

/// Checked baggage beyond what the fare includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    None,
    Prepaid {
        kg: u16,
    },
    /// To be paid at the airport.
    AtAirport {
        kg: u16,
    },
}

/// The list of a departure; `None` where there is no such departure.
pub async fn passenger_list(
    app: &App,
    flight: FlightId,
    date: Date,
) -> Result<Option<PassengerList>, ReadError> {
    let world = app.world.load();
    let Some(known) = Known::of(&world, flight, date) else { return Ok(None) };
    let departure = (known.flight(), known.date);
    let (mut travelling, mut held) = (Vec::new(), Vec::new());
    for booking in bookings_on(app, departure).await? {
        let list = match booking.state {
            State::PendingPayment { .. } => &mut held,
            State::Confirmed { .. } | State::Expired { .. } => &mut travelling,
        };
        list.extend(listed(&booking, departure));
    }
    let Some(departure) = figures(app, &world, vec![known]).await?.pop() else { return Ok(None) };
    Ok(Some(PassengerList { departure, travelling: sorted(travelling), held: sorted(held) }))
}

/// The bookings of a departure, up to date.
pub(super) async fn bookings_on(
    app: &App,
    (flight, date): (FlightId, Date),
) -> Result<Vec<Booking>, ReadError> {
    let store = &app.ports.store;
    let read = |id| async move {
        let Some(booking) = store.booking(id).await? else { return Ok(None) };
        Ok::<_, ReadError>(Some(up_to_date(app, booking).await?.value))
    };
    let ids = store.bookings_on(flight, date).await?;
    let found: Vec<Option<Booking>> =
        stream::iter(ids).map(read).buffered(AT_ONCE).try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}

/// By the name of whoever has the seat; an infant behind its adult.
fn sorted(mut listed: Vec<(Place, Listed)>) -> Vec<Listed> {
    listed.sort_by(|(one, _), (other, _)| one.cmp(other));
    listed.into_iter().map(|(_, listed)| listed).collect()
}

/// Where somebody stands in a list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    name: Option<String>,
    seated: PassengerId,
    is_infant: bool,
}

/// The passengers of a booking that have places on a departure.
fn listed(booking: &Booking, (flight, date): (FlightId, Date)) -> Vec<(Place, Listed)> {
    let directions = booking.held_directions();
    let journeys = booking.journeys.iter().filter(|it| directions.contains(&it.direction));
    let on_it = journeys.flat_map(|journey| {
        let held = booking.held_segments(journey).iter().enumerate();
        let held = held.filter(move |(_, it)| (it.inventory, it.date) == (flight, date));
        held.map(move |(at, segment)| (journey, at, segment.number))
    });
    on_it
        .flat_map(|on_it| {
            let travellers = booking.travellers(on_it.0);
            travellers.filter_map(move |(person, _)| one(booking, on_it, person))
        })
        .collect()
}

/// A passenger, both by their position and by that of the flight in its journey.
fn one(
    booking: &Booking,
    (journey, at, sold_as): (&Journey, usize, FlightNumber),
    person: usize,
) -> Option<(Place, Listed)> {
    let passenger = booking.passengers.get(person)?;
    let adult = passenger.infant_of.and_then(|adult| booking.passengers.get(adult));
    let name = |passenger: &airside_booking::Passenger| {
        let person = passenger.person.as_ref()?;
        Some(with_title(person.name.ticketed(), passenger.kind, person.gender))
    };
    let ticket = booking.ticket_of(journey.direction)?;
    let number = booking.ticket_numbers(ticket.id).and_then(|numbers| numbers.get(person));
    let kg = u16::from(passenger.extra_baggage_kg);
    let extra = match (kg, booking.extra_baggage_mode) {
        (0, ExtraBaggageMode::Prepaid | ExtraBaggageMode::AtAirport) => Extra::None,
        (kg, ExtraBaggageMode::Prepaid) => Extra::Prepaid { kg },
        (kg, ExtraBaggageMode::AtAirport) => Extra::AtAirport { kg },
    };
    let services = passenger.services.iter();
    let services = services.filter(|it| it.journeys.contains(&journey.direction));
    let services = services.map(|it| (it.code, it.text.clone()));
    let has_seat = passenger.kind.has_seat();
    let seated = adult.unwrap_or(passenger);
    let place = Place { name: name(seated), seated: seated.id, is_infant: adult.is_some() };
    let listed = Listed {
        id: passenger.id,
        reference: booking.reference.to_string(),
        name: name(passenger),
        kind: passenger.kind,
        cabin: journey.offer.cabin,
        sold_as,
        seat: journey.seats.seat(at, person),
        ticket_number: number.map(ToString::to_string),
        // An infant on a lap has no allowance of their own.
        checked_kg: if has_seat { u16::from(journey.offer.baggage.checked_kg) } else { 0 },
        extra,
        services: services.collect(),
        infant_of: adult.map(|adult| adult.id),
    };
    Some((place, listed))
}
