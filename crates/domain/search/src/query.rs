//! A query: one direction of a trip.
//!
//! Filters hold before journeys are pruned, so none hides a journey that
//! another, filtered out, would have beaten.

use airside_primitives::{AirlineCode, AirportCode, FlightNumber};
use time::{Date, OffsetDateTime};

use crate::window::Window;

/// One direction of a trip, with everything that does not depend on prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Any of these will do.
    pub origins: Vec<AirportCode>,
    /// Any of these will do.
    pub destinations: Vec<AirportCode>,
    /// Of the first departure, local to the origin.
    pub date: Date,
    /// When sales close: nothing that leaves earlier is offered.
    pub not_before: OffsetDateTime,
    /// 0, 1 or 2; more means 2.
    pub max_stops: u8,
    /// When not empty, one of these must sell every flight.
    pub airlines: Vec<AirlineCode>,
    /// None of these may sell a flight.
    pub exclude_airlines: Vec<AirlineCode>,
    /// Some flight of the journey has this number.
    pub flight_number: Option<FlightNumber>,
    /// From the first departure to the last arrival.
    pub max_minutes: Option<u32>,
    /// Of the first departure, local to the origin.
    pub departure_window: Option<Window>,
    /// Of the last arrival, local to the destination.
    pub arrival_window: Option<Window>,
    /// The shortest layover in minutes; connecting times hold besides.
    pub min_layover: Option<u32>,
    /// The longest layover in minutes, 720 unless asked; never beyond 1,440.
    pub max_layover: Option<u32>,
    /// An airport to change at.
    pub via: Option<AirportCode>,
}

/// The longest layover in minutes when the query does not say.
pub(crate) const USUAL_MAX_LAYOVER: u32 = 12 * 60;
/// The longest layover in minutes that a query may ask for.
pub(crate) const LONGEST_LAYOVER: u32 = 24 * 60;

impl Query {
    /// A query without filters, up to two stops, nothing yet closed for sale.
    pub fn new(origins: Vec<AirportCode>, destinations: Vec<AirportCode>, date: Date) -> Self {
        Self {
            origins,
            destinations,
            date,
            not_before: OffsetDateTime::UNIX_EPOCH,
            max_stops: 2,
            airlines: Vec::new(),
            exclude_airlines: Vec::new(),
            flight_number: None,
            max_minutes: None,
            departure_window: None,
            arrival_window: None,
            min_layover: None,
            max_layover: None,
            via: None,
        }
    }
}
