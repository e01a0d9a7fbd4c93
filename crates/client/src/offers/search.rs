//! What is searched for.

use std::fmt;

use serde::{Serialize, Serializer};
use time::{Date, Time};

use crate::code::codes;
use crate::times::iso_date;

/// What is searched for. What is `None` is left to the API.
#[derive(Debug, Clone, Serialize)]
pub struct Search {
    /// From where to where, and when.
    #[serde(flatten)]
    pub trip: Trip,
    /// So many days before and after each date will do as well, up to 3.
    pub flexible_days: Option<u8>,
    /// From 12 years.
    pub adults: u8,
    /// 2 to 11 years.
    pub children: u8,
    /// Under 2 years, on an adult's lap.
    pub infants: u8,
    /// The cabin of every segment; ECONOMY by default.
    pub cabin: Option<Cabin>,
    /// 0, 1 or 2; 2 by default.
    pub max_stops: Option<u8>,
    /// Codes of airlines of which one sells all segments.
    pub airlines: Option<Vec<String>>,
    /// Codes of airlines that sell no segment.
    pub exclude_airlines: Option<Vec<String>>,
    /// As `6E2045`; for the departing list only.
    pub flight_number: Option<String>,
    /// Minor units, for the whole party, each direction alone.
    pub max_price: Option<i64>,
    /// Minutes.
    pub max_duration: Option<u32>,
    /// Local time, for the departing list only.
    pub departure_window: Option<Window>,
    /// Local time, for the departing list only.
    pub arrival_window: Option<Window>,
    /// Minutes.
    pub min_layover: Option<u32>,
    /// Minutes.
    pub max_layover: Option<u32>,
    /// IATA code of an airport on the way.
    pub via: Option<String>,
    /// Only offers that return some of the fare.
    pub refundable: Option<bool>,
    /// Only offers that include checked baggage.
    pub checked_baggage: Option<bool>,
    /// Which offers come first; BEST by default.
    pub sort: Option<Sort>,
    /// How many offers of each list, 1 to 200; 50 by default.
    pub limit: Option<u16>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// From where to where, and when. A place is an IATA code or the name of a city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Trip {
    /// There.
    OneWay {
        /// Where it begins.
        origin: String,
        /// Where it ends.
        destination: String,
        /// The day of departure, on the origin's calendar.
        #[serde(with = "iso_date")]
        departure_date: Date,
    },
    /// There and back.
    RoundTrip {
        /// Where it begins.
        origin: String,
        /// Where it turns.
        destination: String,
        /// The day of departure, on the origin's calendar.
        #[serde(with = "iso_date")]
        departure_date: Date,
        /// The day of the way back, on the destination's calendar.
        #[serde(with = "iso_date")]
        return_date: Date,
    },
    /// Anywhere and on.
    MultiCity {
        /// One to six, in the order of travel.
        slices: Vec<Slice>,
    },
}

/// One direction of a trip to several cities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slice {
    /// Where it begins.
    pub origin: String,
    /// Where it ends.
    pub destination: String,
    /// The day of departure, on the origin's calendar.
    #[serde(with = "iso_date")]
    pub date: Date,
}

codes! {
    /// A part of the aircraft.
    Cabin {
        Economy "ECONOMY",
        PremiumEconomy "PREMIUM_ECONOMY",
        Business "BUSINESS",
        First "FIRST",
    }
}

codes! {
    /// Which offers come first.
    Sort {
        Best "BEST",
        Price "PRICE",
        Departure "DEPARTURE",
        Arrival "ARRIVAL",
        Duration "DURATION",
    }
}

/// A part of the day: from the start, until just before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// 00:00 to 05:00.
    EarlyMorning,
    /// 05:00 to 11:00.
    Morning,
    /// 11:00 to 16:00.
    Midday,
    /// 16:00 to 19:00.
    Evening,
    /// 19:00 to 24:00.
    Night,
    /// Any other; one that ends before it starts goes past midnight.
    Between(Time, Time),
}

impl Search {
    /// One adult, there.
    pub fn one_way(origin: &str, destination: &str, departure_date: Date) -> Self {
        let (origin, destination) = (origin.to_owned(), destination.to_owned());
        Self::new(Trip::OneWay { origin, destination, departure_date })
    }

    /// One adult, there and back.
    pub fn round_trip(
        origin: &str,
        destination: &str,
        departure_date: Date,
        return_date: Date,
    ) -> Self {
        let (origin, destination) = (origin.to_owned(), destination.to_owned());
        Self::new(Trip::RoundTrip { origin, destination, departure_date, return_date })
    }

    /// One adult, to several cities.
    pub fn multi_city(slices: impl Into<Vec<Slice>>) -> Self {
        Self::new(Trip::MultiCity { slices: slices.into() })
    }

    /// One adult on this trip.
    pub const fn new(trip: Trip) -> Self {
        Self {
            trip,
            flexible_days: None,
            adults: 1,
            children: 0,
            infants: 0,
            cabin: None,
            max_stops: None,
            airlines: None,
            exclude_airlines: None,
            flight_number: None,
            max_price: None,
            max_duration: None,
            departure_window: None,
            arrival_window: None,
            min_layover: None,
            max_layover: None,
            via: None,
            refundable: None,
            checked_baggage: None,
            sort: None,
            limit: None,
            cursor: None,
        }
    }
}

impl Slice {
    /// From here to there on this day.
    pub fn new(origin: &str, destination: &str, date: Date) -> Self {
        Self { origin: origin.to_owned(), destination: destination.to_owned(), date }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EarlyMorning => "EARLY_MORNING",
            Self::Morning => "MORNING",
            Self::Midday => "MIDDAY",
            Self::Evening => "EVENING",
            Self::Night => "NIGHT",
            Self::Between(from, until) => {
                let [from, until] = [from, until].map(|it| (it.hour(), it.minute()));
                return write!(f, "{:02}:{:02}-{:02}:{:02}", from.0, from.1, until.0, until.1);
            }
        })
    }
}

impl Serialize for Window {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
