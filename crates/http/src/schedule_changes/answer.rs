//! Answering a schedule change: the new flights, or the money back.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::idempotency::Answer;
use airside_app::schedule_changes::answer::{AnswerError, accept_change, refund_change};
use airside_booking::Booking;
use airside_booking::schedule_change::{CannotAccept, CannotRefund};
use airside_primitives::ScheduleChangeId;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Signed;
use crate::bookings::read_reference;
use crate::bookings::view::BookingView;
use crate::idempotency::{IdempotencyKey, given};
use crate::json::OptionalBody;
use crate::problem::{Kind, Problem};
use crate::request::plain_requests;
use crate::words;

/// There is nothing to say.
#[derive(Default, Validate)]
pub(crate) struct Agreed {}

/// How much of the ticket comes back.
#[derive(Default, Validate, ToSchema)]
#[schema(as = RefundScheduleChange, example = json!({"whole_ticket": true}))]
#[serde(deny_unknown_fields)]
pub(crate) struct TakenBack {
    /// Takes the ticket's other unflown journeys with it [false].
    #[schema(required = false)]
    whole_ticket: bool,
}

plain_requests! {
    Agreed {}
    TakenBack { whole_ticket }
}

/// Accept a schedule change
///
/// The journey flies by the new times. Seats are kept where the new cabin has them, and given
/// anew by preference where not; the ticket is made anew.
#[utoipa::path(
    operation_id = "acceptScheduleChange",
    tag = "Schedule changes",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("id" = words::Id, Path, description = "The id of the schedule change."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    responses(
        (status = 200, description = "The booking, with its new times", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`already_answered`, `no_alternative`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/bookings/{booking_ref}/schedule-changes/{id}/accept")]
pub(crate) async fn accept(
    app: Data<App>,
    signed: Signed,
    key: IdempotencyKey,
    path: Path<(String, String)>,
    body: OptionalBody<Agreed>,
) -> Result<HttpResponse, Problem> {
    let (reference, id) = named(&path)?;
    let render = renderer(&app);
    let once = key.once(&signed, body.fingerprint(), &render);
    Ok(given(accept_change(&app, signed.user, reference, id, &once).await?))
}

/// Take the money back
///
/// The journey comes back whole, with taxes and extras, and without any charge.
#[utoipa::path(
    operation_id = "refundScheduleChange",
    tag = "Schedule changes",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("id" = words::Id, Path, description = "The id of the schedule change."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    request_body(content = Option<TakenBack>),
    responses(
        (status = 200, description = "The booking, without the journey", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`already_answered`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/bookings/{booking_ref}/schedule-changes/{id}/refund")]
pub(crate) async fn refund(
    app: Data<App>,
    signed: Signed,
    key: IdempotencyKey,
    path: Path<(String, String)>,
    body: OptionalBody<TakenBack>,
) -> Result<HttpResponse, Problem> {
    let (reference, id) = named(&path)?;
    let render = renderer(&app);
    let once = key.once(&signed, body.fingerprint(), &render);
    let whole_ticket = body.value.whole_ticket;
    Ok(given(refund_change(&app, signed.user, reference, id, whole_ticket, &once).await?))
}

fn named(
    path: &(String, String),
) -> Result<(airside_booking::RecordLocator, ScheduleChangeId), Problem> {
    let (reference, id) = path;
    let id = id.parse().map_err(|_| Problem::not_found())?;
    Ok((read_reference(reference)?, id))
}

fn renderer(app: &App) -> impl Fn(&Booking) -> Answer + Sync {
    move |booking| Answer::json(200, &BookingView::of(app, booking))
}

impl From<AnswerError> for Problem {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Accept(CannotAccept::Unknown)
            | AnswerError::Refund(CannotRefund::Unknown) => Self::not_found(),
            AnswerError::Accept(CannotAccept::AlreadyAnswered)
            | AnswerError::Refund(CannotRefund::AlreadyAnswered | CannotRefund::Booking(_))
            | AnswerError::Cancel(_) => Self::from(Kind::AlreadyAnswered),
            AnswerError::Accept(CannotAccept::NoAlternative) => Self::from(Kind::NoAlternative),
            AnswerError::Paid(error) => error.into(),
            AnswerError::Once(error) => error.into(),
            AnswerError::Read(error) => error.into(),
            AnswerError::World(error) => Self::internal(&error),
            AnswerError::Commit(error) => error.into(),
            AnswerError::Store(error) => error.into(),
        }
    }
}
