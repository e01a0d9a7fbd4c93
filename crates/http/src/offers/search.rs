//! Searching for offers, by query string or by JSON.

use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::thread::available_parallelism;

use actix_web::http::header::ContentType;
use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::offers::search::{End, SearchError, SearchOffers, search_offers};
use serde::Serialize;
use tokio::sync::Semaphore;
use utoipa::ToSchema;

use super::criteria::{Criteria, SliceField, cursors};
use super::names::Names;
use super::view::OfferView;
use super::written;
use crate::auth::Signed;
use crate::json::Body;
use crate::problem::{Kind, Problem};
use crate::query::Params;
use crate::words;

/// The answer; its shape follows the trip.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = Offers)]
#[cfg_attr(not(test), expect(dead_code, reason = "answers are written by hand, as this says"))]
pub(super) enum OffersView {
    OneWay(OneWayOffersView),
    RoundTrip(RoundTripOffersView),
    MultiCity(MultiCityOffersView),
}

/// Offers of a one-way trip.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OneWayOffers)]
pub(super) struct OneWayOffersView {
    #[schema(value_type = words::OneWay)]
    pub(super) trip_type: &'static str,
    pub(super) departing: Vec<OfferView>,
    #[schema(required)]
    pub(super) next_cursor: Option<String>,
}

/// Offers of a round trip; one of each list makes it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoundTripOffers)]
pub(super) struct RoundTripOffersView {
    #[schema(value_type = words::RoundTrip)]
    pub(super) trip_type: &'static str,
    pub(super) departing: Vec<OfferView>,
    pub(super) returning: Vec<OfferView>,
    #[schema(required)]
    pub(super) next_cursor: Option<String>,
}

/// Offers of a trip of several slices, a list for each.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MultiCityOffers)]
pub(super) struct MultiCityOffersView {
    #[schema(value_type = words::MultiCity)]
    pub(super) trip_type: &'static str,
    pub(super) slices: Vec<Vec<OfferView>>,
    #[schema(required)]
    pub(super) next_cursor: Option<String>,
}

/// Search one-way and round-trip offers
///
/// Direct and connecting journeys, each fare brand an offer of its own. An offer is signed and
/// stands until it expires: booking it charges exactly its price.
#[utoipa::path(
    operation_id = "searchOffers",
    tag = "Search",
    params(Criteria),
    responses(
        (status = 200, description = "A page of offers", body = OffersView),
        (status = 422, description = "`unknown_place`, `invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/offers")]
pub(crate) async fn get(
    app: Data<App>,
    _signed: Signed,
    Params(command): Params<Criteria>,
) -> Result<HttpResponse, Problem> {
    answer(app, command).await
}

/// Search offers, also for multi-city trips
///
/// The same search as a body in JSON, where lists are arrays; `slices` make a trip of up to six.
#[utoipa::path(
    operation_id = "searchTrips",
    tag = "Search",
    request_body = Criteria,
    responses(
        (status = 200, description = "A page of offers", body = OffersView),
        (status = 422, description = "`unknown_place`, `invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/offers/search")]
pub(crate) async fn post(
    app: Data<App>,
    _signed: Signed,
    body: Body<Criteria>,
) -> Result<HttpResponse, Problem> {
    answer(app, body.value).await
}

/// As many searches run as there are cores: one more would make the others slower, and take a
/// thread and its memory.
static TURNS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, NonZeroUsize::get)));

/// As many offers are written in less time than another thread takes to begin.
const FEW: usize = 100;

async fn answer(app: Data<App>, command: SearchOffers) -> Result<HttpResponse, Problem> {
    // Handing it over would take as long again.
    let is_quick = command.filters.max_stops == 0
        && command.flexible_days == 0
        && command.limit * command.slices.len() <= FEW;
    let search = move || {
        let world = app.world.load();
        let found = search_offers(&app, &world, &command);
        let found = found.map_err(|error| problem(&error, &command))?;
        let known = (&*world, &*Names::of(&world));
        let next = found.next_offset.map(|offset| cursors(&command).cursor(offset));
        Ok(written::offers(known, command.trip_type, &found, next.as_deref()))
    };
    let body = if is_quick { search()? } else { beside(search).await? };
    Ok(json(body))
}

/// Answers with what a search finds. It takes a while of one core, so it runs beside the threads
/// that answer requests.
pub(super) async fn answered<View: Serialize>(
    search: impl FnOnce() -> Result<View, Problem> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let write = || serde_json::to_vec(&search()?).map_err(|error| Problem::internal(&error));
    Ok(json(beside(write).await?))
}

fn json(body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::json()).body(body)
}

async fn beside(
    search: impl FnOnce() -> Result<Vec<u8>, Problem> + Send + 'static,
) -> Result<Vec<u8>, Problem> {
    let turn = TURNS.acquire().await.map_err(|error| Problem::internal(&error))?;
    let searched = actix_web::web::block(move || {
        // It ends with the search, also when the client goes away.
        let _turn = turn;
        search()
    });
    searched.await.map_err(|error| Problem::internal(&error))?
}

/// What is wrong with a search between two places alone.
pub(super) fn place_problem(error: &SearchError) -> Problem {
    match error {
        SearchError::UnknownPlace { end: End::Origin, .. } => {
            Problem::at_field(Kind::UnknownPlace, "/origin", error)
        }
        SearchError::UnknownPlace { end: End::Destination, .. } => {
            Problem::at_field(Kind::UnknownPlace, "/destination", error)
        }
        SearchError::SamePlace { .. }
        | SearchError::DateInThePast { .. }
        | SearchError::DatesOutOfOrder { .. } => {
            Problem::at_field(Kind::InvalidRequest, "/destination", error)
        }
        SearchError::Unencodable(error) => Problem::internal(error),
    }
}

fn problem(error: &SearchError, command: &SearchOffers) -> Problem {
    let at = |slice, field, code, detail: &SearchError| {
        let pointer = Criteria::pointer(command.trip_type, slice, field);
        Problem::at_field(code, pointer, detail)
    };
    match error {
        SearchError::UnknownPlace { slice, end } => {
            let field = match end {
                End::Origin => SliceField::Origin,
                End::Destination => SliceField::Destination,
            };
            at(*slice, field, Kind::UnknownPlace, error)
        }
        SearchError::SamePlace { slice } => {
            at(*slice, SliceField::Destination, Kind::InvalidRequest, error)
        }
        SearchError::DateInThePast { slice } | SearchError::DatesOutOfOrder { slice } => {
            at(*slice, SliceField::Date, Kind::InvalidRequest, error)
        }
        SearchError::Unencodable(error) => Problem::internal(error),
    }
}
