//! An offer as plain data: kept with bookings, and carried whole inside offer ids.
//!
//! Kept short on purpose, since people copy it in URLs: positional, whole seconds,
//! one currency. An expiry loses its fraction of a second.

use airside_booking::{Offer, Segment};
use airside_primitives::{FlightId, FlightNumber, Party, PassengerType};
use airside_timetable::Flight;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::BadRecord;
use crate::choices::{BrandRecord, CabinRecord};
use crate::plain::{Day, Letters, LocalTime};
use crate::price::{
    AllowanceRecord, ConditionsRecord, PassengerPriceRecord, TaxLineRecord, journey_price,
};

/// An [`Offer`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferRecord {
    pub airline: Letters<2>,
    pub brand: BrandRecord,
    pub cabin: CabinRecord,
    /// Adults, children, infants.
    pub party: [u8; 3],
    pub segments: Vec<SegmentRecord>,
    pub currency: Letters<3>,
    pub per_passenger: Vec<PassengerPriceRecord>,
    pub taxes: Vec<TaxLineRecord>,
    pub baggage: AllowanceRecord,
    pub conditions: ConditionsRecord,
    pub expires_at: LocalTime,
    /// Last, since the fields before it are in the order in which they always were.
    #[serde(default)]
    pub tariff: u32,
}

/// A [`Segment`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRecord {
    /// Kept for what reads it elsewhere: the id follows from number, origin and destination,
    /// and older releases wrote another one.
    pub flight: Uuid,
    /// The marketing airline of the flight number.
    pub airline: Letters<2>,
    pub number: u16,
    pub operating_airline: Letters<2>,
    pub origin: Letters<3>,
    pub destination: Letters<3>,
    pub date: Day,
    pub departs_at: LocalTime,
    pub arrives_at: LocalTime,
    pub aircraft: Letters<3>,
    /// The operational suffix of the flight number.
    #[serde(default)]
    pub suffix: Option<char>,
    /// The flight whose seats are taken, where it is another: a codeshare.
    #[serde(default)]
    pub inventory: Option<Uuid>,
}

impl From<&Offer> for OfferRecord {
    fn from(offer: &Offer) -> Self {
        Self {
            airline: Letters(*offer.airline.as_bytes()),
            brand: offer.brand.into(),
            cabin: offer.cabin.into(),
            party: PassengerType::ALL.map(|kind| offer.party.count(kind)),
            segments: offer.segments.iter().map(SegmentRecord::from).collect(),
            currency: Letters(*offer.currency.as_bytes()),
            per_passenger: offer.price.per_passenger().iter().map(Into::into).collect(),
            taxes: offer.price.taxes().iter().map(Into::into).collect(),
            baggage: offer.baggage.into(),
            conditions: (&offer.conditions).into(),
            expires_at: offer.expires_at.into(),
            tariff: offer.tariff,
        }
    }
}

impl TryFrom<OfferRecord> for Offer {
    type Error = BadRecord;

    fn try_from(record: OfferRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("offer", field);
        let [adults, children, infants] = record.party;
        let offer = Self {
            airline: record.airline.parse("offer", "airline")?,
            brand: record.brand.into(),
            cabin: record.cabin.into(),
            party: Party::new(adults, children, infants).map_err(|_| bad("party"))?,
            segments: segments(record.segments)?.try_into().map_err(|_| bad("segments"))?,
            currency: record.currency.parse("offer", "currency")?,
            price: journey_price(record.per_passenger, record.taxes)?,
            baggage: record.baggage.into(),
            conditions: record.conditions.try_into()?,
            expires_at: record.expires_at.time("offer", "expires_at")?,
            tariff: record.tariff,
        };
        let priced = |kind| {
            let row = offer.price.per_passenger().iter().find(|row| row.kind == kind);
            row.map_or(0, |row| row.count)
        };
        if PassengerType::ALL.into_iter().any(|kind| priced(kind) != offer.party.count(kind)) {
            return Err(bad("per_passenger"));
        }
        if offer.segments.first().number.airline() != offer.airline {
            return Err(bad("airline"));
        }
        Ok(offer)
    }
}

/// The flights of a journey, however many.
pub(crate) fn segments(records: Vec<SegmentRecord>) -> Result<Vec<Segment>, BadRecord> {
    records.into_iter().map(Segment::try_from).collect()
}

impl From<&Segment> for SegmentRecord {
    fn from(segment: &Segment) -> Self {
        Self {
            flight: segment.flight.0,
            airline: Letters(*segment.number.airline().as_bytes()),
            number: segment.number.number(),
            operating_airline: Letters(*segment.operating_airline.as_bytes()),
            origin: Letters(*segment.origin.as_bytes()),
            destination: Letters(*segment.destination.as_bytes()),
            date: Day(segment.date),
            departs_at: segment.departs_at.into(),
            arrives_at: segment.arrives_at.into(),
            aircraft: Letters(*segment.aircraft.as_bytes()),
            suffix: segment.number.suffix(),
            inventory: (segment.inventory != segment.flight).then_some(segment.inventory.0),
        }
    }
}

impl TryFrom<SegmentRecord> for Segment {
    type Error = BadRecord;

    fn try_from(record: SegmentRecord) -> Result<Self, BadRecord> {
        let airline = record.airline.parse("segment", "airline")?;
        let plain = FlightNumber::new(airline, record.number);
        let number = match record.suffix {
            None => plain,
            Some(suffix) => plain.and_then(|number| number.with_suffix(suffix)),
        };
        let number = number.ok_or(BadRecord::new("segment", "number"))?;
        let origin = record.origin.parse("segment", "origin")?;
        let destination = record.destination.parse("segment", "destination")?;
        let flight = Flight::id_of(number, origin, destination);
        let departs_at = record.departs_at.time("segment", "departs_at")?;
        let arrives_at = record.arrives_at.time("segment", "arrives_at")?;
        // Not later: a release had flights of no time in the night when clocks change.
        if arrives_at < departs_at {
            return Err(BadRecord::new("segment", "arrives_at"));
        }
        Ok(Self {
            flight,
            inventory: record.inventory.map_or(flight, FlightId),
            number,
            operating_airline: record.operating_airline.parse("segment", "operating_airline")?,
            origin,
            destination,
            date: record.date.0,
            departs_at,
            arrives_at,
            aircraft: record.aircraft.parse("segment", "aircraft")?,
        })
    }
}
