//! Reading one's own bookings.

use std::str::FromStr;

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::bookings::read::{ReadError, own_booking, own_bookings};
use airside_app::ports::store::Page;
use airside_booking::{Booking, BookingStatus, RecordLocator};
use airside_primitives::BookingId;
use utoipa::IntoParams;
use validator::Validate;

use super::view::BookingView;
use crate::auth::Signed;
use crate::page::{Cursors, List, PageSize};
use crate::path::segment;
use crate::problem::Problem;
use crate::query::Params;
use crate::request::plain_requests;
use crate::text::Text;
use crate::words;

#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Only bookings in this state.
    #[param(value_type = Option<words::BookingStatus>)]
    status: Option<Text<Status>>,
    /// 1 to 200 [50].
    limit: Option<PageSize>,
    /// From the answer before.
    cursor: Option<String>,
}

/// A status by its code.
pub(crate) struct Status(pub BookingStatus);

plain_requests! {
    ListQuery { status, limit, cursor }
}

/// List your bookings
///
/// Newest first.
#[utoipa::path(
    operation_id = "listBookings",
    tag = "Bookings",
    params(ListQuery),
    responses(
        (status = 200, description = "A page of bookings, newest first", body = List<BookingView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/bookings")]
pub(crate) async fn list(
    app: Data<App>,
    signed: Signed,
    Params(query): Params<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let status = query.status.map(|Text(Status(status))| status);
    let size = query.limit.unwrap_or_default();
    let cursors = Cursors::of("bookings", &(signed.user, status));
    let before = cursors.key::<BookingId>(query.cursor.as_deref())?;

    let page = Page { limit: size.with_one_more(), before };
    let found = own_bookings(&app, signed.user, status, page).await?;
    let view = |booking: Booking| BookingView::of(&app, &booking);
    Ok(HttpResponse::Ok().json(List::page(found, size, cursors, |booking| booking.id, view)))
}

/// Show a booking
///
/// Yours, as it stands now. What belongs to somebody else is not found.
#[utoipa::path(
    operation_id = "getBooking",
    tag = "Bookings",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    responses(
        (status = 200, description = "The booking", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/bookings/{booking_ref}")]
pub(crate) async fn get(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
) -> Result<HttpResponse, Problem> {
    let booking = own_booking(&app, signed.user, read_reference(&reference)?).await?;
    Ok(HttpResponse::Ok().json(BookingView::of(&app, &booking.value)))
}

/// What is no record locator names no booking.
pub(crate) fn read_reference(text: &str) -> Result<RecordLocator, Problem> {
    segment(text)
}

impl FromStr for Status {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = BookingStatus::ALL.into_iter().find(|status| status.code() == text);
        found.map(Self).ok_or_else(|| {
            let codes = BookingStatus::ALL.map(BookingStatus::code).join(", ");
            format!("must be one of {codes}")
        })
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NotFound => Self::not_found(),
            ReadError::Follow(error) => Self::internal(&error),
            ReadError::Store(error) => Self::internal(&error),
        }
    }
}
