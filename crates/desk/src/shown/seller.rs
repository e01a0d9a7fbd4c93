//! Who sells a journey, in the colour that the tariff gives it.

use airside_app::world::Snapshot;
use airside_primitives::AirlineCode;
use maud::{Markup, html};

/// The name, behind a dot of its colour if it has one.
pub(crate) fn seller(world: &Snapshot, airline: AirlineCode) -> Markup {
    let colour = world.terms.carriers.colours.get(&airline);
    html! {
        @if let Some(colour) = colour {
            svg.dot viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" {
                circle cx="6" cy="6" r="6" fill=(colour) {}
            }
            " "
        }
        (world.airline_name(airline))
    }
}
