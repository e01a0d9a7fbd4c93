//! How a travel document is shown to everybody but authorities: by the end of its number.

use airside_booking::{Booking, Passenger};
use serde::Serialize;
use utoipa::ToSchema;

use crate::words;

/// What a passenger travels with.
#[derive(Serialize, ToSchema)]
#[schema(as = TravelDocument)]
pub(super) struct TravelDocumentView {
    /// PASSPORT or `ID_CARD`.
    #[serde(rename = "type")]
    #[schema(value_type = words::TravelDocumentType)]
    kind: &'static str,
    /// The last four characters of its number; fewer where it has not six.
    #[schema(example = "4567")]
    number_ending: String,
    #[schema(value_type = words::CountryCode)]
    issuing_country: String,
    #[schema(value_type = words::CountryCode)]
    nationality: String,
    #[schema(value_type = time::Date)]
    expires_on: String,
    /// False once the trip ends after it has expired, as a change of journeys may make it: then it
    /// counts as missing.
    valid_for_trip: bool,
}

impl TravelDocumentView {
    pub(super) fn of(booking: &Booking, passenger: &Passenger) -> Option<Self> {
        let document = passenger.person.as_ref()?.travel_document.as_ref()?;
        Some(Self {
            kind: document.kind.code(),
            number_ending: document.number.ending().to_owned(),
            issuing_country: document.issuing_country.to_string(),
            nationality: document.nationality.to_string(),
            expires_on: crate::date::show(document.expires_on),
            valid_for_trip: document.is_valid_until(booking.trip_ends_on(passenger)),
        })
    }
}
