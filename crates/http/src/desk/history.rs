//! `GET /v1/admin/bookings/{booking_ref}/history`, `POST /v1/admin/bookings/{booking_ref}/notes`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::bookings::happened::{Happened, happened};
use airside_app::bookings::note::{NoteError, add_note};
use airside_app::bookings::read::any_booking;
use utoipa::ToSchema;
use validator::Validate;

use super::history_view::HistoryView;
use crate::auth::Agent;
use crate::bookings::read_reference;
use crate::json::Body;
use crate::location;
use crate::page::{Cursors, List, PageParams};
use crate::problem::Problem;
use crate::query::Params;
use crate::reason::Reason;
use crate::request::plain_requests;
use crate::words;

/// Show the history of a booking
///
/// Everything that happened to it, oldest first: of itself, at its owner's wish, and what people of
/// the house did and why. Nobody can change a line.
#[utoipa::path(
    operation_id = "listBookingHistory",
    tag = "Operators",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator."), PageParams),
    responses(
        (status = 200, description = "A page of lines, oldest first", body = List<HistoryView>),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/bookings/{booking_ref}/history")]
pub(crate) async fn list(
    _agent: Agent,
    app: Data<App>,
    reference: Path<String>,
    Params(page): Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let booking = any_booking(&app, reference).await?.value;
    let lines = happened(&*app.ports.store, &booking, app.now()).await;
    let lines = lines.map_err(|error| Problem::internal(&error))?;
    let at = (Cursors::of("history", &reference), page.cursor.as_deref());
    Ok(HttpResponse::Ok().json(List::page_of_all(lines, page.limit, at, HistoryView::of)?))
}

/// Something to remember about a booking.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewNote, example = json!({"text": "Asked for a wheelchair by phone."}))]
pub(crate) struct Note {
    /// What the history keeps as its reason.
    text: Reason,
}

plain_requests! {
    Note { text }
}

/// Add a note to a booking
///
/// It stands in the booking's history, for those who serve it.
#[utoipa::path(
    operation_id = "addBookingNote",
    tag = "Operators",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    request_body = Note,
    responses(
        (status = 201, description = "The line of the history", body = HistoryView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/bookings/{booking_ref}/notes")]
pub(crate) async fn note(
    agent: Agent,
    app: Data<App>,
    reference: Path<String>,
    body: Body<Note>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let Note { text: Reason(text) } = body.value;
    let line = add_note(&app, &agent, reference, text).await?;
    let view = HistoryView::of(Happened::from(line));
    let path = format!("/v1/admin/bookings/{reference}/history");
    Ok(location::at(HttpResponse::Created().json(view), &app, path))
}

impl From<NoteError> for Problem {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::Read(error) => error.into(),
            NoteError::Commit(error) => error.into(),
            NoteError::Store(error) => error.into(),
        }
    }
}
