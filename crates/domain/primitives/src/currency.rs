//! Currencies: their decimals, how amounts are written, and which amounts can be charged.
//!
//! Decimals are ISO 4217's; a payment gateway may count in other units, which its
//! adapter alone knows.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::money::Amount;

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    decimals: u8,
}

impl Currency {
    pub const INR: Self = Self { code: *b"INR", decimals: 2 };

    /// The three-letter code.
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a code is ASCII")]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).expect("a code is text")
    }

    /// The three letters of the code.
    pub const fn as_bytes(&self) -> &[u8; 3] {
        &self.code
    }

    /// Digits after the point: 2 for most, 0 for JPY, 3 for KWD (ISO 4217).
    pub const fn decimals(&self) -> u8 {
        self.decimals
    }

    /// Minor units in one major unit.
    pub const fn minor_per_major(&self) -> i64 {
        10_i64.pow(self.decimals as u32)
    }

    /// An amount of whole major units.
    pub const fn major(&self, units: i64) -> Amount {
        Amount::minor(units.saturating_mul(self.minor_per_major()))
    }

    /// The least difference, in minor units, between two amounts that a card can be charged.
    ///
    /// Card networks carry two decimals of currencies that have three, and none of the
    /// ariary, whose hundredths ISO 4217 counts though no coin is one
    /// (<https://docs.stripe.com/currencies>). Every charge and refund is a multiple.
    pub const fn chargeable_step(&self) -> i64 {
        match (&self.code, self.decimals) {
            (b"MGA", _) => 100,
            (_, 3) => 10,
            (_, _) => 1,
        }
    }

    /// Every currency, in the order of their codes within each number of decimals.
    pub fn all() -> impl Iterator<Item = Self> {
        let lists = [NO_DECIMALS, TWO_DECIMALS, THREE_DECIMALS];
        lists.into_iter().flatten().filter_map(|code| code.parse().ok())
    }

    /// Writes an amount for people, as in `INR 4,589.00`.
    pub fn show(&self, amount: Amount) -> String {
        let minor = amount.get().unsigned_abs();
        let per_major = self.minor_per_major().unsigned_abs();
        let whole = grouped(minor / per_major);
        let sign = if amount.get() < 0 { "-" } else { "" };
        let code = self.code();
        match self.decimals {
            0 => format!("{code} {sign}{whole}"),
            digits => {
                let width = usize::from(digits);
                format!("{code} {sign}{whole}.{:0width$}", minor % per_major)
            }
        }
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// Currencies without a minor unit (ISO 4217).
const NO_DECIMALS: &[&str] = &[
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
];
const THREE_DECIMALS: &[&str] = &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
const TWO_DECIMALS: &[&str] = &[
    "AED", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY",
    "COP", "CRC", "CUP", "CVE", "CZK", "DKK", "DOP", "DZD", "EGP", "ETB", "EUR", "FJD", "FKP",
    "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS",
    "INR", "IRR", "JMD", "KES", "KGS", "KHR", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR",
    "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN",
    "QAR", "RON", "RSD", "RUB", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS",
    "SRD", "SSP", "STN", "SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD", "TZS",
    "UAH", "USD", "UYU", "UZS", "VES", "WST", "XCD", "YER", "ZAR", "ZMW",
];

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let known = |list: &[&str]| list.contains(&text);
        let decimals = if known(TWO_DECIMALS) {
            2
        } else if known(NO_DECIMALS) {
            0
        } else if known(THREE_DECIMALS) {
            3
        } else {
            return Err(UnknownCurrency(text.to_owned()));
        };
        let code = text.as_bytes().try_into().map_err(|_| UnknownCurrency(text.to_owned()))?;
        Ok(Self { code, decimals })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// No ISO 4217 currency has this code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not an ISO 4217 currency code")]
pub struct UnknownCurrency(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_shown_with_the_currencys_own_decimals() {
        let yen: Currency = "JPY".parse().unwrap();
        let dinar: Currency = "KWD".parse().unwrap();
        assert_eq!(Currency::INR.show(Amount::minor(123_456_789)), "INR 1,234,567.89");
        assert_eq!(Currency::INR.show(Amount::minor(-5)), "INR -0.05");
        assert_eq!(yen.show(Amount::minor(1_234)), "JPY 1,234");
        assert_eq!(dinar.show(Amount::minor(1_234)), "KWD 1.234");
    }

    #[test]
    fn most_currencies_can_be_charged_to_the_last_minor_unit() {
        let step = |code: &str| code.parse::<Currency>().unwrap().chargeable_step();
        assert_eq!(["KWD", "BHD", "OMR", "TND", "JOD"].map(step), [10; 5]);
        assert_eq!(step("MGA"), 100);
        assert_eq!(["INR", "USD", "JPY", "ISK", "UGX", "HUF", "TWD"].map(step), [1; 7]);
    }

    #[test]
    fn a_whole_major_unit_can_be_charged_in_every_currency() {
        assert!(Currency::all().count() > 140);
        for currency in Currency::all() {
            assert!(currency.major(1).is_multiple_of(currency.chargeable_step()), "{currency}");
        }
    }
}
