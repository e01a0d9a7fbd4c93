//! `PUT /v1/admin/bookings/{booking_ref}/passengers/{id}/special-services`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, put};
use airside_app::App;
use airside_app::bookings::serve::{Serve, serve_by_agent};
use airside_booking::WantedService;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Agent;
use crate::bookings::correct::named;
use crate::bookings::serve::checked;
use crate::bookings::services::NewService;
use crate::bookings::view::BookingView;
use crate::faults::Faults;
use crate::json::Body;
use crate::problem::Problem;
use crate::reason::Reason;
use crate::request::{Request, fields};
use crate::words;

/// All that is to be done for the traveller, and why.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SpecialServicesByAgent, example = json!({"special_services": [{"code": "WCHR"}], "reason": "She called."}))]
pub(crate) struct Served {
    #[schema(max_items = 20)]
    special_services: Vec<NewService>,
    reason: Reason,
}

fields! {
    Served { special_services, reason }
}

impl Request for Served {
    type Checked = (Vec<WantedService>, Reason);

    fn check(self, faults: &mut Faults) -> Option<Self::Checked> {
        Some((checked(self.special_services, faults)?, self.reason))
    }
}

/// Set the special services of a passenger of any booking
///
/// On the journeys that lie ahead, these and no others. The limits of the tariff hold as they do for
/// the owner of the booking.
#[utoipa::path(
    operation_id = "setAnySpecialServices",
    tag = "Operators",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("id" = words::Id, Path, description = "The id of the passenger."),
    ),
    request_body = Served,
    responses(
        (status = 200, description = "The booking, with the services as they are now", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`service_full`, `too_late_to_change`, `booking_not_payable`, `already_cancelled`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/admin/bookings/{booking_ref}/passengers/{id}/special-services")]
pub(crate) async fn set(
    agent: Agent,
    app: Data<App>,
    path: Path<(String, String)>,
    body: Body<Served>,
) -> Result<HttpResponse, Problem> {
    let (reference, passenger) = named(&path)?;
    let (services, Reason(reason)) = body.value;
    let command = Serve { reference, passenger, services };
    let booking = serve_by_agent(&app, &agent, &command, &reason).await?;
    Ok(HttpResponse::Ok().json(BookingView::of(&app, &booking)))
}
