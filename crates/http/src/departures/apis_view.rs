//! How the list for authorities is shown in JSON.

use airside_app::App;
use airside_app::departures::{ApisList, ApisTraveller};
use airside_booking::TravelDocument;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::DepartureView;
use crate::date;
use crate::words;

/// A departure and who travels on it, as a border knows them.
#[derive(Serialize, ToSchema)]
#[schema(as = ApisList)]
pub(crate) struct ApisListView {
    departure: DepartureView,
    totals: TotalsView,
    /// Who has paid, by name.
    travelling: Vec<TravellerView>,
}

/// How many people are on the list, and how many cannot be let through by it.
#[derive(Serialize, ToSchema)]
#[schema(as = ApisTotals)]
struct TotalsView {
    passengers: usize,
    /// Of whom no document is known.
    without_document: usize,
    /// Whose document expires before their trip ends.
    with_document_that_expires: usize,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[schema(as = ApisPassenger)]
struct TravellerView {
    #[schema(value_type = words::Id)]
    passenger_id: String,
    #[schema(value_type = words::BookingRef)]
    booking_ref: String,
    #[serde(rename = "type")]
    #[schema(value_type = words::PassengerType)]
    kind: &'static str,
    /// In the letters of the ticket.
    #[schema(example = "RAO")]
    family_name: String,
    #[schema(example = "ASHA")]
    given_name: String,
    #[schema(value_type = words::Gender)]
    gender: &'static str,
    #[schema(value_type = time::Date)]
    date_of_birth: String,
    /// Null for infants, and where it is given at the airport.
    #[schema(required, value_type = Option<words::SeatNumber>)]
    seat: Option<String>,
    /// Where the journey begins that this flight is of.
    #[schema(value_type = words::AirportCode)]
    journey_origin: String,
    #[schema(value_type = words::AirportCode)]
    journey_destination: String,
    /// Null where none is known.
    #[schema(required)]
    travel_document: Option<DocumentView>,
}

/// A travel document with its whole number.
#[derive(Serialize, ToSchema)]
#[schema(as = ApisDocument)]
struct DocumentView {
    #[serde(rename = "type")]
    #[schema(value_type = words::TravelDocumentType)]
    kind: &'static str,
    #[serde(rename = "number")]
    #[schema(example = "Z1234567")]
    document_number: String,
    #[schema(value_type = words::CountryCode)]
    issuing_country: String,
    #[schema(value_type = words::CountryCode)]
    nationality: String,
    #[schema(value_type = time::Date)]
    expires_on: String,
    /// Whether it lasts to the end of the trip.
    valid_for_trip: bool,
}

impl ApisListView {
    pub(super) fn of(app: &App, list: &ApisList) -> Option<Self> {
        let world = app.world.load();
        let travellers = &list.travellers;
        let count = |valid| travellers.iter().filter(|it| it.has_valid_document() == valid).count();
        Some(Self {
            departure: DepartureView::of(&world, &list.departure)?,
            totals: TotalsView {
                passengers: travellers.len(),
                without_document: count(None),
                with_document_that_expires: count(Some(false)),
            },
            travelling: travellers.iter().map(TravellerView::of).collect(),
        })
    }
}

impl TravellerView {
    fn of(traveller: &ApisTraveller) -> Self {
        let person = &traveller.person;
        let is_valid = traveller.has_valid_document() == Some(true);
        Self {
            passenger_id: traveller.id.to_string(),
            booking_ref: traveller.reference.clone(),
            kind: traveller.kind.code(),
            family_name: person.name.ticketed().family().to_owned(),
            given_name: person.name.ticketed().given().to_owned(),
            gender: person.gender.code(),
            date_of_birth: date::show(person.date_of_birth),
            seat: traveller.seat.map(|seat| seat.to_string()),
            journey_origin: traveller.journey.0.to_string(),
            journey_destination: traveller.journey.1.to_string(),
            travel_document: traveller.document().map(|it| DocumentView::of(it, is_valid)),
        }
    }
}

impl DocumentView {
    fn of(document: &TravelDocument, valid_for_trip: bool) -> Self {
        Self {
            kind: document.kind.code(),
            document_number: document.number.in_full().to_owned(),
            issuing_country: document.issuing_country.to_string(),
            nationality: document.nationality.to_string(),
            expires_on: date::show(document.expires_on),
            valid_for_trip,
        }
    }
}
