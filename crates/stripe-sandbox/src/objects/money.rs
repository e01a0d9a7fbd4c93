//! Writes amounts for people. Stripe counts in minor units, and not all currencies have cents.

/// Currencies without minor units (<https://docs.stripe.com/currencies#zero-decimal>).
const NO_DECIMALS: &[&str] = &[
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
    "xof", "xpf",
];
/// Currencies with thousandths (<https://docs.stripe.com/currencies#three-decimal>).
const THREE_DECIMALS: &[&str] = &["bhd", "jod", "kwd", "omr", "tnd"];

/// `INR 4,589.00` for 458900 of `inr`.
pub(crate) fn show(amount: i64, currency: &str) -> String {
    let decimals = if NO_DECIMALS.contains(&currency) {
        0
    } else if THREE_DECIMALS.contains(&currency) {
        3
    } else {
        2
    };
    let digits = format!("{:0width$}", amount.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let point = if decimals == 0 { "" } else { "." };
    format!("{} {}{point}{fraction}", currency.to_ascii_uppercase(), grouped(whole))
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
    use super::show;

    #[test]
    fn each_currency_is_shown_with_its_own_decimals() {
        assert_eq!(show(458_900, "inr"), "INR 4,589.00");
        assert_eq!(show(5, "usd"), "USD 0.05");
        assert_eq!(show(1_234_567, "jpy"), "JPY 1,234,567");
        assert_eq!(show(1_234, "kwd"), "KWD 1.234");
    }
}
