//! What is done to a booking at the counter; each with its reason, which the history keeps.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::account::Role;
use airside_app::accounts::Caller;
use airside_app::bookings::note::add_note;
use airside_app::cancellations::by_agent::{CancelByAgent, CancelByAgentError, cancel_by_agent};
use airside_app::cancellations::confirm::{ConfirmError, Confirmed};
use airside_app::documents::resend::{ResendError, resend_documents};
use airside_app::idempotency::IdempotencyError;
use airside_booking::cancellation::{CannotQuote, Charge, Named, Selection};
use airside_booking::{Booking, Direction};

use super::booking::{any, page};
use super::who::staff;
use crate::form::{Posted, Wrong};
use crate::once::{in_turn, once};
use crate::refusal::Refusal;
use crate::sheet::lead;
use crate::shown::travellers;

/// A deed that is asked for: by whom, to which booking, and why.
struct Asked {
    caller: Caller,
    booking: Booking,
    reason: String,
}

async fn asked(app: &App, posted: &Posted, reference: &str) -> Result<Asked, Refusal> {
    let caller = staff(&posted.visitor, Role::Agent)?;
    let booking = any(app, reference).await?;
    Ok(Asked { caller, booking, reason: posted.fields.get("reason").to_owned() })
}

fn back(posted: &Posted, booking: &Booking) -> HttpResponse {
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
        let wrong = Wrong::with("note", posted.visitor.texts.say_why);
        return page(&app, &posted.visitor, &booking, &wrong).await;
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
        texts.say_why
    } else {
        match resend_documents(&app, &caller, booking.reference, &reason).await {
            Ok(_) => return Ok(back(&posted, &booking)),
            Err(ResendError::Store(error)) => return Err(Refusal::fault(&error)),
            Err(_) => texts.nothing_to_send,
        }
    };
    page(&app, &posted.visitor, &booking, &Wrong::with("resend", said)).await
}

#[post("/desk/bookings/{reference}/cancel")]
pub(super) async fn cancel(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Asked { caller, booking, reason } = asked(&app, &posted, &reference).await?;
    let texts = posted.visitor.texts;
    let journeys = posted.fields.all("journey");
    let journeys: Vec<Direction> = journeys.filter_map(|it| it.parse().ok()).collect();
    let missing = if journeys.is_empty() {
        Some(texts.choose_journey)
    } else {
        reason.is_empty().then_some(texts.say_why)
    };
    if let Some(said) = missing {
        return page(&app, &posted.visitor, &booking, &Wrong::with("cancel", said)).await;
    }
    let passengers = match travellers::chosen(texts, &booking, &posted.fields) {
        Ok(passengers) => passengers,
        Err(said) => {
            return page(&app, &posted.visitor, &booking, &Wrong::with("cancel", said)).await;
        }
    };
    // The same is cancelled for the same people once, however often the button is pressed.
    let people = passengers.iter().flatten().map(ToString::to_string);
    let named: Vec<String> = journeys.iter().map(ToString::to_string).chain(people).collect();
    let once = once::<Confirmed>(
        caller.user,
        "POST /desk/cancel",
        format!("{}-{}", booking.id, named.join("-")),
    );
    let is_waived = posted.fields.has("waive");
    let command = CancelByAgent {
        reference: booking.reference,
        selection: Selection { journeys: Some(Named::These(journeys)), ticket: None, passengers },
        charge: if is_waived { Charge::Waived } else { Charge::AsAgreed },
        reason,
    };
    let is_busy = |it: &CancelByAgentError| {
        matches!(it, CancelByAgentError::Cancel(ConfirmError::Once(IdempotencyError::InUse)))
    };
    let cancel = async || Box::pin(cancel_by_agent(&app, &caller, &command, &once)).await;
    match in_turn(is_busy, cancel).await {
        Ok(_) => Ok(back(&posted, &booking)),
        Err(CancelByAgentError::Refused(CannotQuote::Leave(error))) => {
            let wrong = Wrong::with("cancel", travellers::refused(texts, error));
            page(&app, &posted.visitor, &booking, &wrong).await
        }
        Err(CancelByAgentError::Refused(_)) => {
            let wrong = Wrong::with("cancel", texts.cannot_cancel);
            page(&app, &posted.visitor, &booking, &wrong).await
        }
        Err(error) => Err(Refusal::fault(&error)),
    }
}
