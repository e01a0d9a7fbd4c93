//! Schedule changes: the old times beside the new ones, and the answers.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::schedule_changes::answer::{AnswerError, accept_change, refund_change};
use airside_app::world::Snapshot;
use airside_booking::{Booking, ScheduleChange};
use airside_primitives::ScheduleChangeId;
use maud::{Markup, html};

use super::opened::trip;
use crate::form::Posted;
use crate::once::once;
use crate::refusal::Refusal;
use crate::sheet::{lead, token};
use crate::shown::journey::{ends, flights};
use crate::shown::times::moment;
use crate::visitor::Visitor;

/// Asks what is to become of a journey that changed.
pub(super) fn question(
    visitor: &Visitor,
    world: &Snapshot,
    booking: &Booking,
    change: &ScheduleChange,
) -> Markup {
    let texts = visitor.texts;
    let here = format!("trips/{}/changes/{}", booking.reference, change.id);
    html! {
        section.card.change role="region" aria-label=(texts.change_title) {
            h2 { (texts.change_title) }
            @if let Some(journey) = booking.journey(change.direction) { p { (ends(texts, world, &journey.offer)) } }
            div.columns {
                div { h3 { (texts.change_before) } (flights(texts, world, &change.before)) }
                div {
                    h3 { (texts.change_after) }
                    @match &change.after {
                        Some(after) => (flights(texts, world, after)),
                        None => p { (texts.change_none) },
                    }
                }
            }
            p.quiet {
                ((texts.answer_by)(&format!("{} UTC", moment(texts, change.answer_by)))) " "
                @if change.after.is_some() { (texts.silence_accepts) } @else { (texts.silence_refunds) }
            }
            div.actions {
                @if change.after.is_some() {
                    form method="post" action=(visitor.to(&format!("{here}/accept"))) {
                        (token(visitor))
                        button.button.yes { (texts.accept_change) }
                    }
                }
                @let other = format!("trips/{}/change?journey={}", booking.reference, change.direction);
                a.button.other href=(visitor.to(&other)) { (texts.changing.change) }
                form method="post" action=(visitor.to(&format!("{here}/refund"))) {
                    (token(visitor))
                    button.button.other { (texts.refund_change) }
                }
            }
        }
    }
}

#[post("/trips/{reference}/changes/{id}/accept")]
pub(super) async fn accept(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    answered(&app, &posted, path.into_inner(), true).await
}

#[post("/trips/{reference}/changes/{id}/refund")]
pub(super) async fn refund(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    answered(&app, &posted, path.into_inner(), false).await
}

async fn answered(
    app: &App,
    posted: &Posted,
    (reference, id): (String, String),
    accepts: bool,
) -> Result<HttpResponse, Refusal> {
    let visitor = &posted.visitor;
    let booking = trip(app, visitor, &reference).await?;
    let id = ScheduleChangeId(id.parse().map_err(|_| Refusal::NotFound)?);
    let what = if accepts { "accept" } else { "refund" };
    let once =
        once::<Booking>(booking.owner, &format!("POST /trips/changes/{what}"), id.to_string());
    let (owner, reference) = (booking.owner, booking.reference);
    let answered = if accepts {
        Box::pin(accept_change(app, owner, reference, id, &once)).await
    } else {
        Box::pin(refund_change(app, owner, reference, id, false, &once)).await
    };
    match answered {
        // Answered before, and the page says how.
        Ok(_) | Err(AnswerError::Accept(_) | AnswerError::Refund(_)) => {
            Ok(lead(visitor, &format!("trips/{reference}"), Vec::new()))
        }
        Err(AnswerError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(error) => Err(Refusal::fault(&error)),
    }
}
