//! `GET /search`: what is found for the first way, then for the next, until each is chosen.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::offers::read::read_offer;
use airside_app::offers::search::search_offers;
use airside_app::offers::slices::faults;
use airside_booking::Offer;
use maud::html;

use super::around::{choice, days, summary};
use super::filters::{filters, nothing};
use super::form::form;
use super::journeys::{by_journey, list};
use super::query::without_choice;
use super::wish::Wish;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Shown, beside};
use crate::visitor::Visitor;

#[get("/search")]
pub(super) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    let fields = Fields::of(request.query_string().as_bytes());
    beside(visitor, move |visitor| page(&app, visitor, &fields)).await
}

fn page(app: &App, visitor: &Visitor, fields: &Fields) -> Result<Shown, Refusal> {
    let texts = visitor.texts;
    let world = app.world.load();
    let wish = match Wish::read(fields, texts, |said| faults(&world, said, app.now())) {
        Ok(wish) => wish,
        Err(wrong) => return Ok(again(app, visitor, fields, &wrong)),
    };
    let chosen: Option<Vec<Offer>> =
        fields.all("chosen").map(|id| read_offer(app, &world, id).ok()).collect();
    let Some(chosen) = chosen else {
        // One of them has lapsed meanwhile: it is chosen anew.
        let mut fields = fields.clone();
        fields.remove("chosen");
        return Ok(Shown::Lead(format!("search?{}", fields.encoded())));
    };
    if chosen.len() >= wish.slices.len() {
        let mut on = Fields::default();
        fields.all("chosen").for_each(|id| on.add("offer", id));
        on.add("wish", without_choice(fields).encoded());
        return Ok(Shown::Lead(format!("book?{}", on.encoded())));
    }
    // All ways at first, so that one without a flight is seen before anything is chosen.
    let ahead = if chosen.is_empty() {
        &wish.slices[..]
    } else {
        &wish.slices[chosen.len()..=chosen.len()]
    };
    let found = search_offers(app, &world, &wish.search(ahead));
    let found = found.map_err(|error| Refusal::fault(&error))?;
    let arrived = chosen.last().map(Offer::arrives_at);
    let offers = found.slices.first().map(Vec::as_slice).unwrap_or_default();
    let offers: Vec<_> =
        offers.iter().filter(|it| arrived.is_none_or(|at| at <= it.offer.departs_at())).collect();
    let journeys = by_journey(&offers);
    let slice = &wish.slices[chosen.len()];
    let title = format!("{} – {}", slice.origin, slice.destination);
    let body = html! {
        (summary(&world, visitor, fields, &wish, chosen.len()))
        @for (at, offer) in chosen.iter().enumerate() { (choice(&world, visitor, fields, offer, at)) }
        (days(visitor, fields, &wish, chosen.len()))
        div.results {
            (filters(&world, visitor, fields, &offers))
            section aria-label=(texts.flights) {
                p.count role="status" { ((texts.journeys_found)(journeys.len())) }
                @if journeys.is_empty() { (nothing(visitor, fields)) }
                (list(&world, visitor, fields, &journeys))
            }
        }
    };
    Ok(Shown::Page { title, body })
}

/// The form once more, with what is wrong beside the fields.
fn again(app: &App, visitor: &Visitor, fields: &Fields, wrong: &Wrong) -> Shown {
    let body = html! { h1 { (visitor.texts.search) } (form(app, visitor, fields, wrong)) };
    Shown::Refused { title: visitor.texts.search.to_owned(), body }
}
