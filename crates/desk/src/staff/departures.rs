//! `GET /desk/departures`: the departures of a day, and how full they are.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::account::Role;
use airside_app::departures::{DepartureFigures, Wanted, departures_on, figures};
use maud::{Markup, html};

use super::who::staff;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, wrong};
use crate::shown::numbers::read_flight;
use crate::shown::times::{clock, day, iso, read_iso};
use crate::table::table;
use crate::visitor::Visitor;

/// So many are shown.
const MOST: usize = 200;

#[get("/desk/departures")]
pub(super) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Agent)?;
    let fields = Fields::of(request.query_string().as_bytes());
    let (texts, mut wrong) = (visitor.texts, Wrong::default());
    let date = fields.understood("date", read_iso, (&mut wrong, texts.date_missing));
    let date = date.unwrap_or_else(|| app.now().date());
    let number =
        fields.understood("flight", read_flight, (&mut wrong, texts.counter.flight_unknown));
    let world = app.world.load();
    let airport = |it: &str| {
        let code = it.to_ascii_uppercase().parse().ok()?;
        world.airport(code).map(|it| it.iata)
    };
    let origin = fields.understood("origin", airport, (&mut wrong, texts.place_unknown));
    if !wrong.is_empty() {
        let body = html! {
            h1 { span.over { (texts.counter.departures) } (day(texts, date)) }
            (form(&visitor, (&fields, &wrong), &iso(date)))
        };
        return Ok(Sheet::new(&visitor, texts.counter.departures, body).refused().answer());
    }
    let found = departures_on(&world, Wanted { date, number, origin });
    let count = found.len();
    let shown = found.into_iter().take(MOST).collect();
    let shown = figures(&app, &world, shown).await.map_err(|error| Refusal::fault(&error))?;
    let body = html! {
        h1 { span.over { (texts.counter.departures) } (day(texts, date)) }
        (form(&visitor, (&fields, &wrong), &iso(date)))
        p.count role="status" { ((texts.counter.departures_found)(count, shown.len())) }
        @if !shown.is_empty() { (list(&visitor, &shown)) }
    };
    Ok(Sheet::new(&visitor, texts.counter.departures, body).answer())
}

fn form(visitor: &Visitor, (fields, faults): (&Fields, &Wrong), date: &str) -> Markup {
    let texts = visitor.texts;
    let field = |name: &str, label: &str, most: u16| {
        let told = format!("{name}-wrong");
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name=(name) maxlength=(most) value=(fields.get(name)) aria-describedby=(told);
                (wrong(&told, faults.of(name)))
            }
        }
    };
    html! {
        form.card method="get" action=(visitor.to("desk/departures")) {
            div.row {
                div.field { label for="date" { (texts.departure_date) } input #date type="date" name="date" value=(date) required; (wrong("date-wrong", faults.of("date"))) }
                (field("origin", texts.from, 3))
                (field("flight", texts.counter.flight_number, 8))
            }
            button.button { (texts.counter.show) }
        }
    }
}

fn list(visitor: &Visitor, shown: &[DepartureFigures]) -> Markup {
    let texts = visitor.texts;
    let heads = [
        texts.counter.flight_number,
        texts.journey,
        texts.departs_filter,
        texts.counter.load,
        texts.counter.state,
    ];
    let rows = html! {
        @for departure in shown {
            @let flight = &departure.known.original;
            @let at = format!("desk/departures/{}/{}", flight.id, iso(departure.known.date));
            tr {
                th scope="row" { a href=(visitor.to(&at)) { (flight.number) } }
                td { (flight.origin) "–" (flight.destination) }
                td { (clock(departure.times.departs_at)) }
                td { (load(visitor, departure)) }
                td { (texts.sales_state(departure.known.amendment.sales)) }
            }
        }
    };
    table(texts.counter.departures, &heads, &rows)
}

/// What is sold and held of what there is.
fn load(visitor: &Visitor, departure: &DepartureFigures) -> Markup {
    let sum = |of: fn(&airside_app::departures::CabinFigures) -> u16| -> u32 {
        departure.cabins.iter().map(|cabin| u32::from(of(cabin))).sum()
    };
    let (taken, capacity) = (sum(|it| it.sold + it.held), sum(|it| it.capacity));
    let said = format!("{taken} / {capacity}");
    html! {
        span.load {
            meter min="0" max=(capacity.max(1)) value=(taken) aria-label=(format!("{}: {said}", visitor.texts.counter.load)) {}
            " " (said)
        }
    }
}
