//! `GET /calendar`: the cheapest fare of each day of a month, as a grid.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::offers::fare_calendar::{DayFare, FareCalendar, fare_calendar};
use airside_app::offers::slices::{Said, faults};
use airside_booking::TripType;
use airside_primitives::{Amount, Cabin};
use maud::{Markup, html};
use time::{Date, Month};

use super::form::form;
use super::ways::{blame, missing, place, said, ways};
use super::wish::trip;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Shown, beside};
use crate::shown::money::whole;
use crate::shown::times::{iso, month, read_iso};
use crate::visitor::Visitor;

#[get("/calendar")]
pub(super) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    let fields = Fields::of(request.query_string().as_bytes());
    beside(visitor, move |visitor| Ok(page(&app, visitor, &fields))).await
}

fn page(app: &App, visitor: &Visitor, fields: &Fields) -> Shown {
    let texts = visitor.texts;
    let depart = read_iso(fields.get("depart")).unwrap_or_else(|| app.now().date());
    let first =
        read_iso(&format!("{}-01", fields.get("month"))).unwrap_or_else(|| first_of(depart));
    let stay = (trip(fields) == TripType::RoundTrip)
        .then(|| read_iso(fields.get("return")).map(|back| (back - depart).whole_days()))
        .flatten()
        .and_then(|days| u32::try_from(days).ok());
    let command = FareCalendar {
        origin: place(fields.get("from")),
        destination: place(fields.get("to")),
        year: first.year(),
        month: first.month(),
        cabin: fields.read("cabin").unwrap_or(Cabin::Economy),
        return_after_days: stay,
    };
    let world = app.world.load();
    let Ok(fares) = fare_calendar(app, &world, &command) else {
        let mut wrong = Wrong::default();
        let ways = ways(fields, TripType::OneWay);
        let ends = said(&ways, TripType::OneWay, fields);
        let ends: Vec<_> = ends.into_iter().map(|it| Said { date: None, ..it }).collect();
        missing(&ways, texts, &mut wrong);
        for fault in faults(&world, &ends, app.now()) {
            blame(&fault, &ways, TripType::OneWay, texts, &mut wrong);
        }
        let body = html! { h1 { (texts.cheapest_days) } (form(app, visitor, fields, &wrong)) };
        return Shown::Refused { title: texts.cheapest_days.to_owned(), body };
    };
    let totals = || fares.iter().filter_map(|day| day.fare).map(|fare| fare.total);
    // Where all cost the same, none is the cheapest.
    let cheapest = totals().min().filter(|least| totals().any(|total| total > *least));
    let name =
        |typed: &str| world.index.place(typed).map_or_else(|| typed.to_owned(), |it| it.city);
    let way = (texts.from_to)(&name(&command.origin), &name(&command.destination));
    let on = |date: Option<Date>| {
        let mut fields = fields.clone();
        fields.set("month", date.map_or_else(String::new, |date| iso(date)[..7].to_owned()));
        visitor.to(&format!("calendar?{}", fields.encoded()))
    };
    let before = first.previous_day().map(first_of);
    let after = first.checked_add(time::Duration::days(31)).map(first_of);
    let currency = world.terms.tariff.currency;
    let body = html! {
        h1 { span.over { (texts.cheapest_days) } (way) }
        p.quiet { (match stay { Some(days) => (texts.stay_of)(days), None => texts.one_way.to_owned() }) " · " (texts.for_one_adult) " · " ((texts.whole_units)(currency.code())) }
        nav.days aria-label=(texts.months_nav) {
            a href=(on(before)) rel="nofollow" { "‹" span.hidden { (texts.month_before) } }
            b { (month(texts, first)) }
            a href=(on(after)) rel="nofollow" { "›" span.hidden { (texts.month_after) } }
        }
        (grid(visitor, fields, first, stay, &fares, |amount| {
            (whole(texts, currency, amount), Some(amount) == cheapest)
        }))
    };
    Shown::Page { title: texts.cheapest_days.to_owned(), body }
}

fn grid(
    visitor: &Visitor,
    fields: &Fields,
    first: Date,
    stay: Option<u32>,
    fares: &[DayFare],
    shown: impl Fn(Amount) -> (String, bool),
) -> Markup {
    let texts = visitor.texts;
    let blank = first.weekday().number_days_from_monday();
    let cells: Vec<Option<&DayFare>> =
        (0..blank).map(|_| None).chain(fares.iter().map(Some)).collect();
    let to_day = |date: Date| {
        let mut fields = fields.clone();
        fields.remove("month");
        fields.set("depart", iso(date));
        if let Some(back) =
            stay.and_then(|days| date.checked_add(time::Duration::days(days.into())))
        {
            fields.set("return", iso(back));
        }
        visitor.to(&format!("search?{}", fields.encoded()))
    };
    html! {
        table.calendar {
            thead { tr { @for day in texts.weekdays { th scope="col" { (day) } } } }
            tbody {
                @for week in cells.chunks(7) {
                    tr {
                        @for cell in week {
                            td {
                                @if let Some(DayFare { date, fare }) = cell {
                                    @match fare {
                                        Some(fare) => {
                                            @let (price, is_cheapest) = shown(fare.total);
                                            a.cheapest[is_cheapest] href=(to_day(*date)) rel="nofollow" {
                                                span { (date.day()) } b { (price) }
                                            }
                                        }
                                        None => span.none { (date.day()) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn first_of(date: Date) -> Date {
    let (year, month): (i32, Month) = (date.year(), date.month());
    Date::from_calendar_date(year, month, 1).unwrap_or(date)
}
