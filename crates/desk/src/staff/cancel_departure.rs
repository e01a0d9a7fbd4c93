//! `/desk/departures/{flight}/{date}/cancel`: whom it touches, and only then the deed.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::account::Role;
use airside_app::departures::{
    CancelDeparture, CancelError, DepartureCancellation, RefundWhen, cancel_departure,
};
use airside_primitives::FlightId;
use maud::html;
use time::Date;

use super::which_departure::{At, address, list, read};
use super::who::staff;
use crate::form::{Fields, Posted, Wrong};
use crate::once::once;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::shown::times::day;
use crate::visitor::Visitor;

/// What cancelling it means, before it is done.
#[get("/desk/departures/{flight}/{date}/cancel")]
pub(super) async fn ask(
    app: Data<App>,
    visitor: Visitor,
    path: At,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Admin)?;
    plan(&app, &visitor, read(&path)?, (&Fields::default(), &Wrong::default())).await
}

#[post("/desk/departures/{flight}/{date}/cancel")]
pub(super) async fn cancel(
    app: Data<App>,
    posted: Posted,
    path: At,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let caller = staff(&visitor, Role::Admin)?;
    let at = read(&path)?;
    let reason = fields.get("reason").to_owned();
    if reason.is_empty() {
        let wrong = Wrong::with("reason", visitor.texts.counter.why_missing);
        return plan(&app, &visitor, at, (&fields, &wrong)).await;
    }
    let (flight, date) = at;
    let refund = match fields.get("refund") {
        "AT_ONCE" => RefundWhen::AtOnce,
        _ => RefundWhen::OnAnswer,
    };
    let command = CancelDeparture { flight, date, refund, by: (&caller).into(), reason };
    let once = once::<DepartureCancellation>(
        caller.user,
        "POST /desk/departures/cancel",
        format!("{flight}-{date}"),
    );
    match Box::pin(cancel_departure(&app, &command, &once)).await {
        Ok(_) => Ok(lead(&visitor, &address(at), Vec::new())),
        Err(CancelError::Store(error)) => Err(Refusal::fault(&error)),
        Err(error) => {
            let wrong = Wrong::with("reason", error.to_string());
            plan(&app, &visitor, at, (&fields, &wrong)).await
        }
    }
}

async fn plan(
    app: &App,
    visitor: &Visitor,
    at: (FlightId, Date),
    (sent, faults): (&Fields, &Wrong),
) -> Result<HttpResponse, Refusal> {
    let texts = visitor.texts;
    let list = list(app, at).await?;
    let mut bookings: Vec<&str> =
        list.travelling.iter().chain(&list.held).map(|it| it.reference.as_str()).collect();
    bookings.sort_unstable();
    bookings.dedup();
    let when = [
        ("ON_ANSWER", texts.counter.refund_on_answer, true),
        ("AT_ONCE", texts.counter.refund_at_once, false),
    ];
    let body = html! {
        form.card.medium method="post" action=(visitor.to(&format!("{}/cancel", address(at)))) {
            h1 { span.over { (list.departure.known.original.number) " " (day(texts, at.1)) } (texts.counter.cancel_departure) }
            (token(visitor))
            p { ((texts.counter.cancel_plan)(bookings.len(), list.travelling.len())) }
            fieldset {
                legend.hidden { (texts.refund) }
                @for (value, name, at_first) in when {
                    label.tick {
                        input type="radio" name="refund" value=(value) checked[sent.is_ticked("refund", value, at_first)];
                        (name)
                    }
                }
            }
            div.field {
                label for="reason" { (texts.counter.reason) }
                input #reason name="reason" value=(sent.get("reason")) required maxlength="500" aria-describedby="reason-wrong";
                (wrong("reason-wrong", faults.of("reason")))
            }
            div.actions {
                button.button.no { (texts.counter.cancel_departure) }
                a.button.other href=(visitor.to(&address(at))) { (texts.back) }
            }
        }
    };
    let sheet = Sheet::new(visitor, texts.counter.cancel_departure, body);
    Ok(if faults.is_empty() { sheet } else { sheet.refused() }.answer())
}
