//! What cancelling costs, by the conditions of an offer.

use airside_booking::Offer;
use airside_primitives::Amount;

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
