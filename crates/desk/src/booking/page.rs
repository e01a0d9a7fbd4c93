//! The page on which a booking is made.

use std::collections::HashSet;

use airside_app::world::Snapshot;
use airside_exchange::Rules;
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Amount, PassengerType, SeatNumber};
use maud::{Markup, html};

use super::account::account;
use super::faults::ALL;
use super::offers::Chosen;
use super::seats::maps;
use super::travellers::travellers;
use crate::form::{Fields, Wrong};
use crate::sheet::{token, wrong};
use crate::shown::conditions;
use crate::shown::journey::{ends, flights};
use crate::shown::money::money;
use crate::shown::price::{PriceLines, people};
use crate::shown::seller::seller;
use crate::shown::times::day;
use crate::visitor::Visitor;

/// Everything that the page shows.
pub(super) struct Making<'a> {
    pub(super) visitor: &'a Visitor,
    pub(super) world: &'a Snapshot,
    pub(super) chosen: &'a Chosen,
    /// When each of the journeys may be changed for another one.
    pub(super) changes: &'a [Option<Rules>],
    pub(super) fields: &'a Fields,
    pub(super) faults: &'a Wrong,
    /// What a promo code takes off.
    pub(super) discount: Amount,
    pub(super) open: &'a [HashSet<SeatNumber>],
    /// Whether the form asks who they are.
    pub(super) asks_login: bool,
}

