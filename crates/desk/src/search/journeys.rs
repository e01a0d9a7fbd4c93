//! The journeys that were found, each with the offers of it.

use airside_app::offers::search::FoundOffer;
use airside_app::world::Snapshot;
use maud::{Markup, html};

use crate::form::Fields;
use crate::shown::conditions;
use crate::shown::journey::{flights, line};
use crate::shown::money::money;
use crate::shown::seller::seller;
use crate::visitor::Visitor;

/// Journeys that are shown at first, and with each look at more.
const A_PAGE: usize = 20;

/// From so many seats on nobody hurries.
const MANY_SEATS: u16 = 9;

/// The offers of one journey, a brand each.
pub(super) struct Found<'f> {
    pub(super) brands: Vec<&'f FoundOffer>,
}

pub(super) fn by_journey<'f>(offers: &[&'f FoundOffer]) -> Vec<Found<'f>> {
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

pub(super) fn list(
    world: &Snapshot,
    visitor: &Visitor,
    fields: &Fields,
    journeys: &[Found<'_>],
) -> Markup {
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
