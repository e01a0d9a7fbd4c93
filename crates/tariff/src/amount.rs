//! Figures as people write them, read and written digit by digit.

use airside_primitives::{Amount, Currency};

/// No price is higher than this many minor units: more is a slip of the keyboard.
const MOST: i64 = 1_000_000_000_000;

/// The least difference, in minor units, between two amounts that can be charged.
pub(crate) const fn chargeable_step(_currency: Currency) -> i64 {
    1
}

/// A figure such as `12.5` in units of its last decimal: 1250 with two decimals.
///
/// `None` for text with a sign, an exponent, grouping or more decimals.
pub(crate) fn exact(text: &str, decimals: u8) -> Option<i64> {
    let decimals = usize::from(decimals);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let is_exact =
        fraction.len() <= decimals || fraction.bytes().skip(decimals).all(|it| it == b'0');
    if !is_number(whole) || !is_number(fraction) || !is_exact {
        return None;
    }
    let padded = format!("{fraction:0<decimals$}");
    format!("{whole}{}", &padded[..decimals]).parse().ok().filter(|figure| *figure <= MOST)
}

/// An amount in major units, as [`exact`] reads it: without decimals where they are all 0.
pub(crate) fn plain(amount: Amount, currency: Currency) -> String {
    let per_major = currency.minor_per_major();
    let (whole, rest) = (amount.get() / per_major, amount.get() % per_major);
    if rest == 0 {
        return whole.to_string();
    }
    let width = usize::from(currency.decimals());
    format!("{whole}.{rest:0width$}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_are_read_exactly_or_not_at_all() {
        assert_eq!(exact("1350", 2), Some(135_000));
        assert_eq!(exact("0.1", 2), Some(10));
        assert_eq!(exact("4.200", 2), Some(420));
        assert_eq!(exact("1200.00", 0), Some(1_200));
        for wrong in
            ["", ".", "1.", ".5", "-1", "+1", "1,000", "1e3", "1.0.0", "nan", "inf", "1.005", "1 0"]
        {
            assert_eq!(exact(wrong, 2), None, "{wrong}");
        }
        assert_eq!(exact("99999999999999999999", 2), None);
        assert_eq!(exact("10000000000.01", 2), None);
    }

    proptest! {
        #[test]
        fn an_amount_is_read_as_it_is_written(minor in 0..MOST, code in "INR|JPY|KWD") {
            let currency: Currency = code.parse().unwrap();
            let text = plain(Amount::minor(minor), currency);
            prop_assert_eq!(exact(&text, currency.decimals()), Some(minor));
        }
    }
}
