//! Amounts by Stripe's rules: how many decimals people see, and what cannot be charged.
//!
//! Rules of <https://docs.stripe.com/currencies#minor-units>. A currency without decimals
//! is not always counted in whole ones: two are still counted in hundredths.

use crate::refusal::Refusal;

/// Currencies without decimals, counted in whole ones.
const NO_DECIMALS: &[&str] = &[
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
    "xof", "xpf",
];
/// Currencies that lost their decimals, and are counted in hundredths as before: the last two
/// digits are always 00.
const LOST_DECIMALS: &[&str] = &["isk", "ugx"];
/// Currencies with thousandths, of which cards carry hundredths only: the last digit is always
/// 0. Stripe takes the first five; the others are written as their countries write them.
const THREE_DECIMALS: &[&str] = &["bhd", "jod", "kwd", "omr", "tnd", "iqd", "lyd"];

/// `INR 4,589.00` for 458900 of `inr`, `ISK 4,589` for 458900 of `isk`.
pub(crate) fn show(amount: i64, currency: &str) -> String {
    let decimals = match currency {
        whole if NO_DECIMALS.contains(&whole) => 0,
        fine if THREE_DECIMALS.contains(&fine) => 3,
        _ => 2,
    };
    let digits = format!("{:0width$}", amount.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let lost = LOST_DECIMALS.contains(&currency) && fraction == "00";
    let whole = grouped(whole);
    let shown = if decimals == 0 || lost { whole } else { format!("{whole}.{fraction}") };
    format!("{} {shown}", currency.to_ascii_uppercase())
}

/// Refuses an amount that Stripe does not move in this currency, given as `param`.
pub(crate) fn check(amount: i64, currency: &str, param: &str) -> Result<(), Refusal> {
    let code = currency.to_ascii_uppercase();
    let message = if LOST_DECIMALS.contains(&currency) && amount % 100 != 0 {
        format!(
            "Invalid amount. Currency {code} has become effectively zero-decimal and charged \
             amounts must be evenly divisible by 100. See \
             https://stripe.com/docs/currencies#zero-decimal for more information."
        )
    } else if THREE_DECIMALS.contains(&currency) && amount % 10 != 0 {
        format!(
            "Invalid amount. {code} is a three-decimal currency, and amounts must be evenly \
             divisible by 10. See https://stripe.com/docs/currencies#three-decimal for more \
             information."
        )
    } else {
        return Ok(());
    };
    Err(Refusal::invalid(message).about(param))
}

fn grouped(whole: &str) -> String {
    let mut shown = String::with_capacity(whole.len() * 4 / 3);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_currency_is_shown_with_its_own_decimals() {
        assert_eq!(show(458_900, "inr"), "INR 4,589.00");
        assert_eq!(show(5, "usd"), "USD 0.05");
        assert_eq!(show(1_234_567, "jpy"), "JPY 1,234,567");
        assert_eq!(show(1_230, "kwd"), "KWD 1.230");
        assert_eq!(show(696_300, "isk"), "ISK 6,963");
        assert_eq!(show(5_000, "mga"), "MGA 5,000");
        // Kept from before it was refused.
        assert_eq!(show(6_963, "isk"), "ISK 69.63");
    }

    #[test]
    fn an_amount_finer_than_a_card_carries_is_refused() {
        for (amount, currency) in [(6_963, "isk"), (10, "ugx"), (15_809, "kwd"), (1, "tnd")] {
            let refusal = check(amount, currency, "amount").unwrap_err();
            assert_eq!(refusal.status(), 400);
            assert_eq!(refusal.param.as_deref(), Some("amount"), "{currency}");
        }
        for (amount, currency) in
            [(696_300, "isk"), (100, "ugx"), (15_810, "kwd"), (1, "jpy"), (1, "mga"), (1, "inr")]
        {
            assert!(check(amount, currency, "amount").is_ok(), "{currency}");
        }
    }
}
