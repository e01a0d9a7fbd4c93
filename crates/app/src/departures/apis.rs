//! The list of a departure for the authorities at its borders (advance passenger information). Uses
//! the store.
//!
//! It is the only list that has the numbers of travel documents in full, which is what it is for.
//! Who has paid is on it, those without a document too: it is to be seen who is missing.

use airside_booking::{Booking, Journey, Person, State, TravelDocument, TravelDocumentKind};
use airside_paxlst as paxlst;
use airside_primitives::{AirportCode, FlightId, PassengerId, PassengerType, SeatNumber};
use time::Date;

use super::figures::{DepartureFigures, figures};
use super::known::Known;
use super::passengers::bookings_on;
use crate::bookings::read::ReadError;
use crate::context::App;

/// A departure, and everybody on it as a border knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApisList {
    pub departure: DepartureFigures,
    /// By name as ticketed.
    pub travellers: Vec<ApisTraveller>,
}

/// One of them.
#[derive(Clone, PartialEq, Eq)]
pub struct ApisTraveller {
    pub id: PassengerId,
    pub reference: String,
    pub kind: PassengerType,
    pub person: Person,
    /// `None` for infants, and for seats that are given at the airport.
    pub seat: Option<SeatNumber>,
    /// Where the journey begins and ends that this flight is of.
    pub journey: (AirportCode, AirportCode),
    /// The day of their last arrival, which a document has to last to.
    pub trip_ends_on: Option<Date>,
}

airside_primitives::hide_in_debug!(ApisTraveller { id });

impl ApisTraveller {
    /// What they travel with, if it is known.
    pub const fn document(&self) -> Option<&TravelDocument> {
        self.person.travel_document.as_ref()
    }

    /// Whether their document lasts as long as their trip; `None` without one.
    pub fn has_valid_document(&self) -> Option<bool> {
        self.document().map(|document| document.is_valid_until(self.trip_ends_on))
    }
}

/// The list of a departure; `None` where there is no such departure.
pub async fn apis_list(
    app: &App,
    flight: FlightId,
    date: Date,
) -> Result<Option<ApisList>, ReadError> {
    let world = app.world.load();
    let Some(known) = Known::of(&world, flight, date) else { return Ok(None) };
    let departure = (known.flight(), known.date);
    let bookings = bookings_on(app, departure).await?;
    let paid = bookings.iter().filter(|booking| match booking.state {
        State::Confirmed { .. } => true,
        State::PendingPayment { .. } | State::Expired { .. } => false,
    });
    let mut travellers: Vec<_> = paid.flat_map(|booking| on_it(booking, departure)).collect();
    travellers.sort_by_cached_key(|it| (it.person.name.ticketed().to_string(), it.id));
    let Some(departure) = figures(app, &world, vec![known]).await?.pop() else { return Ok(None) };
    Ok(Some(ApisList { departure, travellers }))
}

fn on_it(booking: &Booking, (flight, date): (FlightId, Date)) -> Vec<ApisTraveller> {
    let directions = booking.held_directions();
    let journeys = booking.journeys.iter().filter(|it| directions.contains(&it.direction));
    let held = journeys.flat_map(|journey| {
        let segments = booking.held_segments(journey).iter().enumerate();
        let on_it = segments.filter(move |(_, it)| (it.inventory, it.date) == (flight, date));
        on_it.map(move |(at, _)| (journey, at))
    });
    held.flat_map(|(journey, at)| travellers(booking, journey, at)).collect()
}

/// Who travels on a flight of a journey; nobody who was erased.
fn travellers(booking: &Booking, journey: &Journey, at: usize) -> Vec<ApisTraveller> {
    let segments = booking.held_segments(journey);
    let ends = (segments.first().origin, segments.last().destination);
    let known = booking.travellers(journey).filter_map(|(place, passenger)| {
        Some(ApisTraveller {
            id: passenger.id,
            reference: booking.reference.to_string(),
            kind: passenger.kind,
            person: passenger.person.clone()?,
            seat: journey.seats.seat(at, place),
            journey: ends,
            trip_ends_on: booking.trip_ends_on(passenger),
        })
    });
    known.collect()
}

/// The list as the message that authorities read, for one that calls itself so.
pub fn paxlst(app: &App, list: &ApisList, recipient: &str) -> String {
    let original = &list.departure.known.original;
    let airline = original.number.airline();
    let message = paxlst::PassengerList {
        recipient: recipient.to_owned(),
        prepared_at: app.now().to_offset(time::UtcOffset::UTC),
        reported_by: app.world.load().airline_name(airline),
        flight: paxlst::Flight {
            number: original.number,
            airline,
            origin: original.origin,
            destination: original.destination,
            departs_at: list.departure.times.departs_at,
            arrives_at: list.departure.times.arrives_at,
        },
        passengers: list.travellers.iter().map(written).collect(),
    };
    message.written()
}

fn written(traveller: &ApisTraveller) -> paxlst::Traveller {
    let name = traveller.person.name.ticketed();
    let papers = |document: &TravelDocument| paxlst::Papers {
        is_passport: match document.kind {
            TravelDocumentKind::Passport => true,
            TravelDocumentKind::IdCard => false,
        },
        document_number: document.number.in_full().to_owned(),
        issuing_country: document.issuing_country,
        nationality: document.nationality,
        expires_on: document.expires_on,
    };
    paxlst::Traveller {
        family_name: name.family().to_owned(),
        given_name: name.given().to_owned(),
        gender: traveller.person.gender,
        date_of_birth: traveller.person.date_of_birth,
        embarks_at: traveller.journey.0,
        debarks_at: traveller.journey.1,
        reference: traveller.reference.clone(),
        seat: traveller.seat,
        document: traveller.document().map(papers),
    }
}
