//! What a cancellation brings back, journey by journey.

use airside_app::world::Snapshot;
use airside_booking::{Booking, Cancellation};
use maud::{Markup, html};

use super::journey::ends;
use super::money::money;
use super::times::{clock, day};
use super::travellers;
use crate::visitor::Visitor;

/// A line for each journey: what was paid, what is kept of it, and what comes back.
pub(crate) fn lines(
    visitor: &Visitor,
    world: &Snapshot,
    booking: &Booking,
    quote: &Cancellation,
) -> Markup {
    let texts = visitor.texts;
    let shown = |amount| money(texts, booking.currency, amount);
    let heads = [texts.paid, texts.charge, texts.taxes_kept, texts.refund];
    html! {
        table.lines {
            thead {
                tr {
                    th scope="col" { (texts.journey) }
                    @for head in heads { th scope="col" { (head) } }
                }
            }
            tbody {
                @for line in &quote.lines {
                    @let journey = booking.journey(line.direction);
                    @let amounts = [line.line.paid(), line.line.charge(), line.line.taxes_kept(), line.line.refund()];
                    tr {
                        th scope="row" {
                            @if let Some(journey) = journey {
                                (ends(texts, world, &journey.offer)) ", " (day(texts, journey.offer.departs_at().date())) " " (clock(journey.offer.departs_at()))
                            }
                            @if booking.passengers.len() > 1 {
                                @let covered = quote.covered(booking, line);
                                @let names: Vec<String> = covered.into_iter().map(|it| travellers::name(texts, booking, it)).collect();
                                br; span.quiet { (texts.leaving.covers) " " (names.join(", ")) }
                            }
                        }
                        // On a phone each amount stands in a line of its own, under no head.
                        @for (head, amount) in heads.iter().zip(amounts) { td data-label=(head) { (shown(amount)) } }
                    }
                }
            }
        }
    }
}
