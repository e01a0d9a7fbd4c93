//! What a journey can be changed for: the flights of another day, by the same airline.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::exchanges::alternatives::{
    Alternative, AlternativesError, WantedInstead, alternatives,
};
use airside_app::world::Snapshot;
use airside_booking::exchange::Waiver;
use airside_booking::{Booking, Direction, Journey};
use airside_primitives::Amount;
use maud::{Markup, html};
use time::{Date, OffsetDateTime};

use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, token, wrong};
use crate::shown::journey::{ends, flights, line};
use crate::shown::money::money;
use crate::shown::times::{day, iso, read_iso};
use crate::texts::Texts;
use crate::trip::opened::trip;
use crate::visitor::Visitor;

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
    ask(&app, &visitor, &booking, &fields, &faults).await
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
pub(super) async fn ask(
    app: &App,
    visitor: &Visitor,
    booking: &Booking,
    fields: &Fields,
    faults: &Wrong,
) -> Result<HttpResponse, Refusal> {
    let texts = visitor.texts;
    let world = app.world.load();
    let here = format!("trips/{}", booking.reference);
    let changeable = changeable(booking);
    let chosen = chosen(&changeable, fields);
    let date = read_iso(fields.get("day")).filter(|_| faults.of("day").is_none());
    let found = match chosen.zip(date) {
        Some(wanted) => Some(flights_of(app, visitor, &world, booking, wanted).await?),
        None => None,
    };
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
        @if let Some(found) = found { (found) }
    };
    let sheet = Sheet::new(visitor, texts.changing.change, body);
    Ok(if faults.is_empty() { sheet } else { sheet.refused() }.answer())
}

/// A journey whose fare is changed, or which the airline itself has changed.
pub(in crate::trip) fn is_changeable(booking: &Booking, journey: &Journey) -> bool {
    journey.changes.is_some() || booking.open_change(journey.direction).is_some()
}

/// The flights of a day, each with what changing to it costs beyond what was paid. Where the airline has
/// changed the flights it costs nothing, if that may be answered so.
async fn flights_of(
    app: &App,
    visitor: &Visitor,
    world: &Snapshot,
    booking: &Booking,
    (journey, date): (&Journey, Date),
) -> Result<Markup, Refusal> {
    let texts = visitor.texts;
    let open = booking.open_change(journey.direction).map(|it| it.id);
    let wanted = |waiver| WantedInstead {
        direction: journey.direction,
        date,
        origin: None,
        destination: None,
        cabin: None,
        max_stops: 1,
        waiver,
    };
    let mut found = alternatives(app, booking, &wanted(Waiver::answering(open))).await;
    if open.is_some() && found.as_ref().map_or(true, Vec::is_empty) {
        found = alternatives(app, booking, &wanted(Waiver::Nothing)).await;
    }
    let found = match found {
        Ok(found) => found,
        // The figures say why, once one is chosen; and a day that has passed has no flights.
        Err(AlternativesError::Refused(_) | AlternativesError::Search(_)) => Vec::new(),
        Err(AlternativesError::Store(error)) if error.is_away() => return Err(Refusal::Away),
        Err(error) => return Err(Refusal::fault(&error)),
    };
    let mut flights: Vec<Vec<&Alternative>> = Vec::new();
    for it in &found {
        let segments = |it: &Alternative| it.found.offer.segments.clone();
        match flights.iter_mut().find(|known| segments(known[0]) == segments(it)) {
            Some(known) => known.push(it),
            None => flights.push(vec![it]),
        }
    }
    flights.sort_by_key(|it| it[0].found.offer.departs_at());
    Ok(html! {
        h2 { (texts.changing.pick) ", " (day(texts, date)) }
        @if flights.is_empty() { p.note { (texts.changing.none) } }
        @else { p.quiet { (texts.changing.beyond) } }
        ol.journeys {
            @for found in &flights { li.card { (choice(visitor, world, booking, journey, found)) } }
        }
    })
}

fn choice(
    visitor: &Visitor,
    world: &Snapshot,
    booking: &Booking,
    journey: &Journey,
    brands: &[&Alternative],
) -> Markup {
    let texts = visitor.texts;
    let offer = &brands[0].found.offer;
    let to = visitor.to(&format!("trips/{}/change", booking.reference));
    html! {
        (line(texts, offer))
        form method="post" action=(to) {
            (token(visitor))
            input type="hidden" name="journey" value=(journey.direction);
            input type="hidden" name="day" value=(iso(offer.departs_at().date()));
            ul.brands {
                @for brand in brands {
                    li {
                        button name="offer" value=(brand.found.id) {
                            span { (texts.brands(brand.found.offer.brand)) }
                            b { (beyond(texts, booking, brand.exchange.difference())) }
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

/// As `+ ₹1,200.00` where it is paid, `− ₹300.00` where it comes back.
fn beyond(texts: &Texts, booking: &Booking, difference: Amount) -> String {
    let sign = if difference < Amount::ZERO { "−" } else { "+" };
    let amount = if difference < Amount::ZERO { -difference } else { difference };
    format!("{sign}\u{a0}{}", money(texts, booking.currency, amount))
}
