//! `GET /`: where to, when, and who.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_booking::TripType;
use airside_primitives::{Cabin, Party};
use maud::{Markup, html};

use super::wish::trip;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, wrong};
use crate::shown::times::iso;
use crate::visitor::Visitor;

/// Ways of a trip with several, as many as the form shows.
const WAYS: usize = 4;

#[get("/")]
pub(super) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    let fields = Fields::of(request.query_string().as_bytes());
    let texts = visitor.texts;
    let demo = (app.world.load().provenance.as_deref() == Some("demo")).then_some(texts.demo);
    let body = html! {
        section.hero {
            h1 { (texts.hero) }
            p { (texts.hero_more) }
        }
        (form(&app, &visitor, &fields, &Wrong::default()))
        @if let Some(demo) = demo { p.note { (demo) } }
    };
    let sheet = Sheet::new(&visitor, texts.search, body);
    Ok(Sheet { description: Some(texts.hero_more), ..sheet }.answer())
}

/// The form, with what was typed in it and what is wrong with that.
pub(super) fn form(app: &App, visitor: &Visitor, fields: &Fields, faults: &Wrong) -> Markup {
    let texts = visitor.texts;
    let trip = trip(fields);
    let kinds = [
        ("round", texts.round_trip, TripType::RoundTrip),
        ("one", texts.one_way, TripType::OneWay),
        ("multi", texts.multi_city, TripType::MultiCity),
    ];
    html! {
        form.search.card method="get" action=(visitor.to("search")) data-trip=(trip.code()) {
            fieldset.choices {
                legend.hidden { (texts.kind_of_trip) }
                @for (value, name, kind) in kinds {
                    label { input type="radio" name="trip" value=(value) checked[kind == trip]; (name) }
                }
            }
            @for at in 0..if trip == TripType::MultiCity { WAYS } else { 1 } {
                (way(app, visitor, fields, faults, at))
            }
            div.row {
                div.field.return {
                    label for="return" { (texts.return_date) }
                    input #return type="date" name="return" value=(fields.get("return"))
                        min=(today(app)) aria-describedby="return-wrong";
                    (wrong("return-wrong", faults.of("return")))
                }
                (count((fields, faults), "adults", texts.adults_from, 1, 1))
                (count((fields, faults), "children", texts.children_from, 0, 0))
                (count((fields, faults), "infants", texts.infants_from, 0, 0))
                div.field {
                    label for="cabin" { (texts.cabin) }
                    select #cabin name="cabin" {
                        @for cabin in Cabin::ALL.into_iter().rev() {
                            option value=(cabin.code())
                                selected[fields.get("cabin") == cabin.code()] { (texts.cabins(cabin)) }
                        }
                    }
                }
            }
            button.button { (texts.search_flights) }
            datalist #places {}
        }
    }
}

fn way(app: &App, visitor: &Visitor, fields: &Fields, faults: &Wrong, at: usize) -> Markup {
    let texts = visitor.texts;
    let typed = |name: &str| fields.all(name).nth(at).unwrap_or_default().to_owned();
    let named = [("from", texts.from), ("to", texts.to)];
    html! {
        div.row {
            @for (name, label) in named {
                @let id = format!("{name}{at}");
                div.field.place {
                    label for=(id) { (label) }
                    input id=(id) name=(name) value=(typed(name)) list="places" data-places=(visitor.to("places"))
                        autocomplete="off" placeholder=(texts.city_or_airport) required[at == 0]
                        aria-describedby=(format!("{id}-wrong"));
                    (wrong(&format!("{id}-wrong"), faults.of(&id)))
                }
            }
            @let id = format!("depart{at}");
            div.field {
                label for=(id) { (texts.departure_date) }
                input id=(id) type="date" name="depart" value=(typed("depart")) min=(today(app))
                    required[at == 0] aria-describedby=(format!("{id}-wrong"));
                (wrong(&format!("{id}-wrong"), faults.of(&id)))
            }
        }
    }
}

fn count(
    (fields, faults): (&Fields, &Wrong),
    name: &str,
    label: &str,
    least: u8,
    usually: u8,
) -> Markup {
    let chosen = fields.read::<u8>(name).unwrap_or(usually);
    html! {
        div.field.few {
            label for=(name) { (label) }
            select id=(name) name=(name) aria-describedby=(format!("{name}-wrong")) {
                @for number in least..=Party::MOST {
                    option selected[number == chosen] { (number) }
                }
            }
            (wrong(&format!("{name}-wrong"), faults.of(name)))
        }
    }
}

/// Somewhere it is still yesterday.
fn today(app: &App) -> String {
    let date = app.now().date();
    iso(date.previous_day().unwrap_or(date))
}
