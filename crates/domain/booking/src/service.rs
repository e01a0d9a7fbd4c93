//! Special services: what is done for a traveller on some journeys, and how often a departure can.

use std::collections::{BTreeMap, BTreeSet};

use airside_primitives::{FlightId, PassengerType, ServiceCode};
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
    /// Who can have it; everybody where nobody is named.
    pub travellers: Vec<PassengerType>,
    /// One flight has one service of a choice: a traveller eats one meal.
    pub choice: Option<String>,
}

impl ServiceRule {
    pub fn is_for(&self, traveller: PassengerType) -> bool {
        self.travellers.is_empty() || self.travellers.contains(&traveller)
    }
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
    /// The tariff has it for these alone.
    NotForThem {
        travellers: Vec<PassengerType>,
    },
    /// Another one is asked for on the same journey, and only one of them can be had.
    BesideAnother {
        code: ServiceCode,
    },
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

    /// What is asked for on journeys that lie `ahead`, or every fault with its place. The kind of a
    /// traveller is `None` as long as their age is not known.
    pub fn check(
        &self,
        wanted: &[WantedService],
        traveller: Option<PassengerType>,
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
            if let Some(rule) = self.0.get(&it.code)
                && traveller.is_some_and(|traveller| !rule.is_for(traveller))
            {
                let travellers = rule.travellers.clone();
                faults.push((at, ServiceFault::NotForThem { travellers }));
            }
            let named = it.journeys.as_deref().unwrap_or(ahead);
            let strange = named.iter().position(|direction| !ahead.contains(direction));
            faults.extend(strange.map(|journey| (at, ServiceFault::NoSuchJourney { at: journey })));
            if named.is_empty() {
                faults.push((at, ServiceFault::NoJourneys));
            }
            let journeys: Vec<_> = ahead.iter().filter(|it| named.contains(it)).copied().collect();
            if let Some(code) = self.beside(&services, it.code, &journeys) {
                faults.push((at, ServiceFault::BesideAnother { code }));
            }
            services.push(SpecialService { code: it.code, journeys, text: it.text.clone() });
        }
        if faults.is_empty() { Ok(services) } else { Err(faults) }
    }

    /// One of the same choice that is asked for on one of these journeys.
    fn beside(
        &self,
        services: &[SpecialService],
        code: ServiceCode,
        journeys: &[Direction],
    ) -> Option<ServiceCode> {
        let choice = |code| self.0.get(&code).and_then(|rule: &ServiceRule| rule.choice.as_ref());
        let wanted = choice(code)?;
        let is_met = |it: &&SpecialService| it.journeys.iter().any(|it| journeys.contains(it));
        let others = services.iter().filter(|it| it.code != code);
        others.filter(is_met).find(|it| choice(it.code) == Some(wanted)).map(|it| it.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(travellers: &[PassengerType], choice: Option<&str>) -> ServiceRule {
        ServiceRule {
            name: "Something".to_owned(),
            limit: None,
            travellers: travellers.to_vec(),
            choice: choice.map(str::to_owned),
        }
    }

    fn offered() -> Services {
        let rules = [
            ("BSCT", rule(&[PassengerType::Infant], None)),
            ("VGML", rule(&[], Some("meal"))),
            ("KSML", rule(&[], Some("meal"))),
            ("WCHR", rule(&[], None)),
        ];
        Services(rules.into_iter().map(|(code, rule)| (code.parse().unwrap(), rule)).collect())
    }

    fn faults(wanted: &[(&str, Option<&[Direction]>)]) -> Vec<(usize, ServiceFault)> {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(code, journeys)| WantedService {
                code: code.parse().unwrap(),
                journeys: journeys.map(<[_]>::to_vec),
                text: None,
            })
            .collect();
        let ahead = [Direction::Departing, Direction::Returning];
        let checked = offered().check(&wanted, Some(PassengerType::Adult), &ahead);
        checked.err().unwrap_or_default()
    }

    #[test]
    fn a_service_is_for_those_that_the_tariff_names() {
        let travellers = vec![PassengerType::Infant];
        assert_eq!(faults(&[("BSCT", None)]), [(0, ServiceFault::NotForThem { travellers })]);
        assert_eq!(faults(&[("WCHR", None)]), []);
    }

    #[test]
    fn one_of_a_choice_can_be_had_on_a_journey() {
        let code = "VGML".parse().unwrap();
        let both = faults(&[("VGML", None), ("KSML", None), ("WCHR", None)]);
        assert_eq!(both, [(1, ServiceFault::BesideAnother { code })]);
        let (out, back) = ([Direction::Departing], [Direction::Returning]);
        assert_eq!(faults(&[("VGML", Some(&out)), ("KSML", Some(&back))]), []);
    }
}
