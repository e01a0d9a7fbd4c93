//! A booking as the API shows it.

use serde::Deserialize;
use time::serde::rfc3339;
use time::{Date, OffsetDateTime};

use super::new_booking::{Contact, ExtraBaggageMode, Gender, SeatPreference};
use super::schedule_change::ScheduleChange;
use crate::code::codes;
use crate::money::Money;
use crate::offers::{
    Airline, Baggage, Brand, Conditions, Layover, PassengerType, Price, Segment, TripType,
};
use crate::secret::personal;
use crate::times::iso_date;

/// Journeys sold together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Booking {
    /// The record locator.
    pub booking_ref: String,
    /// What became of it.
    pub status: BookingStatus,
    /// Until when places are held for it.
    #[serde(default, with = "rfc3339::option")]
    pub payment_due_by: Option<OffsetDateTime>,
    /// When it was made.
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
    /// The kind of trip.
    pub trip_type: TripType,
    /// One for each airline that sells some of it.
    pub tickets: Vec<Ticket>,
    /// One for each offer, in the order of travel.
    pub journeys: Vec<Journey>,
    /// Who travels.
    pub passengers: Vec<Passenger>,
    /// Where news goes; `None` once it was erased.
    pub contact: Option<Contact>,
    /// When names, dates of birth and contact were erased.
    #[serde(default, with = "rfc3339::option")]
    pub personal_data_erased_at: Option<OffsetDateTime>,
    /// When extra baggage is paid.
    pub extra_baggage_mode: ExtraBaggageMode,
    /// What a kilogram costs at the airport, when that was chosen.
    #[serde(default)]
    pub extra_baggage_rate_per_kg: Option<Money>,
    /// What took something from the fare.
    pub promo_code: Option<String>,
    /// What all of it costs.
    pub price: BookingPrice,
    /// The booking that its people parted from.
    #[serde(default)]
    pub split_from: Option<String>,
    /// The bookings of people who parted from it, oldest first.
    #[serde(default)]
    pub split_to: Vec<String>,
    /// What changed timetables did to its journeys, oldest first.
    pub schedule_changes: Vec<ScheduleChange>,
    /// Paths of what belongs to it.
    pub links: Links,
}

codes! {
    /// What became of a booking.
    BookingStatus {
        PendingPayment "PENDING_PAYMENT",
        Confirmed "CONFIRMED",
        PartiallyCancelled "PARTIALLY_CANCELLED",
        Cancelled "CANCELLED",
        Expired "EXPIRED",
    }
}

/// The journeys that one airline sold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ticket {
    /// Its id.
    pub id: String,
    /// IATA code of the seller.
    pub airline: String,
    /// Which journeys.
    pub journeys: Vec<Direction>,
    /// What became of it.
    pub status: TicketStatus,
    /// The number of each passenger.
    pub passengers: Vec<TicketOf>,
}

codes! {
    /// What became of a ticket.
    TicketStatus {
        Pending "PENDING",
        Issued "ISSUED",
        PartiallyCancelled "PARTIALLY_CANCELLED",
        Cancelled "CANCELLED",
        Expired "EXPIRED",
    }
}

/// One passenger on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TicketOf {
    /// Who.
    pub passenger_id: String,
    /// As `098-1234567890`, once it is issued.
    pub ticket_number: Option<String>,
}

/// One direction of a trip.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Journey {
    /// Which.
    pub direction: Direction,
    /// What became of it.
    pub status: JourneyStatus,
    /// Who sold it.
    pub airline: Airline,
    /// The fare brand.
    pub brand: Brand,
    /// From the first departure to the last arrival.
    pub duration_minutes: i64,
    /// The flights, in order.
    pub segments: Vec<BookedSegment>,
    /// The times between them.
    pub layovers: Vec<Layover>,
    /// What the party pays for it.
    pub price: Price,
    /// What each passenger may carry.
    pub baggage: Baggage,
    /// What cancelling costs.
    pub conditions: Conditions,
}

codes! {
    /// Which journey of a trip.
    Direction {
        Departing "DEPARTING",
        Returning "RETURNING",
        Leg1 "LEG_1",
        Leg2 "LEG_2",
        Leg3 "LEG_3",
        Leg4 "LEG_4",
        Leg5 "LEG_5",
        Leg6 "LEG_6",
    }
}

codes! {
    /// What became of a journey.
    JourneyStatus {
        Pending "PENDING",
        Confirmed "CONFIRMED",
        Cancelled "CANCELLED",
        Expired "EXPIRED",
    }
}

/// A flight, and who sits where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BookedSegment {
    /// The flight.
    #[serde(flatten)]
    pub segment: Segment,
    /// Everyone but infants.
    pub seats: Vec<SeatOf>,
}

/// Where one passenger sits.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SeatOf {
    /// Who.
    pub passenger_id: String,
    /// `None` until it is given; after payment, given at the airport.
    pub seat: Option<String>,
}

/// One traveller; names, gender and date of birth are `None` once they were erased.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Passenger {
    /// The id within the booking.
    pub id: String,
    /// By age on the last departure.
    #[serde(rename = "type")]
    pub kind: PassengerType,
    /// The first name; `None` of a person with one name.
    pub given_name: Option<String>,
    /// The names between.
    pub middle_name: Option<String>,
    /// The last name.
    pub family_name: Option<String>,
    /// As tickets have it, such as `RAO/ASHA`.
    pub ticket_name: Option<String>,
    /// As in the passport.
    pub gender: Option<Gender>,
    /// As in the passport.
    #[serde(default, with = "iso_date::option")]
    pub date_of_birth: Option<Date>,
    /// Where the passenger likes to sit.
    pub seat_preference: SeatPreference,
    /// Kilograms in the cabin.
    pub hand_baggage_kg: u32,
    /// Kilograms beyond what is included.
    pub extra_baggage_kg: u32,
    /// What is done for the passenger.
    #[serde(default)]
    pub special_services: Vec<SpecialService>,
    /// Of an infant: which passenger has it on the lap.
    pub infant_of: Option<usize>,
    /// CANCELLED once they travel on no journey any more. `None` from a server that does not say.
    #[serde(default)]
    pub status: Option<JourneyStatus>,
}

/// A special service of a passenger.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct SpecialService {
    /// IATA's, such as `WCHR`.
    pub code: String,
    /// What the tariff calls it.
    pub name: String,
    /// On which journeys.
    pub journeys: Vec<Direction>,
    /// What has to be known for it.
    pub text: Option<String>,
}

/// What a booking costs: base + taxes + extra baggage − discount.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BookingPrice {
    /// The fares.
    pub base: Money,
    /// The taxes.
    pub taxes: Money,
    /// What was paid for extra baggage.
    pub extra_baggage: Money,
    /// What a promo code took.
    pub discount: Money,
    /// All of it.
    pub total: Money,
}

/// Paths of what belongs to a booking.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Links {
    /// The booking.
    #[serde(rename = "self")]
    pub itself: String,
    /// Its payments.
    pub payments: String,
    /// Its documents.
    pub documents: String,
    /// Where cancellations are quoted.
    pub cancellations: String,
}

personal!(Passenger, SpecialService);
