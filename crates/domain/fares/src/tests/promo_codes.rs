//! What a promo code takes off, and whom it refuses.

use crate::{Percent, PromoCode, PromoJourney, PromoRefused, PromoUses, Reduction};
use airside_primitives::{AirlineCode, AirportCode, Amount, Currency};
use proptest::prelude::*;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-12-01 08:00 UTC);
const UNUSED: PromoUses = PromoUses { total: 0, by_user: 0 };

fn percent(percent: u8) -> PromoCode {
    let reduction = Reduction::Percent(Percent::new(percent).unwrap());
    PromoCode::unlimited("WELCOME10".parse().unwrap(), reduction)
}

fn fixed(amount: i64) -> PromoCode {
    PromoCode::unlimited("FLAT500".parse().unwrap(), Reduction::Fixed(Amount::minor(amount)))
}

fn journey(flight: &str, bases: &[i64]) -> PromoJourney {
    let words: Vec<&str> = flight.split(' ').collect();
    PromoJourney {
        airline: airline(words[0]),
        origin: airport(words[1]),
        destination: airport(words[2]),
        passenger_bases: amounts(bases),
    }
}

fn airline(code: &str) -> AirlineCode {
    code.parse().unwrap()
}

fn airport(code: &str) -> AirportCode {
    code.parse().unwrap()
}

fn amounts(units: &[i64]) -> Vec<Amount> {
    units.iter().copied().map(Amount::minor).collect()
}

fn refusal(code: &PromoCode, uses: PromoUses) -> Option<PromoRefused> {
    code.discount(NOW, Currency::INR, &[journey("QZ DEL BOM", &[1_000])], uses).err()
}

#[test]
fn a_percentage_is_split_in_proportion_to_base() {
    let trip = [journey("QZ DEL BOM", &[1_000, 750]), journey("XY BOM DEL", &[2_000, 1_500])];
    let discount = percent(10).discount(NOW, Currency::INR, &trip, UNUSED).unwrap();

    assert_eq!(discount.total, Amount::minor(525));
    assert_eq!(discount.per_journey, amounts(&[175, 350]));
    assert_eq!(discount.per_passenger, [amounts(&[100, 75]), amounts(&[200, 150])]);
}

#[test]
fn odd_units_go_to_the_largest_share() {
    let trip = [journey("QZ DEL BOM", &[10, 30, 10])];
    let discount = fixed(11).discount(NOW, Currency::INR, &trip, UNUSED).unwrap();
    assert_eq!(discount.per_passenger, [amounts(&[2, 7, 2])]);
}

#[test]
fn a_fixed_amount_never_takes_more_than_the_base() {
    let trip = [journey("QZ DEL BOM", &[300])];
    let discount = fixed(500).discount(NOW, Currency::INR, &trip, UNUSED).unwrap();
    assert_eq!(discount.total, Amount::minor(300));
}

#[test]
fn only_journeys_of_its_airlines_and_routes_are_reduced() {
    let trip = [journey("QZ DEL BOM", &[1_000]), journey("XY BOM DEL", &[1_000])];
    let on_airline = PromoCode { airlines: vec![airline("XY")], ..percent(10) };
    let on_route = PromoCode { routes: vec![(airport("DEL"), airport("BOM"))], ..percent(10) };
    let per_journey =
        |code: &PromoCode| code.discount(NOW, Currency::INR, &trip, UNUSED).unwrap().per_journey;

    assert_eq!(per_journey(&on_airline), amounts(&[0, 100]));
    assert_eq!(per_journey(&on_route), amounts(&[100, 0]));

    let nowhere = PromoCode { airlines: vec![airline("ZZ")], ..percent(10) };
    let refused = nowhere.discount(NOW, Currency::INR, &trip, UNUSED);
    assert_eq!(refused, Err(PromoRefused::NotForTheseJourneys));
}

#[test]
fn the_minimum_counts_only_what_the_code_applies_to() {
    let trip = [journey("QZ DEL BOM", &[1_000]), journey("XY BOM DEL", &[9_000])];
    let minimum = Amount::minor(1_001);
    let code = PromoCode { minimum_spend: Some(minimum), ..percent(10) };
    let restricted = PromoCode { airlines: vec![airline("QZ")], ..code.clone() };

    assert!(code.discount(NOW, Currency::INR, &trip, UNUSED).is_ok());
    let refused = restricted.discount(NOW, Currency::INR, &trip, UNUSED);
    assert_eq!(refused, Err(PromoRefused::BelowMinimumSpend { minimum }));
    let enough = PromoCode { minimum_spend: Some(Amount::minor(1_000)), ..restricted };
    assert!(enough.discount(NOW, Currency::INR, &trip, UNUSED).is_ok());
}

