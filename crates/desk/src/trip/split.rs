//! `/trips/{reference}/split`: some of the travellers get a trip of their own, for whoever booked and is
//! logged in.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::bookings::split::{Split, SplitError, split};
use airside_app::idempotency::{Answer, Fingerprint, IdempotencyError, Once};
use airside_app::ports::changes::AnswerKey;
use airside_booking::splitting::CannotSplit;
use airside_booking::{Booking, Passenger};
use airside_primitives::{PassengerId, PassengerType};
use maud::html;

use super::opened::{owned, read_fault};
use crate::form::{Fields, Posted, Wrong};
use crate::once::in_turn;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::shown::travellers::{self, WHO};
use crate::texts::Texts;
use crate::visitor::Visitor;

#[get("/trips/{reference}/split")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let (_, booking) = owned(&app, &visitor, &reference).await?;
    Ok(ask(&visitor, &booking, (&Fields::default(), &Wrong::default())))
}

#[post("/trips/{reference}/split")]
pub(super) async fn send(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let (caller, booking) = owned(&app, &visitor, &reference).await?;
    let mut passengers: Vec<PassengerId> =
        fields.all(WHO).filter_map(|it| it.parse().ok()).collect();
    passengers.sort_unstable();
    // Who parts from whom is all there is to it: pressed again it is the same.
    let who: Vec<_> = passengers.iter().map(ToString::to_string).collect();
    let key = format!("{} {}", booking.reference, who.join(" "));
    let operation = "POST /trips/split".to_owned();
    let render = |it: &Booking| Answer { status: 201, body: format!("\"{}\"", it.reference) };
    let once = Once {
        key: AnswerKey { user: caller.user, operation, key },
        fingerprint: Fingerprint { said: [0; 32], sent: [0; 32] },
        render: &render,
    };
    let command = Split { reference: booking.reference, passengers };
    let is_busy = |it: &SplitError| matches!(it, SplitError::Once(IdempotencyError::InUse));
    match in_turn(is_busy, async || split(&app, &caller, &command, &once).await).await {
        Ok(given) => {
            let other = given.answer().body.trim_matches('"').to_owned();
            Ok(lead(&visitor, &format!("trips/{other}"), Vec::new()))
        }
        Err(error) => {
            let said = said(error, visitor.texts)?;
            Ok(ask(&visitor, &booking, (&fields, &Wrong::with(WHO, said))))
        }
    }
}

/// Why nobody parts; what is no fault of the form is refused.
fn said(error: SplitError, texts: &Texts) -> Result<&'static str, Refusal> {
    Ok(match error {
        SplitError::Refused(CannotSplit::NobodyStays | CannotSplit::UnknownPassenger { .. }) => {
            texts.parting.somebody_stays
        }
        SplitError::Refused(CannotSplit::LeftAlone(_)) => texts.parting.alone,
        SplitError::Refused(_) | SplitError::NotPaid => texts.parting.cannot,
        SplitError::Read(error) => return Err(read_fault(&error)),
        SplitError::Store(error) if error.is_away() => return Err(Refusal::Away),
        error => return Err(Refusal::fault(&error)),
    })
}

/// Whether there is somebody who could part from somebody.
pub(super) fn may_split(booking: &Booking) -> bool {
    let is_adult = |it: &&Passenger| it.kind == PassengerType::Adult && booking.still_travels(it);
    let is_whole = booking.live_journeys().len() == booking.journeys.len();
    is_whole && booking.passengers.iter().filter(is_adult).count() > 1
}

fn ask(visitor: &Visitor, booking: &Booking, (fields, faults): (&Fields, &Wrong)) -> HttpResponse {
    let texts = visitor.texts;
    let trip = format!("trips/{}", booking.reference);
    // Whoever sits on a lap goes along without being asked.
    let people = booking.passengers.iter().filter(|it| it.infant_of.is_none());
    let has_infants = booking.passengers.iter().any(|it| it.infant_of.is_some());
    let body = html! {
        form.card.narrow method="post" action=(visitor.to(&format!("{trip}/split"))) {
            h1 { span.over { (booking.reference) } (texts.parting.title) }
            (token(visitor))
            p.quiet { (texts.parting.why) }
            fieldset {
                legend { (texts.parting.who) }
                (wrong("passenger-wrong", faults.of(WHO)))
                @for passenger in people.filter(|it| booking.still_travels(it)) {
                    label.tick {
                        input type="checkbox" name=(WHO) value=(passenger.id)
                            checked[fields.is_ticked(WHO, passenger.id, false)];
                        (travellers::name(texts, booking, passenger))
                    }
                }
                @if has_infants { p.quiet { (texts.leaving.infants) } }
            }
            div.actions {
                button.button { (texts.parting.now) }
                a.button.other href=(visitor.to(&trip)) { (texts.back) }
            }
        }
    };
    let sheet = Sheet::new(visitor, texts.parting.title, body);
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}
