//! Our minor units as Stripe counts them, and back.
//!
//! Stripe's units are ISO 4217's but for three currencies
//! (<https://docs.stripe.com/currencies#minor-units>): it counts the króna and the shilling in
//! hundredths, as before they lost them, and the ariary in whole ones. No conversion rounds: an
//! amount without an exact counterpart is an error.

use airside_app::ports::payments::{PaymentsError, Refusal};
use airside_primitives::{Amount, Currency};
use thiserror::Error;

/// How one of our minor units is counted at Stripe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    Alike,
    /// Ours is 100 of theirs, which must end in 00.
    InHundredths,
    /// 100 of ours are one of theirs.
    InHundreds,
}

impl Counted {
    fn of(currency: Currency) -> Self {
        match currency.code() {
            "ISK" | "UGX" => Self::InHundredths,
            "MGA" => Self::InHundreds,
            _ => Self::Alike,
        }
    }
}

/// The number to send to Stripe, to charge or to pay back this amount.
pub(crate) fn told(amount: Amount, currency: Currency) -> Result<i64, NotChargeable> {
    let step = currency.chargeable_step();
    if !amount.is_multiple_of(step) {
        return Err(NotChargeable { amount, currency });
    }
    match Counted::of(currency) {
        Counted::Alike => Some(amount.get()),
        Counted::InHundredths => amount.get().checked_mul(100),
        Counted::InHundreds => Some(amount.get() / 100),
    }
    .ok_or(NotChargeable { amount, currency })
}

/// The amount of so many of Stripe's units; Stripe writes the currency in lower case.
pub(crate) fn meant(units: i64, currency: &str) -> Result<Amount, Unreadable> {
    let unreadable = || Unreadable { units, currency: currency.to_owned() };
    let known: Currency = currency.to_ascii_uppercase().parse().map_err(|_| unreadable())?;
    match Counted::of(known) {
        Counted::Alike => Some(units),
        Counted::InHundredths => (units % 100 == 0).then_some(units / 100),
        Counted::InHundreds => units.checked_mul(100),
    }
    .map(Amount::minor)
    .ok_or_else(unreadable)
}

/// An amount that is finer than what Stripe charges in its currency, or too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "{} cannot be charged: amounts in {currency} must be multiples of {}",
    currency.show(*amount),
    currency.show(Amount::minor(currency.chargeable_step()))
)]
pub(crate) struct NotChargeable {
    amount: Amount,
    currency: Currency,
}

/// A number of Stripe's that is no amount of ours.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{units} units of {currency:?} are no amount that this server could have asked for")]
pub(crate) struct Unreadable {
    units: i64,
    currency: String,
}

impl From<NotChargeable> for PaymentsError {
    fn from(error: NotChargeable) -> Self {
        let code = "amount_not_chargeable".to_owned();
        Self::Refused(Refusal { code, message: error.to_string() })
    }
}

impl From<Unreadable> for PaymentsError {
    fn from(error: Unreadable) -> Self {
        Self::Unavailable(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    fn any_currency() -> impl Strategy<Value = Currency> {
        prop::sample::select(Currency::all().collect::<Vec<_>>())
    }

    #[test]
    fn the_examples_that_stripe_publishes_hold() {
        let told = |major: &str, code| {
            let currency = currency(code);
            let (whole, fraction) = major.split_once('.').unwrap_or((major, "0"));
            let scale = currency.minor_per_major();
            let fraction = format!("{fraction:0<width$}", width = usize::from(currency.decimals()));
            let minor = whole.parse::<i64>().unwrap() * scale;
            let minor = minor + if scale == 1 { 0 } else { fraction.parse::<i64>().unwrap() };
            super::told(Amount::minor(minor), currency).ok()
        };
        assert_eq!(told("10", "USD"), Some(1_000));
        assert_eq!(told("500", "JPY"), Some(500));
        assert_eq!(told("5", "ISK"), Some(500));
        assert_eq!(told("5", "UGX"), Some(500));
        assert_eq!(told("5.12", "KWD"), Some(5_120));
        assert_eq!(told("5.124", "KWD"), None);
        assert_eq!(told("5000", "MGA"), Some(5_000));
        assert_eq!(told("5000.50", "MGA"), None);
        assert_eq!(told("10.45", "HUF"), Some(1_045));
        assert_eq!(told("800.45", "TWD"), Some(80_045));
    }

    #[test]
    fn what_cannot_be_charged_is_told_in_words() {
        let refused = told(Amount::minor(15_809), currency("KWD")).unwrap_err().to_string();
        let words = "KWD 15.809 cannot be charged: amounts in KWD must be multiples of KWD 0.010";
        assert_eq!(refused, words);
        assert!(told(Amount::minor(i64::MAX), currency("UGX")).is_err());
    }

    #[test]
    fn a_number_that_is_no_amount_of_ours_is_not_guessed_at() {
        assert_eq!(meant(696_300, "isk"), Ok(Amount::minor(6_963)));
        assert!(meant(6_963, "isk").is_err());
        assert!(meant(i64::MAX, "mga").is_err());
        assert!(meant(1, "xyz").is_err());
    }

    proptest! {
        #[test]
        fn what_is_told_is_what_is_meant(currency in any_currency(), minor in 0..1_000_000_000_000_i64) {
            let step = currency.chargeable_step();
            let amount = Amount::minor(minor).rounded_to(step);
            let units = told(amount, currency).unwrap();
            let code = currency.code().to_ascii_lowercase();
            prop_assert_eq!(meant(units, &code), Ok(amount));
            if minor % step != 0 {
                prop_assert!(told(Amount::minor(minor), currency).is_err());
            }
        }
    }
}
