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
use crate::browser::{Refused, is_browser};
use crate::path::Segment;
use crate::problem::{Kind, Problem};
use crate::query::Params;
use crate::request::plain_requests;
use crate::words;

/// The last second of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;

#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LinkQuery {
    /// Of a signed link: when it ends, in seconds since 1970.
    #[param(minimum = 0, maximum = 253_402_300_799_i64)]
    expires: Option<i64>,
    /// Of a signed link.
    signature: Option<String>,
}

plain_requests! {
    LinkQuery { expires in 0..=LAST_SECOND, signature }
}

/// Download a document
///
/// With an API key or access token, or by a signed link, which needs neither.
#[utoipa::path(
    operation_id = "getDocument",
    tag = "Documents",
    params(("id" = words::Id, Path, description = "The id of the document."), LinkQuery),
    responses(
        (status = 200, description = "The PDF", body = words::Pdf, content_type = "application/pdf"),
        (status = 202, description = "It is being made: come back after `Retry-After` seconds"),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security((), ("api_key" = []), ("access_token" = []))
)]
#[get("/v1/documents/{id}")]
pub(crate) async fn get(
    app: Data<App>,
    request: HttpRequest,
    id: Result<Segment<DocumentId>, Problem>,
    link: Result<Params<LinkQuery>, Problem>,
) -> Result<HttpResponse, Problem> {
    match handed_out(&app, &request, id, link).await {
        // Whoever opens a link in a browser.
        Err(problem) if is_browser(&request) => Ok(NO_FILE.answer(&problem)),
        answer => answer,
    }
}

const NO_FILE: Refused<'_> = Refused {
    title: "This link does not work any more",
    next: "Links to tickets and receipts end after a while. There is a new one where you found \
           this one.",
    root: "../../",
};

async fn handed_out(
    app: &App,
    request: &HttpRequest,
    id: Result<Segment<DocumentId>, Problem>,
    link: Result<Params<LinkQuery>, Problem>,
) -> Result<HttpResponse, Problem> {
    let (Segment(id), Params(link)) = (id?, link?);
    let pass = match (link.expires, link.signature) {
        (Some(expires), Some(signature)) => Pass::Signature { expires, signature },
        (Some(_) | None, _) => Pass::Owner(caller(request)?.user),
    };
    let document = open(app, id, &pass).await?;
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
    let Some(bytes) = file(app, &document).await.map_err(|error| Problem::internal(&error))? else {
        return Ok(HttpResponse::Accepted().insert_header((RETRY_AFTER, "1")).finish());
    };
    let disposition = format!("inline; filename=\"{}\"", file_name(&document));
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((CONTENT_DISPOSITION, disposition))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .body(bytes))
}
