//! `GET /v1/webhook-endpoints/{id}/deliveries`

use std::str::FromStr;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::ports::store::Page;
use airside_app::webhooks::{self, DeliveryState};
use airside_primitives::{EndpointId, HappeningId};
use utoipa::IntoParams;
use validator::Validate;

use super::view::DeliveryView;
use crate::auth::Signed;
use crate::page::{Cursors, List, PageSize};
use crate::path::Segment;
use crate::problem::Problem;
use crate::query::Params;
use crate::request::plain_requests;
use crate::text::Text;
use crate::words;

#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeliveriesQuery {
    /// Only deliveries in this state.
    #[param(value_type = Option<words::DeliveryStatus>)]
    status: Option<Text<Status>>,
    #[param(required = false)]
    limit: PageSize,
    /// From the page before.
    cursor: Option<String>,
}

/// A state by its word.
struct Status(DeliveryState);

impl FromStr for Status {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known =
            || format!("must be one of {}", DeliveryState::ALL.map(DeliveryState::code).join(", "));
        DeliveryState::of_code(text).map(Self).ok_or_else(known)
    }
}

plain_requests! {
    DeliveriesQuery { status, limit, cursor }
}

/// List deliveries to a webhook endpoint
///
/// Each event that was to come to it, newest first, with every try: the status of the answer, how
/// long it took, and how it begins.
#[utoipa::path(
    operation_id = "listWebhookDeliveries",
    tag = "Events",
    params(("id" = words::Id, Path, description = "The id of the endpoint."), DeliveriesQuery),
    responses(
        (status = 200, description = "A page of deliveries", body = List<DeliveryView>),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/webhook-endpoints/{id}/deliveries")]
pub(crate) async fn list_deliveries(
    signed: Signed,
    app: Data<App>,
    id: Segment<EndpointId>,
    query: Params<DeliveriesQuery>,
) -> Result<HttpResponse, Problem> {
    let DeliveriesQuery { status, limit, cursor } = query.into_inner();
    let state = status.map(|Text(Status(state))| state);
    let cursors = Cursors::of("deliveries", &(id.0, state));
    let before: Option<HappeningId> = cursors.key(cursor.as_deref())?;
    let page = Page { limit: limit.with_one_more(), before };
    let found = webhooks::list_deliveries(&app, signed.user, id.0, state, page).await?;
    Ok(HttpResponse::Ok().json(List::page(found, limit, cursors, |it| it.event, DeliveryView::of)))
}
