//! `POST /desk/bookings/{reference}/cancel`: journeys are cancelled at the counter. What comes back is
//! shown first; sent from there once more, it is done.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::cancellations::by_agent::{
    CancelByAgent, CancelByAgentError, cancel_by_agent, preview_by_agent,
};
use airside_app::cancellations::confirm::{ConfirmError, Confirmed};
use airside_app::idempotency::IdempotencyError;
use airside_booking::cancellation::{CannotQuote, Charge, Named, Selection};
use airside_booking::{Booking, Cancellation, Direction};
use maud::html;

use super::booking::page;
use super::deeds::{Asked, asked, back};
use crate::form::{Fields, Posted, Wrong};
use crate::once::{in_turn, once};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, token};
use crate::shown::money::money;
use crate::shown::{refund, travellers};
use crate::visitor::Visitor;

/// The field with what was shown to come back, in minor units.
const SHOWN: &str = "shown";
/// The fields that say what is asked for.
const ASKED: [&str; 4] = ["journey", "passenger", "waive", "reason"];

#[post("/desk/bookings/{reference}/cancel")]
pub(super) async fn cancel(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Asked { caller, booking, reason } = asked(&app, &posted, &reference).await?;
    let Posted { visitor, fields } = &posted;
    let command = match wish(visitor, fields, &booking, reason) {
        Ok(command) => command,
        Err(wrong) => {
            return page(&app, visitor, &booking, (fields, &wrong)).await;
        }
    };
    let shown = fields.read::<i64>(SHOWN);
    let outcome = match preview_by_agent(&app, &command).await {
        // Nothing is done but what was shown.
        Ok(figures) if shown != Some(figures.refund().get()) => {
            return Ok(plan(&app, visitor, &booking, fields, &figures));
        }
        Err(error) if shown.is_none() => Err(error),
        // It may be done by now, by another press of the same button.
        Ok(_) | Err(_) => {
            let once = once::<Confirmed>(caller.user, "POST /desk/cancel", named(&command));
            let is_busy = |it: &CancelByAgentError| {
                matches!(
                    it,
                    CancelByAgentError::Cancel(ConfirmError::Once(IdempotencyError::InUse))
                )
            };
            let cancel = async || Box::pin(cancel_by_agent(&app, &caller, &command, &once)).await;
            in_turn(is_busy, cancel).await.map(|_| ())
        }
    };
    let texts = visitor.texts;
    let said = match outcome {
        Ok(()) => return Ok(back(&posted, &booking)),
        Err(CancelByAgentError::Refused(CannotQuote::Leave(error))) => {
            travellers::refused(texts, error)
        }
        Err(CancelByAgentError::Refused(_)) => texts.counter.cannot_cancel,
        Err(error) => return Err(Refusal::fault(&error)),
    };
    page(&app, visitor, &booking, (fields, &Wrong::with("cancel", said))).await
}

/// What the form asks for, or what it lacks.
fn wish(
    visitor: &Visitor,
    fields: &Fields,
    booking: &Booking,
    reason: String,
) -> Result<CancelByAgent, Wrong> {
    let texts = visitor.texts;
    let mut wrong = Wrong::default();
    let journeys: Vec<Direction> = fields.all("journey").filter_map(|it| it.parse().ok()).collect();
    if journeys.is_empty() {
        wrong.add("cancel", texts.choose_journey);
    }
    let passengers = travellers::chosen(texts, booking, fields).unwrap_or_else(|said| {
        wrong.add("cancel", said);
        None
    });
    if reason.is_empty() {
        wrong.add("cancel", texts.counter.why_missing);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(CancelByAgent {
        reference: booking.reference,
        selection: Selection { journeys: Some(Named::These(journeys)), ticket: None, passengers },
        charge: if fields.has("waive") { Charge::Waived } else { Charge::AsAgreed },
        reason,
    })
}

/// The same is cancelled for the same people once, however often the button is pressed.
fn named(command: &CancelByAgent) -> String {
    let Selection { journeys, passengers, .. } = &command.selection;
    let journeys = match journeys {
        Some(Named::These(journeys)) => journeys.as_slice(),
        Some(Named::Both) | None => &[],
    };
    let people = passengers.iter().flatten().map(ToString::to_string);
    let named: Vec<String> = journeys.iter().map(ToString::to_string).chain(people).collect();
    format!("{}-{}", command.reference, named.join("-"))
}

/// What comes back, before it is done.
fn plan(
    app: &App,
    visitor: &Visitor,
    booking: &Booking,
    fields: &Fields,
    figures: &Cancellation,
) -> HttpResponse {
    let texts = visitor.texts;
    let here = visitor.to(&format!("desk/bookings/{}", booking.reference));
    let body = html! {
        form.card.medium method="post" action=(format!("{here}/cancel")) {
            h1 { span.over { (booking.reference) } (texts.cancel) }
            (token(visitor))
            @if fields.has(SHOWN) { p.note role="status" { (texts.counter.figures_changed) } }
            @for (name, value) in fields.iter().filter(|(name, _)| ASKED.contains(name)) {
                input type="hidden" name=(name) value=(value);
            }
            input type="hidden" name=(SHOWN) value=(figures.refund().get());
            (refund::lines(visitor, &app.world.load(), booking, figures))
            p.amount { (texts.refund) " " b { (money(texts, booking.currency, figures.refund())) } }
            p.quiet { (texts.counter.reason) ": " (fields.get("reason")) }
            div.actions {
                button.button.no { (texts.cancel_now) }
                a.button.other href=(here) { (texts.back) }
            }
        }
    };
    Sheet::new(visitor, texts.cancel, body).answer()
}
