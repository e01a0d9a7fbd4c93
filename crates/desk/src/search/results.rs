//! `GET /search`: what is found for the first way, then for the next, until each is chosen.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::offers::read::read_offer;
use airside_app::offers::search::{End, FoundOffer, SearchError, search_offers};
use airside_app::world::Snapshot;
use airside_booking::Offer;
use airside_primitives::AirlineCode;
use maud::{Markup, html};

use super::form::form;
use super::wish::{DAYTIMES, SORTS, Wish};
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Shown, beside};
use crate::shown::conditions;
use crate::shown::journey::{ends, flights, line};
use crate::shown::money::money;
use crate::shown::price::people;
use crate::shown::seller::seller;
use crate::shown::times::{day, iso};
use crate::visitor::Visitor;

/// Journeys that are shown at first, and with each look at more.
const A_PAGE: usize = 20;
/// From so many seats on nobody hurries.
const MANY_SEATS: u16 = 9;

/// The offers of one journey, a brand each.
struct Found<'f> {
    brands: Vec<&'f FoundOffer>,
}

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
    let wish = match Wish::read(fields, texts) {
        Ok(wish) => wish,
        Err(wrong) => return Ok(again(app, visitor, fields, &wrong)),
    };
    let world = app.world.load();
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
    // All ways at first, so that whatever is wrong with any is said before anything is chosen.
    let ahead = if chosen.is_empty() {
        &wish.slices[..]
    } else {
        &wish.slices[chosen.len()..=chosen.len()]
    };
    let found = match search_offers(app, &world, &wish.search(ahead)) {
        Ok(found) => found,
        Err(error) => {
            let wrong = said(&error, chosen.len(), visitor)?;
            return Ok(again(app, visitor, fields, &wrong));
        }
    };
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

fn said(error: &SearchError, first: usize, visitor: &Visitor) -> Result<Wrong, Refusal> {
    let texts = visitor.texts;
    // The way back has no fields of its own but its date.
    let at = |slice: usize| slice + first;
    Ok(match error {
        SearchError::UnknownPlace { slice, end: End::Origin } => {
            Wrong::with(format!("from{}", at(*slice)), texts.place_unknown)
        }
        SearchError::UnknownPlace { slice, end: End::Destination } => {
            Wrong::with(format!("to{}", at(*slice)), texts.place_unknown)
        }
        SearchError::SamePlace { slice } => {
            Wrong::with(format!("to{}", at(*slice)), texts.same_place)
        }
        SearchError::DateInThePast { slice } => {
            Wrong::with(format!("depart{}", at(*slice)), texts.date_past)
        }
        SearchError::DatesOutOfOrder { slice } => {
            let mut wrong = Wrong::with("return", texts.return_before);
            wrong.add(format!("depart{}", at(*slice)), texts.return_before);
            wrong
        }
        SearchError::Unencodable(error) => return Err(Refusal::fault(error)),
    })
}

fn by_journey<'f>(offers: &[&'f FoundOffer]) -> Vec<Found<'f>> {
    let mut found: Vec<Found<'f>> = Vec::new();
    for offer in offers {
        let is_same =
            |other: &&mut Found<'f>| other.brands[0].offer.segments == offer.offer.segments;
        match found.iter_mut().find(is_same) {
            Some(known) => known.brands.push(offer),
            None => found.push(Found { brands: vec![offer] }),
        }
    }
    for journey in &mut found {
        journey.brands.sort_by_key(|it| it.offer.price.total());
    }
    found
}

fn without_choice(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    for name in ["chosen", "show", "language"] {
        fields.remove(name);
    }
    fields
}

