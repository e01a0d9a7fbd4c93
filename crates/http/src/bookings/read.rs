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
use crate::page::{List, PageSize, key_of};
use crate::problem::Problem;
use crate::query::Params;
use crate::request::plain_requests;
use crate::text::Text;

#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// `PENDING_PAYMENT`, CONFIRMED, `PARTIALLY_CANCELLED`, CANCELLED or EXPIRED.
    #[param(value_type = Option<String>)]
    status: Option<Text<Status>>,
    /// 1 to 200 [50].
    limit: Option<PageSize>,
    /// From the answer before.
    cursor: Option<String>,
}

/// A status by its code.
struct Status(BookingStatus);

plain_requests! {
    ListQuery { status, limit, cursor }
}

/// List your bookings, newest first
#[utoipa::path(
    tag = "Bookings",
    params(ListQuery),
    responses((status = 200, body = List<BookingView>), (status = 422, body = Problem)),
    security(("api_key" = []))
)]
#[get("/v1/bookings")]
pub(crate) async fn list(
    app: Data<App>,
    signed: Signed,
    Params(query): Params<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let status = query.status.map(|Text(Status(status))| status);
    let size = query.limit.unwrap_or_default();
    let before = key_of::<BookingId>(query.cursor.as_deref())?;

    let page = Page { limit: size.with_one_more(), before };
    let found = own_bookings(&app, signed.user, status, page).await?;
    let (world, now) = (app.world.load(), app.now());
    let view = |booking: Booking| BookingView::of(&world, &booking, now);
    Ok(HttpResponse::Ok().json(List::page(found, size, |booking| booking.id, view)))
}

/// Show one of your bookings
#[utoipa::path(
    tag = "Bookings",
    params(("booking_ref" = String, Path, description = "The record locator.")),
    responses((status = 200, body = BookingView), (status = 404, body = Problem)),
    security(("api_key" = []))
)]
#[get("/v1/bookings/{booking_ref}")]
pub(crate) async fn get(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
) -> Result<HttpResponse, Problem> {
    let booking = own_booking(&app, signed.user, read_reference(&reference)?).await?;
    let view = BookingView::of(&app.world.load(), &booking.value, app.now());
    Ok(HttpResponse::Ok().json(view))
}

/// What is no record locator names no booking.
pub(crate) fn read_reference(text: &str) -> Result<RecordLocator, Problem> {
    text.parse().map_err(|_| Problem::not_found())
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
