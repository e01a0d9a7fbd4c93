//! A published fare, and the conditions under which it applies.
//!
//! Several fares of one airline, pair and cabin may apply to a journey. The most specific of
//! them counts, and [`FareConditions::specificity`] says which that is.

use std::cmp::Reverse;

use airside_primitives::{
    AirlineCode, AirportCode, Amount, Brand, Cabin, FlightNumber, OperatingDays,
};
use time::Date;

/// One published fare: one way, one adult, base only, in the selling currency.
///
/// It is the price of the brand that it names, else that of STANDARD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fare {
    pub airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    pub cabin: Cabin,
    pub base: Amount,
    pub conditions: FareConditions,
}

/// When a fare applies; a condition that is not set always holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FareConditions {
    /// Only on this flight; every flight of a journey that it covers must have the number.
    pub flight: Option<FlightNumber>,
    /// The first local date of departure.
    pub travel_from: Option<Date>,
    /// The last local date of departure.
    pub travel_until: Option<Date>,
    /// The days of the week of departure.
    pub days: Option<OperatingDays>,
    /// At least so many days lie between booking and departure.
    pub book_days_before: Option<u16>,
    /// Only in this brand, whose price it is.
    pub brand: Option<Brand>,
}

/// What is bought, as the conditions of fares see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase {
    /// The number that all flights have; `None` when they have several.
    pub flight: Option<FlightNumber>,
    /// The local date of the first departure.
    pub departs_on: Date,
    /// The date of booking.
    pub booked_on: Date,
    pub brand: Brand,
}

/// How specific a fare is: of two that apply the greater counts.
///
/// In this order, the first difference decides: a flight number; a brand; more days between
/// booking and departure; a shorter season; fewer days of the week. Having such a condition always
/// outweighs having none. A season with an open end is the longest of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Specificity {
    flight: bool,
    brand: bool,
    book_days_before: Option<u16>,
    season: Option<Reverse<i64>>,
    days: Option<Reverse<u32>>,
}

impl FareConditions {
    /// Those of a fare that always applies.
    pub const fn none() -> Self {
        Self {
            flight: None,
            travel_from: None,
            travel_until: None,
            days: None,
            book_days_before: None,
            brand: None,
        }
    }

    /// Whether all of them hold.
    pub fn apply_to(&self, purchase: &Purchase) -> bool {
        let Purchase { flight, departs_on, booked_on, brand } = *purchase;
        self.flight.is_none_or(|wanted| flight == Some(wanted))
            && self.brand.is_none_or(|wanted| brand == wanted)
            && self.travel_from.is_none_or(|first| first <= departs_on)
            && self.travel_until.is_none_or(|last| departs_on <= last)
            && self.days.is_none_or(|days| days.contains(departs_on.weekday()))
            && self.book_days_before.is_none_or(|least| {
                let between = departs_on.to_julian_day() - booked_on.to_julian_day();
                between >= i32::from(least)
            })
    }

    /// What decides between two fares that both apply.
    pub fn specificity(&self) -> Specificity {
        let season = match (self.travel_from, self.travel_until) {
            (None, None) => None,
            (Some(first), Some(last)) => Some((last - first).whole_days()),
            (Some(_), None) | (None, Some(_)) => Some(i64::MAX),
        };
        Specificity {
            flight: self.flight.is_some(),
            brand: self.brand.is_some(),
            book_days_before: self.book_days_before,
            season: season.map(Reverse),
            days: self.days.map(|days| Reverse(days.count())),
        }
    }
}
