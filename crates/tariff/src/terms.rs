//! What a deployment sells by, read from its tariff.

use std::collections::BTreeMap;

use airside_booking::{Services, TicketPrefixes};
use airside_cancellation::{BrandPolicy, Policy};
use airside_fares::{BaggageTariff, BrandShares, PerCabin, Tariff};
use airside_primitives::{AirlineCode, Amount, Colour, Currency};
use airside_search::ConnectingTimes;
use airside_seating::Fleet;

/// Everything that a tariff file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// How fares become prices: brands, shares, taxes, baggage.
    pub tariff: Tariff,
    /// What cancelling costs in each brand.
    pub cancellation: Policy,
    /// When each brand is exchanged, and for what fee; not at all where a tariff does not say.
    pub changes: airside_exchange::Policy,
    /// Special services that travellers can have; none where a tariff does not say.
    pub services: Services,
    /// The aircraft and their seats. Nothing is sold on one that is not here.
    pub fleet: Fleet,
    pub carriers: Carriers,
    pub connecting: ConnectingTimes,
    /// Made up to try things with: no ticket that it priced is valid for travel.
    pub is_demo: bool,
}

/// What a tariff says about airlines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carriers {
    /// Airlines that have a name here.
    pub names: BTreeMap<AirlineCode, String>,
    /// What their mails are coloured with.
    pub colours: BTreeMap<AirlineCode, Colour>,
    /// What the numbers of their tickets begin with.
    pub prefixes: TicketPrefixes,
    /// Pairs that sell journeys on each other's flights; each is named once.
    pub partners: Vec<[AirlineCode; 2]>,
}

impl Terms {
    /// What a deployment has before its first tariff: no aircraft, so nothing is sold.
    pub fn none(currency: Currency) -> Self {
        let keeps_base = || BrandPolicy::KeepsBase { above_hours: 0 };
        Self {
            tariff: Tariff {
                currency,
                rounding: currency.minor_per_major(),
                brands: BrandShares { saver: 1_000, standard: 1_000, flexible: 1_000 },
                cabins: PerCabin {
                    economy: 1_000,
                    premium_economy: 1_000,
                    business: 1_000,
                    first: 1_000,
                },
                child_permille: 1_000,
                infant_permille: 1_000,
                per_distance: None,
                taxes: Vec::new(),
                baggage: BaggageTariff {
                    hand_kg: 0,
                    checked_kg: PerCabin { economy: 0, premium_economy: 0, business: 0, first: 0 },
                    steps: Vec::new(),
                    at_airport_per_kg: Amount::ZERO,
                },
            },
            cancellation: Policy {
                saver: keeps_base(),
                standard: keeps_base(),
                flexible: keeps_base(),
            },
            changes: airside_exchange::Policy::default(),
            services: Services::default(),
            fleet: Fleet::default(),
            carriers: Carriers::default(),
            connecting: ConnectingTimes::default(),
            is_demo: false,
        }
    }
}
