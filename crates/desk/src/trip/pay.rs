//! `POST /trips/{reference}/pay`, `…/release`: on to the gateway's page, or the places given back;
//! `GET /trips/{reference}/paid`: back from there.
//!
//! A booking has at most one payment that is open, so however often the button is pressed, it is
//! the same. The button leads to a page of ours first, which leads on: a form may not send anybody
//! to another site.

use actix_web::http::header::{HeaderValue, REFRESH};
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::bookings::release::release_booking;
use airside_app::payments::settle::settle_payment;
use airside_app::payments::start::{Attempt, StartError, StartPayment, start_payment};
use airside_booking::{Booking, PaymentState};
use maud::html;

use super::opened::trip;
use crate::form::Posted;
use crate::once::once;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead};
use crate::visitor::Visitor;

#[post("/trips/{reference}/pay")]
pub(super) async fn pay(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let visitor = posted.visitor;
    let booking = trip(&app, &visitor, &reference).await?;
    let here = format!("trips/{}", booking.reference);
    let once =
        once::<Attempt>(booking.owner, "POST /trips/pay", app.ports.entropy.id().to_string());
    let command = StartPayment {
        owner: booking.owner,
        reference: booking.reference,
        exchange: None,
        payment_method: None,
        return_url: None,
    };
    let back = |booking: &Booking| way_back(&app, booking);
    match Box::pin(start_payment(&app, &command, &back, &once)).await {
        Ok(_) => Ok(lead(&visitor, &format!("{here}/pay"), Vec::new())),
        // Paid or expired at this moment, and the page says so.
        Err(StartError::NotPayable) => Ok(lead(&visitor, &here, Vec::new())),
        Err(StartError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(error @ StartError::Gateway(_)) => {
            let error = airside_app::chain(&error);
            tracing::warn!(error, "a payment could not be begun");
            Err(Refusal::Away)
        }
        Err(error) => Err(Refusal::fault(&error)),
    }
}

/// Where the gateway sends whoever was on its page.
pub(super) fn way_back(app: &App, booking: &Booking) -> String {
    format!("{}/trips/{}/paid", app.settings.public_url, booking.reference)
}

/// Whoever comes back from the gateway's page sees what became of it. The gateway tells of it in its
/// own time, so it is asked.
#[get("/trips/{reference}/paid")]
pub(super) async fn come_back(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let booking = trip(&app, &visitor, &reference).await?;
    let payments = app.ports.store.payments(booking.id).await;
    let payments = payments.map_err(|error| Refusal::fault(&error))?;
    for payment in payments.iter().filter(|it| it.value.is_live()) {
        if let Err(error) = settle_payment(&app, payment.value.id).await {
            // It is heard of later.
            let error = airside_app::chain(&error);
            tracing::info!(error, "the gateway did not say what became of a payment");
        }
    }
    Ok(lead(&visitor, &format!("trips/{}", booking.reference), Vec::new()))
}

/// Leads on to the gateway's page, while there is one.
#[get("/trips/{reference}/pay")]
pub(super) async fn go_on(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let booking = trip(&app, &visitor, &reference).await?;
    let payments = app.ports.store.payments(booking.id).await;
    let payments = payments.map_err(|error| Refusal::fault(&error))?;
    let page = payments.into_iter().find_map(|payment| match payment.value.state {
        PaymentState::Open { url: Some(url), .. } => Some(url),
        _ => None,
    });
    let here = format!("trips/{}", booking.reference);
    let Some(page) = page else { return Ok(lead(&visitor, &here, Vec::new())) };
    let texts = visitor.texts;
    let body = html! {
        div.card.narrow {
            h1 { span.over { (booking.reference) } (texts.to_payment) }
            p { (texts.to_payment_why) }
            p.actions {
                a.button.yes href=(page) { (texts.pay) }
                a.button.other href=(visitor.to(&here)) { (texts.back) }
            }
        }
    };
    let mut answer = Sheet::new(&visitor, texts.to_payment, body).answer();
    let on = HeaderValue::try_from(format!("0; url={page}"));
    answer.headers_mut().insert(REFRESH, on.map_err(|error| Refusal::fault(&error))?);
    Ok(answer)
}

#[post("/trips/{reference}/release")]
pub(super) async fn release(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let visitor = posted.visitor;
    let booking = trip(&app, &visitor, &reference).await?;
    match release_booking(&app, booking.owner, booking.reference).await {
        Ok(()) => (),
        // Paid at this moment, and the page says so.
        Err(error) => tracing::info!(error = airside_app::chain(&error), "a hold was not released"),
    }
    Ok(lead(&visitor, &format!("trips/{}", booking.reference), Vec::new()))
}
