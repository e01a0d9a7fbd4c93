//! `/desk/departures/{flight}/{date}`: one departure, who travels on it, and what can become of it.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::account::Role;
use airside_app::departures::{AmendError, Listed, PassengerList, Wish, amend_departure};
use airside_app::world::Snapshot;
use airside_primitives::FlightId;
use maud::{Markup, html};
use time::{Date, PrimitiveDateTime, Time};

use super::cabin::cabins;
use super::which_departure::{At, address, list, read};
use super::who::staff;
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::shown::times::{clock, day, read_iso};
use crate::table::table;
use crate::visitor::Visitor;

#[get("/desk/departures/{flight}/{date}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    path: At,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Agent)?;
    let at = read(&path)?;
    page(&app, &visitor, at, &Wrong::default()).await
}

/// Opens or closes it, gives it other times or another aircraft.
#[post("/desk/departures/{flight}/{date}")]
pub(super) async fn amend(
    app: Data<App>,
    posted: Posted,
    path: At,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let caller = staff(&visitor, Role::Admin)?;
    let at = read(&path)?;
    let texts = visitor.texts;
    let reason = fields.get("reason").to_owned();
    let Some(wish) = wish(&fields).filter(|_| !reason.is_empty()) else {
        return page(&app, &visitor, at, &Wrong::with("amend", texts.counter.say_why)).await;
    };
    match amend_departure(&app, at, &wish, ((&caller).into(), &reason)).await {
        Ok(_) => Ok(lead(&visitor, &address(at), Vec::new())),
        Err(AmendError::Unknown) => Err(Refusal::NotFound),
        Err(AmendError::Store(error)) => Err(Refusal::fault(&error)),
        Err(error) => {
            let said = error.to_string();
            page(&app, &visitor, at, &Wrong::with("amend", said)).await
        }
    }
}

/// What the form asks for; `None` when it asks for nothing that can be.
fn wish(fields: &Fields) -> Option<Wish> {
    let moment = |name: &str| {
        let (date, time) = fields.get(name).split_once('T')?;
        let (hour, minute) = time.split_once(':')?;
        let time = Time::from_hms(hour.parse().ok()?, minute.get(..2)?.parse().ok()?, 0).ok()?;
        Some(PrimitiveDateTime::new(read_iso(date)?, time))
    };
    let wish = Wish {
        is_closed: match fields.get("sales") {
            "OPEN" => Some(false),
            "CLOSED" => Some(true),
            _ => None,
        },
        departs: moment("departs").map(Some),
        arrives: moment("arrives").map(Some),
        aircraft: fields.read("aircraft").map(Some),
        ..Wish::default()
    };
    (wish != Wish::default()).then_some(wish)
}

async fn page(
    app: &App,
    visitor: &Visitor,
    at: (FlightId, Date),
    faults: &Wrong,
) -> Result<HttpResponse, Refusal> {
    let texts = visitor.texts;
    let list = list(app, at).await?;
    let world = app.world.load();
    let (known, times) = (&list.departure.known, &list.departure.times);
    let title = format!("{} {}", known.original.number, day(texts, known.date));
    let may_amend = visitor.caller.is_some_and(|caller| caller.role >= Role::Admin);
    let body = html! {
        div.summary {
            h1 { span.over { (known.original.number) } (known.original.origin) " – " (known.original.destination) }
            p {
                (day(texts, known.date)) ", " (clock(times.departs_at)) " – " (clock(times.arrives_at))
                " · " (world.aircraft_name(known.aircraft())) " · " (texts.sales_state(known.amendment.sales))
            }
        }
        (figures(visitor, &list))
        @if may_amend { (amendment(visitor, at, faults, &world)) }
        (cabins(texts, &world, &list))
        section.card {
            h2 { (texts.counter.passenger_list) }
            (passengers(visitor, &list.travelling))
            @if !list.held.is_empty() { h3 { (texts.counter.held) } (passengers(visitor, &list.held)) }
        }
    };
    let sheet = Sheet::new(visitor, &title, body);
    Ok(if faults.is_empty() { sheet } else { sheet.refused() }.answer())
}

fn figures(visitor: &Visitor, list: &PassengerList) -> Markup {
    let texts = visitor.texts;
    let heads = [
        texts.cabin,
        texts.counter.capacity,
        texts.counter.sold,
        texts.counter.held,
        texts.counter.seats_given,
    ];
    let rows = html! {
        @for cabin in &list.departure.cabins {
            tr {
                th scope="row" { (texts.cabins(cabin.cabin)) }
                td { (cabin.capacity) } td { (cabin.sold) } td { (cabin.held) } td { (cabin.seats_given) }
            }
        }
    };
    html! { div.card { (table(texts.counter.load, &heads, &rows)) } }
}

fn amendment(visitor: &Visitor, at: (FlightId, Date), faults: &Wrong, world: &Snapshot) -> Markup {
    let texts = visitor.texts;
    html! {
        details.card open[!faults.is_empty()] {
            summary { b { (texts.counter.amend) } }
            form method="post" action=(visitor.to(&address(at))) {
                (token(visitor))
                div.row {
                    div.field {
                        label for="sales" { (texts.counter.state) }
                        select #sales name="sales" {
                            option value="" { (texts.counter.as_it_is) }
                            option value="OPEN" { (texts.counter.open) }
                            option value="CLOSED" { (texts.counter.closed) }
                        }
                    }
                    div.field { label for="departs" { (texts.departs_filter) } input #departs type="datetime-local" name="departs"; }
                    div.field { label for="arrives" { (texts.counter.arrives) } input #arrives type="datetime-local" name="arrives"; }
                    div.field {
                        label for="aircraft" { (texts.counter.aircraft) }
                        select #aircraft name="aircraft" {
                            option value="" { (texts.counter.as_it_is) }
                            @for (code, layout) in world.terms.fleet.iter() { option value=(code) { (layout.aircraft_name()) } }
                        }
                    }
                }
                div.field {
                    label for="amend" { (texts.counter.reason) }
                    input #amend name="reason" required maxlength="500" aria-describedby="amend-wrong";
                    (wrong("amend-wrong", faults.of("amend")))
                }
                p.quiet { (texts.counter.amend_follows) }
                div.actions {
                    button.button { (texts.counter.amend_now) }
                    a.button.no href=(visitor.to(&format!("{}/cancel", address(at)))) { (texts.counter.cancel_departure) }
                }
            }
        }
    }
}

fn passengers(visitor: &Visitor, listed: &[Listed]) -> Markup {
    let texts = visitor.texts;
    if listed.is_empty() {
        return html! { p.quiet { (texts.counter.nobody) } };
    }
    let heads = [
        texts.counter.name_word,
        texts.counter.seat_word,
        texts.cabin,
        texts.ticket_number,
        texts.reference,
    ];
    let rows = html! {
        @for person in listed {
            tr {
                th scope="row" { (person.name.as_deref().unwrap_or(texts.counter.erased)) }
                td { @if let Some(seat) = person.seat { (seat) } @else { "–" } }
                td { (texts.cabins(person.cabin)) }
                td { (person.ticket_number.as_deref().unwrap_or("–")) }
                td { a href=(visitor.to(&format!("desk/bookings/{}", person.reference))) { (person.reference) } }
            }
        }
    };
    table(texts.counter.passenger_list, &heads, &rows)
}
