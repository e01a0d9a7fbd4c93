//! `/trips/{reference}/cancel`: which journeys, what comes back, and only then the deed.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::cancellations::confirm::{ConfirmError, Confirmed, confirm_cancellation};
use airside_app::cancellations::quote::{QuoteError, quote_cancellation};
use airside_app::idempotency::IdempotencyError;
use airside_booking::cancellation::{CannotQuote, Named, Selection};
use airside_booking::{Booking, Cancellation, Direction};
use airside_primitives::CancellationId;
use maud::html;

use super::opened::trip;
use crate::form::{Fields, Posted, Wrong};
use crate::once::{in_turn, once};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::shown::journey::ends;
use crate::shown::money::money;
use crate::shown::refund::lines;
use crate::shown::times::day;
use crate::shown::travellers::{self, WHO};
use crate::visitor::Visitor;

#[get("/trips/{reference}/cancel")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let booking = trip(&app, &visitor, &reference).await?;
    if booking.live_journeys().is_empty() {
        return Ok(back(&visitor, &booking));
    }
    Ok(ask(&app, &visitor, &booking, &Fields::default(), &Wrong::default()))
}

#[post("/trips/{reference}/cancel")]
pub(super) async fn figure(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let booking = trip(&app, &visitor, &reference).await?;
    let named: Vec<Direction> = fields.all("journey").filter_map(|it| it.parse().ok()).collect();
    let texts = visitor.texts;
    let again =
        |name, said: &str| Ok(ask(&app, &visitor, &booking, &fields, &Wrong::with(name, said)));
    let passengers = match travellers::chosen(texts, &booking, &fields) {
        Ok(passengers) if !named.is_empty() => passengers,
        chosen => {
            let mut wrong = Wrong::default();
            if named.is_empty() {
                wrong.add("journey", texts.choose_journey);
            }
            chosen.err().into_iter().for_each(|said| wrong.add(WHO, said));
            return Ok(ask(&app, &visitor, &booking, &fields, &wrong));
        }
    };
    let selection = Selection { journeys: Some(Named::These(named)), ticket: None, passengers };
    match quote_cancellation(&app, booking.owner, booking.reference, &selection).await {
        Ok(figures) => Ok(confirmation(&visitor, &app, &booking, &figures)),
        Err(QuoteError::Refused(CannotQuote::TooLate(_))) => again("journey", texts.too_late),
        Err(QuoteError::Refused(CannotQuote::Leave(error))) => {
            again(WHO, travellers::refused(texts, error))
        }
        // It was cancelled meanwhile, and the page says so.
        Err(QuoteError::Refused(_)) => Ok(back(&visitor, &booking)),
        Err(QuoteError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(error) => Err(Refusal::fault(&error)),
    }
}

#[post("/trips/{reference}/cancel/{id}")]
pub(super) async fn confirm(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (reference, id) = path.into_inner();
    let visitor = posted.visitor;
    let booking = trip(&app, &visitor, &reference).await?;
    let id = CancellationId(id.parse().map_err(|_| Refusal::NotFound)?);
    let once = once::<Confirmed>(booking.owner, "POST /trips/cancel", id.to_string());
    let is_busy = |it: &ConfirmError| matches!(it, ConfirmError::Once(IdempotencyError::InUse));
    let confirm = async || Box::pin(confirm_cancellation(&app, booking.owner, id, &once)).await;
    match in_turn(is_busy, confirm).await {
        Ok(_) | Err(ConfirmError::Booking(_)) => Ok(back(&visitor, &booking)),
        Err(ConfirmError::Quote(_)) => {
            let wrong = Wrong::with("journey", visitor.texts.quote_lapsed);
            Ok(ask(&app, &visitor, &booking, &Fields::default(), &wrong))
        }
        Err(ConfirmError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(error) => Err(Refusal::fault(&error)),
    }
}

fn back(visitor: &Visitor, booking: &Booking) -> HttpResponse {
    lead(visitor, &format!("trips/{}", booking.reference), Vec::new())
}

/// Which journeys, and of whom.
fn ask(
    app: &App,
    visitor: &Visitor,
    booking: &Booking,
    sent: &Fields,
    faults: &Wrong,
) -> HttpResponse {
    let texts = visitor.texts;
    let live = booking.live_journeys();
    let world = app.world.load();
    let here = format!("trips/{}", booking.reference);
    let body = html! {
        form.card.narrow method="post" action=(visitor.to(&format!("{here}/cancel"))) {
            h1 { span.over { (booking.reference) } (texts.cancel_which) }
            (token(visitor))
            (wrong("journey-wrong", faults.of("journey")))
            fieldset {
                legend.hidden { (texts.cancel_which) }
                @for journey in booking.journeys.iter().filter(|it| live.contains(&it.direction)) {
                    label.tick {
                        input type="checkbox" name="journey" value=(journey.direction)
                            checked[sent.is_ticked("journey", journey.direction, live.len() == 1)]
                            aria-describedby="journey-wrong";
                        (ends(texts, &world, &journey.offer)) ", " (day(texts, journey.offer.departs_at().date()))
                    }
                }
            }
            (wrong(&format!("{WHO}-wrong"), faults.of(WHO)))
            (travellers::choice(texts, booking, sent))
            p.quiet { (texts.cancel_quote_first) }
            div.actions {
                button.button { (texts.show_refund) }
                a.button.other href=(visitor.to(&here)) { (texts.keep_trip) }
            }
        }
    };
    let sheet = Sheet::new(visitor, texts.cancel, body);
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}

/// What comes back, before it is done.
fn confirmation(
    visitor: &Visitor,
    app: &App,
    booking: &Booking,
    quote: &Cancellation,
) -> HttpResponse {
    let texts = visitor.texts;
    let here = format!("trips/{}", booking.reference);
    let until = (quote.expires_at - app.now()).whole_minutes().max(1);
    let body = html! {
        div.card.medium {
            h1 { span.over { (booking.reference) } (texts.cancel) }
            (lines(visitor, &app.world.load(), booking, quote))
            p.amount { (texts.you_get_back) " " b { (money(texts, booking.currency, quote.refund())) } }
            p.quiet { ((texts.quote_holds)(until)) }
            div.actions {
                form method="post" action=(visitor.to(&format!("{here}/cancel/{}", quote.id))) {
                    (token(visitor))
                    button.button.no { (texts.cancel_now) }
                }
                a.button.other href=(visitor.to(&here)) { (texts.keep_trip) }
            }
        }
    };
    Sheet::new(visitor, texts.cancel, body).answer()
}
