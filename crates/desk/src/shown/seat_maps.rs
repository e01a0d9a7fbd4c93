//! Seat maps to pick from: each seat is a button that gives it to the traveller who is chosen.
//!
//! What was picked stands in fields of the form, `seat{traveller}-{flight}`, and for whom the next one
//! is picked in `who{flight}`; travellers and flights are counted from 0.

use std::collections::HashSet;

use airside_booking::Segment;
use airside_primitives::{Cabin, SeatKind, SeatNumber};
use airside_seating::{Fleet, Seat};
use maud::{Markup, html};

use crate::form::{Fields, Wrong};
use crate::sheet::wrong;
use crate::texts::Texts;

/// A flight on which seats can be picked.
pub(crate) struct Flight<'a> {
    /// Its number in the form.
    pub(crate) at: usize,
    /// As `6E2114 Delhi – Mumbai`.
    pub(crate) title: String,
    pub(crate) segment: &'a Segment,
    pub(crate) cabin: Cabin,
    /// The travellers who have a seat on it.
    pub(crate) seated: Vec<usize>,
    pub(crate) open: HashSet<SeatNumber>,
}

/// The seat that was picked for somebody on a flight.
pub(crate) fn seat(fields: &Fields, traveller: usize, flight: usize) -> Option<SeatNumber> {
    fields.read(&format!("seat{traveller}-{flight}"))
}

/// Does what a button of a map says, `seat:FLIGHT:NUMBER` or `no-seat:FLIGHT:TRAVELLER`. Whoever had
/// the seat before gets the other's.
pub(crate) fn pick(fields: &mut Fields, seated: impl Fn(usize) -> Vec<usize>, button: &str) {
    let mut parts = button.split(':');
    let (what, flight) = (parts.next(), parts.next().and_then(|it| it.parse::<usize>().ok()));
    let (Some(flight), Some(given)) = (flight, parts.next()) else { return };
    let seated = seated(flight);
    let named = |traveller: usize| format!("seat{traveller}-{flight}");
    match what {
        Some("seat") => {
            let who = fields.read::<usize>(&format!("who{flight}"));
            let who = who.filter(|it| seated.contains(it));
            let Some(who) = who.or(seated.first().copied()) else { return };
            let had = fields.get(&named(who)).to_owned();
            for other in seated.iter().filter(|it| **it != who) {
                if fields.get(&named(*other)) != given {
                } else if had.is_empty() {
                    fields.remove(&named(*other));
                } else {
                    fields.set(&named(*other), had.clone());
                }
            }
            fields.set(&named(who), given);
            let without = seated.iter().find(|it| seat(fields, **it, flight).is_none());
            let next = without.copied().unwrap_or(who);
            fields.set(&format!("who{flight}"), next.to_string());
        }
        Some("no-seat") => {
            fields.remove(&format!("seat{given}-{flight}"));
            fields.set(&format!("who{flight}"), given);
        }
        _ => (),
    }
}

/// The maps of all flights of a trip.
pub(crate) struct SeatMaps<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) fleet: &'a Fleet,
    pub(crate) flights: &'a [Flight<'a>],
    pub(crate) fields: &'a Fields,
    pub(crate) faults: &'a Wrong,
    /// What a traveller is called.
    pub(crate) name: &'a dyn Fn(usize) -> String,
    /// Whether somebody may be without a seat until it is given.
    pub(crate) may_give_up: bool,
}

