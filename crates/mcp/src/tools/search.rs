//! Searching for offers.

use std::time::Instant;

use airside_client::offers::{Cabin, Offer, Search, Slice, Sort, Trip};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::Date;

use super::words;
use crate::caller::Caller;
use crate::refusal::Refusal;
use crate::tool::Said;
use crate::views::offer::OfferLine;

pub(super) const SEARCH: (&str, &str, &str) = (
    "search_offers",
    "Search flights",
    "Offers for a trip: one way, a round trip with return_date, or several cities with slices \
     (then without origin, destination and dates). Each fare brand is an offer of its own. A \
     round trip needs one offer of each list.",
);

/// So many offers of each list by default: a model reads all of them.
const USUAL: u16 = 10;

time::serde::format_description!(iso, Date, "[year]-[month]-[day]");

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// IATA code, or the name of a city.
    origin: Option<String>,
    /// IATA code, or the name of a city.
    destination: Option<String>,
    /// YYYY-MM-DD, at the origin.
    #[serde(default, with = "iso::option")]
    #[schemars(with = "Option<String>")]
    departure_date: Option<Date>,
    /// YYYY-MM-DD; makes it a round trip.
    #[serde(default, with = "iso::option")]
    #[schemars(with = "Option<String>")]
    return_date: Option<Date>,
    /// For several cities: one to six, in the order of travel.
    slices: Option<Vec<Part>>,
    /// So many days before and after each date will do as well, 0 to 3.
    flexible_days: Option<u8>,
    /// From 12 years [1]. At most 10 passengers in all.
    adults: Option<u8>,
    /// 2 to 11 years [0].
    children: Option<u8>,
    /// Under 2 years, on an adult's lap [0].
    infants: Option<u8>,
    /// [ECONOMY]
    #[schemars(with = "Option<words::Cabin>")]
    cabin: Option<Cabin>,
    /// 0, 1 or 2 [2].
    max_stops: Option<u8>,
    /// Only these airlines, by code.
    airlines: Option<Vec<String>>,
    /// Minor units, for the whole party, each direction alone.
    max_price: Option<i64>,
    /// Only offers that return some of the fare when cancelled.
    refundable: Option<bool>,
    /// Only offers with checked baggage.
    checked_baggage: Option<bool>,
    /// [BEST]
    #[schemars(with = "Option<words::Sort>")]
    sort: Option<Sort>,
    /// How many offers of each list, 1 to 50 [10].
    limit: Option<u16>,
    /// `next_cursor` of the answer before, with the same other arguments.
    cursor: Option<String>,
}

/// One direction of a trip to several cities.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Part {
    /// IATA code, or the name of a city.
    origin: String,
    /// IATA code, or the name of a city.
    destination: String,
    /// YYYY-MM-DD, at the origin.
    #[serde(with = "iso")]
    #[schemars(with = "String")]
    date: Date,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Offers {
    /// ONE_WAY, ROUND_TRIP or MULTI_CITY.
    trip_type: String,
    /// One list for each direction, in the order of travel.
    directions: Vec<Vec<OfferLine>>,
    /// Null on the last page.
    next_cursor: Option<String>,
}

pub(super) async fn search(caller: Caller, wanted: Wanted) -> Result<Said<Offers>, Refusal> {
    let found = caller.airside.offers().search(&wanted.into_search()?).await?;
    let trip_type = found.trip_type.code().to_owned();
    let directions = match trip_type.as_str() {
        "MULTI_CITY" => found.slices,
        "ROUND_TRIP" => vec![found.departing, found.returning],
        _ => vec![found.departing],
    };
    let now = Instant::now();
    let line =
        |offer: &Offer| OfferLine::of(offer, caller.memory.name_offer(caller.id, &offer.id, now));
    let directions: Vec<Vec<_>> =
        directions.iter().map(|offers| offers.iter().map(line).collect()).collect();
    let counts: Vec<_> = directions.iter().map(|offers| offers.len().to_string()).collect();
    let sentence = format!("Offers by direction: {}.", counts.join(", "));
    Ok(Said::new(sentence, Offers { trip_type, directions, next_cursor: found.next_cursor }))
}

impl Wanted {
    fn into_search(self) -> Result<Search, Refusal> {
        let trip = match (self.slices, self.origin, self.destination, self.departure_date) {
            (Some(slices), None, None, None) => {
                Trip::MultiCity { slices: slices.into_iter().map(Part::into_slice).collect() }
            }
            (None, Some(origin), Some(destination), Some(departure_date)) => {
                match self.return_date {
                    Some(return_date) => {
                        Trip::RoundTrip { origin, destination, departure_date, return_date }
                    }
                    None => Trip::OneWay { origin, destination, departure_date },
                }
            }
            _ => {
                let needed = "origin, destination and departure_date, or slices alone";
                return Err(Refusal::new("invalid_request", format!("say {needed}")));
            }
        };
        Ok(Search {
            flexible_days: self.flexible_days,
            adults: self.adults.unwrap_or(1),
            children: self.children.unwrap_or(0),
            infants: self.infants.unwrap_or(0),
            cabin: self.cabin,
            max_stops: self.max_stops,
            airlines: self.airlines,
            max_price: self.max_price,
            refundable: self.refundable.filter(|only| *only),
            checked_baggage: self.checked_baggage.filter(|only| *only),
            sort: self.sort,
            limit: Some(self.limit.unwrap_or(USUAL)),
            cursor: self.cursor,
            ..Search::new(trip)
        })
    }
}

impl Part {
    fn into_slice(self) -> Slice {
        Slice { origin: self.origin, destination: self.destination, date: self.date }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn trip(arguments: Value) -> Result<Trip, String> {
        let wanted: Wanted = serde_json::from_value(arguments).map_err(|it| it.to_string())?;
        wanted.into_search().map(|search| search.trip).map_err(|it| it.to_string())
    }

    #[test]
    fn a_trip_is_told_in_one_way_only() {
        let there = json!({"origin": "DEL", "destination": "BOM", "departure_date": "2026-12-01"});
        assert!(matches!(trip(there.clone()), Ok(Trip::OneWay { .. })));
        let mut both = there;
        both["return_date"] = json!("2026-12-08");
        assert!(matches!(trip(both.clone()), Ok(Trip::RoundTrip { .. })));
        let part = json!([{"origin": "DEL", "destination": "BOM", "date": "2026-12-01"}]);
        assert!(matches!(trip(json!({ "slices": part })), Ok(Trip::MultiCity { .. })));
        both["slices"] = part;
        assert!(trip(both).unwrap_err().starts_with("invalid_request"));
        assert!(trip(json!({"origin": "DEL"})).is_err());
        assert!(trip(json!({"orign": "DEL"})).unwrap_err().contains("orign"));
    }
}
