//! `GET /desk/bookings/{reference}`: a booking, everything that happened to it, and what can be done.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::account::Role;
use airside_app::bookings::happened::{Happened, happened};
use airside_app::bookings::read::{ReadError, any_booking};
use airside_booking::{Booking, Journey};
use maud::{Markup, html};

use super::who::staff;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, token, told, wrong};
use crate::shown::account::Account;
use crate::shown::journey::{ends, flights};
use crate::shown::money::money;
use crate::shown::times::{day, moment};
use crate::shown::travellers;
use crate::visitor::Visitor;

#[get("/desk/bookings/{reference}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Agent)?;
    let booking = any(&app, &reference).await?;
    page(&app, &visitor, &booking, (&Fields::default(), &Wrong::default())).await
}

/// The booking, whoever owns it.
pub(super) async fn any(app: &App, reference: &str) -> Result<Booking, Refusal> {
    let reference = reference.trim().to_ascii_uppercase().parse().map_err(|_| Refusal::NotFound)?;
    match any_booking(app, reference).await {
        Ok(booking) => Ok(booking.value),
        Err(ReadError::NotFound) => Err(Refusal::NotFound),
        Err(error) => Err(Refusal::fault(&error)),
    }
}

pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    booking: &Booking,
    (sent, faults): (&Fields, &Wrong),
) -> Result<HttpResponse, Refusal> {
    let texts = visitor.texts;
    let now = app.now();
    let history = happened(&*app.ports.store, booking, now).await;
    let history = history.map_err(|error| Refusal::fault(&error))?;
    let world = app.world.load();
    let status = booking.status(now);
    let account = Account::of(app, booking).await?;
    let live = booking.live_journeys();
    let title = format!("{} {}", texts.counter.booking, booking.reference);
    let body = html! {
        (told(faults))
        div.summary {
            h1 { span.over { (texts.counter.booking) } span.reference { (booking.reference) } }
            p {
                b.status.(status.code().to_lowercase()) { (texts.state(booking, now)) }
                @if let Some(contact) = &booking.contact {
                    " · " (contact.email) @if let Some(phone) = &contact.phone { " · " (phone) }
                }
            }
        }
        (travellers::partings(visitor, booking, "desk/bookings"))
        div.columns {
            div {
                @for journey in &booking.journeys {
                    section.card.off[booking.is_cancelled(journey.direction)] {
                        h2 { (ends(texts, &world, &journey.offer)) }
                        (flights(texts, &world, &journey.offer.segments))
                        p.quiet { (world.airline_name(journey.offer.airline)) " · " (texts.brands(journey.offer.brand)) " · " (texts.cabins(journey.offer.cabin)) }
                    }
                }
                section.card {
                    h2 { (texts.who_travels) }
                    ul.plain {
                        @for (at, passenger) in booking.passengers.iter().enumerate() {
                            li {
                                (travellers::name(texts, booking, passenger))
                                span {
                                    (texts.kind(passenger.kind)) ": "
                                    @if booking.still_travels(passenger) { (seats(booking, at)) } @else { (texts.leaving.cancelled) }
                                    @for number in travellers::ticket_numbers(booking, at, now) { " · " (number) }
                                }
                                @if passenger.person.is_some() && booking.still_travels(passenger) && !live.is_empty() {
                                    a href=(visitor.to(&format!("desk/bookings/{}/travellers/{}", booking.reference, passenger.id))) { (texts.naming.correct) }
                                }
                                @for service in travellers::services(&world.terms.services, passenger) { span { (service) } }
                                @for journey in travellers::left(booking, passenger) {
                                    span { (ends(texts, &world, &journey.offer)) ": " (texts.leaving.cancelled) }
                                }
                            }
                        }
                    }
                }
                section.card { h2 { (texts.counter.history) } (lines(visitor, booking, &history)) }
            }
            aside {
                section.card { h2 { (texts.price) } (account.shown(texts, booking)) }
                (deeds(visitor, booking, (sent, faults), &world))
            }
        }
    };
    let sheet = Sheet::new(visitor, &title, body);
    Ok(if faults.is_empty() { sheet } else { sheet.refused() }.answer())
}

