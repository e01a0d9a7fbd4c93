//! A price, line by line.

use airside_primitives::{Amount, Currency, PassengerType};
use maud::{Markup, html};

use super::money::money;
use crate::texts::Texts;

/// What is added up.
pub(crate) struct PriceLines {
    pub(crate) currency: Currency,
    pub(crate) lines: Vec<(String, Amount)>,
    pub(crate) total: Amount,
}

impl PriceLines {
    pub(crate) fn shown(&self, texts: &Texts) -> Markup {
        html! {
            dl.price {
                @for (name, amount) in &self.lines {
                    div { dt { (name) } dd { (money(texts, self.currency, *amount)) } }
                }
                div.total { dt { (texts.total) } dd { (money(texts, self.currency, self.total)) } }
            }
        }
    }
}

/// As `2 adults`.
pub(crate) fn people(texts: &Texts, kind: PassengerType, count: u8) -> String {
    let [one, many] = match kind {
        PassengerType::Adult => texts.adults,
        PassengerType::Child => texts.children,
        PassengerType::Infant => texts.infants,
    };
    format!("{count} {}", if count == 1 { one } else { many })
}