impl SeatMaps<'_> {
    pub(crate) fn shown(&self) -> Markup {
        html! {
            div #seats data-part {
                @for flight in self.flights { (self.flight(flight)) }
            }
        }
    }

    fn flight(&self, flight: &Flight<'_>) -> Markup {
        let (texts, at) = (self.texts, flight.at);
        let told = format!("seats{at}");
        let is_open = is_about(self.fields.get("do"), at)
            || self.faults.of(&told).is_some()
            || self.flights.len() == 1;
        html! {
            details.card.cabin open[is_open] {
                summary { b { (flight.title) } " " span.quiet { (self.picked(flight)) } }
                (wrong(&format!("{told}-wrong"), self.faults.of(&told)))
                (self.who(flight))
                @if let Some(layout) = self.fleet.layout(flight.segment.aircraft) {
                    p.quiet { (layout.aircraft_name()) " · " (texts.seat_help) }
                    div.map role="group" aria-label=(flight.title) {
                        @for row in layout.rows(flight.cabin) {
                            div.seats {
                                span.number aria-hidden="true" { (row.number()) }
                                @for block in row.blocks() {
                                    span.block { @for seat in block { (self.button(flight, *seat)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn picked(&self, flight: &Flight<'_>) -> String {
        let seats = flight.seated.iter().filter_map(|it| seat(self.fields, *it, flight.at));
        let seats: Vec<String> = seats.map(|it| it.to_string()).collect();
        if seats.is_empty() { self.texts.no_seat_picked.to_owned() } else { seats.join(", ") }
    }

    /// For whom a seat is picked, and what was picked so far.
    fn who(&self, flight: &Flight<'_>) -> Markup {
        let (texts, fields, at) = (self.texts, self.fields, flight.at);
        let name = format!("who{at}");
        let current = fields.read::<usize>(&name).or(flight.seated.first().copied());
        // The page that comes back is shown where the seat was picked.
        let is_here = is_about(fields.get("do"), at);
        html! {
            fieldset.choices.who {
                legend { (texts.seat_for) }
                @for traveller in flight.seated.iter().copied() {
                    @let given = seat(fields, traveller, at);
                    label {
                        input type="radio" name=(name) value=(traveller) checked[current == Some(traveller)]
                            autofocus[is_here && current == Some(traveller)];
                        ((self.name)(traveller))
                        @if let Some(given) = given { " " b { (given) } }
                    }
                    @if let Some(given) = given {
                        input type="hidden" name=(format!("seat{traveller}-{at}")) value=(given);
                        @if self.may_give_up {
                            button.plain name="do" value=(format!("no-seat:{at}:{traveller}")) formnovalidate {
                                (texts.no_seat) span.hidden { " " (given) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn button(&self, flight: &Flight<'_>, seat: Seat) -> Markup {
        let (texts, at) = (self.texts, flight.at);
        let number = seat.number;
        let is_theirs = |it: &&usize| self::seat(self.fields, **it, at) == Some(number);
        let whose = flight.seated.iter().find(is_theirs).copied();
        let is_open = flight.open.contains(&number);
        let kind = match seat.kind {
            SeatKind::Window => texts.window,
            SeatKind::Middle => texts.middle,
            SeatKind::Aisle => texts.aisle,
        };
        let exit = if seat.exit_row { texts.exit_row } else { "" };
        let state = match whose {
            Some(whose) => (self.name)(whose),
            None if is_open => texts.seat_free.to_owned(),
            None => texts.seat_not_free.to_owned(),
        };
        html! {
            button.seat.mine[whose.is_some()].exit[seat.exit_row] id=(format!("s{at}-{number}"))
                name="do" value=(format!("seat:{at}:{number}")) formnovalidate
                disabled[!is_open && whose.is_none()] aria-pressed=(whose.is_some())
                aria-label=(format!("{number}, {kind}{exit}, {state}")) {
                (number.letter())
            }
        }
    }
}

/// Whether the button that was pressed is one of this map.
fn is_about(button: &str, flight: usize) -> bool {
    button.starts_with(&format!("seat:{flight}:"))
        || button.starts_with(&format!("no-seat:{flight}:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_had_the_seat_gets_the_others() {
        let pressed = |before: &str, button: &str| {
            let mut fields = Fields::of(before.as_bytes());
            pick(&mut fields, |_| vec![0, 1], button);
            let seats = (0..2).map(|it| fields.get(&format!("seat{it}-0")).to_owned());
            seats.collect::<Vec<_>>()
        };
        assert_eq!(pressed("seat0-0=1A&seat1-0=1B", "seat:0:1B"), ["1B", "1A"]);
        assert_eq!(pressed("seat1-0=1B", "seat:0:1B"), ["1B", ""]);
        assert_eq!(pressed("seat0-0=1A&who0=1", "seat:0:2C"), ["1A", "2C"]);
        assert_eq!(pressed("seat0-0=1A&seat1-0=1B", "no-seat:0:1"), ["1A", ""]);
        assert_eq!(pressed("seat0-0=1A", "seat:x:1B"), ["1A", ""]);
    }
}