fn summary(world: &Snapshot, visitor: &Visitor, fields: &Fields, wish: &Wish, at: usize) -> Markup {
    let texts = visitor.texts;
    let slice = &wish.slices[at];
    let name =
        |typed: &str| world.index.place(typed).map_or_else(|| typed.to_owned(), |it| it.city);
    let way = (texts.from_to)(&name(&slice.origin), &name(&slice.destination));
    let party = airside_primitives::PassengerType::ALL.into_iter();
    let party: Vec<String> = party
        .filter(|kind| wish.party.count(*kind) > 0)
        .map(|kind| people(texts, kind, wish.party.count(kind)))
        .collect();
    html! {
        div.summary {
            h1 {
                @if wish.slices.len() > 1 {
                    span.over { ((texts.way_of)(at + 1, wish.slices.len())) }
                }
                (way)
            }
            p { (day(texts, slice.date)) " · " (party.join(", ")) " · " (texts.cabins(wish.cabin)) }
            a.button.other href=(visitor.to(&format!("?{}", without_choice(fields).encoded()))) {
                (texts.change_search)
            }
        }
    }
}

/// A way that is chosen already.
fn choice(
    world: &Snapshot,
    visitor: &Visitor,
    fields: &Fields,
    offer: &Offer,
    at: usize,
) -> Markup {
    let texts = visitor.texts;
    let mut back = without_choice(fields);
    fields.all("chosen").take(at).for_each(|id| back.add("chosen", id));
    html! {
        div.card.chosen {
            p.over { (ends(texts, world, offer)) ", " (day(texts, offer.departs_at().date())) }
            (line(texts, offer))
            p { (seller(world, offer.airline)) " · " (texts.brands(offer.brand)) " · "
                (money(texts, offer.currency, offer.price.total())) }
            a href=(visitor.to(&format!("search?{}", back.encoded()))) { (texts.choose_other) }
        }
    }
}

/// The day before, the day after, and the cheapest days.
fn days(visitor: &Visitor, fields: &Fields, wish: &Wish, at: usize) -> Markup {
    let texts = visitor.texts;
    let date = wish.slices[at].date;
    let is_return = at == 1 && wish.trip == airside_booking::TripType::RoundTrip;
    let on = |date| {
        let mut fields = fields.clone();
        fields.remove("show");
        if is_return {
            fields.set("return", iso(date));
        } else {
            let mut dates: Vec<String> = fields.all("depart").map(str::to_owned).collect();
            if let Some(it) = dates.get_mut(at) {
                *it = iso(date);
            }
            fields.remove("depart");
            for date in dates {
                fields.add("depart", date);
            }
        }
        visitor.to(&format!("search?{}", fields.encoded()))
    };
    html! {
        nav.days aria-label=(texts.other_days) {
            @if let Some(before) = date.previous_day() {
                a href=(on(before)) rel="nofollow" { "‹ " (day(texts, before)) }
            }
            a href=(visitor.to(&format!("calendar?{}", without_choice(fields).encoded()))) rel="nofollow" {
                (texts.cheapest_days)
            }
            @if let Some(after) = date.next_day() {
                a href=(on(after)) rel="nofollow" { (day(texts, after)) " ›" }
            }
        }
    }
}

