//! A journey on a line of time: when it leaves, where it stops and for how long, when it arrives.

use airside_app::world::Snapshot;
use airside_booking::{Offer, Segment};
use airside_primitives::AirportCode;
use maud::{Markup, html};
use time::OffsetDateTime;

use super::times::{clock, day, duration};
use crate::texts::Texts;

/// The journey in one line.
pub(crate) fn line(texts: &Texts, offer: &Offer) -> Markup {
    let stops = offer.segments.len() - 1;
    let later = offer.segments.last().arrives_at.date() - offer.segments.first().departs_at.date();
    html! {
        div.line {
            span.end { b { (time(offer.departs_at())) } " " abbr { (offer.origin()) } }
            span.way {
                span { (duration((offer.arrives_at() - offer.departs_at()).whole_minutes())) }
                span.track aria-hidden="true" { @for _ in 0..stops { i {} } }
                span { (changes(texts, offer)) }
            }
            span.end {
                b { (time(offer.arrives_at())) }
                @if later.whole_days() != 0 {
                    sup title=(texts.later_day) { (format_args!("{:+}", later.whole_days())) }
                }
                " " abbr { (offer.destination()) }
            }
        }
    }
}

/// Each flight of it, with the waits between.
pub(crate) fn flights(texts: &Texts, world: &Snapshot, segments: &[Segment]) -> Markup {
    html! {
        ol.flights {
            @for (at, segment) in segments.iter().enumerate() {
                @if let Some(before) = at.checked_sub(1).and_then(|before| segments.get(before)) {
                    li.wait {
                        (texts.change_in) " " (city(world, segment.origin)) ", "
                        (duration((segment.departs_at - before.arrives_at).whole_minutes()))
                    }
                }
                li { (flight(texts, world, segment)) }
            }
        }
    }
}

fn flight(texts: &Texts, world: &Snapshot, segment: &Segment) -> Markup {
    let seller = segment.number.airline();

    html! {
        p.times {
            (end(texts, world, segment.departs_at, segment.origin))
            (end(texts, world, segment.arrives_at, segment.destination))
        }
        p.quiet {
            (segment.number) " · " (world.airline_name(seller))
            @if segment.operating_airline != seller {
                " · " (texts.operated_by) " " (world.airline_name(segment.operating_airline))
            }
            " · " (duration(segment.minutes())) " · " (world.aircraft_name(segment.aircraft))
        }
    }
}

fn end(texts: &Texts, world: &Snapshot, at: OffsetDateTime, airport: AirportCode) -> Markup {
    let name = world.airport(airport).map_or("", |it| it.name.as_str());
    html! {
        span.stop {
            b { (time(at)) } " " (day(texts, at.date())) br;
            (city(world, airport)) " (" (airport) ")" br;
            span.quiet { (name) }
        }
    }
}

/// Changes by name, `1 stop in Frankfurt`.
fn changes(texts: &Texts, offer: &Offer) -> String {
    let at: Vec<_> =
        offer.segments.iter().skip(1).map(|segment| segment.origin.to_string()).collect();
    match at.as_slice() {
        [] => texts.direct.to_owned(),
        some => format!("{} ({})", (texts.stops)(some.len()), some.join(", ")),
    }
}

/// As `New Delhi`.
pub(crate) fn city(world: &Snapshot, airport: AirportCode) -> String {
    world.airport(airport).map_or_else(|| airport.to_string(), |it| it.city.clone())
}

/// As `6E2114 Delhi – Mumbai`.
pub(crate) fn named(world: &Snapshot, segment: &Segment) -> String {
    let (from, to) = (city(world, segment.origin), city(world, segment.destination));
    format!("{} {from} – {to}", segment.number)
}

/// From where to where, `Delhi to Mumbai`.
pub(crate) fn ends(texts: &Texts, world: &Snapshot, offer: &Offer) -> String {
    (texts.from_to)(&city(world, offer.origin()), &city(world, offer.destination()))
}

/// A time that programs can read, too.
fn time(at: OffsetDateTime) -> Markup {
    let date = super::times::iso(at.date());
    html! { time datetime=(format_args!("{date}T{}", clock(at))) { (clock(at)) } }
}
