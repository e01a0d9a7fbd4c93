//! Amounts, by the custom of a language.

use airside_primitives::{Amount, Currency};

use crate::texts::Texts;

/// As `INR 4,589.00` or `4.589,00 INR`.
pub(crate) fn money(texts: &Texts, currency: Currency, amount: Amount) -> String {
    let shown = currency.show(amount);
    let (code, number) = shown.split_once(' ').unwrap_or(("", &shown));
    let number = by_custom(texts, number);
    // A sign stands before all of it, as a minus and not as a hyphen.
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("\u{2212}", number),
        None => ("", number.as_str()),
    };
    if texts.currency_first {
        format!("{sign}{code}\u{a0}{number}")
    } else {
        format!("{sign}{number}\u{a0}{code}")
    }
}

/// The same in whole units, rounded up, without the currency: for where there is little room.
pub(crate) fn whole(texts: &Texts, currency: Currency, amount: Amount) -> String {
    let unit = currency.minor_per_major();
    let up = amount.get().saturating_add(unit - 1).div_euclid(unit).saturating_mul(unit);
    let shown = currency.show(Amount::minor(up));
    let number = shown.split_once(' ').map_or(shown.as_str(), |(_, number)| number);
    by_custom(texts, number.split('.').next().unwrap_or(number))
}

fn by_custom(texts: &Texts, number: &str) -> String {
    let custom = |it| match it {
        ',' => texts.thousands,
        '.' => texts.decimal,
        other => other,
    };
    number.chars().map(custom).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{ENGLISH, GERMAN};

    #[test]
    fn money_is_written_as_the_language_writes_it() {
        let amount = Amount::minor(458_950);
        assert_eq!(money(&ENGLISH, Currency::INR, amount), "INR\u{a0}4,589.50");
        assert_eq!(money(&GERMAN, Currency::INR, amount), "4.589,50\u{a0}INR");
        let less = Amount::ZERO - amount;
        assert_eq!(money(&ENGLISH, Currency::INR, less), "\u{2212}INR\u{a0}4,589.50");
        assert_eq!(money(&GERMAN, Currency::INR, less), "\u{2212}4.589,50\u{a0}INR");
        assert_eq!(whole(&GERMAN, Currency::INR, amount), "4.590");
        assert_eq!(whole(&ENGLISH, Currency::INR, Amount::minor(100_000)), "1,000");
    }
}
