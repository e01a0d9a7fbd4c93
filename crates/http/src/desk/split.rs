//! `POST /v1/admin/bookings/{booking_ref}/split`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::bookings::split::{Split, split_by_agent};
use airside_app::idempotency::Answer;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Agent;
use crate::bookings::view::BookingView;
use crate::bookings::{at_booking, read_reference};
use crate::cancellations::Passengers;
use crate::idempotency::IdempotencyKey;
use crate::json::Body;
use crate::problem::Problem;
use crate::reason::Reason;
use crate::request::plain_requests;
use crate::words;

/// Who parts from the others, and why.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SplitByAgent)]
pub(crate) struct NewSplit {
    /// By the ids of the booking's passengers, with the infants on their laps. Somebody has to stay.
    #[schema(value_type = Vec<words::Id>)]
    passengers: Passengers,
    reason: Reason,
}

plain_requests! {
    NewSplit { passengers, reason }
}

/// Split any booking
///
/// As its owner can. Both bookings are the owner's, and the history of both says why.
#[utoipa::path(
    operation_id = "splitAnyBooking",
    tag = "Operators",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    request_body = NewSplit,
    responses(
        (status = 201, description = "The booking of those who part", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`booking_not_confirmed`, `already_cancelled`, `too_late_to_change`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/bookings/{booking_ref}/split")]
pub(crate) async fn create(
    agent: Agent,
    app: Data<App>,
    key: IdempotencyKey,
    reference: Path<String>,
    body: Body<NewSplit>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let render = |booking: &_| Answer::json(201, &BookingView::of(&app, booking));
    let once = key.once(&agent, body.fingerprint(), &render);
    let NewSplit { passengers: Passengers(passengers), reason: Reason(reason) } = body.value;
    let command = Split { reference, passengers };
    let given = split_by_agent(&app, &agent, &command, &reason, &once).await?;
    Ok(at_booking(&app, given, "/v1/admin/bookings"))
}
