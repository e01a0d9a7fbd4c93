//! How an offer is shown.

use airside_app::offers::search::FoundOffer;
use airside_app::world::Snapshot;
use airside_booking::{Offer, Segment};
use airside_exchange::Rules;
use airside_primitives::{AirlineCode, AirportCode, Currency};
use serde::Serialize;
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::times::{Local, Utc};
use crate::words;

/// A journey at a price.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Offer)]
pub(crate) struct OfferView {
    /// Bring it back to book.
    #[schema(value_type = words::OfferId)]
    id: String,
    expires_at: Utc,
    airline: AirlineView,
    brand: BrandView,
    stops: usize,
    duration_minutes: i64,
    segments: Vec<SegmentView>,
    layovers: Vec<LayoverView>,
    price: PriceView,
    /// On the fullest of its flights; 9 means 9 or more.
    seats_left: u16,
    baggage: BaggageView,
    conditions: ConditionsView,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Airline)]
pub(crate) struct AirlineView {
    #[schema(value_type = words::AirlineCode)]
    code: String,
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Brand)]
pub(crate) struct BrandView {
    #[schema(value_type = words::BrandCode)]
    code: &'static str,
    name: &'static str,
}

/// One flight on its day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Segment)]
pub(crate) struct SegmentView {
    #[schema(value_type = words::Id)]
    flight_id: String,
    #[schema(value_type = words::FlightNumber)]
    flight_number: String,
    #[schema(value_type = words::AirlineCode)]
    airline: String,
    #[schema(value_type = words::AirlineCode)]
    operating_airline: String,
    origin: StopView,
    destination: StopView,
    departure: Local,
    arrival: Local,
    arrival_day_offset: i32,
    duration_minutes: i64,
    aircraft: String,
    #[schema(value_type = words::Cabin)]
    cabin: &'static str,
    fare_basis: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Stop)]
pub(crate) struct StopView {
    #[schema(value_type = words::AirportCode)]
    iata: String,
    #[schema(required)]
    city: Option<String>,
    #[schema(required)]
    name: Option<String>,
    #[schema(required)]
    terminal: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Layover)]
pub(crate) struct LayoverView {
    #[schema(value_type = words::AirportCode)]
    airport: String,
    minutes: i64,
}

/// Outer amounts are for the party; those of `per_passenger` for one passenger.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Price)]
pub(crate) struct PriceView {
    base: MoneyView,
    taxes: Vec<TaxView>,
    total: MoneyView,
    per_passenger: Vec<PassengerPriceView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tax)]
pub(crate) struct TaxView {
    code: String,
    amount: MoneyView,
    refundable: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PassengerPrice)]
pub(crate) struct PassengerPriceView {
    #[serde(rename = "type")]
    #[schema(value_type = words::PassengerType)]
    kind: &'static str,
    count: u8,
    base: MoneyView,
    taxes: MoneyView,
    total: MoneyView,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Baggage)]
pub(crate) struct BaggageView {
    hand_kg: u8,
    checked_kg: u8,
}

/// Each charge and fee applies while more than its hours are left; after the last, no cancellation
/// and no change.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Conditions)]
pub(crate) struct ConditionsView {
    refundable: bool,
    cancellation: Vec<ChargeView>,
    /// Whether the journey may be changed for another one.
    changeable: bool,
    /// What that costs beside the difference in price, for the party; none where it is not changed.
    change: Vec<FeeView>,
    /// Whether what a cheaper journey leaves over comes back; else it is kept, but for taxes.
    returns_difference: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChangeFee)]
pub(crate) struct FeeView {
    hours_before_departure: u32,
    fee: MoneyView,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CancellationCharge)]
pub(crate) struct ChargeView {
    hours_before_departure: u32,
    charge: MoneyView,
}

/// 9 stands for 9 or more.
pub(crate) const MOST_SEATS_SHOWN: u16 = 9;

impl OfferView {
    /// With the rules of changing it, if it is changed at all.
    pub(crate) fn of(world: &Snapshot, found: &FoundOffer, changes: Option<&Rules>) -> Self {
        let FoundOffer { id, offer, seats_left } = found;
        Self {
            id: id.clone(),
            expires_at: Utc(offer.expires_at),
            airline: AirlineView::of(world, offer.airline),
            brand: BrandView::of(offer),
            stops: offer.segments.len().saturating_sub(1),
            duration_minutes: minutes(offer),
            segments: offer.segments.iter().map(|it| SegmentView::of(world, offer, it)).collect(),
            layovers: layovers(offer),
            price: PriceView::of(offer),
            seats_left: (*seats_left).min(MOST_SEATS_SHOWN),
            baggage: BaggageView::of(offer),
            conditions: ConditionsView::of(offer, changes),
        }
    }
}

