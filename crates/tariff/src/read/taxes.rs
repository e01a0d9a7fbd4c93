//! Taxes: where each is due, who pays it, and how much.

use std::borrow::Cow;
use std::collections::BTreeMap;

use airside_fares::{TaxCharge, TaxCode, TaxRule, TaxedAt, TaxedRoutes};
use airside_primitives::{Cabin, CountryCode, PassengerType};

use crate::file::{Entry, Section};

const ROUTES: &[(&str, TaxedRoutes)] = &[
    ("ALL", TaxedRoutes::All),
    ("DOMESTIC", TaxedRoutes::Domestic),
    ("INTERNATIONAL", TaxedRoutes::International),
];
/// A tax of more than the whole base is a slip of the keyboard.
const WHOLE: u32 = 100;
/// And so are ten times the base in all, which leave every total room.
const MOST_PERMILLE: u64 = 10_000;

pub(super) fn taxes(entry: &Entry<'_>) -> Option<Vec<TaxRule>> {
    let mut names: BTreeMap<TaxCode, &str> = BTreeMap::new();
    let mut rules = Some(Vec::new());
    for entry in entry.list()? {
        let rule = entry.section().and_then(|section| rule(section, &entry, &mut names));
        rules = rules.zip(rule).map(|(mut rules, rule)| {
            rules.push(rule);
            rules
        });
    }
    let shares = rules.iter().flatten().map(|rule| match rule.charge {
        TaxCharge::PermilleOfBase(permille) => u64::from(permille),
        TaxCharge::PerSector(_) | TaxCharge::PerJourney(_) => 0,
    });
    if shares.sum::<u64>() > MOST_PERMILLE {
        return entry.fault("take more than ten times the base fare together");
    }
    rules
}

fn rule<'f>(
    section: Section<'f>,
    entry: &Entry<'f>,
    names: &mut BTreeMap<TaxCode, &'f str>,
) -> Option<TaxRule> {
    let code = section.need("code").and_then(|entry| entry.code::<TaxCode>());
    let name = section.may("name").and_then(|entry| {
        let name = entry.name()?;
        match names.insert(code?, name) {
            Some(before) if before != name => {
                entry.fault(format!("was called {before:?} before: one code has one name"))
            }
            Some(_) | None => Some(name),
        }
    });
    let at = place(&section);
    let routes = section.may("routes").map_or(Some(TaxedRoutes::All), |it| it.one_of(ROUTES));
    let everyone = || Some(PassengerType::ALL.to_vec());
    let cabins = section.may("cabins").map_or_else(|| Some(Cabin::ALL.to_vec()), |it| it.codes());
    let payers = section.may("payers").map_or_else(everyone, |entry| entry.codes());
    let charge = charge(&section, entry);
    let refundable = section.need("refundable").and_then(|entry| entry.flag());
    section.close();
    Some(TaxRule {
        code: code?,
        name: name.map(|name| Cow::Owned(name.to_owned())),
        at: at?,
        routes: routes?,
        cabins: Cow::Owned(cabins?),
        payers: Cow::Owned(payers?),
        charge: charge?,
        refundable: refundable?,
    })
}

/// Where it is due: one of three names, or none for everywhere.
fn place(section: &Section<'_>) -> Option<TaxedAt> {
    let departing = section.may("departing_from");
    let arriving = section.may("arriving_in");
    let outside = section.may("departing_outside");
    match (departing, arriving, outside) {
        (None, None, None) => Some(TaxedAt::Anywhere),
        (Some(entry), None, None) => entry.code().map(TaxedAt::DepartureFrom),
        (None, Some(entry), None) => entry.code().map(TaxedAt::ArrivalIn),
        (None, None, Some(entry)) => {
            let countries = entry.codes::<CountryCode>()?;
            Some(TaxedAt::DepartureOutside(Cow::Owned(countries)))
        }
        (..) => {
            section.fault(
                "has one of departing_from, arriving_in and departing_outside, or none of them",
            );
            None
        }
    }
}

/// How much: exactly one of three names.
fn charge(section: &Section<'_>, entry: &Entry<'_>) -> Option<TaxCharge> {
    let per_flight = section.may("per_flight");
    let per_journey = section.may("per_journey");
    let percent = section.may("percent_of_base");
    match (per_flight, per_journey, percent) {
        (Some(amount), None, None) => amount.amount().map(TaxCharge::PerSector),
        (None, Some(amount), None) => amount.amount().map(TaxCharge::PerJourney),
        (None, None, Some(share)) => share.percent(WHOLE).map(TaxCharge::PermilleOfBase),
        (..) => entry.fault("has exactly one of per_flight, per_journey and percent_of_base"),
    }
}
