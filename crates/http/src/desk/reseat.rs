//! `PUT /v1/admin/bookings/{booking_ref}/seats`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, put};
use airside_app::App;
use airside_app::bookings::reseat::reseat_by_agent;
use airside_booking::reseating::WantedSeat;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Agent;
use crate::bookings::read_reference;
use crate::bookings::reseat::{NewSeat, checked};
use crate::bookings::view::BookingView;
use crate::faults::Faults;
use crate::json::Body;
use crate::problem::Problem;
use crate::reason::Reason;
use crate::request::{Request, fields};
use crate::words;

/// Who is to sit where from now on, and why.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeatsByAgent, example = json!({"seats": [
    {"passenger_id": "0198c0de-0000-7000-8000-000000000001", "journey": "RETURNING", "seat": "12A"},
], "reason": "She called."}))]
pub(crate) struct Seated {
    #[schema(min_items = 1, max_items = 180)]
    seats: Vec<NewSeat>,
    reason: Reason,
}

fields! {
    Seated { seats, reason }
}

impl Request for Seated {
    type Checked = (Vec<WantedSeat>, Reason);

    fn check(self, faults: &mut Faults) -> Option<Self::Checked> {
        Some((checked(&self.seats, faults)?, self.reason))
    }
}

/// Change the seats of any booking
///
/// As its owner may: seats that are free, and each other's, until a flight departs.
#[utoipa::path(
    operation_id = "changeAnySeats",
    tag = "Operators",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    request_body = Seated,
    responses(
        (status = 200, description = "The booking, with the seats as they are now", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`seat_taken`, `too_late_to_change`, `booking_not_payable`, `already_cancelled`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/admin/bookings/{booking_ref}/seats")]
pub(crate) async fn change(
    agent: Agent,
    app: Data<App>,
    reference: Path<String>,
    body: Body<Seated>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let (seats, Reason(reason)) = body.value;
    let booking = reseat_by_agent(&app, &agent, reference, &seats, &reason).await?;
    Ok(HttpResponse::Ok().json(BookingView::of(&app, &booking)))
}
