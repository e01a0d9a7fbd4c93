//! The seat maps of the trip: each seat is a button that gives it to the traveller who is chosen.

use std::collections::HashSet;

use airside_app::App;
use airside_app::offers::seat_map::{SeatMapError, seat_maps};
use airside_app::world::Snapshot;
use airside_primitives::{PassengerType, SeatKind, SeatNumber};
use airside_seating::Seat;
use maud::{Markup, html};

use super::draft::seat;
use super::offers::Chosen;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::wrong;
use crate::shown::journey::city;
use crate::texts::Texts;

/// Which seats can be picked, for each flight of the trip.
pub(super) async fn open_seats(
    app: &App,
    chosen: &Chosen,
) -> Result<Vec<HashSet<SeatNumber>>, Refusal> {
    let mut open = Vec::new();
    for (id, offer) in chosen.ids.iter().zip(&chosen.offers) {
        match seat_maps(app, id).await {
            Ok(maps) => open.extend(maps.available),
            // It lapsed at this moment, and is renewed when the page is sent.
            Err(SeatMapError::Offer(_)) => {
                open.extend(offer.segments.iter().map(|_| HashSet::new()));
            }
            Err(SeatMapError::Store(error)) if error.is_away() => return Err(Refusal::Away),
            Err(SeatMapError::Store(error)) => return Err(Refusal::fault(&error)),
        }
    }
    Ok(open)
}

/// Does what a button of a map says, `seat:FLIGHT:NUMBER` or `no-seat:FLIGHT:TRAVELLER`.
pub(super) fn pick(fields: &mut Fields, chosen: &Chosen, button: &str) {
    let mut parts = button.split(':');
    let (what, flight) = (parts.next(), parts.next().and_then(|it| it.parse::<usize>().ok()));
    let (Some(flight), Some(given)) = (flight, parts.next()) else { return };
    let seated: Vec<usize> = seated(chosen).collect();
    match what {
        Some("seat") => {
            let who =
                fields.read::<usize>(&format!("who{flight}")).filter(|it| seated.contains(it));
            let Some(who) = who.or(seated.first().copied()) else { return };
            // Whoever had it before gives it up.
            for other in &seated {
                if fields.get(&format!("seat{other}-{flight}")) == given {
                    fields.remove(&format!("seat{other}-{flight}"));
                }
            }
            fields.set(&format!("seat{who}-{flight}"), given);
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

fn seated(chosen: &Chosen) -> impl Iterator<Item = usize> {
    let kinds = chosen.kinds().into_iter().enumerate();
    kinds.filter(|(_, kind)| *kind != PassengerType::Infant).map(|(at, _)| at)
}

/// The maps of all flights.
pub(super) fn maps(
    texts: &Texts,
    world: &Snapshot,
    chosen: &Chosen,
    fields: &Fields,
    (open, faults): (&[HashSet<SeatNumber>], &Wrong),
) -> Markup {
    html! {
        div #seats data-part {
            @for (flight, (offer, segment)) in chosen.segments().enumerate() {
                @let named = format!("{} {} – {}", segment.number, city(world, segment.origin), city(world, segment.destination));
                @let is_open = is_about(fields.get("do"), flight) || faults.of(&format!("seats{flight}")).is_some();
                details.card.cabin open[is_open] {
                    summary {
                        b { (named) } " "
                        span.quiet { (picked(texts, chosen, fields, flight)) }
                    }
                    (wrong(&format!("seats{flight}-wrong"), faults.of(&format!("seats{flight}"))))
                    (who(texts, chosen, fields, flight))
                    @if let Some(layout) = world.terms.fleet.layout(segment.aircraft) {
                        p.quiet { (layout.aircraft_name()) " · " (texts.seat_help) }
                        div.map role="group" aria-label=(named) {
                            @for row in layout.rows(offer.cabin) {
                                div.seats {
                                    span.number aria-hidden="true" { (row.number()) }
                                    @for block in row.blocks() {
                                        span.block {
                                            @for seat in block {
                                                (button(texts, chosen, fields, flight, *seat, open.get(flight)))
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
    }
}

/// Whether the button that was pressed is one of this map.
fn is_about(button: &str, flight: usize) -> bool {
    button.starts_with(&format!("seat:{flight}:"))
        || button.starts_with(&format!("no-seat:{flight}:"))
}

fn picked(texts: &Texts, chosen: &Chosen, fields: &Fields, flight: usize) -> String {
    let seats: Vec<String> =
        seated(chosen).filter_map(|at| seat(fields, at, flight)).map(|it| it.to_string()).collect();
    if seats.is_empty() { texts.no_seat_picked.to_owned() } else { seats.join(", ") }
}

/// For whom a seat is picked, and what was picked so far.
fn who(texts: &Texts, chosen: &Chosen, fields: &Fields, flight: usize) -> Markup {
    let name = format!("who{flight}");
    let current = fields.read::<usize>(&name).or(seated(chosen).next());
    // The page that comes back is shown where the seat was picked.
    let is_here = is_about(fields.get("do"), flight);
    html! {
        fieldset.choices.who {
            legend { (texts.seat_for) }
            @for at in seated(chosen) {
                @let given = seat(fields, at, flight);
                label {
                    input type="radio" name=(name) value=(at) checked[current == Some(at)]
                        autofocus[is_here && current == Some(at)];
                    (traveller(texts, fields, at))
                    @if let Some(given) = given { " " b { (given) } }
                }
                @if let Some(given) = given {
                    input type="hidden" name=(format!("seat{at}-{flight}")) value=(given);
                    button.plain name="do" value=(format!("no-seat:{flight}:{at}")) formnovalidate {
                        (texts.no_seat) span.hidden { " " (given) }
                    }
                }
            }
        }
    }
}

fn traveller(texts: &Texts, fields: &Fields, at: usize) -> String {
    let given = fields.get(&format!("given{at}"));
    if given.is_empty() { (texts.traveller)(at + 1) } else { given.to_owned() }
}

fn button(
    texts: &Texts,
    chosen: &Chosen,
    fields: &Fields,
    flight: usize,
    seat: Seat,
    open: Option<&HashSet<SeatNumber>>,
) -> Markup {
    let number = seat.number;
    let whose = seated(chosen).find(|at| self::seat(fields, *at, flight) == Some(number));
    let is_open = open.is_some_and(|open| open.contains(&number));
    let kind = match seat.kind {
        SeatKind::Window => texts.window,
        SeatKind::Middle => texts.middle,
        SeatKind::Aisle => texts.aisle,
    };
    let exit = if seat.exit_row { texts.exit_row } else { "" };
    let state = match whose {
        Some(at) => traveller(texts, fields, at),
        None if is_open => texts.seat_free.to_owned(),
        None => texts.seat_not_free.to_owned(),
    };
    html! {
        button.seat.mine[whose.is_some()].exit[seat.exit_row] id=(format!("s{flight}-{number}"))
            name="do" value=(format!("seat:{flight}:{number}")) formnovalidate
            disabled[!is_open && whose.is_none()] aria-pressed=(whose.is_some())
            aria-label=(format!("{number}, {kind}{exit}, {state}")) {
            (number.letter())
        }
    }
}
