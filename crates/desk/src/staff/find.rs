//! `GET /desk/bookings`: bookings by what somebody at the counter knows.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::account::Role;
use airside_app::bookings::find::{FindBookings, find_bookings};
use airside_app::ports::store::Page;
use airside_booking::Booking;
use maud::{Markup, html};

use super::who::staff;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, wrong};
use crate::shown::journey::ends;
use crate::shown::money::money;
use crate::shown::numbers::{read_flight, read_ticket};
use crate::shown::times::{day, read_iso};
use crate::table::table;
use crate::texts::Texts;
use crate::visitor::Visitor;

/// So many are shown: who sees as many says more.
const MOST: u16 = 50;

#[get("/desk/bookings")]
pub(super) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Agent)?;
    let fields = Fields::of(request.query_string().as_bytes());
    let (texts, mut wrong) = (visitor.texts, Wrong::default());
    let command = wanted(&fields, texts, &mut wrong);
    if !wrong.is_empty() {
        let body = html! {
            h1 { (texts.counter.find_booking) }
            (form(&visitor, &fields, &wrong))
        };
        return Ok(Sheet::new(&visitor, texts.counter.find_booking, body).refused().answer());
    }
    let found = find_bookings(&app, &command, Page { limit: MOST, before: None }).await;
    let found = found.map_err(|error| Refusal::fault(&error))?;
    let body = html! {
        h1 { (texts.counter.find_booking) }
        (form(&visitor, &fields, &wrong))
        p.count role="status" { ((texts.counter.bookings_found)(found.len())) }
        @if !found.is_empty() { (list(&app, &visitor, &found)) }
    };
    Ok(Sheet::new(&visitor, texts.counter.find_booking, body).answer())
}

/// What somebody knows. A ticket number or an address is one also where a name may be typed.
fn wanted(fields: &Fields, texts: &Texts, wrong: &mut Wrong) -> FindBookings {
    let some = |name: &str| Some(fields.get(name)).filter(|it| !it.is_empty()).map(str::to_owned);
    let said = &texts.counter;
    let flight = fields.understood("flight", read_flight, (wrong, said.flight_unknown));
    let date = fields.understood("date", read_iso, (wrong, texts.date_missing));
    let ticket = fields.understood("ticket", read_ticket, (wrong, said.ticket_unknown));
    let (mut q, mut email) = (some("q"), some("email"));
    let ticket = ticket.or_else(|| read_ticket(&q.take_if(|it| read_ticket(it).is_some())?));
    if email.is_none() {
        email = q.take_if(|it| it.contains('@'));
    }
    FindBookings { q, flight, date, ticket, email, ..FindBookings::default() }
}

/// What may be known.
pub(super) fn form(visitor: &Visitor, fields: &Fields, faults: &Wrong) -> Markup {
    let texts = visitor.texts;
    let field = |name: &str, label: &str, kind: &str| {
        let told = format!("find-{name}-wrong");
        html! {
            div.field {
                label for=(format!("find-{name}")) { (label) }
                input id=(format!("find-{name}")) name=(name) type=(kind) value=(fields.get(name)) autocomplete="off"
                    aria-describedby=(told);
                (wrong(&told, faults.of(name)))
            }
        }
    };
    html! {
        form.card method="get" action=(visitor.to("desk/bookings")) role="search" {
            div.row {
                (field("q", texts.counter.reference_or_name, "search"))
                (field("flight", texts.counter.flight_number, "text"))
                (field("date", texts.departure_date, "date"))
                (field("ticket", texts.ticket_number, "text"))
                (field("email", texts.email, "text"))
            }
            button.button { (texts.counter.find_booking) }
        }
    }
}

fn list(app: &App, visitor: &Visitor, found: &[Booking]) -> Markup {
    let texts = visitor.texts;
    let (world, now) = (app.world.load(), app.now());
    let heads =
        [texts.reference, texts.who_travels, texts.journey, texts.price, texts.counter.state];
    let rows = html! {
        @for booking in found {
            @let status = booking.status(now);
            tr {
                th scope="row" {
                    a href=(visitor.to(&format!("desk/bookings/{}", booking.reference))) { (booking.reference) }
                }
                td { (names(booking)) }
                td {
                    @for journey in &booking.journeys {
                        span.block-line { (ends(texts, &world, &journey.offer)) ", " (day(texts, journey.offer.departs_at().date())) }
                    }
                }
                td { (money(texts, booking.currency, booking.price().total)) }
                td { b.status.(status.code().to_lowercase()) { (texts.state(booking, now)) } }
            }
        }
    };
    table(texts.counter.find_booking, &heads, &rows)
}

/// As ticketed; none once they were erased.
fn names(booking: &Booking) -> String {
    let names: Vec<String> = booking.people().map(|it| it.name.shown()).collect();
    names.join(", ")
}
