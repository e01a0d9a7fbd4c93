//! `PATCH, DELETE /v1/webhook-endpoints/{id}`, `POST …/rotate-secret`, `POST …/ping`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, patch, post};
use airside_app::App;
use airside_app::webhooks;
use airside_primitives::EndpointId;
use utoipa::ToSchema;
use validator::Validate;

use super::endpoints::{AskedFor, kinds};
use super::view::{EndpointView, EventView, SecretView};
use crate::auth::Signed;
use crate::json::Body;
use crate::patch::Patch;
use crate::path::Segment;
use crate::problem::Problem;
use crate::request::plain_requests;
use crate::valid::printable;
use crate::words;

/// What is to be otherwise about an endpoint; what is left out stays. Another address is another
/// endpoint.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeWebhookEndpoint, example = json!({"is_enabled": false}))]
pub(crate) struct Change {
    #[validate(length(min = 1, message = "must name a type of event"))]
    #[schema(value_type = Option<Vec<words::EventType>>, min_items = 1)]
    events: Option<Vec<AskedFor>>,
    /// False: it is told nothing until this is true again, and what happens meanwhile does not come
    /// to it; what was on its way waits.
    is_enabled: Option<bool>,
    /// Null takes it away.
    #[schema(value_type = Option<String>, max_length = 200)]
    description: Patch<Description>,
}

/// What an endpoint is recognised by.
#[derive(Default)]
struct Description(String);

impl crate::read::Read for Description {
    fn read(tree: crate::tree::Tree, at: &str, faults: &mut crate::faults::Faults) -> Option<Self> {
        let text = String::read(tree, at, faults)?;
        if text.chars().count() > 200 {
            return faults.refuse(at, "must have at most 200 characters");
        }
        if printable(&text).is_err() {
            return faults.refuse(at, "must not be blank or have control characters");
        }
        Some(Self(text))
    }
}

plain_requests! {
    Change { events, is_enabled, description }
}

/// Change a webhook endpoint
///
/// What it is told, whether it is told anything, what you call it.
#[utoipa::path(
    operation_id = "changeWebhookEndpoint",
    tag = "Events",
    params(("id" = words::Id, Path, description = "The id of the endpoint.")),
    request_body = Change,
    responses(
        (status = 200, description = "The endpoint as it is now", body = EndpointView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[patch("/v1/webhook-endpoints/{id}")]
pub(crate) async fn change(
    signed: Signed,
    app: Data<App>,
    id: Segment<EndpointId>,
    body: Body<Change>,
) -> Result<HttpResponse, Problem> {
    let Change { events, is_enabled, description } = body.value;
    let wish = webhooks::EndpointChange {
        kinds: events.as_deref().map(kinds),
        is_enabled,
        description: description.map(|Description(text)| text),
    };
    let watched = webhooks::change_endpoint(&app, signed.user, id.0, &wish).await?;
    Ok(HttpResponse::Ok().json(EndpointView::of(watched)))
}

/// Remove a webhook endpoint
///
/// With everything that was on its way to it.
#[utoipa::path(
    operation_id = "removeWebhookEndpoint",
    tag = "Events",
    params(("id" = words::Id, Path, description = "The id of the endpoint.")),
    responses(
        (status = 204, description = "Removed"),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[delete("/v1/webhook-endpoints/{id}")]
pub(crate) async fn remove(
    signed: Signed,
    app: Data<App>,
    id: Segment<EndpointId>,
) -> Result<HttpResponse, Problem> {
    webhooks::remove_endpoint(&app, signed.user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Rotate the secret of a webhook endpoint
///
/// The new secret is shown this once. For 24 hours webhooks are signed with the old one too, so that
/// none is refused while you change it.
#[utoipa::path(
    operation_id = "rotateWebhookSecret",
    tag = "Events",
    params(("id" = words::Id, Path, description = "The id of the endpoint.")),
    responses(
        (status = 200, description = "The endpoint, with its new secret", body = SecretView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/webhook-endpoints/{id}/rotate-secret")]
pub(crate) async fn rotate_secret(
    signed: Signed,
    app: Data<App>,
    id: Segment<EndpointId>,
) -> Result<HttpResponse, Problem> {
    let endpoint = webhooks::rotate_secret(&app, signed.user, id.0).await?;
    Ok(HttpResponse::Ok().json(SecretView::of(&endpoint)))
}

/// Ping a webhook endpoint
///
/// Sends it an event of the type `ping`, which tells of nothing. What came of it is among its
/// deliveries a moment later.
#[utoipa::path(
    operation_id = "pingWebhookEndpoint",
    tag = "Events",
    params(("id" = words::Id, Path, description = "The id of the endpoint.")),
    responses(
        (status = 202, description = "The event that is on its way", body = EventView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`endpoint_disabled`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/webhook-endpoints/{id}/ping")]
pub(crate) async fn ping(
    signed: Signed,
    app: Data<App>,
    id: Segment<EndpointId>,
) -> Result<HttpResponse, Problem> {
    let event = webhooks::ping_endpoint(&app, signed.user, id.0).await?;
    Ok(HttpResponse::Accepted().json(EventView::of(&event)?))
}
