//! Correcting the name of a traveller.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, patch};
use airside_app::App;
use airside_app::bookings::correct::{CorrectError, CorrectName, correct_name};
use airside_booking::RecordLocator;
use airside_booking::correcting::CannotCorrect;
use airside_booking::name::Revision;
use airside_primitives::PassengerId;
use utoipa::ToSchema;
use validator::Validate;

use super::name_faults::blame;
use super::read_reference;
use super::view::BookingView;
use crate::auth::Signed;
use crate::faults::Faults;
use crate::json::Body;
use crate::patch::Patch;
use crate::path::segment;
use crate::problem::{Kind, Problem};
use crate::reason::Reason;
use crate::request::plain_requests;
use crate::words;

/// What the traveller is called; what is left out stays as it is.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"given_name": "Aasha"}))]
pub(crate) struct CorrectedName {
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
    /// Why the family name is another; needed where it differs in more than three letters.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500, example = "Married in May")]
    reason: Option<Reason>,
}

plain_requests! {
    CorrectedName {
        given_name, middle_name, family_name, latin_given_name, latin_family_name, reason
    }
}

impl CorrectedName {
    fn revision(self) -> (Revision, Option<String>) {
        let reason = self.reason.map(|Reason(reason)| reason);
        (
            revision(
                [self.given_name, self.middle_name],
                self.family_name,
                [self.latin_given_name, self.latin_family_name],
            ),
            reason,
        )
    }
}

/// The parts of a name that a client told.
pub(crate) fn revision(
    [given, middle]: [Patch<String>; 2],
    family: Option<String>,
    [latin_given, latin_family]: [Patch<String>; 2],
) -> Revision {
    let trimmed = |name: String| name.trim().to_owned();
    Revision {
        given: given.map(trimmed),
        middle: middle.map(trimmed),
        family: family.map(trimmed),
        latin_given: latin_given.map(trimmed),
        latin_family: latin_family.map(trimmed),
    }
}

/// Correct the name of a passenger
///
/// Once within three letters of the name that was booked, counted in all names together as the
/// ticket spells them; and once to another family name, with a reason. Both until the first journey
/// departs, and neither costs anything. Who travels stays the same person. Where the ticket spells
/// it otherwise this passenger gets a new number for it, and in any case a new PDF. The same names
/// once more are no second correction. Whatever else is right is for those who serve the booking.
#[utoipa::path(
    operation_id = "correctName",
    tag = "Bookings",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("id" = words::Id, Path, description = "The id of the passenger."),
    ),
    request_body = CorrectedName,
    responses(
        (status = 200, description = "The booking, with the name as it is now", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`already_corrected`, `too_late_to_change`, `booking_not_confirmed`, `already_cancelled`, `conflict`", body = Problem),
        (status = 422, description = "`name_too_different`, `latin_name_required`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[patch("/v1/bookings/{booking_ref}/passengers/{id}")]
pub(crate) async fn correct(
    signed: Signed,
    app: Data<App>,
    path: Path<(String, String)>,
    body: Body<CorrectedName>,
) -> Result<HttpResponse, Problem> {
    let (reference, passenger) = named(&path)?;
    let (name, reason) = body.value.revision();
    let pointer = pointer(&name);
    let command = CorrectName { reference, passenger, name, reason };
    let corrected = correct_name(&app, &signed, &command).await;
    let booking = corrected.map_err(|error| problem(error, pointer))?;
    Ok(HttpResponse::Ok().json(BookingView::of(&app, &booking)))
}

/// The booking and the passenger of a path.
pub(crate) fn named(path: &(String, String)) -> Result<(RecordLocator, PassengerId), Problem> {
    let (reference, passenger) = path;
    Ok((read_reference(reference)?, segment(passenger)?))
}

/// The field that is to blame if the name is too different: the first that was told.
pub(crate) const fn pointer(name: &Revision) -> &'static str {
    if name.given.is_some() {
        "/given_name"
    } else if name.latin_given.is_some() {
        "/latin_given_name"
    } else if name.middle.is_some() {
        "/middle_name"
    } else if name.family.is_some() {
        "/family_name"
    } else {
        "/latin_family_name"
    }
}

/// Why the name stays as it is.
pub(crate) fn problem(error: CorrectError, pointer: &'static str) -> Problem {
    match error {
        CorrectError::NoName(wrong) => {
            let mut faults = Faults::default();
            blame(&wrong, &|field| format!("/{field}"), &mut faults);
            let refused: Result<(), Problem> = faults.accept(None);
            refused.err().unwrap_or_else(|| Problem::from(Kind::InvalidRequest))
        }
        CorrectError::Refused(why) => match why {
            CannotCorrect::UnknownPassenger => Problem::not_found(),
            CannotCorrect::NotConfirmed => Problem::new(Kind::BookingNotConfirmed, why),
            CannotCorrect::Cancelled => Problem::new(Kind::AlreadyCancelled, why),
            CannotCorrect::TooLate { .. } => Problem::new(Kind::TooLateToChange, why),
            CannotCorrect::LettersBefore | CannotCorrect::FamilyNameBefore => {
                Problem::new(Kind::AlreadyCorrected, why)
            }
            CannotCorrect::TooDifferent => Problem::at_field(Kind::NameTooDifferent, pointer, why),
            CannotCorrect::ReasonRequired => Problem::invalid_field("/reason", why),
        },
        CorrectError::Read(error) => error.into(),
        CorrectError::World(error) => Problem::internal(&error),
        CorrectError::Commit(error) => error.into(),
        CorrectError::Store(error) => error.into(),
    }
}
