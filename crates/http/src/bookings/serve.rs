//! Other special services for a traveller.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, put};
use airside_app::App;
use airside_app::bookings::serve::{Serve, ServeError, serve};
use airside_booking::WantedService;
use airside_booking::serving::CannotServe;
use utoipa::ToSchema;
use validator::Validate;

use super::correct::named;
use super::services::{NewService, blamed, wanted};
use super::view::BookingView;
use crate::auth::Signed;
use crate::faults::Faults;
use crate::json::Body;
use crate::problem::{Kind, Problem};
use crate::request::{Request, fields};
use crate::words;

/// A ticket has no room for more.
const MOST: usize = 20;

/// All that is to be done for the traveller.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"special_services": [{"code": "VGML"}, {"code": "WCHR", "journeys": ["RETURNING"]}]}))]
pub(crate) struct SpecialServices {
    #[schema(max_items = 20)]
    special_services: Vec<NewService>,
}

fields! {
    SpecialServices { special_services }
}

impl Request for SpecialServices {
    type Checked = Vec<WantedService>;

    fn check(self, faults: &mut Faults) -> Option<Self::Checked> {
        checked(self.special_services, faults)
    }
}

/// The services of a request, if they are no more than a ticket has room for.
pub(crate) fn checked(
    services: Vec<NewService>,
    faults: &mut Faults,
) -> Option<Vec<WantedService>> {
    if services.len() > MOST {
        faults.add("/special_services", format_args!("must have at most {MOST}"));
        return None;
    }
    Some(wanted(services, "/special_services", faults))
}

/// Set the special services of a passenger
///
/// On the journeys that lie ahead, these and no others: what is left out is not done any more. They
/// stand on the passenger list of each departure and on the ticket, which is made anew. How many
/// passengers of a departure can have one is up to the tariff.
#[utoipa::path(
    operation_id = "setSpecialServices",
    tag = "Bookings",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("id" = words::Id, Path, description = "The id of the passenger."),
    ),
    request_body = SpecialServices,
    responses(
        (status = 200, description = "The booking, with the services as they are now", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`service_full`, `too_late_to_change`, `booking_not_payable`, `already_cancelled`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/bookings/{booking_ref}/passengers/{id}/special-services")]
pub(crate) async fn set(
    signed: Signed,
    app: Data<App>,
    path: Path<(String, String)>,
    body: Body<SpecialServices>,
) -> Result<HttpResponse, Problem> {
    let (reference, passenger) = named(&path)?;
    let command = Serve { reference, passenger, services: body.value };
    let booking = serve(&app, &signed, &command).await?;
    Ok(HttpResponse::Ok().json(BookingView::of(&app, &booking)))
}

impl From<ServeError> for Problem {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Refused(why) => match why {
                CannotServe::UnknownPassenger => Self::not_found(),
                CannotServe::Expired => Self::new(Kind::BookingNotPayable, why),
                CannotServe::Cancelled => Self::new(Kind::AlreadyCancelled, why),
                CannotServe::TooLate => Self::new(Kind::TooLateToChange, why),
                CannotServe::Wanted(faults) => Self::invalid(blamed(faults, "/special_services")),
            },
            ServeError::Read(error) => error.into(),
            ServeError::World(error) => Self::internal(&error),
            ServeError::Commit(error) => error.into(),
            ServeError::Store(error) => error.into(),
        }
    }
}
