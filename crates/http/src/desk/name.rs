//! `PATCH /v1/admin/bookings/{booking_ref}/passengers/{id}`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, patch};
use airside_app::App;
use airside_app::bookings::correct::{CorrectName, correct_name_by_agent};
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Agent;
use crate::bookings::correct::{named, pointer, problem, revision};
use crate::bookings::view::BookingView;
use crate::json::Body;
use crate::patch::Patch;
use crate::problem::Problem;
use crate::reason::Reason;
use crate::request::plain_requests;
use crate::words;

/// What the traveller is called, and why; what is left out stays as it is.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NameCorrectedByAgent, example = json!({"given_name": "Rao", "family_name": "Asha", "reason": "The names were the wrong way round."}))]
pub(crate) struct Corrected {
    /// Null of a person with one name, which is the family name.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60)]
    given_name: Patch<String>,
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60)]
    middle_name: Patch<String>,
    #[schema(min_length = 1, max_length = 60)]
    family_name: Option<String>,
    /// Given and middle names as the passport has them in Latin letters. Left out, or null, they
    /// are spelt anew where a name is told that they are for.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60)]
    latin_given_name: Patch<String>,
    /// The family name likewise.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60)]
    latin_family_name: Patch<String>,
    reason: Reason,
}

plain_requests! {
    Corrected {
        given_name, middle_name, family_name, latin_given_name, latin_family_name, reason
    }
}

/// Correct the name of a passenger of any booking
///
/// To whatever is right, as often as it is needed, until the first journey departs. It is not
/// counted among the corrections that the owner of the booking has, and what they correct later is
/// measured against it. Somebody else does not travel by it: the date of birth stays what it is.
#[utoipa::path(
    operation_id = "correctAnyName",
    tag = "Operators",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("id" = words::Id, Path, description = "The id of the passenger."),
    ),
    request_body = Corrected,
    responses(
        (status = 200, description = "The booking, with the name as it is now", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`too_late_to_change`, `booking_not_confirmed`, `already_cancelled`, `conflict`", body = Problem),
        (status = 422, description = "`latin_name_required`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[patch("/v1/admin/bookings/{booking_ref}/passengers/{id}")]
pub(crate) async fn correct(
    agent: Agent,
    app: Data<App>,
    path: Path<(String, String)>,
    body: Body<Corrected>,
) -> Result<HttpResponse, Problem> {
    let (reference, passenger) = named(&path)?;
    let told = body.value;
    let name = revision(
        [told.given_name, told.middle_name],
        told.family_name,
        [told.latin_given_name, told.latin_family_name],
    );
    let (pointer, Reason(reason)) = (pointer(&name), told.reason);
    let command = CorrectName { reference, passenger, name, reason: Some(reason) };
    let corrected = correct_name_by_agent(&app, &agent, &command).await;
    let booking = corrected.map_err(|error| problem(error, pointer))?;
    Ok(HttpResponse::Ok().json(BookingView::of(&app, &booking)))
}
