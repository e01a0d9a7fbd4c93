//! Confirming a cancellation, and reading one.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::cancellations::confirm::{ConfirmError, Confirmed, confirm_cancellation};
use airside_app::cancellations::read::{own_cancellation, repayment};
use airside_app::idempotency::Answer;
use airside_booking::cancellation::{CannotCancel, CannotConfirm};
use airside_primitives::CancellationId;
use validator::Validate;

use super::view::CancellationView;
use crate::auth::Signed;
use crate::idempotency::{IdempotencyKey, given};
use crate::json::OptionalBody;
use crate::path::Segment;
use crate::problem::{Kind, Problem};
use crate::request::plain_requests;
use crate::words;

/// There is nothing to say.
#[derive(Default, Validate)]
pub(crate) struct Nothing {}

plain_requests! {
    Nothing {}
}

/// Confirm a cancellation
///
/// The journeys end and their seats go back on sale at once; the money follows.
#[utoipa::path(
    operation_id = "confirmCancellation",
    tag = "Cancellations",
    params(
        ("id" = words::Id, Path, description = "The id of the quote."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    responses(
        (status = 200, description = "The cancellation", body = CancellationView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`quote_superseded`, `too_late_to_cancel`, `already_cancelled`, `booking_not_confirmed`, `conflict`", body = Problem),
        (status = 410, description = "`quote_expired`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/cancellations/{id}/confirm")]
pub(crate) async fn confirm(
    app: Data<App>,
    signed: Signed,
    key: IdempotencyKey,
    Segment(id): Segment<CancellationId>,
    body: OptionalBody<Nothing>,
) -> Result<HttpResponse, Problem> {
    let render = |it: &Confirmed| {
        let (booking, cancellation) = (&it.booking, &it.cancellation);
        let repayment = Some(&it.repayment);
        let view = CancellationView::of(&app, booking, cancellation, repayment, app.now());
        Answer::json(200, &view)
    };
    let once = key.once(&signed, body.fingerprint(), &render);
    Ok(given(confirm_cancellation(&app, signed.user, id, &once).await?))
}

/// Show a cancellation
///
/// The quote, and how its refund and receipt stand.
#[utoipa::path(
    operation_id = "getCancellation",
    tag = "Cancellations",
    params(("id" = words::Id, Path, description = "The id of the quote.")),
    responses(
        (status = 200, description = "The quote, and what became of it", body = CancellationView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/cancellations/{id}")]
pub(crate) async fn get(
    app: Data<App>,
    signed: Signed,
    Segment(id): Segment<CancellationId>,
) -> Result<HttpResponse, Problem> {
    let (cancellation, booking) = own_cancellation(&app, signed.user, id).await?;
    let repayment = repayment(&app, &cancellation.value).await?;
    let view = CancellationView::of(
        &app,
        &booking.value,
        &cancellation.value,
        repayment.as_ref(),
        app.now(),
    );
    Ok(HttpResponse::Ok().json(view))
}

impl From<ConfirmError> for Problem {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::Quote(CannotConfirm::Expired) => Self::from(Kind::QuoteExpired),
            ConfirmError::Quote(CannotConfirm::Superseded)
            | ConfirmError::Booking(CannotCancel::OtherFigures) => {
                Self::from(Kind::QuoteSuperseded)
            }
            ConfirmError::Quote(CannotConfirm::AlreadyConfirmed)
            | ConfirmError::Booking(CannotCancel::AlreadyCancelled | CannotCancel::Leave(_)) => {
                Self::from(Kind::AlreadyCancelled)
            }
            ConfirmError::Booking(CannotCancel::NotConfirmed) => {
                Self::from(Kind::BookingNotConfirmed)
            }
            ConfirmError::NotPaid => Self::internal(&error),
            ConfirmError::World(error) => Self::internal(&error),
            ConfirmError::Once(error) => error.into(),
            ConfirmError::Read(error) => error.into(),
            ConfirmError::Commit(error) => error.into(),
            ConfirmError::Store(error) => error.into(),
        }
    }
}
