//! `GET /v1/airlines`, `GET /v1/airlines/{code}`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::context::App;
use airside_primitives::AirlineCode;
use airside_timetable::Airline;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::page::{Cursors, List, PageParams};
use crate::path::Segment;
use crate::problem::Problem;
use crate::query::Params;
use crate::words;

/// An airline.
#[derive(Serialize, ToSchema)]
#[schema(as = Airline)]
pub(crate) struct AirlineView {
    /// IATA.
    #[schema(value_type = words::AirlineCode)]
    code: String,
    name: String,
}

/// List airlines
///
/// All that sell or operate a flight of the timetable, by code.
#[utoipa::path(
    operation_id = "listAirlines",
    tag = "Reference data",
    params(PageParams),
    responses(
        (status = 200, description = "A page of airlines, by code", body = List<AirlineView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/airlines")]
pub(crate) async fn list(
    _signed: Signed,
    app: Data<App>,
    params: Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let PageParams { limit, cursor } = params.into_inner();
    let world = app.world.load();
    let airlines = world.airlines.values();
    let at = (Cursors::of("airlines", &()), cursor.as_deref());
    let page = List::page_of_all(airlines, limit, at, AirlineView::of)?;
    Ok(HttpResponse::Ok().json(page))
}

/// Show an airline
///
/// By its IATA code.
#[utoipa::path(
    operation_id = "getAirline",
    tag = "Reference data",
    params(("code" = words::AirlineCode, Path, description = "The IATA code.", example = "QZ")),
    responses(
        (status = 200, description = "The airline", body = AirlineView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/airlines/{code}")]
pub(crate) async fn show(
    _signed: Signed,
    app: Data<App>,
    code: Segment<AirlineCode>,
) -> Result<HttpResponse, Problem> {
    let world = app.world.load();
    let airline = world.airlines.get(&code.0).ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(AirlineView::of(airline)))
}

impl AirlineView {
    pub(crate) fn of(airline: &Airline) -> Self {
        Self { code: airline.code.to_string(), name: airline.name.clone() }
    }
}
