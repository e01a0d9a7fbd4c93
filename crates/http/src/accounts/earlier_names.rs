//! How an export shows the names that travellers had before they were corrected.

use airside_booking::{Booking, Correction};
use airside_primitives::PassengerId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::times::Utc;
use crate::words;

/// A name that a passenger had before.
#[derive(Serialize, ToSchema)]
#[schema(as = ExportedEarlierName)]
pub(super) struct EarlierNameView {
    #[schema(value_type = words::Id)]
    passenger_id: String,
    /// Until when.
    corrected_at: Utc,
    /// LETTERS, `FAMILY_NAME` or `BY_AGENT`.
    #[schema(value_type = words::NameCorrection)]
    correction: &'static str,
    #[schema(required)]
    given_name: Option<String>,
    #[schema(required)]
    middle_name: Option<String>,
    family_name: String,
    /// As the ticket had it, family name first.
    #[schema(example = "RAO/ASHA")]
    ticket_name: String,
}

impl EarlierNameView {
    pub(super) fn all(booking: &Booking) -> Vec<Self> {
        let mut all = Vec::new();
        for passenger in &booking.passengers {
            let corrections = passenger.person.iter().flat_map(|person| &person.corrections);
            all.extend(corrections.map(|it| Self::of(passenger.id, it)));
        }
        all
    }

    fn of(passenger: PassengerId, correction: &Correction) -> Self {
        let Correction { at, kind, before } = correction;
        Self {
            passenger_id: passenger.to_string(),
            corrected_at: Utc(*at),
            correction: kind.code(),
            given_name: before.given().map(str::to_owned),
            middle_name: before.middle().map(str::to_owned),
            family_name: before.family().to_owned(),
            ticket_name: before.ticketed().to_string(),
        }
    }
}
