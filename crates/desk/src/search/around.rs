//! What stands around a list: what is looked for, what was chosen, and other days.

use airside_app::world::Snapshot;
use airside_booking::{Offer, TripType};
use airside_primitives::PassengerType;
use maud::{Markup, html};

use super::query::without_choice;
use super::wish::Wish;
use crate::form::Fields;
use crate::shown::journey::{ends, line};
use crate::shown::money::money;
use crate::shown::price::people;
use crate::shown::seller::seller;
use crate::shown::times::{day, iso};
use crate::visitor::Visitor;

pub(super) fn summary(
    world: &Snapshot,
    visitor: &Visitor,
    fields: &Fields,
    wish: &Wish,
    at: usize,
) -> Markup {
    let texts = visitor.texts;
    let slice = &wish.slices[at];
    let name =
        |typed: &str| world.index.place(typed).map_or_else(|| typed.to_owned(), |it| it.city);
    let way = (texts.from_to)(&name(&slice.origin), &name(&slice.destination));
    let party = PassengerType::ALL.into_iter();
    let party: Vec<String> = party
        .filter(|kind| wish.party.count(*kind) > 0)
        .map(|kind| people(texts, kind, wish.party.count(kind)))
        .collect();
    html! {
        div.summary {
            h1 {
                @if wish.slices.len() > 1 {
                    span.over { ((texts.way_of)(at + 1, wish.slices.len())) }
                }
                (way)
            }
            p { (day(texts, slice.date)) " · " (party.join(", ")) " · " (texts.cabins(wish.cabin)) }
            a.button.other href=(visitor.to(&format!("?{}", without_choice(fields).encoded()))) {
                (texts.change_search)
            }
        }
    }
}

/// A way that is chosen already.
pub(super) fn choice(
    world: &Snapshot,
    visitor: &Visitor,
    fields: &Fields,
    offer: &Offer,
    at: usize,
) -> Markup {
    let texts = visitor.texts;
    let mut back = without_choice(fields);
    fields.all("chosen").take(at).for_each(|id| back.add("chosen", id));
    html! {
        div.card.chosen {
            p.over { (ends(texts, world, offer)) ", " (day(texts, offer.departs_at().date())) }
            (line(texts, offer))
            p { (seller(world, offer.airline)) " · " (texts.brands(offer.brand)) " · "
                (money(texts, offer.currency, offer.price.total())) }
            a href=(visitor.to(&format!("search?{}", back.encoded()))) { (texts.choose_other) }
        }
    }
}

/// The day before, the day after, and the cheapest days.
pub(super) fn days(visitor: &Visitor, fields: &Fields, wish: &Wish, at: usize) -> Markup {
    let texts = visitor.texts;
    let date = wish.slices[at].date;
    let is_return = at == 1 && wish.trip == TripType::RoundTrip;
    let on = |date| {
        let mut fields = fields.clone();
        fields.remove("show");
        if is_return {
            fields.set("return", iso(date));
        } else {
            let mut dates: Vec<String> = fields.all("depart").map(str::to_owned).collect();
            if let Some(it) = dates.get_mut(at) {
                *it = iso(date);
            }
            fields.remove("depart");
            for date in dates {
                fields.add("depart", date);
            }
        }
        visitor.to(&format!("search?{}", fields.encoded()))
    };
    html! {
        nav.days aria-label=(texts.other_days) {
            @if let Some(before) = date.previous_day() {
                a href=(on(before)) rel="nofollow" { "‹ " (day(texts, before)) }
            }
            a href=(visitor.to(&format!("calendar?{}", without_choice(fields).encoded()))) rel="nofollow" {
                (texts.cheapest_days)
            }
            @if let Some(after) = date.next_day() {
                a href=(on(after)) rel="nofollow" { (day(texts, after)) " ›" }
            }
        }
    }
}
