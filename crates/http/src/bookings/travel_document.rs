//! `PUT, DELETE /v1/bookings/{booking_ref}/passengers/{id}/travel-document`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete, put};
use airside_app::App;
use airside_app::travel_documents::{KeepError, forget_travel_document, keep_travel_document};
use airside_booking::papers::CannotKeep;
use airside_booking::travel_document::KnownCountry;
use airside_booking::{RecordLocator, TravelDocument};
use airside_primitives::PassengerId;
use utoipa::ToSchema;
use validator::Validate;

use super::read_reference;
use super::view::BookingView;
use crate::auth::Signed;
use crate::faults::Faults;
use crate::json::Body;
use crate::path::segment;
use crate::problem::{Kind, Problem};
use crate::request::{Request, fields};
use crate::words;

/// What a passenger travels with. Names and date of birth are those of the booking.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "type": "PASSPORT", "number": "Z1234567", "issuing_country": "IN", "nationality": "IN",
    "expires_on": "2031-12-31",
}))]
pub(crate) struct NewTravelDocument {
    #[schema(value_type = words::TravelDocumentType)]
    r#type: String,
    /// 1 to 20 letters A to Z and digits; case, spaces and hyphens do not count. It is shown to
    /// nobody but authorities.
    #[schema(example = "Z1234567")]
    number: String,
    /// ISO 3166-1, two letters.
    #[schema(value_type = words::CountryCode)]
    issuing_country: String,
    /// ISO 3166-1, two letters.
    #[schema(value_type = words::CountryCode)]
    nationality: String,
    /// Not before the day of the passenger's last arrival.
    #[schema(value_type = time::Date)]
    expires_on: String,
}

fields! {
    NewTravelDocument { r#type, number, issuing_country, nationality, expires_on }
}

impl Request for NewTravelDocument {
    type Checked = TravelDocument;

    fn check(self, faults: &mut Faults) -> Option<TravelDocument> {
        let kind = faults.read("/type", Some(&self.r#type));
        let number = faults.read("/number", Some(&self.number));
        let issuing = faults.read("/issuing_country", Some(&self.issuing_country));
        let nationality = faults.read("/nationality", Some(&self.nationality));
        let expires_on = faults.date("/expires_on", Some(&self.expires_on));
        let (KnownCountry(issuing_country), KnownCountry(nationality)) = (issuing?, nationality?);
        Some(TravelDocument {
            kind: kind?,
            number: number?,
            issuing_country,
            nationality,
            expires_on: expires_on?,
        })
    }
}

/// Keep a travel document
///
/// In the place of the one that was kept; sending it again changes nothing. Its number is encrypted
/// at rest where the deployment has a key for that, and answers have its last four characters.
#[utoipa::path(
    operation_id = "putTravelDocument",
    tag = "Bookings",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("id" = words::Id, Path, description = "The id of the passenger."),
    ),
    request_body = NewTravelDocument,
    responses(
        (status = 200, description = "The booking, with the document", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`booking_not_confirmed`, `already_cancelled`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/bookings/{booking_ref}/passengers/{id}/travel-document")]
pub(crate) async fn keep(
    app: Data<App>,
    signed: Signed,
    path: Path<(String, String)>,
    body: Body<NewTravelDocument>,
) -> Result<HttpResponse, Problem> {
    let (reference, passenger) = named(&path)?;
    let kept = keep_travel_document(&app, signed.user, reference, passenger, &body.value).await?;
    Ok(HttpResponse::Ok().json(BookingView::of(&app, &kept)))
}

/// Forget a travel document
///
/// Whatever became of the booking; 204 too where none is kept.
#[utoipa::path(
    operation_id = "deleteTravelDocument",
    tag = "Bookings",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("id" = words::Id, Path, description = "The id of the passenger."),
    ),
    responses(
        (status = 204, description = "None is kept"),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[delete("/v1/bookings/{booking_ref}/passengers/{id}/travel-document")]
pub(crate) async fn forget(
    app: Data<App>,
    signed: Signed,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (reference, passenger) = named(&path)?;
    forget_travel_document(&app, signed.user, reference, passenger).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn named(
    (reference, passenger): &(String, String),
) -> Result<(RecordLocator, PassengerId), Problem> {
    Ok((read_reference(reference)?, segment(passenger)?))
}

impl From<KeepError> for Problem {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Refused(refused) => refused.into(),
            KeepError::Read(error) => error.into(),
            KeepError::World(error) => Self::internal(&error),
            KeepError::Commit(error) => error.into(),
            KeepError::Store(error) => error.into(),
        }
    }
}

impl From<CannotKeep> for Problem {
    fn from(error: CannotKeep) -> Self {
        match error {
            CannotKeep::UnknownPassenger => Self::not_found(),
            CannotKeep::NotConfirmed | CannotKeep::Erased => {
                Self::new(Kind::BookingNotConfirmed, error)
            }
            CannotKeep::TravelsNoMore => Self::new(Kind::AlreadyCancelled, error),
            CannotKeep::ExpiresBefore { .. } => Self::invalid_field("/expires_on", error),
        }
    }
}
