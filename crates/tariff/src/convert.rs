//! A tariff in another currency: the same text with other figures.
//!
//! Meant for the demo's tariff, whose figures are made up. The rest of the text, comments included,
//! is not touched.

use airside_primitives::{Amount, Currency};

use crate::amount::plain;
use crate::faults::TariffFaults;
use crate::read::marked;

/// What one currency is worth in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The currency to convert to.
    pub currency: Currency,
    /// This many minor units of it …
    pub minor: i64,
    /// … are worth so many minor units of the tariff's own.
    pub per_minor: i64,
}

impl Rate {
    /// What an amount is worth, rounded to three digits as prices are printed: 15.88 becomes
    /// 15.90, and 5,294 becomes 5,290.
    ///
    /// A positive amount stays positive, and every amount is a multiple of what can be charged.
    pub fn worth(self, amount: Amount) -> Amount {
        let exact = amount.scaled(self.minor, self.per_minor);
        let digits = exact.get().unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
        let step = self.currency.chargeable_step();
        let printed = exact.rounded_to(10_i64.pow(digits.saturating_sub(3))).rounded_to(step);
        if amount > Amount::ZERO { printed.max(Amount::minor(step)) } else { printed }
    }
}

/// The text with every price converted.
///
/// Percentages, and the rounding of fares to so many major units, stay as they are.
pub fn converted(text: &str, rate: Rate) -> Result<String, TariffFaults> {
    let read = marked(text)?;
    let price = |(at, minor)| (at, plain(rate.worth(Amount::minor(minor)), rate.currency));
    let mut edits: Vec<_> = read.amounts.into_iter().map(price).collect();
    edits.push((read.currency_at, format!("\"{}\"", rate.currency)));
    edits.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));

    let mut text = text.to_owned();
    for (at, figure) in edits {
        text.replace_range(at, &figure);
    }
    // What has no figure in this currency, as a rounding of half a yen, is told of.
    marked(&text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worth(currency: &str, minor_per_dollar: i64, rupees: i64) -> i64 {
        let currency = currency.parse().unwrap();
        let rate = Rate { currency, minor: minor_per_dollar, per_minor: 8_500 };
        rate.worth(Currency::INR.major(rupees)).get()
    }

    #[test]
    fn a_converted_price_has_three_digits_that_count() {
        assert_eq!(worth("EUR", 90, 1_500), 1_590);
        assert_eq!(worth("EUR", 90, 3_000), 3_180);
        assert_eq!(worth("EUR", 90, 13_500), 14_300);
        assert_eq!(worth("JPY", 150, 3_000), 5_290);
        assert_eq!(worth("EUR", 90, 0), 0);
        assert_eq!(worth("JPY", 150, 1), 2);
        assert_eq!(worth("JPY", 1, 1), 1);
    }
}
