//! `GET, POST /v1/webhook-endpoints`, `GET /v1/webhook-endpoints/{id}`

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::webhooks::{self, EventKind, LONGEST_URL, own_endpoint, own_endpoints};
use airside_primitives::EndpointId;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;
use validator::Validate;

use super::view::{EndpointView, SecretView};
use crate::auth::Signed;
use crate::faults::Faults;
use crate::json::Body;
use crate::location;
use crate::page::{Cursors, List, PageParams};
use crate::path::Segment;
use crate::problem::Problem;
use crate::query::Params;
use crate::read::Read;
use crate::request::plain_requests;
use crate::tree::Tree;
use crate::valid::printable;
use crate::words;

const LONGEST: u64 = LONGEST_URL as u64;

/// Where to tell what happens, and of what.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "url": "https://shop.example/webhooks",
    "events": ["booking.confirmed", "booking.schedule_changed"],
    "description": "web shop",
}))]
pub(crate) struct NewWebhookEndpoint {
    /// By https, and reachable from the internet; in the sandbox also `http://127.0.0.1:…`.
    #[validate(length(min = 1, max = LONGEST), custom(function = printable))]
    #[schema(min_length = 1, max_length = 2_048)]
    url: String,
    #[validate(length(min = 1, message = "must name a type of event"))]
    #[schema(value_type = Vec<words::EventType>, min_items = 1)]
    events: Vec<AskedFor>,
    /// To recognise it by.
    #[validate(length(max = 200), custom(function = printable))]
    #[schema(max_length = 200)]
    description: Option<String>,
}

plain_requests! {
    NewWebhookEndpoint { url, events, description }
}

/// A kind of events by its word.
pub(super) struct AskedFor(EventKind);

impl Serialize for AskedFor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl Default for AskedFor {
    fn default() -> Self {
        Self(EventKind::BookingCreated)
    }
}

impl Read for AskedFor {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let word = String::read(tree, at, faults)?;
        let kind = EventKind::of_code(&word.trim().to_ascii_lowercase());
        let kind = kind.filter(|kind| kind.is_asked_for()).map(Self);
        kind.or_else(|| faults.refuse(at, format!("must be one of {}", words())))
    }
}

fn words() -> String {
    let asked_for = EventKind::ALL.into_iter().filter(|kind| kind.is_asked_for());
    asked_for.map(EventKind::code).collect::<Vec<_>>().join(", ")
}

/// Each kind once, in their usual order.
pub(super) fn kinds(asked_for: &[AskedFor]) -> Vec<EventKind> {
    let is_asked = |kind: &EventKind| asked_for.iter().any(|AskedFor(it)| it == kind);
    EventKind::ALL.into_iter().filter(is_asked).collect()
}

/// List webhook endpoints
///
/// Yours, oldest first, and how it goes with each. Secrets are never shown again.
#[utoipa::path(
    operation_id = "listWebhookEndpoints",
    tag = "Events",
    params(PageParams),
    responses(
        (status = 200, description = "A page of endpoints", body = List<EndpointView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/webhook-endpoints")]
pub(crate) async fn list(
    signed: Signed,
    app: Data<App>,
    params: Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let PageParams { limit, cursor } = params.into_inner();
    let cursors = Cursors::of("webhook-endpoints", &signed.user);
    let endpoints = own_endpoints(&app, signed.user).await?;
    let place = (cursors, cursor.as_deref());
    Ok(HttpResponse::Ok().json(List::page_of_all(endpoints, limit, place, EndpointView::of)?))
}

/// Add a webhook endpoint
///
/// From now on what happens to your bookings is sent there, signed by Standard Webhooks 1.0 with the
/// secret of this answer, which is shown this once. Operators whose key has the scope `admin` are
/// told of all bookings. The address is resolved and checked now, and again each time.
#[utoipa::path(
    operation_id = "createWebhookEndpoint",
    tag = "Events",
    request_body = NewWebhookEndpoint,
    responses(
        (status = 201, description = "The endpoint, with its secret", body = SecretView),
        (status = 409, description = "`too_many_endpoints`", body = Problem),
        (status = 422, description = "`unsafe_url`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/webhook-endpoints")]
pub(crate) async fn create(
    signed: Signed,
    app: Data<App>,
    body: Body<NewWebhookEndpoint>,
) -> Result<HttpResponse, Problem> {
    let NewWebhookEndpoint { url, events, description } = body.value;
    let new = webhooks::NewEndpoint { url, kinds: kinds(&events), description };
    let endpoint = webhooks::add_endpoint(&app, &signed, new).await?;
    let path = format!("/v1/webhook-endpoints/{}", endpoint.id);
    let answer = HttpResponse::Created().json(SecretView::of(&endpoint));
    Ok(location::at(answer, &app, path))
}

/// Get a webhook endpoint
///
/// How it is set, and how its deliveries go. Its secret is shown once, when it is made or rotated.
#[utoipa::path(
    operation_id = "getWebhookEndpoint",
    tag = "Events",
    params(("id" = words::Id, Path, description = "The id of the endpoint.")),
    responses(
        (status = 200, description = "The endpoint", body = EndpointView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/webhook-endpoints/{id}")]
pub(crate) async fn show(
    signed: Signed,
    app: Data<App>,
    id: Segment<EndpointId>,
) -> Result<HttpResponse, Problem> {
    let watched = own_endpoint(&app, signed.user, id.0).await?;
    Ok(HttpResponse::Ok().json(EndpointView::of(watched)))
}
