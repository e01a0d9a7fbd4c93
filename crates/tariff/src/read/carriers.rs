//! Airlines: what they are called, their colours, how their tickets begin, who sells with whom.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use airside_primitives::{AirlineCode, Colour};

use crate::file::{Entry, Section};
use crate::terms::Carriers;

/// Pairs with the lesser code first, so that each is there once.
type Pairs = BTreeSet<[AirlineCode; 2]>;

pub(super) fn carriers(
    carriers: Option<Entry<'_>>,
    alliances: Option<Entry<'_>>,
) -> Option<Carriers> {
    let mut pairs = Pairs::new();
    let told = carriers.map_or(Some(Told::default()), |entry| told(&entry, &mut pairs));
    let allied = alliances.map_or(Some(()), |entry| allied(&entry, &mut pairs));
    let (Told { names, colours, prefixes }, ()) = (told?, allied?);
    Some(Carriers {
        names,
        colours,
        prefixes: prefixes.into_iter().map(|(prefix, airline)| (airline, prefix)).collect(),
        partners: pairs.into_iter().collect(),
    })
}

#[derive(Default)]
struct Told {
    names: BTreeMap<AirlineCode, String>,
    colours: BTreeMap<AirlineCode, Colour>,
    prefixes: HashMap<u16, AirlineCode>,
}

fn told(entry: &Entry<'_>, pairs: &mut Pairs) -> Option<Told> {
    let mut told = Told::default();
    for (code, entry) in entry.section()?.each() {
        match code.parse::<AirlineCode>() {
            Ok(airline) => {
                if let Some(section) = entry.section() {
                    carrier(airline, section, &mut told, pairs);
                }
            }
            Err(error) => {
                entry.fault::<()>(error.to_string());
            }
        }
    }
    Some(told)
}

fn carrier(airline: AirlineCode, section: Section<'_>, told: &mut Told, pairs: &mut Pairs) {
    if let Some(name) = section.may("name").and_then(|entry| entry.name()) {
        told.names.insert(airline, name.to_owned());
    }
    if let Some(colour) = section.may("colour").and_then(|entry| entry.code::<Colour>()) {
        told.colours.insert(airline, colour);
    }
    if let Some(entry) = section.may("ticket_prefix")
        && let Some(prefix) = prefix(&entry)
        && let Some(other) = told.prefixes.insert(prefix, airline)
    {
        entry.fault::<()>(format!("is the one of {other} too: tickets would be mistaken"));
    }
    if let Some(entry) = section.may("partners")
        && let Some(partners) = entry.codes::<AirlineCode>()
    {
        for partner in partners {
            if partner == airline {
                entry.fault::<()>(format!("{airline} is no partner of itself"));
            } else {
                pairs.insert(pair(airline, partner));
            }
        }
    }
    section.close();
}

/// Three digits in quotation marks: a number would lose its zeros.
fn prefix(entry: &Entry<'_>) -> Option<u16> {
    let wrong = "must be three digits in quotation marks, \"001\" to \"999\"";
    if !entry.is_text() {
        return entry.fault(wrong);
    }
    let text = entry.text()?;
    let is_three_digits = text.len() == 3 && text.bytes().all(|it| it.is_ascii_digit());
    let prefix = text.parse().ok().filter(|prefix| is_three_digits && *prefix > 0);
    prefix.or_else(|| entry.fault(wrong))
}

fn allied(entry: &Entry<'_>, pairs: &mut Pairs) -> Option<()> {
    for entry in entry.list()? {
        let Some(section) = entry.section() else { continue };
        if let Some(name) = section.may("name") {
            name.name();
        }
        let members = section.need("members").and_then(|it| it.codes::<AirlineCode>());
        section.close();
        for (at, one) in members.iter().flatten().enumerate() {
            let others = members.iter().flatten().skip(at + 1);
            pairs.extend(others.map(|other| pair(*one, *other)));
        }
    }
    Some(())
}

fn pair(one: AirlineCode, other: AirlineCode) -> [AirlineCode; 2] {
    if one < other { [one, other] } else { [other, one] }
}
