//! What cancelling costs, by the conditions of an offer, and what changing it does.

use airside_booking::Offer;
use airside_exchange::Rules;
use airside_primitives::{Amount, Currency};

use super::money::money;
use crate::texts::Texts;

/// In a few words: the best that it allows.
pub(crate) fn short(texts: &Texts, offer: &Offer) -> String {
    let steps = offer.conditions.charges();
    let free = steps.iter().filter(|step| step.charge.is_zero()).map(|step| step.above_hours).min();
    let text = match (free, steps.last()) {
        (Some(hours), _) if offer.conditions.refundable() => {
            (texts.free_until)(&span(texts, hours))
        }
        (None, Some(step)) if offer.conditions.refundable() => {
            charged(texts, offer, step.charge, step.above_hours)
        }
        _ => texts.base_kept.to_owned(),
    };
    capital(&text)
}

/// Every step of it.
pub(crate) fn long(texts: &Texts, offer: &Offer) -> String {
    if !offer.conditions.refundable() {
        return format!("{}.", texts.base_kept);
    }
    let steps = offer.conditions.charges().iter().map(|step| match step.charge {
        free if free.is_zero() => (texts.free_until)(&span(texts, step.above_hours)),
        charge => charged(texts, offer, charge, step.above_hours),
    });
    let steps: Vec<String> = steps.collect();
    capital(&(steps.join("; ") + "."))
}

fn charged(texts: &Texts, offer: &Offer, charge: Amount, above_hours: u32) -> String {
    let charge = money(texts, offer.currency, charge);
    (texts.charge_until)(&charge, &span(texts, above_hours))
}

/// Every step of what changing the journey for another one costs.
pub(crate) fn changing(texts: &Texts, currency: Currency, rules: Option<&Rules>) -> String {
    let texts_of = &texts.changing;
    let Some(rules) = rules else { return texts_of.never.to_owned() };
    let steps = rules.fees().iter().map(|step| match step.charge {
        free if free.is_zero() => (texts_of.free_until)(&span(texts, step.above_hours)),
        fee => (texts_of.fee_until)(&money(texts, currency, fee), &span(texts, step.above_hours)),
    });
    let steps: Vec<String> = steps.collect();
    let difference = if rules.returns_difference() {
        texts_of.returns_difference
    } else {
        texts_of.keeps_difference
    };
    capital(&format!("{}. {difference}", steps.join("; ")))
}

/// Hours as people say them: `2 h`, `3 days`.
fn span(texts: &Texts, hours: u32) -> String {
    match (hours / 24, hours % 24) {
        (days @ 2.., 0) => (texts.days)(days),
        _ => format!("{hours} h"),
    }
}

/// With a capital letter at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
