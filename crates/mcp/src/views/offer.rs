//! Offers: in a list, and one of them whole.

use airside_client::offers::{Offer, PassengerPrice, Seat, SeatKind, SeatMap};
use schemars::JsonSchema;
use serde::Serialize;

use super::journey::{CancellationRules, ChangeRules, FlightLine};
use super::{Amount, date, instant};

/// A journey at a price.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OfferLine {
    /// For get_offer and propose_booking; known to this key for 30 minutes.
    pub(crate) offer: String,
    /// The airline that sells it.
    airline: String,
    /// The fare brand, as SAVER.
    brand: String,
    /// For the whole party, taxes included.
    pub(crate) total: Amount,
    stops: u32,
    duration_minutes: i64,
    flights: Vec<FlightLine>,
    /// 9 means 9 or more.
    seats_left: u16,
    /// Kilograms for each passenger, in the cabin.
    hand_baggage_kg: u32,
    /// Kilograms for each passenger, in the hold.
    checked_baggage_kg: u32,
    /// Whether some of the fare comes back when it is cancelled.
    refundable: bool,
    expires_at: String,
}

/// How the total of an offer comes about.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PriceLines {
    base: Amount,
    taxes: Vec<TaxLine>,
    total: Amount,
    /// One entry for each type; amounts are for one passenger.
    per_passenger: Vec<PassengerLine>,
}

/// One tax, of the whole party.
#[derive(Debug, Serialize, JsonSchema)]
struct TaxLine {
    code: String,
    amount: Amount,
    /// Whether it comes back when the journey is cancelled.
    refundable: bool,
}

/// What one passenger of a type pays.
#[derive(Debug, Serialize, JsonSchema)]
struct PassengerLine {
    /// ADULT, CHILD or INFANT.
    r#type: String,
    count: u8,
    base: Amount,
    taxes: Amount,
    total: Amount,
}

/// One offer, whole.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OfferDetails {
    #[serde(flatten)]
    pub(crate) line: OfferLine,
    price: PriceLines,
    cancellation: CancellationRules,
    change: ChangeRules,
    /// Flight by flight; empty where it was not asked for.
    seats: Vec<FreeSeats>,
}

/// The seats that may be picked on one flight.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FreeSeats {
    flight_number: String,
    date: String,
    window: Vec<String>,
    middle: Vec<String>,
    aisle: Vec<String>,
    /// Those of all kinds that are at an exit: for adults who can help.
    exit_rows: Vec<String>,
}

impl OfferLine {
    pub(crate) fn of(offer: &Offer, name: String) -> Self {
        Self {
            offer: name,
            airline: offer.airline.code.clone(),
            brand: offer.brand.code.clone(),
            total: Amount::of(&offer.price.total),
            stops: offer.stops,
            duration_minutes: offer.duration_minutes,
            flights: FlightLine::all(&offer.segments),
            seats_left: offer.seats_left,
            hand_baggage_kg: offer.baggage.hand_kg,
            checked_baggage_kg: offer.baggage.checked_kg,
            refundable: offer.conditions.refundable,
            expires_at: instant(offer.expires_at),
        }
    }
}

impl OfferDetails {
    pub(crate) fn of(offer: &Offer, name: String, seats: &[SeatMap]) -> Self {
        Self {
            line: OfferLine::of(offer, name),
            price: PriceLines::of(offer),
            cancellation: CancellationRules::of(&offer.conditions),
            change: ChangeRules::of(&offer.conditions),
            seats: seats.iter().map(FreeSeats::of).collect(),
        }
    }
}

impl PriceLines {
    fn of(offer: &Offer) -> Self {
        let price = &offer.price;
        let taxes = price.taxes.iter().map(|tax| TaxLine {
            code: tax.code.clone(),
            amount: Amount::of(&tax.amount),
            refundable: tax.refundable,
        });
        Self {
            base: Amount::of(&price.base),
            taxes: taxes.collect(),
            total: Amount::of(&price.total),
            per_passenger: price.per_passenger.iter().map(PassengerLine::of).collect(),
        }
    }
}

impl PassengerLine {
    fn of(price: &PassengerPrice) -> Self {
        Self {
            r#type: price.kind.code().to_owned(),
            count: price.count,
            base: Amount::of(&price.base),
            taxes: Amount::of(&price.taxes),
            total: Amount::of(&price.total),
        }
    }
}

impl FreeSeats {
    pub(crate) fn of(map: &SeatMap) -> Self {
        let those = |wanted: &dyn Fn(&Seat) -> bool| -> Vec<String> {
            map.available().filter(|seat| wanted(seat)).map(|seat| seat.number.clone()).collect()
        };
        Self {
            flight_number: map.flight_number.clone(),
            date: date(map.date),
            window: those(&|seat| seat.kind == SeatKind::Window),
            middle: those(&|seat| seat.kind == SeatKind::Middle),
            aisle: those(&|seat| seat.kind == SeatKind::Aisle),
            exit_rows: those(&|seat| seat.exit_row),
        }
    }
}
