//! `GET /v1/airports`, `GET /v1/airports/{iata}`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::context::App;
use airside_primitives::{AirportCode, CountryCode};
use airside_timetable::Airport;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::auth::Signed;
use crate::page::{Cursors, List, PageSize};
use crate::path::Segment;
use crate::problem::Problem;
use crate::query::Params;
use crate::request::plain_requests;
use crate::text::Text;
use crate::valid::place;
use crate::words;

/// Which airports.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AirportParams {
    /// Code, name, city or country; the last word may be unfinished.
    #[param(example = "new del")]
    #[validate(custom(function = place))]
    q: Option<String>,
    /// ISO 3166-1, two letters.
    #[param(value_type = Option<String>, example = "IN")]
    country: Option<Text<CountryCode>>,
    #[param(required = false)]
    limit: PageSize,
    /// From the page before.
    cursor: Option<String>,
}

plain_requests! {
    AirportParams { q, country, limit, cursor }
}

/// An airport.
#[derive(Serialize, ToSchema)]
#[schema(as = Airport)]
pub(crate) struct AirportView {
    #[schema(value_type = words::AirportCode)]
    iata: String,
    #[schema(required, example = "VIDP")]
    icao: Option<String>,
    name: String,
    city: String,
    /// ISO 3166-1, two letters.
    #[schema(value_type = words::CountryCode)]
    country: String,
    /// Degrees, north is positive.
    latitude: f64,
    /// Degrees, east is positive.
    longitude: f64,
    /// IANA name.
    #[schema(example = "Asia/Kolkata")]
    time_zone: String,
}

/// List airports
///
/// Best matches first; all airports by code when nothing is asked.
#[utoipa::path(
    operation_id = "listAirports",
    tag = "Reference data",
    params(AirportParams),
    responses(
        (status = 200, description = "A page of airports", body = List<AirportView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/airports")]
pub(crate) async fn list(
    _signed: Signed,
    app: Data<App>,
    params: Params<AirportParams>,
) -> Result<HttpResponse, Problem> {
    let params = params.into_inner();
    let world = app.world.load();
    let country = params.country.map(|country| country.0);

    // Every name of the world is looked at, which must not hold up the requests of this thread.
    let found = actix_web::web::block(move || {
        let found = world.index.search_airports(params.q.as_deref(), country);
        let at = (Cursors::of("airports", &(&params.q, country)), params.cursor.as_deref());
        List::page_of_all(found, params.limit, at, AirportView::of)
    });
    let page = found.await.map_err(|error| Problem::internal(&error))??;
    Ok(HttpResponse::Ok().json(page))
}

/// Show an airport
///
/// By its IATA code.
#[utoipa::path(
    operation_id = "getAirport",
    tag = "Reference data",
    params(("iata" = words::AirportCode, Path, description = "The IATA code.", example = "DEL")),
    responses(
        (status = 200, description = "The airport", body = AirportView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/airports/{iata}")]
pub(crate) async fn show(
    _signed: Signed,
    app: Data<App>,
    iata: Segment<AirportCode>,
) -> Result<HttpResponse, Problem> {
    let world = app.world.load();
    let airport = world.airport(iata.0).ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(AirportView::of(airport)))
}

impl AirportView {
    pub(crate) fn of(airport: &Airport) -> Self {
        Self {
            iata: airport.iata.to_string(),
            icao: airport.icao.clone(),
            name: airport.name.clone(),
            city: airport.city.clone(),
            country: airport.country.to_string(),
            latitude: airport.latitude,
            longitude: airport.longitude,
            time_zone: airport.zone.name().to_owned(),
        }
    }
}
