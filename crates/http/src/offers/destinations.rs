//! `GET /v1/destinations`: where one can go in a month, the cheapest places first.

use std::fmt::{self, Display, Formatter};

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::offers::destinations::{DestinationFare, Destinations, destinations};
use airside_primitives::{AirportCode, Amount, Cabin, Currency};
use airside_timetable::Airport;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::fare_calendar::read_month;
use super::search::{answered, place_problem};
use crate::auth::Signed;
use crate::faults::Faults;
use crate::money::MoneyView;
use crate::page::{List, PageSize, decode_cursor, invalid_cursor};
use crate::problem::Problem;
use crate::query::Params;
use crate::request::{Request, fields};
use crate::valid::place;

/// From where, and when.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DestinationCriteria {
    /// IATA airport or city code, or a city name.
    #[param(required = true, example = "DEL")]
    #[validate(custom(function = place))]
    origin: Option<String>,
    /// `YYYY-MM`, on the origin's calendar.
    #[param(required = true, example = "2026-12")]
    month: Option<String>,
    /// ECONOMY, `PREMIUM_ECONOMY`, BUSINESS or FIRST [ECONOMY].
    cabin: Option<String>,
    /// Minor units, for one adult.
    #[validate(range(min = 0, message = "must not be below 0"))]
    max_price: Option<i64>,
    /// 1 to 200 [50].
    limit: Option<PageSize>,
    /// From the answer before.
    cursor: Option<String>,
}

fields! { DestinationCriteria { origin, month, cabin, max_price, limit, cursor } }

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
pub(crate) struct DestinationView {
    destination: DestinationAirportView,
    /// The first day of the month on which it costs this; on the origin's calendar.
    #[schema(example = "2026-12-01")]
    date: String,
    /// For one adult.
    total: MoneyView,
    /// Of the journey that costs this: 0, 1 or 2.
    stops: u8,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DestinationAirport)]
struct DestinationAirportView {
    #[schema(example = "BOM")]
    iata: String,
    city: String,
    name: String,
    /// ISO 3166-1, two letters.
    #[schema(example = "IN")]
    country: String,
}

/// List where one can go in a month, and what it costs at least
///
/// Every airport of another city within two stops, the cheapest first: the least that one adult
/// pays in the month, as the fare calendar has it.
#[utoipa::path(
    tag = "Search",
    params(DestinationCriteria),
    responses((status = 200, body = List<DestinationView>), (status = 422, body = Problem)),
    security(("api_key" = []))
)]
#[get("/v1/destinations")]
pub(crate) async fn list(
    app: Data<App>,
    _signed: Signed,
    Params(wanted): Params<DestinationCriteria>,
) -> Result<HttpResponse, Problem> {
    let Wanted { command, size, cursor } = wanted;
    let of_list = name_of(&command);
    let after = cursor.map(|cursor| after(&cursor, &of_list)).transpose()?;
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
            |(fare, _)| format!("{of_list}{}", Row::of(fare)),
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

/// What tells the cursors of one list from those of others.
fn name_of(command: &Destinations) -> String {
    let Destinations { origin, year, month, cabin, max_price } = command;
    let most = max_price.map_or(-1, Amount::get);
    format!("{} {year} {} {} {most} ", origin.trim().to_lowercase(), u8::from(*month), cabin.code())
}

/// The row that a cursor of a list stands for.
fn after(cursor: &str, of_list: &str) -> Result<Row, Problem> {
    let text = decode_cursor(cursor)?;
    let row = text.strip_prefix(of_list).and_then(|row| {
        let (total, destination) = row.split_once(' ')?;
        let total = Amount::minor(total.parse().ok()?);
        Some(Row { total, destination: destination.parse().ok()? })
    });
    // A key has many spellings, and ours has one.
    let row = row.filter(|row| format!("{of_list}{row}") == text);
    row.ok_or_else(invalid_cursor)
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
