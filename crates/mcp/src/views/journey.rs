//! Flights, and what cancelling or changing a journey costs.

use airside_client::offers::{Conditions, Segment};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Amount, instant};

/// One flight on its day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FlightLine {
    flight_number: String,
    /// IATA code of the airline that flies it, where another one sells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    operated_by: Option<String>,
    /// IATA code of the airport.
    origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin_city: Option<String>,
    /// IATA code of the airport.
    destination: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_city: Option<String>,
    /// Local time with offset.
    departure: String,
    /// Local time with offset.
    arrival: String,
    /// IATA aircraft type.
    aircraft: String,
    cabin: String,
}

/// What cancelling costs, and until when.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CancellationRules {
    /// Whether some of the fare comes back.
    refundable: bool,
    /// In falling hours; each applies while more than its hours are left. After the last the
    /// journey cannot be cancelled.
    charges: Vec<Charge>,
}

/// What changing the journey for another one costs, and until when.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChangeRules {
    changeable: bool,
    /// Beside the difference in price, in falling hours; each applies while more than its hours are
    /// left. After the last the journey cannot be changed.
    fees: Vec<Charge>,
    /// Whether what a cheaper journey leaves over comes back; else it is kept, but for taxes.
    returns_difference: bool,
}

/// What it costs while so many hours are left.
#[derive(Debug, Serialize, JsonSchema)]
struct Charge {
    /// Before the first departure of the journey.
    more_than_hours_before_departure: u32,
    /// For the whole party.
    charge: Amount,
}

impl FlightLine {
    pub(crate) fn of(segment: &Segment) -> Self {
        let flown_by_another = segment.operating_airline != segment.airline;
        Self {
            flight_number: segment.flight_number.clone(),
            operated_by: flown_by_another.then(|| segment.operating_airline.clone()),
            origin: segment.origin.iata.clone(),
            origin_city: segment.origin.city.clone(),
            destination: segment.destination.iata.clone(),
            destination_city: segment.destination.city.clone(),
            departure: instant(segment.departure),
            arrival: instant(segment.arrival),
            aircraft: segment.aircraft.clone(),
            cabin: segment.cabin.code().to_owned(),
        }
    }

    pub(crate) fn all<'a>(segments: impl IntoIterator<Item = &'a Segment>) -> Vec<Self> {
        segments.into_iter().map(Self::of).collect()
    }
}

impl CancellationRules {
    pub(crate) fn of(conditions: &Conditions) -> Self {
        let charges = conditions.cancellation.iter().map(|step| Charge {
            more_than_hours_before_departure: step.hours_before_departure,
            charge: Amount::of(&step.charge),
        });
        Self { refundable: conditions.refundable, charges: charges.collect() }
    }
}

impl ChangeRules {
    pub(crate) fn of(conditions: &Conditions) -> Self {
        let fees = conditions.change.iter().map(|step| Charge {
            more_than_hours_before_departure: step.hours_before_departure,
            charge: Amount::of(&step.fee),
        });
        Self {
            changeable: conditions.changeable,
            fees: fees.collect(),
            returns_difference: conditions.returns_difference,
        }
    }
}
