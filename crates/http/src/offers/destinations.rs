//! `GET /v1/destinations`: where one can go in a month, the cheapest places first.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::offers::destinations::{DestinationFare, Destinations, destinations};
use airside_primitives::{AirportCode, Amount, Cabin, Currency};
use airside_timetable::Airport;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::criteria::MOST_MONEY;
use super::fare_calendar::read_month;
use super::search::{answered, place_problem};
use crate::auth::Signed;
use crate::faults::Faults;
use crate::money::MoneyView;
use crate::page::{Cursors, List, PageSize};
use crate::problem::Problem;
use crate::query::Params;
use crate::request::{Request, fields};
use crate::valid::place;
use crate::words;

/// From where, and when.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DestinationCriteria {
    /// IATA airport or city code, or a city name.
    #[param(required = true, example = "DEL")]
    #[validate(custom(function = place))]
    origin: Option<String>,
    /// On the origin's calendar.
    #[param(required = true, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-12")]
    month: Option<String>,
    /// [ECONOMY]
    #[param(value_type = Option<words::Cabin>)]
    cabin: Option<String>,
    /// Minor units, for one adult.
    #[param(minimum = 0, maximum = 1_000_000_000_000_000_i64)]
    max_price: Option<i64>,
    /// 1 to 200 [50].
    limit: Option<PageSize>,
    /// From the answer before.
    cursor: Option<String>,
}

fields! {
    DestinationCriteria { origin, month, cabin, max_price in 0..=MOST_MONEY, limit, cursor }
}

/// Which page of which list.
pub(crate) struct Wanted {
    command: Destinations,
    size: PageSize,
    cursor: Option<String>,
}

impl Request for DestinationCriteria {
    type Checked = Wanted;

    fn check(self, faults: &mut Faults) -> Option<Wanted> {
        let origin = faults.required("/origin", self.origin.as_ref());
        let month = read_month(self.month.as_ref(), faults);
        let cabin = faults.read("/cabin", self.cabin.as_deref()).unwrap_or(Cabin::Economy);
        let (year, month) = month?;
        let max_price = self.max_price.map(Amount::minor);
        let command = Destinations { origin: origin?, year, month, cabin, max_price };
        Some(Wanted { command, size: self.limit.unwrap_or_default(), cursor: self.cursor })
    }
}

/// A place to go to.
#[derive(Serialize, ToSchema)]
#[schema(as = Destination)]
pub(crate) struct DestinationView {
    destination: DestinationAirportView,
    /// The first day of the month on which it costs this; on the origin's calendar.
    #[schema(value_type = time::Date)]
    date: String,
    /// For one adult.
    total: MoneyView,
    /// Of the journey that costs this: 0, 1 or 2.
    stops: u8,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DestinationAirport)]
struct DestinationAirportView {
    #[schema(value_type = words::AirportCode)]
    iata: String,
    city: String,
    name: String,
    /// ISO 3166-1, two letters.
    #[schema(value_type = words::CountryCode)]
    country: String,
}

/// List where one can go in a month, and what it costs at least
///
/// Every airport of another city within two stops, the cheapest first: the least that one adult
/// pays in the month, as the fare calendar has it.
#[utoipa::path(
    operation_id = "listDestinations",
    tag = "Search",
    params(DestinationCriteria),
    responses(
        (status = 200, description = "A page of places, the cheapest first", body = List<DestinationView>),
        (status = 422, description = "`unknown_place`, `invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/destinations")]
pub(crate) async fn list(
    app: Data<App>,
    _signed: Signed,
    Params(wanted): Params<DestinationCriteria>,
) -> Result<HttpResponse, Problem> {
    let Wanted { command, size, cursor } = wanted;
    let cursors = cursors(&command);
    let after: Option<Row> = cursors.key(cursor.as_deref())?;
    answered(move || {
        let world = app.world.load();
        let fares = destinations(&app, &world, &command).map_err(|error| place_problem(&error))?;
        let start = after.map_or(0, |after| fares.partition_point(|fare| Row::of(fare) <= after));
        let rows = fares[start..].iter();
        let rows = rows.filter_map(|fare| Some((fare, world.airport(fare.destination)?)));
        let currency = world.terms.tariff.currency;
        Ok(List::page(
            rows,
            size,
            cursors,
            |(fare, _)| Row::of(fare),
            |(fare, airport)| DestinationView::of(fare, airport, currency),
        ))
    })
    .await
}

/// A row by what the list is sorted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    total: Amount,
    destination: AirportCode,
}

impl Row {
    fn of(fare: &DestinationFare) -> Self {
        Self { total: fare.total, destination: fare.destination }
    }
}

impl Display for Row {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.total.get(), self.destination)
    }
}

fn cursors(command: &Destinations) -> Cursors {
    let Destinations { origin, year, month, cabin, max_price } = command;
    let origin = origin.trim().to_lowercase();
    Cursors::of("destinations", &(origin, year, month, cabin, max_price))
}

/// As it is displayed.
impl FromStr for Row {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (total, destination) = text.split_once(' ').ok_or(())?;
        let total = Amount::minor(total.parse().map_err(|_| ())?);
        Ok(Self { total, destination: destination.parse().map_err(|_| ())? })
    }
}

impl DestinationView {
    fn of(fare: &DestinationFare, airport: &Airport, currency: Currency) -> Self {
        Self {
            destination: DestinationAirportView {
                iata: airport.iata.to_string(),
                city: airport.city.clone(),
                name: airport.name.clone(),
                country: airport.country.to_string(),
            },
            date: crate::date::show(fare.date),
            total: MoneyView::of(fare.total, currency),
            stops: fare.stops,
        }
    }
}