#[test]
fn no_share_of_a_discount_is_less_than_can_be_paid_back() {
    let dinar: Currency = "KWD".parse().unwrap();
    let trip = [journey("QZ DEL BOM", &[15_810, 11_860]), journey("XY BOM DEL", &[20_020])];
    let discount =
        |code: &PromoCode| code.discount(NOW, dinar, &trip, UNUSED).map(|it| it.per_passenger);

    // 4,769 fils, of which 2,767 and 2,002.
    let shares = discount(&percent(10)).unwrap();
    assert_eq!(shares, [amounts(&[1_590, 1_180]), amounts(&[2_000])]);
    // 1,005 fils.
    assert_eq!(discount(&fixed(1_005)).unwrap(), [amounts(&[340, 250]), amounts(&[420])]);
}

#[test]
fn a_code_is_valid_from_its_first_instant_and_until_its_last() {
    let second = time::Duration::SECOND;
    let from = |instant| PromoCode { valid_from: Some(instant), ..percent(10) };
    let until = |instant| PromoCode { valid_until: Some(instant), ..percent(10) };

    assert_eq!(refusal(&from(NOW), UNUSED), None);
    assert_eq!(refusal(&from(NOW + second), UNUSED), Some(PromoRefused::NotYetValid));
    assert_eq!(refusal(&until(NOW + second), UNUSED), None);
    assert_eq!(refusal(&until(NOW), UNUSED), Some(PromoRefused::Expired));
}

#[test]
fn a_code_may_be_used_up_to_its_limits() {
    let code = PromoCode { limit_total: Some(5), limit_per_user: Some(1), ..percent(10) };
    let after = |total, by_user| refusal(&code, PromoUses { total, by_user });

    assert_eq!(after(4, 0), None);
    assert_eq!(after(5, 0), Some(PromoRefused::UsedUp));
    assert_eq!(after(4, 1), Some(PromoRefused::UsedUpByUser));
}

fn any_reduction() -> impl Strategy<Value = Reduction> {
    prop_oneof![
        (1_u8..=100).prop_map(|it| Reduction::Percent(Percent::new(it).unwrap())),
        (0_i64..2_000).prop_map(|it| Reduction::Fixed(Amount::minor(it))),
    ]
}

fn any_bases() -> impl Strategy<Value = Vec<i64>> {
    let base = prop_oneof![0_i64..5, 0_i64..1_000_000];
    prop::collection::vec(base, 1..10)
}

proptest! {
    #[test]
    fn shares_add_up_and_no_fare_goes_below_zero(
        reduction in any_reduction(),
        bases in prop::collection::vec(any_bases(), 1..6),
        currency in prop::sample::select(vec!["INR", "KWD", "MGA"]),
        only_some in any::<bool>(),
    ) {
        let airlines = if only_some { vec![airline("QZ")] } else { Vec::new() };
        let code = PromoCode { reduction, airlines, ..percent(1) };
        let flights = ["QZ DEL BOM", "XY BOM DEL"];
        let currency: Currency = currency.parse().unwrap();
        let step = currency.chargeable_step();
        let whole_steps = |bases: &[i64]| bases.iter().map(|it| it * step).collect::<Vec<_>>();
        let trip: Vec<_> = bases
            .iter()
            .zip(flights.iter().cycle())
            .map(|(it, at)| journey(at, &whole_steps(it)))
            .collect();

        let discount = code.discount(NOW, currency, &trip, UNUSED).unwrap();

        prop_assert_eq!(discount.per_journey.iter().copied().sum::<Amount>(), discount.total);
        prop_assert_eq!(discount.per_journey.len(), trip.len());
        for (at, journey) in trip.iter().enumerate() {
            let shares = &discount.per_passenger[at];
            prop_assert_eq!(shares.iter().copied().sum::<Amount>(), discount.per_journey[at]);
            prop_assert_eq!(shares.len(), journey.passenger_bases.len());
            for (share, base) in shares.iter().zip(&journey.passenger_bases) {
                prop_assert!(Amount::ZERO <= *share && share <= base);
                prop_assert!(share.is_multiple_of(step));
            }
        }
    }
}
