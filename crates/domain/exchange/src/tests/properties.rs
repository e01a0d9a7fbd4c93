//! What holds for any figures.

use airside_cancellation::{ChargeStep, Conditions, JourneyAccount};
use airside_fares::TaxLine;
use airside_primitives::Amount;
use proptest::prelude::*;
use time::OffsetDateTime;
use time::macros::datetime;

use crate::{ExchangeLine, Fee, NewPrice, Rules, quote};

const NOW: OffsetDateTime = datetime!(2026-12-01 08:00 UTC);
const DEPARTURE: OffsetDateTime = datetime!(2026-12-10 08:00 UTC);

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![0_i64..50, 0_i64..10_000_000].prop_map(Amount::minor)
}

fn taxes() -> impl Strategy<Value = Vec<TaxLine>> {
    let code = "K3".parse().unwrap();
    let line = move |(amount, refundable)| TaxLine { code, amount, refundable };
    prop::collection::vec((amount(), any::<bool>()).prop_map(line), 0..4)
}

/// A journey at the price of an offer, which has no discount.
fn journey() -> impl Strategy<Value = JourneyAccount> {
    (amount(), taxes()).prop_map(|(base, taxes)| JourneyAccount {
        base,
        discount: Amount::ZERO,
        taxes,
        extra_baggage: Amount::ZERO,
        first_departure: DEPARTURE,
        conditions: Conditions::new(true, vec![step(Amount::ZERO)]).unwrap(),
    })
}

prop_compose! {
    fn sold()(journey in journey(), discount in amount(), extra_baggage in amount())
        -> JourneyAccount
    {
        JourneyAccount { discount: discount.min(journey.base), extra_baggage, ..journey }
    }
}

fn step(charge: Amount) -> ChargeStep {
    ChargeStep { above_hours: 2, charge }
}

fn price(of: &JourneyAccount) -> NewPrice {
    let taxes = of.taxes.iter().map(|tax| tax.amount).sum();
    NewPrice { base: of.base, taxes }
}

fn exchanged(
    old: &JourneyAccount,
    new: &JourneyAccount,
    fee: Amount,
    returns: bool,
) -> ExchangeLine {
    let rules = Rules::new(vec![step(fee)], returns).unwrap();
    quote(old, price(new), Some(&rules), Fee::AsAgreed, NOW).unwrap().line
}

proptest! {
    #[test]
    fn what_was_paid_is_used_or_comes_back_or_is_kept(
        old in sold(), new in journey(), fee in amount(), returns in any::<bool>(),
    ) {
        let line = exchanged(&old, &new, fee, returns);
        let parts = line.parts();
        prop_assert_eq!(ExchangeLine::new(parts), Some(line));
        prop_assert_eq!(parts.old_value, old.paid());
        // What is paid now, and what was paid before, are the new journey, its fee, the extras,
        // what comes back and what is kept.
        let used = parts.new_price + parts.change_fee + parts.extras_moved;
        prop_assert_eq!(
            parts.old_value + line.to_pay(),
            used + line.to_refund() + parts.not_returned
        );
        prop_assert!(line.to_pay().is_zero() || line.to_refund().is_zero());
        prop_assert!(!returns || parts.not_returned.is_zero());
    }

    #[test]
    fn there_and_back_costs_the_fees_where_the_difference_comes_back(
        first in journey(), other in journey(), fee in amount(),
    ) {
        let there = exchanged(&first, &other, fee, true);
        let back = exchanged(&other, &first, fee, true);
        prop_assert_eq!(there.difference() + back.difference(), fee + fee);
    }

    #[test]
    fn a_chain_of_ten_keeps_the_books(
        first in sold(), others in prop::collection::vec((journey(), amount(), any::<bool>()), 10),
    ) {
        let (mut now, mut cash, mut kept) = (first.clone(), first.paid(), Amount::ZERO);
        for (next, fee, returns) in others {
            let line = exchanged(&now, &next, fee, returns);
            cash += line.difference();
            kept += fee + line.parts().not_returned;
            now = JourneyAccount { extra_baggage: first.extra_baggage, ..next };
        }
        prop_assert_eq!(cash, now.paid() + kept);
    }

    #[test]
    fn a_dearer_journey_never_costs_less(
        old in sold(), new in journey(), more in amount(), fee in amount(), returns in any::<bool>(),
    ) {
        let dearer = JourneyAccount { base: new.base + more, ..new.clone() };
        let line = exchanged(&old, &new, fee, returns);
        prop_assert!(exchanged(&old, &dearer, fee, returns).difference() >= line.difference());
    }
}
