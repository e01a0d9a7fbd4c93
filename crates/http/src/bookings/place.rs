//! Placing a booking.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::bookings::place::{PlaceBooking, PlaceError, place_booking};
use airside_app::idempotency::{Answer, Given};
use serde::Deserialize;

use super::new_booking::NewBooking;
use super::services::blamed;
use super::view::BookingView;
use crate::auth::Signed;
use crate::idempotency::{IdempotencyKey, given};
use crate::json::Body;
use crate::location;
use crate::problem::{Kind, Problem};
use crate::words;

/// Book offers
///
/// Holds inventory and picked seats until `payment_due_by`. The same `Idempotency-Key` with the
/// same body answers the same booking.
#[utoipa::path(
    operation_id = "createBooking",
    tag = "Bookings",
    params(("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe.")),
    request_body = NewBooking,
    responses(
        (status = 201, description = "The booking, held until it is paid", body = BookingView),
        (status = 409, description = "`sold_out`, `service_full`, `seat_taken`, `too_many_holds`, `flight_changed`", body = Problem),
        (status = 410, description = "`offer_expired`", body = Problem),
        (status = 422, description = "`invalid_offer`, `party_mismatch`, `too_many_passengers`, `latin_name_required`, `invalid_promo_code`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/bookings")]
pub(crate) async fn create(
    app: Data<App>,
    signed: Signed,
    key: IdempotencyKey,
    body: Body<NewBooking>,
) -> Result<HttpResponse, Problem> {
    let render = |booking: &_| Answer::json(201, &BookingView::of(&app, booking));
    let once = key.once(&signed, body.fingerprint(), &render);
    let command = PlaceBooking { by: signed.role, ..body.value };
    let placed = place_booking(&app, signed.user, &command, &once).await?;
    Ok(at_booking(&app, placed, "/v1/bookings"))
}

/// An answer that tells of a new booking, with its address among these.
pub(crate) fn at_booking(app: &App, told: Given, among: &str) -> HttpResponse {
    let reference = reference_in(told.answer());
    let answer = given(told);
    match reference {
        Some(reference) => location::at(answer, app, format!("{among}/{reference}")),
        None => answer,
    }
}

/// The booking that an answer tells of, which may be of an older release.
fn reference_in(answer: &Answer) -> Option<String> {
    #[derive(Deserialize)]
    struct Placed {
        booking_ref: String,
    }
    let placed = serde_json::from_str::<Placed>(&answer.body).ok()?;
    Some(placed.booking_ref)
}

impl From<PlaceError> for Problem {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::Offer { at, error } => {
                Self::at_field(Kind::from(&error), format!("/offers/{at}"), error)
            }
            PlaceError::Request(error) => error.into(),
            PlaceError::TooManyHolds { .. } => Self::new(Kind::TooManyHolds, error),
            PlaceError::Services { passenger, faults } => {
                let pointer = format!("/passengers/{passenger}/special_services");
                Self::invalid(blamed(faults, &pointer))
            }
            PlaceError::UnknownPromoCode => invalid_promo_code(&error),
            PlaceError::Promo(ref refused) => invalid_promo_code(refused),
            PlaceError::Once(error) => error.into(),
            PlaceError::Commit(error) => error.into(),
            PlaceError::World(error) => Self::internal(&error),
            PlaceError::Store(error) => Self::internal(&error),
        }
    }
}

fn invalid_promo_code(error: &dyn std::error::Error) -> Problem {
    Problem::at_field(Kind::InvalidPromoCode, "/promo_code", error)
}
