//! `GET /v1/admin/departures`, `GET /v1/admin/departures/{flight_id}/{date}`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::departures::{Known, Wanted, departures_on, figures};
use airside_app::world::Snapshot;
use airside_primitives::{AirportCode, FlightNumber};
use time::Date;
use utoipa::IntoParams;
use validator::Validate;

use super::named::named;
use super::view::DepartureView;
use crate::auth::Agent;
use crate::faults::Faults;
use crate::page::{Cursors, List, PageSize};
use crate::problem::Problem;
use crate::query::Params;
use crate::request::{Request, fields};
use crate::text::Text;
use crate::words;

/// Which departures.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DepartureParams {
    /// Its own number, or that of a codeshare on it.
    #[param(value_type = Option<String>, example = "QZ2045")]
    flight: Option<Text<FlightNumber>>,
    /// IATA code of the airport.
    #[param(value_type = Option<String>, example = "DEL")]
    origin: Option<Text<AirportCode>>,
    /// Local to the origin.
    #[param(value_type = time::Date, required = true)]
    date: Option<String>,
    #[param(required = false)]
    limit: PageSize,
    /// From the page before.
    cursor: Option<String>,
}

fields! {
    DepartureParams { flight, origin, date, limit, cursor }
}

/// The same, understood.
pub(crate) struct Page {
    wanted: Wanted,
    limit: PageSize,
    cursor: Option<String>,
}

impl Request for DepartureParams {
    type Checked = Page;

    fn check(self, faults: &mut Faults) -> Option<Page> {
        let date: Option<Date> = match self.date {
            Some(date) => faults.date("/date", Some(&date)),
            None => faults.refuse("/date", "is required"),
        };
        let wanted = Wanted {
            date: date?,
            number: self.flight.map(|Text(number)| number),
            origin: self.origin.map(|Text(origin)| origin),
        };
        Some(Page { wanted, limit: self.limit, cursor: self.cursor })
    }
}

/// List departures
///
/// Of one date, as they leave, with what is sold of each. A codeshare has no departures of its own:
/// its number finds the flight whose seats it sells.
#[utoipa::path(
    operation_id = "listDepartures",
    tag = "Operators",
    params(DepartureParams),
    responses(
        (status = 200, description = "A page of departures", body = List<DepartureView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/departures")]
pub(crate) async fn list(
    _agent: Agent,
    app: Data<App>,
    params: Params<DepartureParams>,
) -> Result<HttpResponse, Problem> {
    let Page { wanted, limit, cursor } = params.into_inner();
    let world = app.world.load();
    let cursors = Cursors::of("departures", &wanted);
    let start = cursors.key::<usize>(cursor.as_deref())?.unwrap_or(0);
    let found = departures_on(&world, wanted).into_iter().skip(start);
    let shown = views(&app, &world, found.take(limit.with_one_more().into()).collect()).await?;
    let shown = shown.into_iter().enumerate();
    let page = List::page(shown, limit, cursors, |(at, _)| start + at + 1, |(_, view)| view);
    Ok(HttpResponse::Ok().json(page))
}

/// Show a departure
///
/// By cabin: how many seats there are for sale, sold, held and given by number.
#[utoipa::path(
    operation_id = "getDeparture",
    tag = "Operators",
    params(
        ("flight_id" = words::Id, Path, description = "The id of the flight whose seats are sold."),
        ("date" = time::Date, Path, description = "Local to the origin."),
    ),
    responses(
        (status = 200, description = "The departure", body = DepartureView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/departures/{flight_id}/{date}")]
pub(crate) async fn show(
    _agent: Agent,
    app: Data<App>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (flight, date) = named(&path)?;
    let world = app.world.load();
    let known = Known::of(&world, flight, date).ok_or_else(Problem::not_found)?;
    answer(&app, &world, known).await
}

/// One departure as it is now.
pub(super) async fn answer(
    app: &App,
    world: &Snapshot,
    known: Known,
) -> Result<HttpResponse, Problem> {
    let view = views(app, world, vec![known]).await?.pop().ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(view))
}

async fn views(
    app: &App,
    world: &Snapshot,
    known: Vec<Known>,
) -> Result<Vec<DepartureView>, Problem> {
    let figures = figures(app, world, known).await.map_err(|error| Problem::internal(&error))?;
    Ok(figures.iter().filter_map(|it| DepartureView::of(world, it)).collect())
}
