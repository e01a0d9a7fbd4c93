//! `GET /desk/departures`: the departures of a day, and how full they are.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::account::Role;
use airside_app::departures::{DepartureFigures, Wanted, departures_on, figures};
use maud::{Markup, html};

use super::who::staff;
use crate::form::Fields;
use crate::refusal::Refusal;
use crate::sheet::Sheet;
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
    let date = read_iso(fields.get("date")).unwrap_or_else(|| app.now().date());
    let wanted = Wanted { date, number: fields.read("flight"), origin: fields.read("origin") };
    let world = app.world.load();
    let found = departures_on(&world, wanted);
    let count = found.len();
    let shown = found.into_iter().take(MOST).collect();
    let shown = figures(&app, &world, shown).await.map_err(|error| Refusal::fault(&error))?;
    let texts = visitor.texts;
    let body = html! {
        h1 { span.over { (texts.counter.departures) } (day(texts, date)) }
        (form(&visitor, &fields, &iso(date)))
        p.count role="status" { ((texts.counter.departures_found)(count, shown.len())) }
        @if !shown.is_empty() { (list(&visitor, &shown)) }
    };
    Ok(Sheet::new(&visitor, texts.counter.departures, body).answer())
}

fn form(visitor: &Visitor, fields: &Fields, date: &str) -> Markup {
    let texts = visitor.texts;
    html! {
        form.card method="get" action=(visitor.to("desk/departures")) {
            div.row {
                div.field { label for="date" { (texts.departure_date) } input #date type="date" name="date" value=(date) required; }
                div.field { label for="origin" { (texts.from) } input #origin name="origin" maxlength="3" value=(fields.get("origin")); }
                div.field { label for="flight" { (texts.counter.flight_number) } input #flight name="flight" maxlength="8" value=(fields.get("flight")); }
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
