//! The cabins of a departure as they are sold: who sits where.

use std::collections::HashMap;

use airside_app::departures::{Listed, PassengerList};
use airside_app::world::Snapshot;
use airside_primitives::SeatNumber;
use maud::{Markup, html};

use crate::texts::Texts;

/// A map of each cabin.
pub(super) fn cabins(texts: &Texts, world: &Snapshot, list: &PassengerList) -> Markup {
    let layout = world.terms.fleet.layout(list.departure.known.aircraft());
    let everybody = list.travelling.iter().chain(&list.held);
    let seated: HashMap<SeatNumber, &Listed> =
        everybody.filter_map(|it| Some((it.seat?, it))).collect();
    html! {
        @if let Some(layout) = layout {
            @for cabin in layout.cabins() {
                details.card.cabin {
                    summary { b { (texts.cabins(cabin)) } " " span.quiet { (layout.aircraft_name()) } }
                    div.map role="group" aria-label=(texts.cabins(cabin)) {
                        @for row in layout.rows(cabin) {
                            div.seats {
                                span.number aria-hidden="true" { (row.number()) }
                                @for block in row.blocks() {
                                    span.block {
                                        @for seat in block { (place(texts, seat.number, seated.get(&seat.number).copied())) }
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

fn place(texts: &Texts, number: SeatNumber, whose: Option<&Listed>) -> Markup {
    let said = match whose {
        Some(listed) => {
            format!("{number}, {}", listed.name.as_deref().unwrap_or(texts.counter.erased))
        }
        None => format!("{number}, {}", texts.seat_free),
    };
    html! { span.seat.given.mine[whose.is_some()] role="img" title=(said) aria-label=(said) { (number.letter()) } }
}
