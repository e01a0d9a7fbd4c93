//! The cheapest fares of a month: day by day, and place by place.

use serde::Deserialize;
use time::Date;

use super::search::Cabin;
use crate::call::Call;
use crate::money::Money;
use crate::times::iso_date;

/// Whose cheapest fares are asked for, day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthOfFares {
    /// IATA code, or the name of a city.
    pub origin: String,
    /// IATA code, or the name of a city.
    pub destination: String,
    /// As `2026-12`.
    pub month: String,
    /// ECONOMY by default.
    pub cabin: Option<Cabin>,
    /// Adds the way back, so many days later.
    pub return_after_days: Option<u16>,
}

/// From where, and when, places are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestinationFilter {
    /// IATA code, or the name of a city.
    pub origin: String,
    /// As `2026-12`.
    pub month: String,
    /// ECONOMY by default.
    pub cabin: Option<Cabin>,
    /// In minor units, for one adult.
    pub max_price: Option<i64>,
}

/// A month, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FareCalendar {
    /// Every day of the month.
    pub days: Vec<DayFare>,
}

/// The cheapest fare of a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DayFare {
    /// The day of departure.
    #[serde(with = "iso_date")]
    pub date: Date,
    /// For one adult; `None` on a day that is past, and where nothing is for sale.
    pub total: Option<Money>,
    /// Of the way that has more of them.
    pub stops: Option<u8>,
}

/// A place that can be reached, and what it costs on its cheapest day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Destination {
    /// Where.
    pub destination: Place,
    /// The cheapest day of the month.
    #[serde(with = "iso_date")]
    pub date: Date,
    /// For one adult.
    pub total: Money,
    /// Of the journey that costs this.
    pub stops: u8,
}

/// An airport, in short.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Place {
    /// IATA code.
    pub iata: String,
    /// The city that it serves.
    pub city: String,
    /// Its name.
    pub name: String,
    /// ISO 3166-1, two letters.
    pub country: String,
}

impl MonthOfFares {
    pub(super) fn call(&self) -> Call {
        Call::get(&["v1", "fare-calendar"])
            .query("origin", Some(&self.origin))
            .query("destination", Some(&self.destination))
            .query("month", Some(&self.month))
            .query("cabin", self.cabin.as_ref())
            .query("return_after_days", self.return_after_days)
    }
}

impl DestinationFilter {
    pub(super) fn call(&self) -> Call {
        Call::get(&["v1", "destinations"])
            .query("origin", Some(&self.origin))
            .query("month", Some(&self.month))
            .query("cabin", self.cabin.as_ref())
            .query("max_price", self.max_price)
    }
}