fn filters(world: &Snapshot, visitor: &Visitor, fields: &Fields, offers: &[&FoundOffer]) -> Markup {
    let texts = visitor.texts;
    let mut sellers: Vec<AirlineCode> = offers.iter().map(|it| it.offer.airline).collect();
    sellers.extend(fields.read::<AirlineCode>("airline"));
    sellers.sort_unstable();
    sellers.dedup();
    let kept = ["sort", "stops", "airline", "departs", "refundable", "bags", "show", "language"];
    let select = |name: &str, label: &str, options: Vec<(String, String)>| {
        html! {
            div.field {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    @for (value, shown) in &options {
                        option value=(value) selected[fields.get(name) == value] { (shown) }
                    }
                }
            }
        }
    };
    let any = || (String::new(), texts.any.to_owned());
    let sorts = SORTS.iter().zip(texts.sorts);
    let sorts = sorts.map(|((code, _), name)| ((*code).to_owned(), name.to_owned())).collect();
    let stops = texts.most_stops.iter().zip(["2", "1", "0"]);
    let stops = stops.map(|(name, value)| (value.to_owned(), (*name).to_owned())).collect();
    let airlines = sellers.iter().map(|code| (code.to_string(), world.airline_name(*code)));
    let daytimes = DAYTIMES.iter().zip(texts.daytimes);
    let daytimes = daytimes.map(|((code, _), name)| ((*code).to_owned(), name.to_owned()));
    html! {
        form.filters method="get" action=(visitor.to("search")) data-auto {
            @for (name, value) in fields.iter().filter(|(name, _)| !kept.contains(name)) {
                input type="hidden" name=(name) value=(value);
            }
            (select("sort", texts.sort, sorts))
            (select("stops", texts.stops_filter, stops))
            (select("airline", texts.airline, std::iter::once(any()).chain(airlines).collect()))
            (select("departs", texts.departs_filter, std::iter::once(any()).chain(daytimes).collect()))
            label.tick { input type="checkbox" name="refundable" value="1" checked[fields.has("refundable")]; (texts.refundable_only) }
            label.tick { input type="checkbox" name="bags" value="1" checked[fields.has("bags")]; (texts.bags_only) }
            button.button.other { (texts.apply) }
        }
    }
}

fn nothing(visitor: &Visitor, fields: &Fields) -> Markup {
    let texts = visitor.texts;
    let mut wide = without_choice(fields);
    for name in ["stops", "airline", "departs", "refundable", "bags"] {
        wide.remove(name);
    }
    fields.all("chosen").for_each(|id| wide.add("chosen", id));
    html! {
        div.card {
            p { (texts.nothing_found) }
            p.actions {
                a.button href=(visitor.to(&format!("search?{}", wide.encoded()))) { (texts.without_filters) }
                a.button.other href=(visitor.to(&format!("calendar?{}", without_choice(fields).encoded()))) {
                    (texts.cheapest_days)
                }
            }
        }
    }
}

fn list(world: &Snapshot, visitor: &Visitor, fields: &Fields, journeys: &[Found<'_>]) -> Markup {
    let texts = visitor.texts;
    let shown = fields.read::<usize>("show").unwrap_or(A_PAGE).clamp(1, journeys.len().max(1));
    html! {
        ol.journeys {
            @for journey in journeys.iter().take(shown) {
                li.card { (found(world, visitor, fields, journey)) }
            }
        }
        @if shown < journeys.len() {
            @let mut more = fields.clone();
            @let () = more.set("show", (shown + A_PAGE).to_string());
            p.actions {
                a.button.other href=(visitor.to(&format!("search?{}", more.encoded()))) rel="nofollow" {
                    (texts.show_more)
                }
            }
        }
    }
}

fn found(world: &Snapshot, visitor: &Visitor, fields: &Fields, journey: &Found<'_>) -> Markup {
    let texts = visitor.texts;
    let first = journey.brands[0];
    let offer = &first.offer;
    html! {
        p.seller {
            (seller(world, offer.airline))
            @if first.seats_left < MANY_SEATS { " " span.scarce { ((texts.seats_left)(first.seats_left)) } }
        }
        (line(texts, offer))
        ul.brands {
            @for found in &journey.brands {
                @let mut on = fields.clone();
                @let () = on.remove("show");
                @let () = on.add("chosen", found.id.as_str());
                li {
                    a href=(visitor.to(&format!("search?{}", on.encoded()))) rel="nofollow" {
                        span { (texts.brands(found.offer.brand)) }
                        b { (money(texts, found.offer.currency, found.offer.price.total())) }
                        small { (conditions::short(texts, &found.offer)) }
                    }
                }
            }
        }
        details {
            summary { (texts.details) }
            (flights(texts, world, &offer.segments))
            p.quiet { ((texts.allowance)(offer.baggage.hand_kg, offer.baggage.checked_kg)) }
        }
    }
}
