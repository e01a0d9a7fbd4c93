//! The cheapest fares of a month.

use airside_client::Paging;
use airside_client::offers::{Cabin, DestinationFilter, MonthOfFares};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words;
use crate::caller::Caller;
use crate::refusal::Refusal;
use crate::tool::Said;
use crate::views::{Amount, date};

pub(super) const CALENDAR: (&str, &str, &str) = (
    "fare_calendar",
    "Cheapest fare of each day",
    "For one adult, the cheapest total for each day of a month, with up to two stops. Days without \
     a fare are left out.",
);

pub(super) const DESTINATIONS: (&str, &str, &str) = (
    "cheapest_destinations",
    "Cheapest places to go",
    "For one adult, the places within two stops of an origin, each with its cheapest day of the \
     month, cheapest first.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Route {
    /// IATA code, or the name of a city.
    origin: String,
    /// IATA code, or the name of a city.
    destination: String,
    /// YYYY-MM.
    month: String,
    /// [ECONOMY]
    #[schemars(with = "Option<words::Cabin>")]
    cabin: Option<Cabin>,
    /// Adds the way back, so many days later.
    return_after_days: Option<u16>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Days {
    days: Vec<Day>,
}

#[derive(Serialize, JsonSchema)]
struct Day {
    date: String,
    total: Amount,
    /// Of the way that has more of them.
    stops: Option<u8>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct From {
    /// IATA code, or the name of a city.
    origin: String,
    /// YYYY-MM.
    month: String,
    /// [ECONOMY]
    #[schemars(with = "Option<words::Cabin>")]
    cabin: Option<Cabin>,
    /// Minor units, for one adult.
    max_price: Option<i64>,
    /// 1 to 50 [10].
    limit: Option<u16>,
    /// `next_cursor` of the answer before, with the same other arguments.
    cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Destinations {
    destinations: Vec<Destination>,
    /// Null on the last page.
    next_cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Destination {
    /// IATA code.
    iata: String,
    city: String,
    country: String,
    /// Its cheapest day.
    date: String,
    total: Amount,
    stops: u8,
}

pub(super) async fn calendar(caller: Caller, wanted: Route) -> Result<Said<Days>, Refusal> {
    let Route { origin, destination, month, cabin, return_after_days } = wanted;
    let month = MonthOfFares { origin, destination, month, cabin, return_after_days };
    let found = caller.airside.offers().fare_calendar(&month).await?;
    let days = found.days.iter().filter_map(|day| {
        let total = Amount::of(day.total.as_ref()?);
        Some(Day { date: date(day.date), total, stops: day.stops })
    });
    let days: Vec<_> = days.collect();
    Ok(Said::new(format!("{} days have fares.", days.len()), Days { days }))
}

pub(super) async fn destinations(
    caller: Caller,
    wanted: From,
) -> Result<Said<Destinations>, Refusal> {
    let From { origin, month, cabin, max_price, limit, cursor } = wanted;
    let filter = DestinationFilter { origin, month, cabin, max_price };
    let page = Paging { limit: Some(limit.unwrap_or(10)), cursor };
    let found = caller.airside.offers().destinations(&filter).page(&page).await?;
    let destinations = found.data.into_iter().map(|it| Destination {
        iata: it.destination.iata,
        city: it.destination.city,
        country: it.destination.country,
        date: date(it.date),
        total: Amount::of(&it.total),
        stops: it.stops,
    });
    let destinations: Vec<_> = destinations.collect();
    let sentence = format!("{} places, cheapest first.", destinations.len());
    Ok(Said::new(sentence, Destinations { destinations, next_cursor: found.next_cursor }))
}
