//! The rules of a ticket in plain words.

use airside_booking::booking::{Booking, Journey};
use airside_booking::trip::Direction;
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Amount, Currency};

use crate::documents::sold_by::SoldBy;
use crate::ports::documents::RuleGroup;

/// The name of a journey for people: `Departing`, `Leg 2`.
pub(crate) fn direction(direction: Direction) -> String {
    match direction {
        Direction::Departing => "Departing".to_owned(),
        Direction::Returning => "Returning".to_owned(),
        Direction::Leg(number) => format!("Leg {number}"),
    }
}

/// Cancellation, baggage and changes, as they hold for these journeys.
pub(super) fn groups(sold_by: &SoldBy, booking: &Booking, journeys: &[&Journey]) -> Vec<RuleGroup> {
    let live: Vec<&Journey> = journeys
        .iter()
        .filter(|journey| !booking.is_cancelled(journey.direction))
        .copied()
        .collect();
    vec![
        RuleGroup {
            title: "Cancellation".into(),
            sentences: cancellation(booking.currency, &live),
        },
        RuleGroup { title: "Baggage".into(), sentences: baggage(sold_by, booking, &live) },
        RuleGroup { title: "Changes".into(), sentences: changes(booking.currency, &live) },
    ]
}

fn cancellation(currency: Currency, journeys: &[&Journey]) -> Vec<String> {
    let mut sentences = Vec::new();
    for (name, journey) in
        told_apart(journeys, |journey| (journey.offer.brand, journey.offer.conditions.clone()))
    {
        let brand = journey.offer.brand;
        let conditions = &journey.offer.conditions;
        let mut until = String::new();
        for step in conditions.charges() {
            let hours = hours(step.above_hours);
            let charge = if !conditions.refundable() {
                "the base fare is kept".to_owned()
            } else if step.charge.is_zero() {
                "free".to_owned()
            } else {
                format!("{} for the party", currency.show(step.charge))
            };
            sentences.push(format!(
                "{name}, {}: more than {hours}{until} before departure, {charge}.",
                brand.name()
            ));
            until = format!(" and up to {hours}");
        }
        if let Some(last) = conditions.charges().last() {
            let hours = hours(last.above_hours);
            sentences.push(format!("{name}: {hours} or less before departure, no cancellation."));
        }
    }
    sentences.push(
        "Taxes marked refundable and prepaid extra baggage of a cancelled journey come back in full."
            .to_owned(),
    );
    sentences
}

/// The journeys under their names; one for all when all have the same terms.
fn told_apart<'a, T: PartialEq>(
    journeys: &[&'a Journey],
    terms: impl Fn(&Journey) -> T,
) -> Vec<(String, &'a Journey)> {
    match journeys {
        [first, _, ..] if journeys.iter().all(|it| terms(it) == terms(first)) => {
            vec![("Each journey".to_owned(), first)]
        }
        _ => journeys.iter().map(|journey| (direction(journey.direction), *journey)).collect(),
    }
}

fn hours(hours: u32) -> String {
    if hours >= 72 && hours.is_multiple_of(24) {
        format!("{} days", hours / 24)
    } else {
        format!("{hours} hours")
    }
}

fn baggage(sold_by: &SoldBy, booking: &Booking, journeys: &[&Journey]) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for (name, journey) in told_apart(journeys, |journey| journey.offer.baggage) {
        let allowance = journey.offer.baggage;
        sentences.push(format!(
            "{name}: {} kg in the cabin and {} kg checked are included for each passenger with a seat.",
            allowance.hand_kg, allowance.checked_kg
        ));
    }
    let rate = |journey: &Journey| sold_by.terms(journey).tariff.baggage.at_airport_per_kg;
    let mut rates: Vec<Amount> = journeys.iter().map(|journey| rate(journey)).collect();
    rates.dedup();
    for rate in rates {
        let rate = booking.currency.show(rate);
        sentences.push(match booking.extra_baggage_mode {
            ExtraBaggageMode::Prepaid => {
                format!("Extra baggage not paid for here costs {rate} a kilogram at the airport.")
            }
            ExtraBaggageMode::AtAirport => {
                format!("Extra baggage is paid for at the airport, at {rate} a kilogram.")
            }
        });
    }
    sentences
}

fn changes(currency: Currency, journeys: &[&Journey]) -> Vec<String> {
    let mut sentences = Vec::new();
    let rules = |journey: &Journey| (journey.offer.brand, journey.changes.clone());
    for (name, journey) in told_apart(journeys, rules) {
        let (brand, rules) = rules(journey);
        let Some(rules) = rules else {
            sentences.push(format!(
                "{name}, {}: cannot be changed. To fly on another day, cancel it and book a new one.",
                brand.name()
            ));
            continue;
        };
        let mut until = String::new();
        for step in rules.fees() {
            let hours = hours(step.above_hours);
            let fee = if step.charge.is_zero() {
                "no fee".to_owned()
            } else {
                format!("{} for the party", currency.show(step.charge))
            };
            sentences.push(format!(
                "{name}, {}: more than {hours}{until} before departure it can be changed for {fee} and the difference in price.",
                brand.name()
            ));
            until = format!(" and up to {hours}");
        }
        sentences.push(if rules.returns_difference() {
            "What a cheaper journey leaves over comes back.".to_owned()
        } else {
            "What a cheaper journey leaves over of the fare does not come back.".to_owned()
        });
    }
    sentences.extend(
        [
            "Names cannot be changed and the ticket cannot be transferred.",
            "If the airline changes a flight, the journey can be rebooked free of charge.",
            "If the airline cancels a flight, everything paid for it comes back.",
        ]
        .map(str::to_owned),
    );
    sentences
}

/// What to do on the day, as for most airports and airlines.
pub(super) fn boarding() -> Vec<String> {
    vec![
        "Be at the airport 2 hours before a domestic and 3 hours before an international departure."
            .to_owned(),
        "Bring the travel document of each passenger, with the name as on this ticket, and any visa required."
            .to_owned(),
        "Check in online or at the desk: this itinerary receipt is not a boarding pass.".to_owned(),
        "Baggage desks close 60 minutes and gates 25 minutes before departure.".to_owned(),
        "Have the bar code of each passenger ready, on paper or on a screen.".to_owned(),
    ]
}
