//! `GET /v1/fare-calendar`: the cheapest fare for each day of a month.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::offers::fare_calendar::{DayFare, FareCalendar, fare_calendar};
use airside_primitives::{Cabin, Currency};
use serde::Serialize;
use time::Month;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::search::{answered, place_problem};
use crate::auth::Signed;
use crate::faults::Faults;
use crate::money::MoneyView;
use crate::problem::Problem;
use crate::query::Params;
use crate::request::{Request, fields};
use crate::valid::place;
use crate::words;

/// Nobody plans the way back of a trip further ahead.
const LONGEST_STAY: u32 = 330;

/// Which month to show.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CalendarCriteria {
    /// IATA airport or city code, or a city name.
    #[param(required = true, example = "DEL")]
    #[validate(custom(function = place))]
    origin: Option<String>,
    /// IATA airport or city code, or a city name.
    #[param(required = true, example = "BOM")]
    #[validate(custom(function = place))]
    destination: Option<String>,
    /// On the origin's calendar.
    #[param(required = true, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-12")]
    month: Option<String>,
    /// [ECONOMY]
    #[param(value_type = Option<words::Cabin>)]
    cabin: Option<String>,
    /// Adds the cheapest way back that leaves so many days later.
    #[param(maximum = 330)]
    return_after_days: Option<u32>,
}

fields! {
    CalendarCriteria { origin, destination, month, cabin, return_after_days in 0..=LONGEST_STAY }
}

impl Request for CalendarCriteria {
    type Checked = FareCalendar;

    fn check(self, faults: &mut Faults) -> Option<FareCalendar> {
        let origin = faults.required("/origin", self.origin.as_ref());
        let destination = faults.required("/destination", self.destination.as_ref());
        let month = read_month(self.month.as_ref(), faults);
        let cabin = faults.read("/cabin", self.cabin.as_deref()).unwrap_or(Cabin::Economy);
        let (year, month) = month?;
        Some(FareCalendar {
            origin: origin?,
            destination: destination?,
            year,
            month,
            cabin,
            return_after_days: self.return_after_days,
        })
    }
}

/// A month, which must be there.
pub(super) fn read_month(text: Option<&String>, faults: &mut Faults) -> Option<(i32, Month)> {
    let text = faults.required("/month", text)?;
    let month = month_of(&text);
    if month.is_none() {
        faults.add("/month", "must be a month such as 2026-12");
    }
    month
}

fn month_of(text: &str) -> Option<(i32, Month)> {
    let first = crate::date::read(&format!("{text}-01"))?;
    Some((first.year(), first.month()))
}

/// A month, day by day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FareCalendar)]
pub(crate) struct CalendarView {
    days: Vec<DayFareView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DayFare)]
struct DayFareView {
    #[schema(value_type = time::Date)]
    date: String,
    /// For one adult; null on a day that is past, and where nothing is for sale.
    #[schema(required)]
    total: Option<MoneyView>,
    /// Of the way that has more of them.
    #[schema(required)]
    stops: Option<u8>,
}

/// Show the cheapest fare for each day of a month
///
/// For one adult, with up to two stops; days that are past or sold out have none.
#[utoipa::path(
    operation_id = "getFareCalendar",
    tag = "Search",
    params(CalendarCriteria),
    responses(
        (status = 200, description = "The month, day by day", body = CalendarView),
        (status = 422, description = "`unknown_place`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/fare-calendar")]
pub(crate) async fn show(
    app: Data<App>,
    _signed: Signed,
    Params(command): Params<CalendarCriteria>,
) -> Result<HttpResponse, Problem> {
    answered(move || {
        let world = app.world.load();
        let days = fare_calendar(&app, &world, &command).map_err(|error| place_problem(&error))?;
        let currency = world.terms.tariff.currency;
        Ok(CalendarView { days: days.iter().map(|day| DayFareView::of(day, currency)).collect() })
    })
    .await
}

impl DayFareView {
    fn of(day: &DayFare, currency: Currency) -> Self {
        Self {
            date: crate::date::show(day.date),
            total: day.fare.map(|fare| MoneyView::of(fare.total, currency)),
            stops: day.fare.map(|fare| fare.stops),
        }
    }
}
