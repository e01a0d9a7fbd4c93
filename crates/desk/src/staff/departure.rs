//! `/desk/departures/{flight}/{date}`: one departure, who travels on it, and what can become of it.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::account::Role;
use airside_app::departures::{
    AmendError, Listed, PassengerList, Wish, WishFault, amend_departure,
};
use airside_app::world::Snapshot;
use airside_primitives::{AircraftCode, FlightId};
use airside_timetable::Sales;
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
use crate::texts::Texts;
use crate::visitor::Visitor;

#[get("/desk/departures/{flight}/{date}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    path: At,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Agent)?;
    let at = read(&path)?;
    page(&app, &visitor, at, (&Fields::default(), &Wrong::default())).await
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
    let mut wrong = Wrong::default();
    let wish = wish(&fields, texts, &mut wrong);
    if reason.is_empty() {
        wrong.add("amend", texts.counter.say_why);
    }
    if !wrong.is_empty() {
        return page(&app, &visitor, at, (&fields, &wrong)).await;
    }
    match amend_departure(&app, at, &wish, ((&caller).into(), &reason)).await {
        Ok(_) => Ok(lead(&visitor, &address(at), Vec::new())),
        Err(AmendError::Unknown) => Err(Refusal::NotFound),
        Err(AmendError::Store(error)) => Err(Refusal::fault(&error)),
        Err(error) => page(&app, &visitor, at, (&fields, &refused(error, texts))).await,
    }
}

/// Why the departure stays as it is, beside the field that it is about.
fn refused(error: AmendError, texts: &Texts) -> Wrong {
    let mut wrong = Wrong::default();
    match error {
        AmendError::Faults(faults) => {
            for fault in faults {
                let (field, said) = match fault {
                    WishFault::UnknownAircraft => ("aircraft", texts.choose_one),
                    WishFault::DepartsOnAnotherDay => ("departs", texts.counter.same_day),
                    WishFault::DepartsInThePast => ("departs", texts.date_past),
                    WishFault::Duration => ("arrives", texts.counter.flight_time),
                    WishFault::Capacity { .. } => ("amend", texts.choose_one),
                };
                wrong.add(field, said);
            }
        }
        AmendError::Cancelled | AmendError::HasLeft => {
            wrong.add("amend", texts.counter.departure_over);
        }
        AmendError::Conflict => wrong.add("amend", texts.once_more),
        error => wrong.add("amend", error.to_string()),
    }
    wrong
}

/// What the form asks for, or what is wrong beside its field.
fn wish(fields: &Fields, texts: &Texts, wrong: &mut Wrong) -> Wish {
    let read = |name: &str| {
        let (date, time) = fields.get(name).split_once('T')?;
        let (hour, minute) = time.split_once(':')?;
        let time = Time::from_hms(hour.parse().ok()?, minute.get(..2)?.parse().ok()?, 0).ok()?;
        Some(PrimitiveDateTime::new(read_iso(date)?, time))
    };
    let mut moment = |name: &str| {
        let moment = read(name);
        if moment.is_none() && fields.has(name) {
            wrong.add(name, texts.date_missing);
        }
        moment.map(Some)
    };
    let wish = Wish {
        is_closed: match fields.get("sales") {
            "OPEN" => Some(false),
            "CLOSED" => Some(true),
            _ => None,
        },
        departs: moment("departs"),
        arrives: moment("arrives"),
        aircraft: fields.read("aircraft").map(Some),
        ..Wish::default()
    };
    if wish == Wish::default() && wrong.is_empty() {
        wrong.add("sales", texts.choose_one);
    }
    wish
}

async fn page(
    app: &App,
    visitor: &Visitor,
    at: (FlightId, Date),
    (sent, faults): (&Fields, &Wrong),
) -> Result<HttpResponse, Refusal> {
    let texts = visitor.texts;
    let list = list(app, at).await?;
    let world = app.world.load();
    let (known, times) = (&list.departure.known, &list.departure.times);
    let title = format!("{} {}", known.original.number, day(texts, known.date));
    let is_over = known.amendment.sales == Sales::Cancelled || times.departs_at <= app.now();
    let may_amend = !is_over && visitor.caller.is_some_and(|caller| caller.role >= Role::Admin);
    let body = html! {
        div.summary {
            h1 { span.over { (known.original.number) } (known.original.origin) " – " (known.original.destination) }
            p {
                (day(texts, known.date)) ", " (clock(times.departs_at)) " – " (clock(times.arrives_at))
                " · " (world.aircraft_name(known.aircraft())) " (" (known.aircraft()) ") · " (texts.sales_state(known.amendment.sales))
            }
        }
        (figures(visitor, &list))
        @if may_amend { (amendment(visitor, at, (sent, faults), &world)) }
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

fn amendment(
    visitor: &Visitor,
    at: (FlightId, Date),
    (sent, faults): (&Fields, &Wrong),
    world: &Snapshot,
) -> Markup {
    let texts = visitor.texts;
    let states = [
        ("", texts.counter.as_it_is),
        ("OPEN", texts.counter.open),
        ("CLOSED", texts.counter.closed),
    ];
    let moment = |name: &str, label: &str| {
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) type="datetime-local" name=(name) value=(sent.get(name))
                    aria-describedby=(format!("{name}-wrong"));
                (wrong(&format!("{name}-wrong"), faults.of(name)))
            }
        }
    };
    html! {
        details.card open[!faults.is_empty()] {
            summary { b { (texts.counter.amend) } }
            form method="post" action=(visitor.to(&address(at))) {
                (token(visitor))
                div.row {
                    div.field {
                        label for="sales" { (texts.counter.state) }
                        select #sales name="sales" aria-describedby="sales-wrong" {
                            @for (code, name) in states { option value=(code) selected[sent.get("sales") == code] { (name) } }
                        }
                        (wrong("sales-wrong", faults.of("sales")))
                    }
                    (moment("departs", texts.departs_filter))
                    (moment("arrives", texts.counter.arrives))
                    div.field {
                        label for="aircraft" { (texts.counter.aircraft) }
                        select #aircraft name="aircraft" aria-describedby="aircraft-wrong" {
                            option value="" { (texts.counter.as_it_is) }
                            @for (name, code) in aircraft(world) { option value=(code) selected[sent.read("aircraft") == Some(code)] { (name) " (" (code) ")" } }
                        }
                        (wrong("aircraft-wrong", faults.of("aircraft")))
                    }
                }
                div.field {
                    label for="amend" { (texts.counter.reason) }
                    input #amend name="reason" value=(sent.get("reason")) required maxlength="500" aria-describedby="amend-wrong";
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

/// The types that can be sold, by name; several may have one.
fn aircraft(world: &Snapshot) -> Vec<(&str, AircraftCode)> {
    let fleet = world.terms.fleet.iter();
    let mut all: Vec<_> = fleet.map(|(code, layout)| (layout.aircraft_name(), code)).collect();
    all.sort_unstable();
    all
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
