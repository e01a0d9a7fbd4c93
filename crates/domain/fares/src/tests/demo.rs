//! A tariff to price journeys by in tests.
//!
//! Its taxes are shaped like the real ones of three countries, with round amounts
//! in paise that no authority has set.

use std::borrow::Cow::Borrowed;

use airside_primitives::{Amount, Cabin, CountryCode, Currency, PassengerType};

use crate::baggage::{BaggageTariff, ExtraBaggageStep};
use crate::tariff::{BrandShares, DistanceFare, PerCabin, Tariff};
use crate::tax::{TaxCharge, TaxCode, TaxRule, TaxedAt, TaxedRoutes};

impl Tariff {
    /// Figures meant as rupees; in another currency they are as many of its major units.
    pub(crate) fn demo(currency: Currency) -> Self {
        let worth = |amount: Amount| {
            amount.scaled(currency.minor_per_major(), Currency::INR.minor_per_major())
        };
        let tax = |rule: &TaxRule| {
            let charge = match rule.charge {
                TaxCharge::PerSector(amount) => TaxCharge::PerSector(worth(amount)),
                TaxCharge::PerJourney(amount) => TaxCharge::PerJourney(worth(amount)),
                TaxCharge::PermilleOfBase(share) => TaxCharge::PermilleOfBase(share),
            };
            TaxRule { charge, ..rule.clone() }
        };
        Self {
            currency,
            rounding: currency.minor_per_major(),
            brands: BrandShares { saver: 850, standard: 1_000, flexible: 1_350 },
            cabins: PerCabin {
                economy: 1_000,
                premium_economy: 1_600,
                business: 3_200,
                first: 5_000,
            },
            child_permille: 750,
            infant_permille: 100,
            per_distance: Some(DistanceFare {
                per_flight: currency.major(1_800),
                per_100_km: currency.major(420),
            }),
            taxes: DEMO_TAXES.iter().map(tax).collect(),
            baggage: BaggageTariff::demo(currency),
        }
    }
}

impl BaggageTariff {
    pub(crate) fn demo(currency: Currency) -> Self {
        let steps = [(3, 1_350), (5, 2_250), (10, 4_500), (15, 6_750), (20, 9_000), (30, 13_500)];
        Self {
            hand_kg: 7,
            checked_kg: PerCabin { economy: 15, premium_economy: 20, business: 30, first: 40 },
            steps: steps
                .map(|(kg, price)| ExtraBaggageStep { kg, prepaid: currency.major(price) })
                .to_vec(),
            at_airport_per_kg: currency.major(550),
        }
    }
}

const INDIA: TaxedAt = TaxedAt::DepartureFrom(CountryCode::INDIA);
const UNITED_STATES: TaxedAt = TaxedAt::DepartureFrom(CountryCode::UNITED_STATES);
const UNITED_KINGDOM: TaxedAt = TaxedAt::DepartureFrom(CountryCode::UNITED_KINGDOM);

const ECONOMY: &[Cabin] = &[Cabin::Economy];
const PREMIUM: &[Cabin] = &[Cabin::PremiumEconomy, Cabin::Business, Cabin::First];
const ANY_CABIN: &[Cabin] = &Cabin::ALL;

const ADULTS: &[PassengerType] = &[PassengerType::Adult];
const SEATED: &[PassengerType] = &[PassengerType::Adult, PassengerType::Child];
const EVERYONE: &[PassengerType] = &PassengerType::ALL;

/// On every journey at least one is not refundable.
const DEMO_TAXES: &[TaxRule] = &[
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
        name: None,
        at,
        routes,
        cabins: Borrowed(cabins),
        payers: Borrowed(payers),
        charge,
        refundable: false,
    }
}
