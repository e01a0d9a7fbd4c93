//! Handing out one document: to its owner, or to whoever holds its signed link.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, RETRY_AFTER};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::documents::link::{Pass, file, file_name, open};
use airside_booking::DocumentState;
use airside_primitives::DocumentId;
use utoipa::IntoParams;
use validator::Validate;

use crate::auth::caller;
use crate::path::Segment;
use crate::problem::{Kind, Problem};
use crate::query::Params;
use crate::request::plain_requests;

#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LinkQuery {
    /// Of a signed link: when it ends, in seconds since 1970.
    expires: Option<i64>,
    /// Of a signed link.
    signature: Option<String>,
}

plain_requests! {
    LinkQuery { expires, signature }
}

/// Download a document
///
/// With an API key or access token, or by a signed link, which needs neither.
#[utoipa::path(
    tag = "Documents",
    params(("id" = String, Path, description = "The id of the document."), LinkQuery),
    responses(
        (status = 200, description = "The PDF.", content_type = "application/pdf"),
        (status = 202, description = "It is being made: come back after `Retry-After` seconds."),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 500, description = "It could not be made.", body = Problem),
    ),
    security((), ("api_key" = []))
)]
#[get("/v1/documents/{id}")]
pub(crate) async fn get(
    app: Data<App>,
    request: HttpRequest,
    Segment(id): Segment<DocumentId>,
    Params(link): Params<LinkQuery>,
) -> Result<HttpResponse, Problem> {
    let pass = match (link.expires, link.signature) {
        (Some(expires), Some(signature)) => Pass::Signature { expires, signature },
        (Some(_) | None, _) => Pass::Owner(caller(&request)?.user),
    };
    let document = open(&app, id, &pass).await?;
    match document.state {
        DocumentState::Failed => {
            tracing::error!(%document.id, "a document that could not be made was asked for");
            return Err(Problem::from(Kind::Internal));
        }
        DocumentState::Erasing { .. } | DocumentState::Erased { .. } => {
            return Err(Problem::not_found());
        }
        DocumentState::Awaited | DocumentState::Pending | DocumentState::Ready { .. } => (),
    }
    let Some(bytes) = file(&app, &document).await.map_err(|error| Problem::internal(&error))?
    else {
        return Ok(HttpResponse::Accepted().insert_header((RETRY_AFTER, "1")).finish());
    };
    let disposition = format!("inline; filename=\"{}\"", file_name(&document));
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((CONTENT_DISPOSITION, disposition))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .body(bytes))
}
