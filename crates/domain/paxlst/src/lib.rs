//! The passenger list message that authorities ask of an airline before a flight: UN/EDIFACT PAXLST,
//! directory D.12B.
//!
//! As the WCO/IATA/ICAO *Passenger List Message (PAXLST) Implementation Guide* has it, an appendix of
//! the public *Guidelines on Advance Passenger Information*; the numbers of its chapter 4 stand beside
//! what they rule. What is between segments is ISO 9735's: `segment.rs`. Residence (`LOC+174`) and
//! visas are not known to a seller of tickets and are left out; the guide has both as conditional.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test panics when it fails"))]

mod message;
mod segment;

use airside_primitives::{AirlineCode, AirportCode, CountryCode, FlightNumber, Gender, SeatNumber};
use time::{Date, OffsetDateTime};

/// What is sent: who sends it to whom, of which flight, and who is on it.
#[derive(Debug, Clone)]
pub struct PassengerList {
    /// Who is to get it, as the authority calls itself, `USCSAPIS`.
    pub recipient: String,
    pub prepared_at: OffsetDateTime,
    /// Who answers for it: the name of the airline.
    pub reported_by: String,
    pub flight: Flight,
    /// In any order.
    pub passengers: Vec<Traveller>,
}

/// One flight on one day.
#[derive(Debug, Clone, Copy)]
pub struct Flight {
    pub number: FlightNumber,
    pub airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    /// In the origin's own offset.
    pub departs_at: OffsetDateTime,
    /// In the destination's own offset.
    pub arrives_at: OffsetDateTime,
}

/// Somebody on it.
#[derive(Clone)]
pub struct Traveller {
    /// In the letters of the ticket.
    pub family_name: String,
    pub given_name: String,
    pub gender: Gender,
    pub date_of_birth: Date,
    /// Where the journey begins that this flight is of.
    pub embarks_at: AirportCode,
    /// Where it ends.
    pub debarks_at: AirportCode,
    pub reference: String,
    pub seat: Option<SeatNumber>,
    /// `None` of whom nobody has told it.
    pub document: Option<Papers>,
}

/// What somebody travels with.
#[derive(Clone)]
pub struct Papers {
    pub is_passport: bool,
    pub document_number: String,
    pub issuing_country: CountryCode,
    pub nationality: CountryCode,
    pub expires_on: Date,
}

airside_primitives::hide_in_debug!(Traveller, Papers);

impl PassengerList {
    /// The whole interchange, without line breaks.
    pub fn written(&self) -> String {
        message::written(self)
    }
}
