//! What cancelling costs, by the conditions of an offer.

use airside_booking::Offer;

use super::money::money;
use crate::texts::Texts;

/// In a few words: the best that it allows.
pub(crate) fn short(texts: &Texts, offer: &Offer) -> String {
    let steps = offer.conditions.charges();
    let free = steps.iter().filter(|step| step.charge.is_zero()).map(|step| step.above_hours).min();
    let text = match (free, steps.last()) {
        (Some(hours), _) if offer.conditions.refundable() => (texts.free_until)(hours),
        (None, Some(step)) if offer.conditions.refundable() => {
            (texts.charge_until)(&money(texts, offer.currency, step.charge), step.above_hours)
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
        free if free.is_zero() => (texts.free_until)(step.above_hours),
        charge => (texts.charge_until)(&money(texts, offer.currency, charge), step.above_hours),
    });
    let steps: Vec<String> = steps.collect();
    capital(&(steps.join("; ") + "."))
}

/// With a capital letter at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
