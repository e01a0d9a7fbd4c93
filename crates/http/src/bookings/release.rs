//! Giving up a booking that is not paid.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete};
use airside_app::App;
use airside_app::bookings::release::{ReleaseError, release_booking};

use super::read_reference;
use crate::auth::Signed;
use crate::problem::{Kind, Problem};
use crate::words;

/// Give up a booking
///
/// Releases an unpaid hold at once: places, picked seats, the use of a promo code, and the open
/// payment. The booking reads `EXPIRED`. Money that arrives all the same goes back in full, with a
/// receipt. Repeating the call is safe, and giving up what has expired is 204 too.
#[utoipa::path(
    operation_id = "releaseBooking",
    tag = "Bookings",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    responses(
        (status = 204, description = "Nothing is held any more"),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`already_paid`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[delete("/v1/bookings/{booking_ref}")]
pub(crate) async fn release(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
) -> Result<HttpResponse, Problem> {
    release_booking(&app, signed.user, read_reference(&reference)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<ReleaseError> for Problem {
    fn from(error: ReleaseError) -> Self {
        match error {
            ReleaseError::AlreadyPaid => Self::new(Kind::AlreadyPaid, &error),
            ReleaseError::Read(error) => error.into(),
            ReleaseError::World(error) => Self::internal(&error),
            ReleaseError::Commit(error) => error.into(),
            ReleaseError::Store(error) => Self::internal(&error),
        }
    }
}
