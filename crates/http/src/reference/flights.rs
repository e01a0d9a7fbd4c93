//! `GET /v1/flights` (the timetable), `GET /v1/flights/{id}`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::context::App;
use airside_primitives::{AirlineCode, AirportCode, Cabin, FlightId, FlightNumber};
use airside_seating::Fleet;
use airside_timetable::Flight;
use serde::Serialize;
use time::Time;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::baggage::BaggageRulesView;
use crate::auth::Signed;
use crate::date;
use crate::page::{Cursors, List, PageSize};
use crate::path::Segment;
use crate::problem::Problem;
use crate::query::Params;
use crate::request::plain_requests;
use crate::text::Text;
use crate::words;

/// Which flights.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FlightParams {
    #[param(value_type = Option<String>, example = "QZ2045")]
    flight_number: Option<Text<FlightNumber>>,
    /// IATA code of the airport.
    #[param(value_type = Option<String>, example = "DEL")]
    origin: Option<Text<AirportCode>>,
    /// IATA code of the airport.
    #[param(value_type = Option<String>, example = "BOM")]
    destination: Option<Text<AirportCode>>,
    /// Of the marketing airline.
    #[param(value_type = Option<String>, example = "QZ")]
    airline: Option<Text<AirlineCode>>,
    #[param(required = false)]
    limit: PageSize,
    /// From the page before.
    cursor: Option<String>,
}

plain_requests! {
    FlightParams { flight_number, origin, destination, airline, limit, cursor }
}

/// A recurring flight, as the timetable lists it.
#[derive(Serialize, ToSchema)]
#[schema(as = Flight)]
pub(crate) struct FlightView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(value_type = words::FlightNumber)]
    flight_number: String,
    #[schema(value_type = words::AirlineCode)]
    airline: String,
    #[schema(value_type = words::AirlineCode)]
    operating_airline: String,
    #[schema(value_type = words::AirportCode)]
    origin: String,
    #[schema(value_type = words::AirportCode)]
    destination: String,
    #[serde(flatten)]
    schedule: ScheduleView,
}

/// A flight, every row of the timetable that it has, and what may be carried on it.
#[derive(Serialize, ToSchema)]
#[schema(as = FlightDetails)]
pub(crate) struct FlightDetailsView {
    /// The row in force, else the next to come.
    #[serde(flatten)]
    flight: FlightView,
    /// One for each row, by season.
    schedules: Vec<ScheduleView>,
    baggage: BaggageRulesView,
}

/// When a flight operates, by one row of the timetable.
#[derive(Serialize, ToSchema)]
#[schema(as = Schedule)]
pub(crate) struct ScheduleView {
    /// The clock at the origin.
    #[schema(value_type = words::ClockTime)]
    departure_time: String,
    /// The clock at the destination.
    #[schema(value_type = words::ClockTime)]
    arrival_time: String,
    /// Days from the date of departure to that of arrival, -1 to 2.
    arrival_day_offset: i8,
    /// Digits, 1 is Monday.
    #[schema(pattern = "^1?2?3?4?5?6?7?$", example = "12345")]
    operating_days: String,
    /// The first date of departure.
    #[schema(value_type = time::Date)]
    valid_from: String,
    /// The last date of departure.
    #[schema(value_type = time::Date)]
    valid_until: String,
    /// IATA aircraft type.
    #[schema(example = "320")]
    aircraft: String,
    /// From the front of the aircraft to the back; none on a type that is not known here, on
    /// which nothing is sold.
    #[schema(value_type = Vec<words::Cabin>, example = json!(["BUSINESS", "ECONOMY"]))]
    cabins: Vec<&'static str>,
}

/// List flights
///
/// The timetable, by flight number; a filter that is left out matches everything.
#[utoipa::path(
    operation_id = "listFlights",
    tag = "Reference data",
    params(FlightParams),
    responses(
        (status = 200, description = "A page of flights", body = List<FlightView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/flights")]
pub(crate) async fn list(
    _signed: Signed,
    app: Data<App>,
    params: Params<FlightParams>,
) -> Result<HttpResponse, Problem> {
    let params = params.into_inner();
    let world = app.world.load();
    let flights = world.index.flights().iter().filter(|flight| params.matches(flight));
    let view = |flight: &Flight| FlightView::of(flight, &world.terms.fleet);
    let at = (params.cursors(), params.cursor.as_deref());
    let page = List::page_of_all(flights, params.limit, at, view)?;
    Ok(HttpResponse::Ok().json(page))
}

/// Show a flight
///
/// With baggage rules and the prices of extra baggage.
#[utoipa::path(
    operation_id = "getFlight",
    tag = "Reference data",
    params(("id" = words::Id, Path, description = "The id of the flight.")),
    responses(
        (status = 200, description = "The flight", body = FlightDetailsView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/flights/{id}")]
pub(crate) async fn show(
    _signed: Signed,
    app: Data<App>,
    id: Segment<FlightId>,
) -> Result<HttpResponse, Problem> {
    let world = app.world.load();
    let today = app.now().date();
    let flight = world.index.row_about(id.0, today).ok_or_else(Problem::not_found)?;
    let terms = &world.terms;
    let schedules = world.index.rows_of(id.0);
    let schedules = schedules.map(|row| ScheduleView::of(row, &terms.fleet)).collect();
    let baggage = BaggageRulesView::of(&terms.tariff, terms.fleet.cabins(flight.aircraft));
    let flight = FlightView::of(flight, &terms.fleet);
    Ok(HttpResponse::Ok().json(FlightDetailsView { flight, schedules, baggage }))
}

impl FlightParams {
    fn cursors(&self) -> Cursors {
        let Self { flight_number, origin, destination, airline, limit: _, cursor: _ } = self;
        Cursors::of("flights", &(flight_number, origin, destination, airline))
    }

    fn matches(&self, flight: &Flight) -> bool {
        self.flight_number.is_none_or(|number| flight.number == number.0)
            && self.origin.is_none_or(|origin| flight.origin == origin.0)
            && self.destination.is_none_or(|destination| flight.destination == destination.0)
            && self.airline.is_none_or(|airline| flight.number.airline() == airline.0)
    }
}

impl FlightView {
    fn of(flight: &Flight, fleet: &Fleet) -> Self {
        Self {
            id: flight.id.to_string(),
            flight_number: flight.number.to_string(),
            airline: flight.number.airline().to_string(),
            operating_airline: flight.operating_airline.to_string(),
            origin: flight.origin.to_string(),
            destination: flight.destination.to_string(),
            schedule: ScheduleView::of(flight, fleet),
        }
    }
}

impl ScheduleView {
    fn of(flight: &Flight, fleet: &Fleet) -> Self {
        Self {
            departure_time: clock(flight.departs),
            arrival_time: clock(flight.arrives),
            arrival_day_offset: flight.arrival_day_offset,
            operating_days: flight.days.to_string(),
            valid_from: date::show(flight.valid_from),
            valid_until: date::show(flight.valid_until),
            aircraft: flight.aircraft.to_string(),
            cabins: fleet.cabins(flight.aircraft).map(Cabin::code).collect(),
        }
    }
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}
