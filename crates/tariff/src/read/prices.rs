//! What a fare becomes: by passenger, cabin, brand and distance.

use airside_cancellation::{BrandPolicy, ChargeStep, Conditions, Policy};
use airside_exchange::Rules;
use airside_fares::{BrandShares, DistanceFare, PerCabin};
use airside_primitives::Amount;

use crate::file::{Entry, Section};

/// More than nine years: a slip of the keyboard.
const MOST_HOURS: i64 = 80_000;
/// A share of an adult's fare is at most all of it.
const WHOLE: u32 = 100;
/// The most that a brand or cabin may cost, in percent of the one it is measured by.
const MOST_SHARE: u32 = 5_000;
/// With this a flight round the Earth costs no more than the highest fare: every total has room.
const MOST_PER_100_KM: Amount = Amount::minor(2_500_000_000);
/// The charge that is no amount: the whole base fare is kept.
const BASE: &str = "BASE";

/// What a child and an infant pay, in permille of the adult's base.
pub(super) fn passengers(section: Section<'_>) -> Option<(u32, u32)> {
    let child = section.need("child").and_then(|entry| entry.percent(WHOLE));
    let infant = section.need("infant").and_then(|entry| entry.percent(WHOLE));
    section.close();
    Some((child?, infant?))
}

/// What a cabin without a fare of its own costs, in permille of the economy fare.
pub(super) fn cabins(section: Section<'_>) -> Option<PerCabin<u32>> {
    let share = |name| section.need(name).and_then(|entry| entry.percent(MOST_SHARE));
    let (premium_economy, business, first) =
        (share("premium_economy"), share("business"), share("first"));
    section.close();
    Some(PerCabin {
        economy: WHOLE * 10,
        premium_economy: premium_economy?,
        business: business?,
        first: first?,
    })
}

/// What is sold of one brand.
struct Brand {
    share: u32,
    cancellation: BrandPolicy,
    changes: Option<Rules>,
}

/// The share of each brand, what cancelling it costs, and when it is exchanged.
pub(super) fn brands(
    section: Section<'_>,
) -> Option<(BrandShares, Policy, airside_exchange::Policy)> {
    let of = |name| section.need(name).and_then(|entry| entry.section()).and_then(brand);
    let (saver, standard, flexible) = (of("saver"), of("standard"), of("flexible"));
    section.close();
    let (saver, standard, flexible) = (saver?, standard?, flexible?);
    let shares =
        BrandShares { saver: saver.share, standard: standard.share, flexible: flexible.share };
    let cancellation = Policy {
        saver: saver.cancellation,
        standard: standard.cancellation,
        flexible: flexible.cancellation,
    };
    let changes = airside_exchange::Policy {
        saver: saver.changes,
        standard: standard.changes,
        flexible: flexible.changes,
    };
    Some((shares, cancellation, changes))
}

fn brand(section: Section<'_>) -> Option<Brand> {
    let share = section.need("percent").and_then(|entry| {
        let share = entry.percent(MOST_SHARE)?;
        if share == 0 { entry.fault("must be more than 0") } else { Some(share) }
    });
    let policy = section.need("cancellation").and_then(|entry| policy(&entry));
    let returns = section.may("change_returns_difference");
    let changes = match (section.may("change"), returns) {
        (None, None) => Some(None),
        (None, Some(returns)) => returns.fault("is about a change, and the brand has none"),
        (Some(entry), returns) => {
            let returns = returns.map_or(Some(false), |returns| returns.flag());
            returns.and_then(|returns| rules(&entry, returns)).map(Some)
        }
    };
    section.close();
    Some(Brand { share: share?, cancellation: policy?, changes: changes? })
}

/// When a brand is exchanged, and for what fee.
fn rules(entry: &Entry<'_>, returns_difference: bool) -> Option<Rules> {
    let steps: Option<Vec<_>> = entry.list()?.iter().map(fee).collect();
    match Rules::new(steps?, returns_difference) {
        Ok(rules) => Some(rules),
        Err(error) => entry.fault(error.to_string()),
    }
}

fn fee(entry: &Entry<'_>) -> Option<ChargeStep> {
    let section = entry.section()?;
    let above_hours = hours(&section);
    let charge = section.need("fee").and_then(|entry| entry.amount());
    section.close();
    Some(ChargeStep { above_hours: above_hours?, charge: charge? })
}

/// While more than so many are left.
fn hours(section: &Section<'_>) -> Option<u32> {
    section.need("more_than_hours").and_then(|entry| entry.whole(0..=MOST_HOURS))
}

enum Charge {
    Amount(Amount),
    Base,
}

fn policy(entry: &Entry<'_>) -> Option<BrandPolicy> {
    let steps: Option<Vec<_>> = entry.list()?.iter().map(step).collect();
    let steps = steps?;
    if let [(above_hours, Charge::Base)] = steps[..] {
        return Some(BrandPolicy::KeepsBase { above_hours });
    }
    let charge = |(above_hours, charge): &(u32, Charge)| match charge {
        Charge::Amount(charge) => Some(ChargeStep { above_hours: *above_hours, charge: *charge }),
        Charge::Base => entry.fault("\"BASE\" stands alone: a brand keeps it at any time or never"),
    };
    let steps: Option<Vec<_>> = steps.iter().map(charge).collect();
    match Conditions::new(true, steps?) {
        Ok(conditions) => Some(BrandPolicy::Charges(conditions)),
        Err(error) => entry.fault(error.to_string()),
    }
}

fn step(entry: &Entry<'_>) -> Option<(u32, Charge)> {
    let section = entry.section()?;
    let above_hours = hours(&section);
    let charge = section.need("charge").and_then(|entry| {
        if entry.is_text() && entry.text() == Some(BASE) {
            return Some(Charge::Base);
        }
        entry.amount().map(Charge::Amount)
    });
    section.close();
    Some((above_hours?, charge?))
}

/// The fare where none is published.
pub(super) fn distance(section: Section<'_>) -> Option<DistanceFare> {
    let per_flight = section.need("per_flight").and_then(|entry| entry.amount());
    let per_100_km = section.need("per_100_km").and_then(|entry| match entry.amount()? {
        most if most > MOST_PER_100_KM => entry.fault("is a slip of the keyboard: too high"),
        amount => Some(amount),
    });
    section.close();
    Some(DistanceFare { per_flight: per_flight?, per_100_km: per_100_km? })
}