/// Minutes from the first departure to the last arrival.
pub(crate) fn minutes(offer: &Offer) -> i64 {
    (offer.arrives_at() - offer.departs_at()).whole_minutes()
}

pub(crate) fn layovers(offer: &Offer) -> Vec<LayoverView> {
    let pairs = offer.segments.windows(2);
    pairs
        .map(|pair| LayoverView {
            airport: pair[0].destination.to_string(),
            minutes: (pair[1].departs_at - pair[0].arrives_at).whole_minutes(),
        })
        .collect()
}

impl AirlineView {
    pub(crate) fn of(world: &Snapshot, code: AirlineCode) -> Self {
        Self { code: code.to_string(), name: world.airline_name(code) }
    }
}

impl BrandView {
    pub(crate) fn of(offer: &Offer) -> Self {
        Self { code: offer.brand.code(), name: offer.brand.name() }
    }
}

impl SegmentView {
    pub(crate) fn of(world: &Snapshot, offer: &Offer, segment: &Segment) -> Self {
        Self {
            flight_id: segment.flight.to_string(),
            flight_number: segment.number.to_string(),
            airline: segment.number.airline().to_string(),
            operating_airline: segment.operating_airline.to_string(),
            origin: StopView::of(world, segment.origin),
            destination: StopView::of(world, segment.destination),
            departure: Local(segment.departs_at),
            arrival: Local(segment.arrives_at),
            arrival_day_offset: segment.arrival_day_offset(),
            duration_minutes: segment.minutes(),
            aircraft: segment.aircraft.to_string(),
            cabin: offer.cabin.code(),
            fare_basis: offer.fare_basis(),
        }
    }
}

impl StopView {
    pub(super) fn of(world: &Snapshot, code: AirportCode) -> Self {
        let airport = world.airport(code);
        Self {
            iata: code.to_string(),
            city: airport.map(|airport| airport.city.clone()),
            name: airport.map(|airport| airport.name.clone()),
            terminal: None,
        }
    }
}

impl PriceView {
    pub(crate) fn of(offer: &Offer) -> Self {
        let money = |amount| MoneyView::of(amount, offer.currency);
        let price = &offer.price;
        Self {
            base: money(price.base()),
            taxes: taxes(offer),
            total: money(price.total()),
            per_passenger: price
                .per_passenger()
                .iter()
                .map(|it| PassengerPriceView {
                    kind: it.kind.code(),
                    count: it.count,
                    base: money(it.base),
                    taxes: money(it.taxes),
                    total: money(it.total()),
                })
                .collect(),
        }
    }
}

fn taxes(offer: &Offer) -> Vec<TaxView> {
    let currency: Currency = offer.currency;
    let taxes = offer.price.taxes().iter();
    taxes
        .map(|tax| TaxView {
            code: tax.code.to_string(),
            amount: MoneyView::of(tax.amount, currency),
            refundable: tax.refundable,
        })
        .collect()
}

impl BaggageView {
    pub(crate) fn of(offer: &Offer) -> Self {
        Self { hand_kg: offer.baggage.hand_kg, checked_kg: offer.baggage.checked_kg }
    }
}

impl ConditionsView {
    pub(crate) fn of(offer: &Offer, changes: Option<&Rules>) -> Self {
        Self {
            refundable: offer.conditions.refundable(),
            cancellation: offer
                .conditions
                .charges()
                .iter()
                .map(|step| ChargeView {
                    hours_before_departure: step.above_hours,
                    charge: MoneyView::of(step.charge, offer.currency),
                })
                .collect(),
            changeable: changes.is_some(),
            change: changes
                .iter()
                .flat_map(|rules| rules.fees())
                .map(|step| FeeView {
                    hours_before_departure: step.above_hours,
                    fee: MoneyView::of(step.charge, offer.currency),
                })
                .collect(),
            returns_difference: changes.is_some_and(Rules::returns_difference),
        }
    }
}
