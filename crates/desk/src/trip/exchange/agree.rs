//! What changing a journey costs, and changing it.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::bookings::read::ReadError;
use airside_app::exchanges::confirm::{Agreed, ConfirmError, ConfirmExchange, confirm_exchange};
use airside_app::exchanges::quote::{QuoteError, QuoteExchange, quote_exchange};
use airside_app::exchanges::release::{ReleaseError, release_exchange};
use airside_app::payments::start::StartError;
use airside_app::ports::CommitError;
use airside_booking::exchange::{CannotAgree, CannotExchange, Refused, Waiver};
use airside_booking::{Booking, Direction, Exchange, ExchangedJourney};
use airside_primitives::{Amount, ExchangeId};
use maud::{Markup, html};

use super::choose::ask;
use crate::form::{Fields, Posted, Wrong};
use crate::once::once;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token};
use crate::shown::journey::{ends, flights};
use crate::shown::money::money;
use crate::trip::opened::trip;
use crate::trip::pay::way_back;
use crate::visitor::Visitor;

#[post("/trips/{reference}/change")]
pub(in crate::trip) async fn figure(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let booking = trip(&app, &visitor, &reference).await?;
    let again = async |said: &str| {
        ask(&app, &visitor, &booking, &fields, &Wrong::with("journey", said)).await
    };
    let texts = visitor.texts;
    let Some(direction) = fields.read::<Direction>("journey") else {
        return again(texts.choose_journey).await;
    };
    // Where the airline has changed the flights it costs nothing, if that may be answered so.
    let open = booking.open_change(direction).map(|it| it.id);
    let command = |schedule_change| QuoteExchange {
        reference: booking.reference,
        replace: vec![(direction, fields.get("offer").to_owned())],
        waiver: Waiver::answering(schedule_change),
    };
    let mut quoted = quote_exchange(&app, booking.owner, &command(open)).await;
    if open.is_some() && matches!(quoted, Err(QuoteError::Refused(_))) {
        quoted = quote_exchange(&app, booking.owner, &command(None)).await;
    }
    match quoted {
        Ok(quoted) => Ok(confirmation(&visitor, &app, &booking, &quoted.exchange)),
        Err(QuoteError::Offer { .. }) => again(texts.changing.lapsed).await,
        Err(QuoteError::Refused(refused)) => again(said(&visitor, refused)).await,
        Err(QuoteError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(error) => Err(Refusal::fault(&error)),
    }
}

fn said(visitor: &Visitor, refused: CannotExchange) -> &'static str {
    let texts = &visitor.texts.changing;
    match refused {
        CannotExchange::OutOfOrder => texts.out_of_order,
        CannotExchange::Journey { why: Refused::NothingChanges, .. } => texts.same,
        CannotExchange::Journey { why: Refused::NotChangeable(_), .. } => texts.too_late,
        CannotExchange::OfAnotherType { .. } => texts.of_another_type,
        CannotExchange::NotConfirmed | CannotExchange::Nothing | CannotExchange::Journey { .. } => {
            texts.wrong
        }
    }
}

