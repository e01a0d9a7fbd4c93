//! `/trips/{reference}/travellers/{id}`: another name for the same traveller, for whoever booked and
//! is logged in.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::bookings::correct::{CorrectError, CorrectName, correct_name};
use airside_booking::correcting::CannotCorrect;

use airside_booking::{Booking, CorrectionKind, Passenger};

use super::opened::{owned, read_fault};
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead};
use crate::shown::naming::{NameForm, blame, filled, named, revision};
use crate::texts::Texts;
use crate::visitor::Visitor;

#[get("/trips/{reference}/travellers/{id}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (_, booking) = owned(&app, &visitor, &path.0).await?;
    let (passenger, name) = named(&booking, &path.1)?;
    Ok(page(&visitor, &booking, passenger, (&filled(name), &Wrong::default())))
}

#[post("/trips/{reference}/travellers/{id}")]
pub(super) async fn send(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let (caller, booking) = owned(&app, &visitor, &path.0).await?;
    let (passenger, name) = named(&booking, &path.1)?;
    let revision = revision(name, &fields);
    // It would spend the correction, and is hardly meant.
    if name.given().is_some() && !fields.has("given") {
        let mut faults = Wrong::with("given", visitor.texts.naming.keep_given);
        let rest = name.revised(revision).err().unwrap_or_default();
        blame(visitor.texts, &rest, str::to_owned, &mut faults);
        return Ok(page(&visitor, &booking, passenger, (&fields, &faults)));
    }
    let reason = Some(fields.get("reason").to_owned()).filter(|it| !it.is_empty());
    let command = CorrectName {
        reference: booking.reference,
        passenger: passenger.id,
        name: revision,
        reason,
    };
    match correct_name(&app, &caller, &command).await {
        Ok(_) => Ok(lead(&visitor, &format!("trips/{}", booking.reference), Vec::new())),
        Err(error) => {
            let faults = said(visitor.texts, error)?;
            Ok(page(&visitor, &booking, passenger, (&fields, &faults)))
        }
    }
}

/// What is wrong with it, beside the field; what is no fault of the form is refused.
fn said(texts: &Texts, error: CorrectError) -> Result<Wrong, Refusal> {
    let naming = &texts.naming;
    let why = match error {
        CorrectError::NoName(faults) => {
            let mut wrong = Wrong::default();
            blame(texts, &faults, str::to_owned, &mut wrong);
            return Ok(wrong);
        }
        CorrectError::Refused(why) => why,
        CorrectError::Read(error) => return Err(read_fault(&error)),
        CorrectError::Store(error) if error.is_away() => return Err(Refusal::Away),
        error => return Err(Refusal::fault(&error)),
    };
    Ok(match why {
        CannotCorrect::ReasonRequired => Wrong::with("reason", naming.needs_reason),
        CannotCorrect::TooDifferent => Wrong::with("family", naming.too_different),
        CannotCorrect::LettersBefore | CannotCorrect::FamilyNameBefore => {
            Wrong::with("family", naming.spent)
        }
        CannotCorrect::UnknownPassenger
        | CannotCorrect::NotConfirmed
        | CannotCorrect::Cancelled
        | CannotCorrect::TooLate { .. } => Wrong::with("family", naming.too_late),
    })
}

fn page(
    visitor: &Visitor,
    booking: &Booking,
    passenger: &Passenger,
    (fields, faults): (&Fields, &Wrong),
) -> HttpResponse {
    let naming = &visitor.texts.naming;
    let spent = |kind| passenger.person.as_ref().is_some_and(|it| it.was_corrected(kind));
    let rules = match (spent(CorrectionKind::Letters), spent(CorrectionKind::FamilyName)) {
        (false, false) => naming.rules,
        (true, false) => naming.family_left,
        (false, true) => naming.letters_left,
        (true, true) => naming.spent,
    };
    let back = format!("trips/{}", booking.reference);
    let action = format!("{back}/travellers/{}", passenger.id);
    let form = NameForm { action, back, rules, reason: naming.reason };
    let sheet = Sheet::new(visitor, naming.correct, form.shown(visitor, booking, (fields, faults)));
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}
