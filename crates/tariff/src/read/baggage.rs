//! What may be carried, and what more of it costs.

use airside_fares::{BaggageTariff, ExtraBaggageStep, PerCabin};

use crate::file::{Entry, Section};

/// Nobody carries more.
const MOST_KG: i64 = 200;

pub(super) fn baggage(section: Section<'_>) -> Option<BaggageTariff> {
    let hand_kg = section.need("hand_kg").and_then(|entry| entry.whole(0..=MOST_KG));
    let checked_kg =
        section.need("checked_kg").and_then(|entry| entry.section()).and_then(checked_kg);
    let at_airport_per_kg = section.need("at_airport_per_kg").and_then(|entry| entry.amount());
    let steps = match section.may("prepaid") {
        None => Some(Vec::new()),
        Some(entry) => steps(&entry),
    };
    section.close();
    Some(BaggageTariff {
        hand_kg: hand_kg?,
        checked_kg: checked_kg?,
        steps: steps?,
        at_airport_per_kg: at_airport_per_kg?,
    })
}

fn checked_kg(section: Section<'_>) -> Option<PerCabin<u8>> {
    let kg = |name| section.need(name).and_then(|entry| entry.whole(0..=MOST_KG));
    let (economy, premium_economy) = (kg("economy"), kg("premium_economy"));
    let (business, first) = (kg("business"), kg("first"));
    section.close();
    Some(PerCabin {
        economy: economy?,
        premium_economy: premium_economy?,
        business: business?,
        first: first?,
    })
}

fn steps(entry: &Entry<'_>) -> Option<Vec<ExtraBaggageStep>> {
    let entries = entry.list()?;
    let steps: Vec<Option<ExtraBaggageStep>> = entries.iter().map(step).collect();
    let steps: Option<Vec<_>> = steps.into_iter().collect();
    let steps = steps?;
    for (entry, pair) in entries.iter().skip(1).zip(steps.windows(2)) {
        if let [before, after] = pair {
            if after.kg <= before.kg {
                entry.fault_in("kg", format!("must be more than the {} before it", before.kg));
            }
            if after.prepaid < before.prepaid {
                entry.fault_in("price", "must not be less than for the lighter one before it");
            }
        }
    }
    Some(steps)
}

fn step(entry: &Entry<'_>) -> Option<ExtraBaggageStep> {
    let section = entry.section()?;
    let kg = section.need("kg").and_then(|entry| entry.whole(1..=MOST_KG));
    let prepaid = section.need("price").and_then(|entry| entry.amount());
    section.close();
    Some(ExtraBaggageStep { kg: kg?, prepaid: prepaid? })
}
