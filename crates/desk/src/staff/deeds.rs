//! What is done to a booking at the counter; each with its reason, which the history keeps.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::account::Role;
use airside_app::accounts::Caller;
use airside_app::bookings::note::add_note;
use airside_app::documents::resend::{ResendError, resend_documents};
use airside_booking::Booking;

use super::booking::{any, page};
use super::who::staff;
use crate::form::{Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::lead;

/// A deed that is asked for: by whom, to which booking, and why.
pub(super) struct Asked {
    pub(super) caller: Caller,
    pub(super) booking: Booking,
    pub(super) reason: String,
}

pub(super) async fn asked(app: &App, posted: &Posted, reference: &str) -> Result<Asked, Refusal> {
    let caller = staff(&posted.visitor, Role::Agent)?;
    let booking = any(app, reference).await?;
    Ok(Asked { caller, booking, reason: posted.fields.get("reason").to_owned() })
}

pub(super) fn back(posted: &Posted, booking: &Booking) -> HttpResponse {
    lead(&posted.visitor, &format!("desk/bookings/{}", booking.reference), Vec::new())
}

#[post("/desk/bookings/{reference}/notes")]
pub(super) async fn note(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Asked { caller, booking, reason } = asked(&app, &posted, &reference).await?;
    if reason.is_empty() {
        let wrong = Wrong::with("note", posted.visitor.texts.counter.why_missing);
        return page(&app, &posted.visitor, &booking, (&posted.fields, &wrong)).await;
    }
    match add_note(&app, &caller, booking.reference, reason).await {
        Ok(_) => Ok(back(&posted, &booking)),
        Err(error) => Err(Refusal::fault(&error)),
    }
}

#[post("/desk/bookings/{reference}/resend")]
pub(super) async fn resend(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Asked { caller, booking, reason } = asked(&app, &posted, &reference).await?;
    let texts = posted.visitor.texts;
    let said = if reason.is_empty() {
        texts.counter.why_missing
    } else {
        match resend_documents(&app, &caller, booking.reference, &reason).await {
            Ok(_) => return Ok(back(&posted, &booking)),
            Err(ResendError::Store(error)) => return Err(Refusal::fault(&error)),
            Err(_) => texts.counter.nothing_to_send,
        }
    };
    let wrong = Wrong::with("resend", said);
    page(&app, &posted.visitor, &booking, (&posted.fields, &wrong)).await
}