impl Making<'_> {
    pub(super) fn shown(&self) -> Markup {
        let Self { visitor, world, chosen, fields, faults, open, asks_login, .. } = *self;
        let texts = visitor.texts;
        html! {
            h1 { (texts.your_booking) }
            (self.what_is_wrong())
            form.booking method="post" action=(visitor.to("book")) data-parts novalidate {
                (token(visitor))
                @for id in &chosen.ids { input type="hidden" name="offer" value=(id); }
                input type="hidden" name="wish" value=(fields.get("wish"));
                // What the Enter key presses.
                button.hidden name="do" value="book" tabindex="-1" aria-hidden="true" { (texts.book) }
                div.columns {
                    div {
                        (self.journeys())
                        h2 { (texts.who_travels) }
                        (travellers(texts, world, chosen, fields, faults))
                        h2 { (texts.seats) }
                        p.quiet { (texts.seats_free_to_pick) }
                        (maps(texts, world, chosen, fields, (open, faults)))
                        h2 { (texts.contact) }
                        (self.contact())
                        @if asks_login { (account(texts, fields, faults)) }
                    }
                    aside.card.sum #price data-part aria-live="polite" { (self.price()) }
                }
            }
        }
    }

    fn what_is_wrong(&self) -> Markup {
        let (texts, faults) = (self.visitor.texts, self.faults);
        let before = self.chosen.cost_before;
        html! {
            div #told data-part {
                @if let Some(before) = before {
                    p.note role="status" { ((texts.price_renewed)(&money(texts, self.chosen.offers[0].currency, before))) }
                }
                @if !faults.is_empty() {
                    div.note.bad role="alert" tabindex="-1" id="faults" {
                        p { b { (texts.something_wrong) } }
                        ul {
                            @for (field, said) in faults.iter() {
                                li {
                                    @if field == ALL { (said) }
                                    @else { a href=(format!("#{}", anchor(field))) { (self.whose(field)) (said) } }
                                }
                            }
                        }
                        @if faults.of(ALL).is_some() {
                            a.button.other href=(self.search_again()) { (texts.search_again) }
                        }
                    }
                }
            }
        }
    }

    /// Who a fault is about, where more than one travel: each has the same fields.
    fn whose(&self, field: &str) -> String {
        let name = field.trim_end_matches(|it: char| it.is_ascii_digit());
        let at = field[name.len()..].parse::<usize>();
        match at {
            Ok(at) if name != "seats" && self.chosen.kinds().len() > 1 => {
                format!("{}: ", (self.visitor.texts.traveller)(at + 1))
            }
            _ => String::new(),
        }
    }

    fn search_again(&self) -> String {
        self.visitor.to(&format!("search?{}", self.fields.get("wish")))
    }

    fn journeys(&self) -> Markup {
        let texts = self.visitor.texts;
        html! {
            @for (offer, changes) in self.chosen.offers.iter().zip(self.changes) {
                section.card {
                    p.over { (ends(texts, self.world, offer)) ", " (day(texts, offer.departs_at().date())) }
                    (flights(texts, self.world, &offer.segments))
                    p { (seller(self.world, offer.airline)) " · " (texts.brands(offer.brand)) " · " (texts.cabins(offer.cabin)) }
                    p.quiet { (conditions::long(texts, offer)) " " (conditions::changing(texts, offer.currency, changes.as_ref())) }
                    p.quiet { ((texts.allowance)(offer.baggage.hand_kg, offer.baggage.checked_kg)) }
                }
            }
            p { a href=(self.search_again()) { (texts.choose_other) } }
        }
    }

    fn contact(&self) -> Markup {
        let (texts, fields, faults) = (self.visitor.texts, self.fields, self.faults);
        html! {
            fieldset.card {
                legend.hidden { (texts.contact) }
                div.row {
                    div.field {
                        label for="email" { (texts.email) }
                        input #email type="email" name="email" value=(fields.get("email")) required autocomplete="email"
                            aria-describedby="email-wrong" aria-invalid=[faults.of("email").map(|_| "true")];
                        (wrong("email-wrong", faults.of("email")))
                    }
                    div.field {
                        label for="phone" { (texts.phone) }
                        input #phone type="tel" name="phone" value=(fields.get("phone")) autocomplete="tel" placeholder="+91 98765 43210"
                            aria-describedby="phone-wrong" aria-invalid=[faults.of("phone").map(|_| "true")];
                        (wrong("phone-wrong", faults.of("phone")))
                    }
                }
            }
        }
    }

    /// The price so far, and the button.
    fn price(&self) -> Markup {
        let (texts, fields, faults) = (self.visitor.texts, self.fields, self.faults);
        html! {
            h2 { (texts.price) }
            (self.lines().shown(texts))
            div.field {
                label for="promo" { (texts.promo) }
                input #promo name="promo" value=(fields.get("promo")) autocomplete="off" maxlength="40"
                    aria-describedby="promo-wrong" aria-invalid=[faults.of("promo").map(|_| "true")];
                (wrong("promo-wrong", faults.of("promo")))
            }
            button.button.wide name="do" value="book" { (texts.book) }
            button.plain.look name="do" value="look" formnovalidate { (texts.update_price) }
            p.quiet { (texts.book_promise) }
        }
    }

    fn lines(&self) -> PriceLines {
        let (texts, chosen) = (self.visitor.texts, self.chosen);
        let offer = &chosen.offers[0];
        let mut lines = Vec::new();
        for kind in PassengerType::ALL.into_iter().filter(|kind| offer.party.count(*kind) > 0) {
            let count = offer.party.count(kind);
            let base = |it: &airside_booking::Offer| it.price.base_of(kind).unwrap_or_default();
            let base: Amount = chosen.offers.iter().map(base).sum();
            lines.push((people(texts, kind, count), base.times(count.into())));
        }
        let taxes: Amount = chosen.offers.iter().map(|it| it.price.taxes_total()).sum();
        lines.push((texts.taxes.to_owned(), taxes));
        let extra = self.extra();
        if !extra.is_zero() {
            lines.push((texts.extra_baggage.to_owned(), extra));
        }
        if !self.discount.is_zero() {
            lines.push((texts.discount.to_owned(), -self.discount));
        }
        let total = lines.iter().map(|(_, amount)| *amount).sum();
        PriceLines { currency: offer.currency, lines, total }
    }

    fn extra(&self) -> Amount {
        let baggage = &self.world.terms.tariff.baggage;
        let journeys = i64::try_from(self.chosen.offers.len()).unwrap_or(1);
        let each = (0..self.chosen.kinds().len()).filter_map(|at| {
            let kg = self.fields.read::<u8>(&format!("extra{at}"))?;
            Some(baggage.extra(ExtraBaggageMode::Prepaid, kg)?.times(journeys))
        });
        each.sum()
    }
}

/// Where a fault leads to.
fn anchor(field: &str) -> String {
    if field.starts_with("seats") { "seats".to_owned() } else { field.to_owned() }
}

/// What is said when flights cannot be had any more.
pub(super) fn gone(visitor: &Visitor, fields: &Fields) -> Markup {
    let texts = visitor.texts;
    html! {
        h1 { (texts.your_booking) }
        div.note.bad role="alert" { (texts.offer_gone) }
        p.actions {
            a.button href=(visitor.to(&format!("search?{}", fields.get("wish")))) { (texts.search_again) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_a_seat_leads_to_the_maps() {
        assert_eq!(anchor("seats1"), "seats");
        assert_eq!(anchor("given0"), "given0");
    }
}
