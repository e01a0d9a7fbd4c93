//! Some of the travellers of a booking get one of their own.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::bookings::split::{Split, SplitError, split};
use airside_app::idempotency::Answer;
use airside_booking::splitting::CannotSplit;
use utoipa::ToSchema;
use validator::Validate;

use super::view::BookingView;
use super::{at_booking, read_reference};
use crate::auth::Signed;
use crate::cancellations::Passengers;
use crate::idempotency::IdempotencyKey;
use crate::json::Body;
use crate::problem::{Kind, Problem};
use crate::request::plain_requests;
use crate::words;

/// Who parts from the others.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSplit)]
pub(crate) struct NewSplit {
    /// By the ids of the booking's passengers, with the infants on their laps. Somebody has to stay.
    #[schema(value_type = Vec<words::Id>)]
    passengers: Passengers,
}

plain_requests! {
    NewSplit { passengers }
}

/// Split a booking
///
/// Those who are named get a booking of their own, with the same journeys, seats and ticket numbers
/// and their share of everything that was paid; both add up to what the one was, to the last unit.
/// Each is changed, cancelled and refunded by itself from then on. A promo code stays with those who
/// stay. It costs nothing, and cannot be undone.
#[utoipa::path(
    operation_id = "splitBooking",
    tag = "Bookings",
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
#[post("/v1/bookings/{booking_ref}/split")]
pub(crate) async fn create(
    app: Data<App>,
    signed: Signed,
    key: IdempotencyKey,
    reference: Path<String>,
    body: Body<NewSplit>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let render = |booking: &_| Answer::json(201, &BookingView::of(&app, booking));
    let once = key.once(&signed, body.fingerprint(), &render);
    let NewSplit { passengers: Passengers(passengers) } = body.value;
    let command = Split { reference, passengers };
    let given = split(&app, &signed, &command, &once).await?;
    Ok(at_booking(&app, given, "/v1/bookings"))
}

impl From<SplitError> for Problem {
    fn from(error: SplitError) -> Self {
        match error {
            SplitError::Refused(why) => match why {
                CannotSplit::UnknownPassenger { at } => {
                    Self::invalid_field(format!("/passengers/{at}"), why)
                }
                CannotSplit::NobodyStays | CannotSplit::NotOnIt | CannotSplit::LeftAlone(_) => {
                    Self::invalid_field("/passengers", why)
                }
                CannotSplit::NotPaid => Self::new(Kind::BookingNotConfirmed, why),
                CannotSplit::Cancelled => Self::new(Kind::AlreadyCancelled, why),
                CannotSplit::TooLate => Self::new(Kind::TooLateToChange, why),
                CannotSplit::ChangeIsOpen => Self::new(Kind::Conflict, why),
            },
            SplitError::NotPaid => Self::new(Kind::Conflict, error),
            SplitError::Read(error) => error.into(),
            SplitError::Once(error) => error.into(),
            SplitError::World(error) => Self::internal(&error),
            SplitError::Commit(error) => error.into(),
            SplitError::Store(error) => error.into(),
        }
    }
}