fn seats(booking: &Booking, passenger: usize) -> String {
    let live = booking.live_journeys();
    let carries = |journey: &&Journey| {
        live.contains(&journey.direction)
            && booking.travellers(journey).any(|(at, _)| at == passenger)
    };
    let seats = booking.journeys.iter().filter(carries).flat_map(|journey| {
        let segments = journey.offer.segments.iter().enumerate();
        segments.map(move |(flight, segment)| {
            let seat = journey.seats.seat(flight, passenger);
            format!(
                "{} {}",
                segment.number,
                seat.map_or_else(|| "–".to_owned(), |it| it.to_string())
            )
        })
    });
    seats.collect::<Vec<_>>().join(", ")
}

fn lines(visitor: &Visitor, booking: &Booking, history: &[Happened]) -> Markup {
    let texts = visitor.texts;
    html! {
        ol.history {
            @for line in history.iter().rev() {
                li {
                    b { ((texts.happened)(line.what)) }
                    @if let Some(amount) = line.amount() { " " (money(texts, booking.currency, amount)) }
                    " " span.quiet { (moment(texts, line.at)) " UTC"
                        @if let Some(role) = line.by.and_then(airside_app::history::Actor::role) { " · " (texts.role(role)) }
                    }
                    @if let Some(reason) = &line.said.reason { p { (reason) } }
                }
            }
        }
    }
}

/// A note, the tickets once more, and an end.
fn deeds(
    visitor: &Visitor,
    booking: &Booking,
    (sent, faults): (&Fields, &Wrong),
    world: &airside_app::world::Snapshot,
) -> Markup {
    let texts = visitor.texts;
    let here = format!("desk/bookings/{}", booking.reference);
    let live = booking.live_journeys();
    // Each of the forms is as it was sent, if it is the one that was.
    let unsent = Fields::default();
    let sent = |name: &str| if faults.of(name).is_some() { sent } else { &unsent };
    let cancel = sent("cancel");
    let reason = |name: &str, label: &str| {
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name="reason" value=(sent(name).get("reason")) required maxlength="500" aria-describedby=(format!("{name}-wrong"));
                (wrong(&format!("{name}-wrong"), faults.of(name)))
            }
        }
    };
    html! {
        form.card method="post" action=(visitor.to(&format!("{here}/notes"))) {
            h2 { (texts.counter.note) }
            (token(visitor))
            (reason("note", texts.counter.note_text))
            button.button.other { (texts.counter.add_note) }
        }
        form.card method="post" action=(visitor.to(&format!("{here}/resend"))) {
            h2 { (texts.counter.resend) }
            (token(visitor))
            (reason("resend", texts.counter.reason))
            button.button.other { (texts.counter.resend_now) }
        }
        @if !live.is_empty() {
            form.card method="post" action=(visitor.to(&format!("{here}/cancel"))) {
                h2 { (texts.cancel) }
                (token(visitor))
                fieldset {
                    legend.hidden { (texts.cancel_which) }
                    @for journey in booking.journeys.iter().filter(|it| live.contains(&it.direction)) {
                        label.tick {
                            input type="checkbox" name="journey" value=(journey.direction)
                                checked[cancel.is_ticked("journey", journey.direction, live.len() == 1)];
                            (ends(texts, world, &journey.offer)) ", " (day(texts, journey.offer.departs_at().date()))
                        }
                    }
                    label.tick { input type="checkbox" name="waive" value="1" checked[cancel.has("waive")]; (texts.counter.waive) }
                }
                (travellers::choice(texts, booking, cancel))
                (reason("cancel", texts.counter.reason))
                button.button { (texts.show_refund) }
            }
        }
    }
}
