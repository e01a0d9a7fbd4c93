//! Taxes to try things with.
//!
//! Demo figures, in paise: shaped like the real taxes of three countries, with
//! round amounts that no authority has set. A real deployment brings its own.

use std::borrow::Cow::Borrowed;

use airside_primitives::{Amount, Cabin, CountryCode, PassengerType};

use crate::tax::{TaxCharge, TaxCode, TaxRule, TaxedAt, TaxedRoutes};

const INDIA: TaxedAt = TaxedAt::DepartureFrom(CountryCode::INDIA);
const UNITED_STATES: TaxedAt = TaxedAt::DepartureFrom(CountryCode::UNITED_STATES);
const UNITED_KINGDOM: TaxedAt = TaxedAt::DepartureFrom(CountryCode::UNITED_KINGDOM);

const ECONOMY: &[Cabin] = &[Cabin::Economy];
const PREMIUM: &[Cabin] = &[Cabin::PremiumEconomy, Cabin::Business, Cabin::First];
const ANY_CABIN: &[Cabin] = &Cabin::ALL;

const ADULTS: &[PassengerType] = &[PassengerType::Adult];
const SEATED: &[PassengerType] = &[PassengerType::Adult, PassengerType::Child];
const EVERYONE: &[PassengerType] = &PassengerType::ALL;

/// The demo's taxes. On every journey at least one is not refundable.
pub(crate) const DEMO_TAXES: &[TaxRule] = &[
    // India: goods and services tax, user development fee, passenger service fee.
    kept(*b"K3", INDIA, TaxedRoutes::All, ECONOMY, EVERYONE, TaxCharge::PermilleOfBase(50)),
    kept(*b"K3", INDIA, TaxedRoutes::All, PREMIUM, EVERYONE, TaxCharge::PermilleOfBase(180)),
    refunded(*b"IN", INDIA, TaxedRoutes::Domestic, ANY_CABIN, SEATED, once(36_000)),
    refunded(*b"IN", INDIA, TaxedRoutes::International, ANY_CABIN, SEATED, once(90_000)),
    refunded(*b"P2", INDIA, TaxedRoutes::All, ANY_CABIN, SEATED, each_flight(23_600)),
    // United States: transportation tax (a share at home, fixed across the border),
    // security fee, passenger facility charge.
    kept(
        *b"US",
        UNITED_STATES,
        TaxedRoutes::Domestic,
        ANY_CABIN,
        EVERYONE,
        TaxCharge::PermilleOfBase(75),
    ),
    kept(*b"US", UNITED_STATES, TaxedRoutes::International, ANY_CABIN, EVERYONE, once(190_000)),
    kept(
        *b"US",
        TaxedAt::ArrivalIn(CountryCode::UNITED_STATES),
        TaxedRoutes::International,
        ANY_CABIN,
        EVERYONE,
        once(190_000),
    ),
    refunded(*b"AY", UNITED_STATES, TaxedRoutes::All, ANY_CABIN, SEATED, each_flight(47_500)),
    refunded(*b"XF", UNITED_STATES, TaxedRoutes::All, ANY_CABIN, SEATED, each_flight(38_000)),
    // United Kingdom: air passenger duty, free for children in economy; service charge.
    refunded(*b"GB", UNITED_KINGDOM, TaxedRoutes::All, ECONOMY, ADULTS, once(150_000)),
    refunded(*b"GB", UNITED_KINGDOM, TaxedRoutes::All, PREMIUM, SEATED, once(350_000)),
    refunded(*b"UB", UNITED_KINGDOM, TaxedRoutes::All, ANY_CABIN, SEATED, once(220_000)),
    // Everywhere else: an airport charge; a levy on the fare, which covers the United Kingdom too.
    refunded(
        *b"XT",
        TaxedAt::DepartureOutside(Borrowed(&[
            CountryCode::INDIA,
            CountryCode::UNITED_STATES,
            CountryCode::UNITED_KINGDOM,
        ])),
        TaxedRoutes::All,
        ANY_CABIN,
        SEATED,
        each_flight(65_000),
    ),
    kept(
        *b"VA",
        TaxedAt::DepartureOutside(Borrowed(&[CountryCode::INDIA, CountryCode::UNITED_STATES])),
        TaxedRoutes::All,
        ANY_CABIN,
        EVERYONE,
        TaxCharge::PermilleOfBase(20),
    ),
];

impl TaxCode {
    /// What one of the demo's taxes is for, in words.
    pub fn demo_name(self) -> Option<&'static str> {
        let found = NAMES.iter().find(|(code, _)| *code == self.as_str());
        found.map(|(_, name)| *name)
    }
}

const NAMES: &[(&str, &str)] = &[
    ("AY", "Passenger civil aviation security fee"),
    ("GB", "Air passenger duty"),
    ("IN", "User development fee"),
    ("K3", "Goods and services tax"),
    ("P2", "Passenger service fee"),
    ("UB", "Passenger service charge"),
    ("US", "Transportation tax"),
    ("VA", "Value added tax"),
    ("XF", "Passenger facility charge"),
    ("XT", "Airport charge"),
];

const fn once(paise: i64) -> TaxCharge {
    TaxCharge::PerJourney(Amount::minor(paise))
}

const fn each_flight(paise: i64) -> TaxCharge {
    TaxCharge::PerSector(Amount::minor(paise))
}

/// A tax that comes back on an unused ticket.
const fn refunded(
    code: [u8; 2],
    at: TaxedAt,
    routes: TaxedRoutes,
    cabins: &'static [Cabin],
    payers: &'static [PassengerType],
    charge: TaxCharge,
) -> TaxRule {
    let mut rule = kept(code, at, routes, cabins, payers, charge);
    rule.refundable = true;
    rule
}

/// A tax that stays with the authority.
const fn kept(
    code: [u8; 2],
    at: TaxedAt,
    routes: TaxedRoutes,
    cabins: &'static [Cabin],
    payers: &'static [PassengerType],
    charge: TaxCharge,
) -> TaxRule {
    TaxRule {
        code: TaxCode::known(code),
        at,
        routes,
        cabins: Borrowed(cabins),
        payers: Borrowed(payers),
        charge,
        refundable: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_a_tax_code_with_a_name() {
        for rule in DEMO_TAXES {
            assert_eq!(rule.code.as_str().parse(), Ok(rule.code));
            assert!(rule.code.demo_name().is_some(), "{} has no name", rule.code);
        }
    }
}
