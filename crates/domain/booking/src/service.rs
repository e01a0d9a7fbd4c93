//! Special services: what is done for a traveller on some journeys, and how often a departure can.

use std::collections::{BTreeMap, BTreeSet};

use airside_primitives::{FlightId, ServiceCode};
use time::Date;

use crate::trip::Direction;

/// The most characters of what is said about a service.
pub const LONGEST_TEXT: usize = 100;

/// A service that a traveller is to get. It tells of their health or their faith.
#[derive(Clone, PartialEq, Eq)]
pub struct SpecialService {
    pub code: ServiceCode,
    /// In the order of travel.
    pub journeys: Vec<Direction>,
    /// What has to be known for it.
    pub text: Option<String>,
}

airside_primitives::hide_in_debug!(SpecialService);

/// A service that somebody asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct WantedService {
    pub code: ServiceCode,
    /// All that lie ahead where none is named.
    pub journeys: Option<Vec<Direction>>,
    pub text: Option<String>,
}

airside_primitives::hide_in_debug!(WantedService);

/// The services that a tariff allows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Services(pub BTreeMap<ServiceCode, ServiceRule>);

/// One service of a tariff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRule {
    /// For people: `Wheelchair to the gate`.
    pub name: String,
    /// How many travellers of a departure can have it; any number where there is none.
    pub limit: Option<u16>,
}

/// A service on a departure, by the flight whose seats are sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceAt {
    pub flight: FlightId,
    pub date: Date,
    pub code: ServiceCode,
}

/// What is wrong with a service that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceFault {
    /// The tariff does not allow it; these it does.
    NotOffered {
        offered: String,
    },
    Twice,
    /// It is none of the traveller's journeys that lie ahead.
    NoSuchJourney {
        at: usize,
    },
    NoJourneys,
}

impl Services {
    pub fn limit(&self, code: ServiceCode) -> Option<u16> {
        self.0.get(&code).and_then(|rule| rule.limit)
    }

    /// What it is called; its code where the tariff says nothing of it any more.
    pub fn name(&self, code: ServiceCode) -> String {
        self.0.get(&code).map_or_else(|| code.to_string(), |rule| rule.name.clone())
    }

    /// What is asked for on journeys that lie `ahead`, or every fault with its place.
    pub fn check(
        &self,
        wanted: &[WantedService],
        ahead: &[Direction],
    ) -> Result<Vec<SpecialService>, Vec<(usize, ServiceFault)>> {
        let (mut services, mut faults) = (Vec::new(), Vec::new());
        let mut codes = BTreeSet::new();
        for (at, it) in wanted.iter().enumerate() {
            if !self.0.contains_key(&it.code) {
                let offered: Vec<_> = self.0.keys().map(ToString::to_string).collect();
                let offered = offered.join(", ");
                faults.push((at, ServiceFault::NotOffered { offered }));
            } else if !codes.insert(it.code) {
                faults.push((at, ServiceFault::Twice));
            }
            let named = it.journeys.as_deref().unwrap_or(ahead);
            let strange = named.iter().position(|direction| !ahead.contains(direction));
            faults.extend(strange.map(|journey| (at, ServiceFault::NoSuchJourney { at: journey })));
            if named.is_empty() {
                faults.push((at, ServiceFault::NoJourneys));
            }
            let journeys = ahead.iter().filter(|it| named.contains(it)).copied().collect();
            services.push(SpecialService { code: it.code, journeys, text: it.text.clone() });
        }
        if faults.is_empty() { Ok(services) } else { Err(faults) }
    }
}
