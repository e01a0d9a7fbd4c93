//! `GET /v1/sessions`, `DELETE /v1/sessions/{id}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get};
use airside_app::account::Session;
use airside_app::accounts::{Credential, end_session, list_sessions};
use airside_app::context::App;
use airside_app::ports::store::Page;
use airside_primitives::SessionId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::page::{Cursors, List, PageParams};
use crate::path::Segment;
use crate::problem::Problem;
use crate::query::Params;
use crate::times::Utc;
use crate::words;

/// A login that goes on.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenSession)]
pub(crate) struct SessionView {
    #[schema(value_type = words::Id)]
    id: String,
    /// When somebody logged in.
    created_at: Utc,
    /// Whether it is the session of this call.
    is_current: bool,
}

/// List your sessions
///
/// Those that go on, newest first: they were not ended, and their refresh token is still good.
#[utoipa::path(
    operation_id = "listSessions",
    tag = "Accounts",
    params(PageParams),
    responses(
        (status = 200, description = "A page of sessions", body = List<SessionView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/sessions")]
pub(crate) async fn list(
    signed: Signed,
    app: Data<App>,
    params: Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let PageParams { limit, cursor } = params.into_inner();
    let cursors = Cursors::of("sessions", &signed.user);
    let before: Option<SessionId> = cursors.key(cursor.as_deref())?;
    let page = Page { limit: limit.with_one_more(), before };

    let sessions = list_sessions(&app, signed.user, page).await?;
    let view = |session: Session| SessionView {
        id: session.id.to_string(),
        created_at: Utc(session.created_at),
        is_current: signed.credential == Credential::Session(session.id),
    };
    Ok(HttpResponse::Ok().json(List::page(sessions, limit, cursors, |it| it.id, view)))
}

/// End a session
///
/// Its refresh token ends at once, its access token within 5 seconds everywhere.
#[utoipa::path(
    operation_id = "endSession",
    tag = "Accounts",
    params(("id" = words::Id, Path, description = "The id of the session.")),
    responses(
        (status = 204, description = "Ended"),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[delete("/v1/sessions/{id}")]
pub(crate) async fn end(
    signed: Signed,
    app: Data<App>,
    id: Segment<SessionId>,
) -> Result<HttpResponse, Problem> {
    end_session(&app, signed.user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
