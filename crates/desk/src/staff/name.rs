//! `/desk/bookings/{reference}/travellers/{id}`: the name of a traveller, put right at the counter.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::account::Role;
use airside_app::bookings::correct::{CorrectError, CorrectName, correct_name_by_agent};
use airside_booking::{Booking, Passenger};

use super::booking::any;
use super::deeds::{Asked, asked, back};
use super::who::staff;
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::Sheet;
use crate::shown::naming::{NameForm, blame, filled, named, revision};
use crate::visitor::Visitor;

#[get("/desk/bookings/{reference}/travellers/{id}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Agent)?;
    let booking = any(&app, &path.0).await?;
    let (passenger, name) = named(&booking, &path.1)?;
    Ok(page(&visitor, &booking, passenger, (&filled(name), &Wrong::default())))
}

#[post("/desk/bookings/{reference}/travellers/{id}")]
pub(super) async fn send(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let Asked { caller, booking, reason } = asked(&app, &posted, &path.0).await?;
    let (passenger, name) = named(&booking, &path.1)?;
    let (texts, fields) = (posted.visitor.texts, &posted.fields);
    let revision = revision(name, fields);
    let mut faults = Wrong::default();
    if let Err(wrong) = name.revised(revision.clone()) {
        blame(texts, &wrong, str::to_owned, &mut faults);
    }
    if reason.is_empty() {
        faults.add("reason", texts.counter.why_missing);
    }
    if faults.is_empty() {
        let command = CorrectName {
            reference: booking.reference,
            passenger: passenger.id,
            name: revision,
            reason: Some(reason),
        };
        match correct_name_by_agent(&app, &caller, &command).await {
            Ok(_) => return Ok(back(&posted, &booking)),
            Err(CorrectError::Refused(_)) => faults.add("family", texts.naming.too_late),
            Err(CorrectError::Store(error)) if error.is_away() => return Err(Refusal::Away),
            Err(error) => return Err(Refusal::fault(&error)),
        }
    }
    Ok(page(&posted.visitor, &booking, passenger, (fields, &faults)))
}

fn page(
    visitor: &Visitor,
    booking: &Booking,
    passenger: &Passenger,
    (fields, faults): (&Fields, &Wrong),
) -> HttpResponse {
    let texts = visitor.texts;
    let back = format!("desk/bookings/{}", booking.reference);
    let action = format!("{back}/travellers/{}", passenger.id);
    let (rules, reason) = (texts.naming.at_the_counter, texts.counter.reason);
    let form = NameForm { action, back, rules, reason }.shown(visitor, booking, (fields, faults));
    let sheet = Sheet::new(visitor, texts.naming.correct, form);
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}
