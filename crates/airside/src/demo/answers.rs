//! What the story reads of each answer; the API says more.

use airside_primitives::{Amount, Currency};
use serde::Deserialize;
use time::OffsetDateTime;
use time::macros::format_description;

#[derive(Deserialize)]
pub(super) struct Money {
    amount: i64,
    currency: String,
}

impl Money {
    /// For people, `INR 4,589.00`.
    pub(super) fn shown(&self) -> String {
        let Self { amount, currency } = self;
        match currency.parse::<Currency>() {
            Ok(currency) => currency.show(Amount::minor(*amount)),
            Err(_) => format!("{currency} {amount}"),
        }
    }

    pub(super) const fn is_zero(&self) -> bool {
        self.amount == 0
    }
}

#[derive(Deserialize)]
pub(super) struct SignedUp {
    pub(super) user: User,
    pub(super) api_key: ApiKey,
}

#[derive(Deserialize)]
pub(super) struct User {
    #[serde(with = "time::serde::rfc3339")]
    pub(super) created_at: OffsetDateTime,
}

#[derive(Deserialize)]
pub(super) struct ApiKey {
    pub(super) key: String,
}

#[derive(Deserialize)]
pub(super) struct List<T> {
    pub(super) data: Vec<T>,
}

#[derive(Deserialize)]
pub(super) struct Airport {
    pub(super) iata: String,
    pub(super) name: String,
    pub(super) city: String,
    pub(super) country: String,
    pub(super) time_zone: String,
}

#[derive(Deserialize)]
pub(super) struct RoundTrip {
    pub(super) departing: Vec<Offer>,
    pub(super) returning: Vec<Offer>,
}

#[derive(Deserialize)]
pub(super) struct Offer {
    pub(super) id: String,
    pub(super) airline: Named,
    pub(super) brand: Named,
    pub(super) duration_minutes: u32,
    pub(super) segments: Vec<Segment>,
    pub(super) price: OfferPrice,
    pub(super) seats_left: u16,
}

#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) code: String,
    pub(super) name: String,
}

#[derive(Deserialize)]
pub(super) struct OfferPrice {
    pub(super) total: Money,
}

#[derive(Deserialize)]
pub(super) struct Segment {
    pub(super) flight_number: String,
    pub(super) origin: Stop,
    pub(super) destination: Stop,
    #[serde(with = "time::serde::rfc3339")]
    pub(super) departure: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub(super) arrival: OffsetDateTime,
    pub(super) arrival_day_offset: i32,
    /// Of a booking: who sits where.
    #[serde(default)]
    pub(super) seats: Vec<SeatOf>,
}

#[derive(Deserialize)]
pub(super) struct Stop {
    pub(super) iata: String,
}

#[derive(Deserialize)]
pub(super) struct SeatOf {
    pub(super) passenger_id: String,
    pub(super) seat: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct SeatMaps {
    pub(super) segments: Vec<SeatMap>,
}

#[derive(Deserialize)]
pub(super) struct SeatMap {
    pub(super) flight_number: String,
    pub(super) aircraft_name: String,
    pub(super) rows: Vec<Row>,
}

#[derive(Deserialize)]
pub(super) struct Row {
    pub(super) number: u8,
    pub(super) seats: Vec<Seat>,
    /// As `ABC-DEF`.
    pub(super) layout: String,
}

#[derive(Deserialize)]
pub(super) struct Seat {
    pub(super) number: String,
    pub(super) exit_row: bool,
    pub(super) available: bool,
}

#[derive(Deserialize)]
pub(super) struct Booking {
    #[serde(rename = "booking_ref")]
    pub(super) reference: String,
    pub(super) status: String,
    #[serde(with = "time::serde::rfc3339::option")]
    pub(super) payment_due_by: Option<OffsetDateTime>,
    pub(super) tickets: Vec<Ticket>,
    pub(super) journeys: Vec<Journey>,
    pub(super) passengers: Vec<Traveller>,
    pub(super) price: BookingPrice,
}

#[derive(Deserialize)]
pub(super) struct Ticket {
    pub(super) id: String,
    pub(super) airline: String,
    pub(super) journeys: Vec<String>,
    pub(super) passengers: Vec<TicketOf>,
}

#[derive(Deserialize)]
pub(super) struct TicketOf {
    pub(super) passenger_id: String,
    pub(super) ticket_number: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Journey {
    pub(super) direction: String,
    pub(super) status: String,
    pub(super) segments: Vec<Segment>,
}

#[derive(Deserialize)]
pub(super) struct Traveller {
    pub(super) id: String,
    pub(super) given_name: String,
    pub(super) family_name: String,
}

#[derive(Deserialize)]
pub(super) struct BookingPrice {
    pub(super) base: Money,
    pub(super) taxes: Money,
    pub(super) extra_baggage: Money,
    pub(super) discount: Money,
    pub(super) total: Money,
}

#[derive(Deserialize)]
pub(super) struct Payment {
    pub(super) status: String,
    pub(super) next_action: Option<NextAction>,
}

#[derive(Deserialize)]
pub(super) struct NextAction {
    pub(super) url: String,
}

#[derive(Deserialize)]
pub(super) struct Document {
    pub(super) kind: String,
    pub(super) ticket_id: Option<String>,
    pub(super) status: String,
    pub(super) url: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Cancellation {
    pub(super) id: String,
    pub(super) refund: Option<Money>,
    #[serde(default)]
    pub(super) lines: Vec<Line>,
    pub(super) refund_status: Option<String>,
    pub(super) receipt: Option<Receipt>,
}

#[derive(Deserialize)]
pub(super) struct Line {
    pub(super) journey: String,
    pub(super) paid: Money,
    pub(super) charge: Money,
    pub(super) taxes_kept: Money,
    pub(super) refund: Money,
}

#[derive(Deserialize)]
pub(super) struct Receipt {
    pub(super) url: Option<String>,
}

/// A moment on the clock it carries, `Tue 1 Dec 2026, 08:00`.
pub(super) fn moment(at: OffsetDateTime) -> String {
    let format = format_description!(
        "[weekday repr:short] [day padding:none] [month repr:short] [year], [hour]:[minute]"
    );
    at.format(&format).unwrap_or_else(|_| at.to_string())
}