#[post("/trips/{reference}/change/{id}")]
pub(in crate::trip) async fn confirm(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (reference, id) = path.into_inner();
    let visitor = posted.visitor;
    let booking = trip(&app, &visitor, &reference).await?;
    let id = ExchangeId(id.parse().map_err(|_| Refusal::NotFound)?);
    let here = format!("trips/{}", booking.reference);
    // One that is paid for may be gone on with.
    let key = app.ports.entropy.id().to_string();
    let once = once::<Agreed>(booking.owner, "POST /trips/change", key);
    let command = ConfirmExchange {
        owner: booking.owner,
        id,
        payment_method: None,
        return_url: None,
        serving: None,
    };
    let back = |booking: &Booking| way_back(&app, booking);
    match Box::pin(confirm_exchange(&app, &command, &back, &once)).await {
        // Where nothing is open to be paid, that page leads back to the trip.
        Ok(_) => Ok(lead(&visitor, &format!("{here}/pay"), Vec::new())),
        Err(ConfirmError::Pay(StartError::NotPayable) | ConfirmError::Agree(CannotAgree::Done)) => {
            Ok(lead(&visitor, &here, Vec::new()))
        }
        Err(ConfirmError::Commit(CommitError::Store(error))) if error.is_away() => {
            Err(Refusal::Away)
        }
        Err(ConfirmError::Agree(_) | ConfirmError::Commit(_)) => {
            let wrong = Wrong::with("journey", visitor.texts.changing.lapsed);
            ask(&app, &visitor, &booking, &Fields::default(), &wrong).await
        }
        Err(ConfirmError::Refused(refused)) => {
            let wrong = Wrong::with("journey", said(&visitor, refused));
            ask(&app, &visitor, &booking, &Fields::default(), &wrong).await
        }
        Err(ConfirmError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(error @ ConfirmError::Pay(StartError::Gateway(_))) => {
            let error = airside_app::chain(&error);
            tracing::warn!(error, "a payment could not be begun");
            Err(Refusal::Away)
        }
        Err(error) => Err(Refusal::fault(&error)),
    }
}

/// Gives up what is held, and stays with what is booked.
#[post("/trips/{reference}/change/{id}/release")]
pub(in crate::trip) async fn release(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (reference, id) = path.into_inner();
    let visitor = posted.visitor;
    let booking = trip(&app, &visitor, &reference).await?;
    let id = ExchangeId(id.parse().map_err(|_| Refusal::NotFound)?);
    match release_exchange(&app, booking.owner, id).await {
        // Carried out at this moment, and the page says so.
        Ok(()) | Err(ReleaseError::Agree(_)) => {
            Ok(lead(&visitor, &format!("trips/{}", booking.reference), Vec::new()))
        }
        Err(ReleaseError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(ReleaseError::Read(ReadError::NotFound)) => Err(Refusal::NotFound),
        Err(error) => Err(Refusal::fault(&error)),
    }
}

/// What it costs, before it is done.
fn confirmation(
    visitor: &Visitor,
    app: &App,
    booking: &Booking,
    exchange: &Exchange,
) -> HttpResponse {
    let texts = visitor.texts;
    let here = format!("trips/{}", booking.reference);
    let until = (exchange.expires_at - app.now()).whole_minutes().max(1);
    let shown = |amount| money(texts, booking.currency, amount);
    let world = app.world.load();
    let body = html! {
        div.card.medium {
            h1 { span.over { (booking.reference) } (texts.changing.change) }
            @for line in &exchange.lines {
                h2 { (ends(texts, &world, &line.offer)) }
                (flights(texts, &world, &line.offer.segments))
                (account(visitor, booking, line))
            }
            p.amount {
                @if !exchange.to_pay().is_zero() { (texts.changing.you_pay) " " b { (shown(exchange.to_pay())) } }
                @else if !exchange.to_refund().is_zero() { (texts.you_get_back) " " b { (shown(exchange.to_refund())) } }
                @else { (texts.changing.nothing_due) }
            }
            p.quiet { ((texts.quote_holds)(until)) }
            div.actions {
                form method="post" action=(visitor.to(&format!("{here}/change/{}", exchange.id))) {
                    (token(visitor))
                    button.button.yes { (texts.changing.now) }
                }
                a.button.other href=(visitor.to(&here)) { (texts.keep_trip) }
            }
        }
    };
    Sheet::new(visitor, texts.changing.change, body).answer()
}

/// The account of one journey, line by line; what is nothing is left out.
fn account(visitor: &Visitor, booking: &Booking, line: &ExchangedJourney) -> Markup {
    let texts = visitor.texts;
    let parts = line.line.parts();
    let lines = [
        (texts.changing.new_price, parts.new_price),
        (texts.changing.fee, parts.change_fee),
        (texts.changing.counts, -line.line.credit()),
    ];
    let shown = |amount| money(texts, booking.currency, amount);
    html! {
        dl.price {
            @for (name, amount) in lines.into_iter().filter(|it| it.1 != Amount::ZERO) {
                div { dt { (name) } dd { (shown(amount)) } }
            }
            div.total { dt { (texts.changing.difference) } dd { (shown(line.line.difference())) } }
        }
        @if !parts.not_returned.is_zero() {
            p.note { (texts.changing.not_returned) " " (shown(parts.not_returned)) }
        }
    }
}
