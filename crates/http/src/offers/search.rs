//! Searching for offers, by query string or by JSON.

use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::thread::available_parallelism;

use actix_web::http::header::ContentType;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest as _, HttpRequest, HttpResponse, get, post};
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
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let asked = request.query_string().as_bytes();
    if let Some(known) = known(&app, asked) {
        return Ok(json(known));
    }
    let Params(command) = Params::<Criteria>::extract(&request).await?;
    answer(app, asked.into(), command).await
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
    // No query string has a space.
    let asked = [b" ".as_slice(), &body.fingerprint().said].concat();
    match known(&app, &asked) {
        Some(known) => Ok(json(known)),
        None => answer(app, asked.into(), body.value).await,
    }
}

/// The answer to the same search, if it would be given now.
fn known(app: &App, asked: &[u8]) -> Option<Bytes> {
    let known = app.known_offers.again(asked, (&app.world.load(), &app.stock, app.now()));
    known.map(Bytes::from_owner)
}

/// As many searches run as there are cores: one more would make the others slower, and take a
/// thread and its memory.
static TURNS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, NonZeroUsize::get)));

/// As many offers are written in less time than another thread takes to begin.
const FEW: usize = 100;

/// Searches, and keeps the answer for those who ask the same.
async fn answer(
    app: Data<App>,
    asked: Box<[u8]>,
    command: SearchOffers,
) -> Result<HttpResponse, Problem> {
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
        let body = written::offers(known, command.trip_type, &found, next.as_deref());
        if let Some(follows_from) = found.follows_from {
            app.known_offers.keep(&asked, &world, follows_from, &body);
        }
        Ok(body)
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

fn json(body: impl Into<Bytes>) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::json()).body(body.into())
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
