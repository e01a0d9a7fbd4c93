//! `GET /v1/events`, `POST /v1/events/{id}/redeliver`

use std::str::FromStr;

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::ports::store::Page;
use airside_app::webhooks::{self, EventKind};
use airside_primitives::HappeningId;
use utoipa::IntoParams;
use validator::Validate;

use super::view::{EventView, RedeliveryView};
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
pub(crate) struct EventsQuery {
    /// Only events of this type.
    #[param(value_type = Option<words::AnyEventType>)]
    r#type: Option<Text<Kind>>,
    #[param(required = false)]
    limit: PageSize,
    /// From the page before.
    cursor: Option<String>,
}

/// A kind by its word.
struct Kind(EventKind);

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || format!("must be one of {}", EventKind::ALL.map(EventKind::code).join(", "));
        EventKind::of_code(&text.to_ascii_lowercase()).map(Self).ok_or_else(known)
    }
}

plain_requests! {
    EventsQuery { r#type, limit, cursor }
}

/// List events
///
/// What happened to your bookings and to flights, newest first, kept for 30 days. Operators whose
/// key has the scope `admin` see the events of all bookings.
#[utoipa::path(
    operation_id = "listEvents",
    tag = "Events",
    params(EventsQuery),
    responses(
        (status = 200, description = "A page of events", body = List<EventView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/events")]
pub(crate) async fn list_events(
    signed: Signed,
    app: Data<App>,
    query: Params<EventsQuery>,
) -> Result<HttpResponse, Problem> {
    let EventsQuery { r#type, limit, cursor } = query.into_inner();
    let kind = r#type.map(|Text(Kind(kind))| kind);
    let cursors = Cursors::of("events", &(signed.user, signed.role, signed.scopes, kind));
    let before: Option<HappeningId> = cursors.key(cursor.as_deref())?;
    let page = Page { limit: limit.with_one_more(), before };
    let events = webhooks::list_events(&app, &signed, kind, page).await?;
    let shown = List::page(events, limit, cursors, |it| it.id, |it| EventView::of(&it));
    let data = shown.data.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(HttpResponse::Ok().json(List { data, next_cursor: shown.next_cursor }))
}

/// Send an event once more
///
/// To those of your endpoints that ask for its type and are enabled, with the id that it had and all
/// tries anew.
#[utoipa::path(
    operation_id = "redeliverEvent",
    tag = "Events",
    params(("id" = words::Id, Path, description = "The id of the event.")),
    responses(
        (status = 202, description = "Where it is on its way to", body = RedeliveryView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/events/{id}/redeliver")]
pub(crate) async fn redeliver(
    signed: Signed,
    app: Data<App>,
    id: Segment<HappeningId>,
) -> Result<HttpResponse, Problem> {
    let endpoints = webhooks::redeliver(&app, &signed, id.0).await?;
    Ok(HttpResponse::Accepted().json(RedeliveryView {
        event_id: id.0.to_string(),
        endpoint_ids: endpoints.iter().map(ToString::to_string).collect(),
    }))
}
