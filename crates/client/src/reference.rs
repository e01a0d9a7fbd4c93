//! Airports, airlines and the timetable.

use serde::Deserialize;
use time::{Date, Time};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::list::List;
use crate::money::Money;
use crate::offers::{Airline, Baggage, Cabin};
use crate::times::{clock, iso_date};

/// Calls about what can be flown; see [`Client::reference`].
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a>(&'a Client);

impl Client {
    /// Airports, airlines and the timetable.
    pub const fn reference(&self) -> Reference<'_> {
        Reference(self)
    }
}

/// Which airports; all of them when nothing is said.
#[derive(Debug, Clone, Default)]
pub struct AirportFilter {
    /// Code, name, city or country; the last word may be unfinished.
    pub q: Option<String>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
}

/// Which flights; all of them when nothing is said.
#[derive(Debug, Clone, Default)]
pub struct FlightFilter {
    /// As `QZ2045`.
    pub flight_number: Option<String>,
    /// IATA code of the airport.
    pub origin: Option<String>,
    /// IATA code of the airport.
    pub destination: Option<String>,
    /// IATA code of the marketing airline.
    pub airline: Option<String>,
}

/// An airport.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Airport {
    /// IATA code.
    pub iata: String,
    /// ICAO code.
    pub icao: Option<String>,
    /// Its name.
    pub name: String,
    /// The city that it serves.
    pub city: String,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// Degrees, north is positive.
    pub latitude: f64,
    /// Degrees, east is positive.
    pub longitude: f64,
    /// IANA name.
    pub time_zone: String,
}

/// A recurring flight, and the row of the timetable that is in force, else the next.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Flight {
    /// Its id.
    pub id: String,
    /// As `QZ2045`.
    pub flight_number: String,
    /// IATA code of the marketing airline.
    pub airline: String,
    /// IATA code of the airline that flies it.
    pub operating_airline: String,
    /// IATA code of the airport.
    pub origin: String,
    /// IATA code of the airport.
    pub destination: String,
    /// When it operates.
    #[serde(flatten)]
    pub schedule: Schedule,
}

/// When a flight operates, by one row of the timetable.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Schedule {
    /// The clock at the origin.
    #[serde(with = "clock")]
    pub departure_time: Time,
    /// The clock at the destination.
    #[serde(with = "clock")]
    pub arrival_time: Time,
    /// Days from the date of departure to that of arrival.
    pub arrival_day_offset: i32,
    /// Digits, 1 is Monday.
    pub operating_days: String,
    /// The first date of departure.
    #[serde(with = "iso_date")]
    pub valid_from: Date,
    /// The last date of departure.
    #[serde(with = "iso_date")]
    pub valid_until: Date,
    /// IATA aircraft type.
    pub aircraft: String,
    /// From the front of the aircraft to the back.
    pub cabins: Vec<Cabin>,
}

/// A flight, every row of the timetable that it has, and what may be carried on it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FlightDetails {
    /// The flight.
    #[serde(flatten)]
    pub flight: Flight,
    /// One for each row, by season.
    pub schedules: Vec<Schedule>,
    /// What may be carried.
    pub baggage: BaggageRules,
}

/// Baggage rules of a flight, for each passenger.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BaggageRules {
    /// What is included, by cabin.
    pub included: Vec<IncludedBaggage>,
    /// What may be added to a booking.
    pub extra: Vec<ExtraBaggage>,
    /// For a kilogram more, paid at the airport.
    pub at_airport_per_kg: Money,
}

/// What a cabin includes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct IncludedBaggage {
    /// The cabin.
    pub cabin: Cabin,
    /// How much.
    #[serde(flatten)]
    pub baggage: Baggage,
}

/// Extra baggage on sale.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ExtraBaggage {
    /// How many kilograms.
    pub kg: u32,
    /// With the booking, for one passenger on one journey.
    pub prepaid: Money,
}

impl Reference<'_> {
    /// Airports, best matches first; by code when nothing is asked.
    pub fn airports(&self, filter: &AirportFilter) -> List<Airport> {
        let call = Call::get(&["v1", "airports"]);
        let call = call.query("q", filter.q.as_ref()).query("country", filter.country.as_ref());
        List::new(self.0, call)
    }

    /// One airport.
    pub async fn airport(&self, iata: &str) -> Result<Airport, Error> {
        self.0.ask(&Call::get(&["v1", "airports", iata])).await
    }

    /// Airlines, by code.
    pub fn airlines(&self) -> List<Airline> {
        List::new(self.0, Call::get(&["v1", "airlines"]))
    }

    /// One airline.
    pub async fn airline(&self, code: &str) -> Result<Airline, Error> {
        self.0.ask(&Call::get(&["v1", "airlines", code])).await
    }

    /// The timetable, by flight number.
    pub fn flights(&self, filter: &FlightFilter) -> List<Flight> {
        let call = Call::get(&["v1", "flights"])
            .query("flight_number", filter.flight_number.as_ref())
            .query("origin", filter.origin.as_ref())
            .query("destination", filter.destination.as_ref())
            .query("airline", filter.airline.as_ref());
        List::new(self.0, call)
    }

    /// One flight, with its baggage rules.
    pub async fn flight(&self, id: &str) -> Result<FlightDetails, Error> {
        self.0.ask(&Call::get(&["v1", "flights", id])).await
    }
}
