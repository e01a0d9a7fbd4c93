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
/// 0.
const THREE_DECIMALS: &[&str] = &["bhd", "jod", "kwd", "omr", "tnd"];

/// What Stripe takes in one currency or another of its accounts.
const CURRENCIES: &str = "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd \
     bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp \
     gel ghs gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf \
     krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn \
     nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr \
     sek sgd shp sle sos srd std svc szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd \
     vuv wst xaf xcd xof xpf yer zar zmw";

/// The least that Stripe charges, in minor units
/// (<https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>). In other currencies
/// it goes by the rates of the day, which the sandbox does not have.
const LEAST: &[(&str, i64, &str)] = &[
    ("aed", 200, ""),
    ("aud", 50, "$"),
    ("bgn", 100, ""),
    ("brl", 50, "R$"),
    ("cad", 50, "$"),
    ("chf", 50, ""),
    ("czk", 1_500, ""),
    ("dkk", 250, ""),
    ("eur", 50, "€"),
    ("gbp", 30, "£"),
    ("hkd", 400, "$"),
    ("huf", 17_500, ""),
    ("inr", 50, "₹"),
    ("jpy", 50, "¥"),
    ("mxn", 1_000, "$"),
    ("myr", 200, ""),
    ("nok", 300, ""),
    ("nzd", 50, "$"),
    ("pln", 200, ""),
    ("ron", 200, ""),
    ("sek", 300, ""),
    ("sgd", 50, "$"),
    ("thb", 1_000, ""),
    ("usd", 50, "$"),
];

/// `INR 4,589.00` for 458900 of `inr`, `ISK 4,589` for 458900 of `isk`.
pub(crate) fn show(amount: i64, currency: &str) -> String {
    let decimals = decimals(currency);
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

/// Refuses what is no currency of Stripe's, given as `param`.
pub(crate) fn known(currency: &str, param: &str) -> Result<(), Refusal> {
    if CURRENCIES.split(' ').any(|known| known == currency) {
        return Ok(());
    }
    let list = CURRENCIES.replace(' ', ", ");
    Err(Refusal::invalid(format!(
        "Invalid currency: {currency}. Stripe currently supports these currencies: {list}"
    ))
    .about(param))
}

/// Refuses to charge less than Stripe does, given as `param`: `must` begins the sentence.
pub(crate) fn enough(amount: i64, currency: &str, must: &str, param: &str) -> Result<(), Refusal> {
    let least = LEAST.iter().find(|(known, least, _)| *known == currency && amount < *least);
    let Some((_, least, sign)) = least else { return Ok(()) };
    let shown = show(*least, currency);
    let (_, figure) = shown.split_once(' ').unwrap_or_default();
    Err(Refusal::invalid(format!("{must} at least {sign}{figure} {currency}"))
        .with_code("amount_too_small")
        .about(param))
}

fn decimals(currency: &str) -> usize {
    match currency {
        whole if NO_DECIMALS.contains(&whole) => 0,
        fine if THREE_DECIMALS.contains(&fine) => 3,
        _ => 2,
    }
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
