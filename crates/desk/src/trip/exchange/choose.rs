//! What a journey can be changed for: the flights of another day, by the same airline.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::offers::search::{Filters, FoundOffer, SearchOffers, Slice, search_offers};
use airside_app::world::Snapshot;
use airside_booking::{Booking, Direction, Journey, TripType};
use airside_search::Sort;
use maud::{Markup, html};
use time::{Date, OffsetDateTime};

use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::search::{Found, by_journey};
use crate::sheet::{Sheet, token, wrong};
use crate::shown::journey::{ends, flights, line};
use crate::shown::money::money;
use crate::shown::times::{day, iso, read_iso};
use crate::texts::Texts;
use crate::trip::opened::trip;
use crate::visitor::Visitor;

/// More than a page of brands of each flight of a day.
const MOST: usize = 120;

#[get("/trips/{reference}/change")]
pub(in crate::trip) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let booking = trip(&app, &visitor, &reference).await?;
    let fields = Fields::of(request.query_string().as_bytes());
    let faults = asked_for(&booking, &fields, visitor.texts, app.now());
    Ok(ask(&app, &visitor, &booking, &fields, &faults))
}

/// The journeys that can be changed.
fn changeable(booking: &Booking) -> Vec<&Journey> {
    let live = booking.live_journeys();
    let journeys = booking.journeys.iter();
    journeys.filter(|it| live.contains(&it.direction) && is_changeable(booking, it)).collect()
}

/// The journey that was chosen, or the only one there is.
fn chosen<'a>(changeable: &[&'a Journey], fields: &Fields) -> Option<&'a Journey> {
    match (fields.read::<Direction>("journey"), changeable) {
        (Some(named), _) => changeable.iter().find(|it| it.direction == named).copied(),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
}

/// What is wrong with what was asked for; the page as it is first has nothing wrong.
fn asked_for(booking: &Booking, fields: &Fields, texts: &Texts, now: OffsetDateTime) -> Wrong {
    let mut faults = Wrong::default();
    if fields.iter().all(|(name, _)| name != "day") {
        return faults;
    }
    let journey = chosen(&changeable(booking), fields);
    if journey.is_none() {
        faults.add("journey", texts.choose_journey);
    }
    match read_iso(fields.get("day")) {
        None => faults.add("day", texts.date_missing),
        // It may still be the day before, at the airport that the journey leaves from.
        Some(day) if day.next_day().is_some_and(|next| next < now.date()) => {
            faults.add("day", texts.date_past);
        }
        Some(day) => {
            let is_between = journey.is_none_or(|journey| may_leave_on(booking, journey, day));
            if !is_between {
                faults.add("day", texts.changing.not_between);
            }
        }
    }
    faults
}

/// Whether a journey on this day would come after the one before it, and before the one after it.
fn may_leave_on(booking: &Booking, journey: &Journey, day: Date) -> bool {
    let live = booking.live_journeys();
    let (before, after): (Vec<_>, Vec<_>) = booking
        .journeys
        .iter()
        .filter(|it| live.contains(&it.direction) && it.direction != journey.direction)
        .partition(|it| it.offer.departs_at() < journey.offer.departs_at());
    before.iter().all(|it| it.offer.arrives_at().date() <= day)
        && after.iter().all(|it| day <= it.offer.departs_at().date())
}

/// Which journey and day and, once they are known, the flights there are.
pub(super) fn ask(
    app: &App,
    visitor: &Visitor,
    booking: &Booking,
    fields: &Fields,
    faults: &Wrong,
) -> HttpResponse {
    let texts = visitor.texts;
    let world = app.world.load();
    let here = format!("trips/{}", booking.reference);
    let changeable = changeable(booking);
    let chosen = chosen(&changeable, fields);
    let date = read_iso(fields.get("day")).filter(|_| faults.of("day").is_none());
    let body = html! {
        form.card.narrow method="get" action=(visitor.to(&format!("{here}/change"))) {
            h1 { span.over { (booking.reference) } (texts.changing.which) }
            (wrong("journey-wrong", faults.of("journey")))
            @if changeable.is_empty() { p.note { (texts.changing.cannot) } }
            @else {
                fieldset {
                    legend.hidden { (texts.changing.which) }
                    @for journey in &changeable {
                        label.tick {
                            input type="radio" name="journey" value=(journey.direction)
                                checked[chosen.is_some_and(|it| it.direction == journey.direction)];
                            (ends(texts, &world, &journey.offer)) ", " (day(texts, journey.offer.departs_at().date()))
                        }
                    }
                }
                div.field {
                    label for="day" { (texts.changing.day) }
                    input #day type="date" name="day" value=(fields.get("day")) required aria-describedby="day-wrong";
                    (wrong("day-wrong", faults.of("day")))
                }
            }
            div.actions {
                @if !changeable.is_empty() { button.button { (texts.changing.show) } }
                a.button.other href=(visitor.to(&here)) { (texts.keep_trip) }
            }
        }
        @if let (Some(journey), Some(date)) = (chosen, date) {
            (flights_of(app, visitor, &world, booking, journey, date))
        }
    };
    let sheet = Sheet::new(visitor, texts.changing.change, body);
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}

/// A journey whose fare is changed, or which the airline itself has changed.
pub(in crate::trip) fn is_changeable(booking: &Booking, journey: &Journey) -> bool {
    journey.changes.is_some() || booking.open_change(journey.direction).is_some()
}

fn flights_of(
    app: &App,
    visitor: &Visitor,
    world: &Snapshot,
    booking: &Booking,
    journey: &Journey,
    date: Date,
) -> Markup {
    let texts = visitor.texts;
    let offer = &journey.offer;
    let slice = Slice {
        origin: offer.origin().to_string(),
        destination: offer.destination().to_string(),
        date,
    };
    let search = SearchOffers {
        trip_type: TripType::OneWay,
        slices: vec![slice],
        flexible_days: 0,
        party: offer.party,
        cabin: offer.cabin,
        filters: Filters { max_stops: 1, airlines: vec![offer.airline], ..Filters::default() },
        sort: Sort::Departure,
        limit: MOST,
        offset: 0,
    };
    // A day that has passed has no flights.
    let found = search_offers(app, world, &search);
    let offers = found.ok().and_then(|it| it.slices.into_iter().next()).unwrap_or_default();
    let offers: Vec<&FoundOffer> = offers.iter().collect();
    let journeys = by_journey(&offers);
    html! {
        h2 { (texts.changing.pick) ", " (day(texts, date)) }
        @if journeys.is_empty() { p.note { (texts.changing.none) } }
        ol.journeys {
            @for found in &journeys { li.card { (choice(visitor, world, booking, journey, found)) } }
        }
    }
}

fn choice(
    visitor: &Visitor,
    world: &Snapshot,
    booking: &Booking,
    journey: &Journey,
    found: &Found<'_>,
) -> Markup {
    let texts = visitor.texts;
    let offer = &found.brands[0].offer;
    let to = visitor.to(&format!("trips/{}/change", booking.reference));
    html! {
        (line(texts, offer))
        form method="post" action=(to) {
            (token(visitor))
            input type="hidden" name="journey" value=(journey.direction);
            input type="hidden" name="day" value=(iso(offer.departs_at().date()));
            ul.brands {
                @for brand in &found.brands {
                    li {
                        button name="offer" value=(brand.id) {
                            span { (texts.brands(brand.offer.brand)) }
                            b { (money(texts, brand.offer.currency, brand.offer.price.total())) }
                        }
                    }
                }
            }
        }
        details {
            summary { (texts.details) }
            (flights(texts, world, &offer.segments))
        }
    }
}
