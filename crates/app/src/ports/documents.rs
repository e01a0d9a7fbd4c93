//! The Documents port: tickets and refund receipts as files.
//!
//! A document holds everything that its page says, in the order in which it
//! says it: the renderer looks nothing up and converts no time, so a page can be
//! made again from its content alone.

mod receipts;

use std::error::Error as StdError;

use airside_primitives::{
    AirlineCode, AirportCode, Amount, Brand, Cabin, Currency, FlightNumber, PassengerType,
    SeatNumber,
};
use thiserror::Error;
use time::{OffsetDateTime, UtcOffset};

pub use receipts::{
    Balance, ChangeReceiptDocument, ChangedJourney, ReceiptDocument, ReceiptJourney, ReceiptStatus,
};

/// Renders documents.
///
/// Pure: the same content gives the same bytes. No I/O, no clock. A call takes
/// some milliseconds of one core, so an async caller gives it a thread.
pub trait Documents: Send + Sync {
    /// The document as a PDF file.
    fn render(&self, document: &Document) -> Result<Vec<u8>, RenderError>;

    /// The bar code of an itinerary (BCBP as PDF417), for a page: its modules row by row from the
    /// top, `true` for a bar, without the white around it. A row is three modules high.
    fn bar_code(&self, itinerary: &str) -> Result<Vec<Vec<bool>>, RenderError>;
}

/// What can be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    Ticket(TicketDocument),
    RefundReceipt(ReceiptDocument),
    ChangeReceipt(ChangeReceiptDocument),
    PassengerList(PassengerListDocument),
}

/// An electronic ticket: the journeys of one booking that one airline sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketDocument {
    /// The airline that sold the journeys and issues the ticket.
    pub airline: IssuingAirline,
    /// The record locator, `K7Q2MZ`.
    pub booking_ref: String,
    /// The kind of trip for people: `One way`, `Round trip`, `Multi-city`.
    pub trip: String,
    pub booked_at: LocalTime,
    pub issued_at: LocalTime,
    /// In order of travel; cancelled ones stay, marked.
    pub journeys: Vec<TicketJourney>,
    /// As they were booked.
    pub passengers: Vec<TicketPassenger>,
    pub fare: FareBreakdown,
    /// Cancellation, baggage, changes: each a heading with its sentences.
    pub rules: Vec<RuleGroup>,
    /// When to be at the airport, what to bring, when the gate closes: a sentence each.
    pub boarding: Vec<String>,
    /// Shown large on each page: `Demo data: not valid for travel`.
    pub notice: Option<String>,
}

/// Who issues a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuingAirline {
    pub code: AirlineCode,
    pub name: String,
}

/// A moment as people read it at a place: the instant in that place's offset,
/// and the zone's abbreviation there and then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalTime {
    /// Shown in the offset that it carries.
    pub at: OffsetDateTime,
    /// `IST`, `CET`, `UTC`, or an offset such as `UTC+04:00` where a zone has no letters.
    pub zone: String,
}

impl LocalTime {
    /// The moment in UTC.
    pub fn utc(at: OffsetDateTime) -> Self {
        Self { at: at.to_offset(UtcOffset::UTC), zone: "UTC".to_owned() }
    }
}

/// One journey of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketJourney {
    /// `Departing`, `Returning`, `Leg 2`.
    pub direction: String,
    pub status: JourneyStatus,
    /// In order of travel, at least one.
    pub segments: Vec<TicketSegment>,
}

/// Whether a journey on a ticket can still be flown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JourneyStatus {
    Confirmed,
    Cancelled,
}

/// One flight of a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketSegment {
    pub flight: FlightNumber,
    /// The name of the airline whose number the flight has.
    pub airline: String,
    /// The name of the airline that flies; `None` when it is the same.
    pub operated_by: Option<String>,
    /// `Airbus A320`.
    pub aircraft: String,
    pub cabin: Cabin,
    pub brand: Brand,
    /// `YSAVER`.
    pub fare_basis: String,
    pub departure: FlightStop,
    pub arrival: FlightStop,
    /// In the air and on the ground, from instants, in minutes.
    pub duration_minutes: u32,
    /// Local arrival date less local departure date, in days; -1 over the date line.
    pub arrival_day_offset: i8,
    /// Minutes until the next segment of this journey leaves; `None` after the last.
    pub layover_minutes: Option<u32>,
}

/// One end of a flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlightStop {
    pub airport: AirportCode,
    pub city: String,
    pub airport_name: String,
    /// The name, `India`.
    pub country: String,
    pub terminal: Option<String>,
    pub time: LocalTime,
}

