//! Exchanges with round figures.

use airside_cancellation::{ChargeStep, Conditions, JourneyAccount};
use airside_fares::TaxLine;
use airside_primitives::Amount;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::{Fee, NewPrice, NotChangeable, Rules, free_of_charge, quote};

const DEPARTURE: OffsetDateTime = datetime!(2026-12-10 08:00 UTC);
const EARLY: OffsetDateTime = datetime!(2026-12-01 08:00 UTC);

/// 1,000 less 100, taxes of 150 of which 50 stay, and a bag for 30.
fn old() -> JourneyAccount {
    let tax = |code: &str, amount, refundable| TaxLine {
        code: code.parse().unwrap(),
        amount: Amount::minor(amount),
        refundable,
    };
    JourneyAccount {
        base: Amount::minor(1_000),
        discount: Amount::minor(100),
        taxes: vec![tax("K3", 100, true), tax("YQ", 50, false)],
        extra_baggage: Amount::minor(30),
        first_departure: DEPARTURE,
        conditions: Conditions::new(true, steps(&[(2, 0)])).unwrap(),
    }
}

fn steps(steps: &[(u32, i64)]) -> Vec<ChargeStep> {
    let step =
        |&(above_hours, fee): &(u32, i64)| ChargeStep { above_hours, charge: Amount::minor(fee) };
    steps.iter().map(step).collect()
}

fn rules(returns: bool) -> Rules {
    Rules::new(steps(&[(72, 20), (2, 40)]), returns).unwrap()
}

fn price(base: i64, taxes: i64) -> NewPrice {
    NewPrice { base: Amount::minor(base), taxes: Amount::minor(taxes) }
}

/// The difference, the taxes that come back, and what is kept.
fn told(new: NewPrice, returns: bool, now: OffsetDateTime) -> (i64, i64, i64) {
    let line = quote(&old(), new, Some(&rules(returns)), Fee::AsAgreed, now).unwrap().line;
    assert_eq!(line.parts().extras_moved, Amount::minor(30));
    let parts = line.parts();
    (line.difference().get(), parts.taxes_returned.get(), parts.not_returned.get())
}

#[test]
fn a_dearer_journey_costs_the_difference_and_the_fee() {
    assert_eq!(told(price(1_200, 200), false, EARLY), (1_400 + 20 - 1_050, 0, 0));
    let late = DEPARTURE - Duration::hours(72);
    assert_eq!(told(price(1_200, 200), true, late), (1_400 + 40 - 1_050, 0, 0));
}

#[test]
fn a_cheaper_journey_gives_back_what_its_rules_say() {
    // 1,050 counts; 700 and the fee are used.
    assert_eq!(told(price(600, 100), true, EARLY), (-330, 100, 0));
    // All taxes are owed for the new journey too: what is left is kept.
    assert_eq!(told(price(600, 100), false, EARLY), (0, 0, 330));
    // 40 less of them are.
    assert_eq!(told(price(600, 60), false, EARLY), (-40, 40, 330));
    // A fee takes what is left before anything comes back.
    assert_eq!(told(price(980, 60), false, EARLY), (10, 0, 0));
}

#[test]
fn it_can_be_too_late_or_never_possible() {
    let ask = |rules: Option<&Rules>, fee, now| quote(&old(), price(1, 1), rules, fee, now);
    assert_eq!(ask(None, Fee::AsAgreed, EARLY), Err(NotChangeable::Never));
    assert_eq!(ask(None, Fee::Waived, EARLY), Err(NotChangeable::Never));
    let (rules, closes) = (rules(true), DEPARTURE - Duration::hours(2));
    let too_late = NotChangeable::TooLate { since: closes };
    assert_eq!(ask(Some(&rules), Fee::AsAgreed, closes), Err(too_late));
    let just = ask(Some(&rules), Fee::AsAgreed, closes - Duration::SECOND).unwrap();
    assert_eq!(just.true_until, closes);
    let waived = ask(Some(&rules), Fee::Waived, closes).unwrap();
    assert_eq!((waived.line.parts().change_fee, waived.true_until), (Amount::ZERO, DEPARTURE));
    let departed = NotChangeable::TooLate { since: DEPARTURE };
    assert_eq!(ask(Some(&rules), Fee::Waived, DEPARTURE), Err(departed));
}

#[test]
fn what_an_airline_owes_costs_nothing_and_returns_nothing() {
    let line = free_of_charge(&old());
    assert_eq!(line.difference(), Amount::ZERO);
    assert_eq!(line.parts().new_price, Amount::minor(1_050));
    assert_eq!(line.parts().not_returned, Amount::ZERO);
}