/// One traveller on a ticket.
#[derive(Clone, PartialEq, Eq)]
pub struct TicketPassenger {
    /// As the airline's systems hold it: `RAO/ASHA MS`.
    pub ticket_name: String,
    /// As it was typed, accents and all: `Asha Rao`.
    pub typed_name: String,
    pub kind: PassengerType,
    pub ticket_number: ShownTicketNumber,
    /// The number before, where the ticket was reissued.
    pub exchanged_from: Option<String>,
    /// What is done for them, a line for each: `WCHR Wheelchair to the gate`.
    pub services: Vec<String>,
    /// One entry for each journey of the ticket, in the same order.
    pub journeys: Vec<PassengerJourney>,
    /// Bar-coded itineraries (IATA BCBP, format M) of up to four legs each;
    /// none when nothing is left to fly.
    pub bar_codes: Vec<String>,
}

/// An electronic ticket number as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownTicketNumber {
    /// Thirteen digits, `098-1234567890`.
    pub number: String,
    /// The check digit, 0 to 6, printed apart.
    pub check_digit: u8,
}

/// What one traveller has on one journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassengerJourney {
    /// Whether they are on it; not where they cancelled it for themselves.
    pub travels: bool,
    /// One entry for each segment; `None` for a seat that is given at the airport. Empty for an
    /// infant, who travels on a lap.
    pub seats: Vec<Option<SeatNumber>>,
    pub baggage: ShownBaggage,
}

/// Baggage of one traveller on one journey, in kilograms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownBaggage {
    pub hand_kg: u16,
    /// Included in the fare.
    pub checked_kg: u16,
    pub extra: ExtraBaggage,
}

/// Checked baggage beyond what the fare includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtraBaggage {
    None,
    /// Paid with the booking.
    Prepaid {
        kg: u16,
    },
    /// To be paid at the airport, at this rate a kilogram in the ticket's currency.
    AtAirport {
        kg: u16,
        per_kg: Amount,
    },
}

/// What a ticket cost, for everybody on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FareBreakdown {
    pub currency: Currency,
    pub base: Amount,
    pub taxes: Vec<TaxLine>,
    /// Prepaid extra baggage; zero is not shown.
    pub extra_baggage: Amount,
    /// Taken off the base fare, zero or more; zero is not shown.
    pub discount: Amount,
    /// What the discount was for.
    pub promo_code: Option<String>,
    /// What was paid.
    pub total: Amount,
}

/// A tax or charge on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxLine {
    /// `YQ`, `IN`, `UB`.
    pub code: String,
    /// What it is for, where that is known.
    pub name: Option<String>,
    pub amount: Amount,
    /// Given back on an unused ticket.
    pub refundable: bool,
}

/// A few rules under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleGroup {
    /// `Cancellation`.
    pub title: String,
    pub sentences: Vec<String>,
}

/// Who travels on one flight on one date, for those who board it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassengerListDocument {
    /// Whose number the flight has.
    pub airline: IssuingAirline,
    pub flight: FlightNumber,
    pub departure: FlightStop,
    pub arrival: FlightStop,
    /// `Airbus A320`.
    pub aircraft: String,
    /// `Open for sale`.
    pub status: String,
    /// From the front of the aircraft to the back.
    pub cabins: Vec<ListedCabin>,
    /// Who has paid, by name; infants behind their adults.
    pub travelling: Vec<ListedPassenger>,
    /// Whose places are held and not paid, in the same order.
    pub held: Vec<ListedPassenger>,
    /// As it was at this moment.
    pub made_at: LocalTime,
    pub notice: Option<String>,
}

/// One cabin of a flight, in seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedCabin {
    pub cabin: Cabin,
    pub capacity: u16,
    pub sold: u16,
    pub held: u16,
    pub seats_given: u16,
}

/// One line of a passenger list.
#[derive(Clone, PartialEq, Eq)]
pub struct ListedPassenger {
    /// `None` where it is given at the airport, and for infants.
    pub seat: Option<SeatNumber>,
    /// As ticketed, `RAO/ASHA MS`; `None` once the person was erased.
    pub name: Option<String>,
    pub kind: PassengerType,
    pub cabin: Cabin,
    pub booking_ref: String,
    /// `None` until it is paid.
    pub ticket_number: Option<String>,
    /// A codeshare's number, where it was sold by one.
    pub sold_as: Option<FlightNumber>,
    /// Included in the fare.
    pub checked_kg: u16,
    pub extra: ListedBags,
    /// What is done for them: `WCHR (walks with two sticks), VGML`; empty where nothing is.
    pub services: String,
}

/// Checked baggage beyond what a fare includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedBags {
    None,
    Prepaid {
        kg: u16,
    },
    /// To be paid at the airport.
    AtAirport {
        kg: u16,
    },
}

/// Why there is no file.
#[derive(Debug, Error)]
pub enum RenderError {
    /// A bar code's text has a character or a length that no bar code can hold.
    #[error("a bar code could not be made")]
    BarCode(#[source] Box<dyn StdError + Send + Sync>),
    /// The engine refused the page.
    #[error("the PDF could not be written: {0}")]
    Engine(String),
}

airside_primitives::hide_in_debug!(TicketPassenger { kind }, ListedPassenger { kind });
