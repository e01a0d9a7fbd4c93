//! What holds for any journey, policy and moment.

use crate::{ChargeStep, Conditions, JourneyAccount, Rules, quote};
use airside_fares::TaxLine;
use airside_primitives::Amount;
use proptest::prelude::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const DEPARTURE: OffsetDateTime = datetime!(2026-12-01 08:00 UTC);

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![0_i64..50, 0_i64..10_000_000].prop_map(Amount::minor)
}

fn conditions() -> impl Strategy<Value = Conditions> {
    prop::collection::btree_map(0_u32..400, 0_i64..1_000_000, 1..5).prop_map(|table| {
        let hours = table.keys().rev();
        let mut charges: Vec<i64> = table.values().copied().collect();
        charges.sort_unstable();
        let steps = hours
            .zip(charges)
            .map(|(&above_hours, charge)| ChargeStep { above_hours, charge: Amount::minor(charge) })
            .collect();
        Conditions::new(true, steps).unwrap()
    })
}

prop_compose! {
    fn account()(
        base in amount(),
        discount in amount(),
        taxes in prop::collection::vec((amount(), any::<bool>()), 0..4),
        extra_baggage in amount(),
        conditions in conditions(),
    ) -> JourneyAccount {
        let code = "K3".parse().unwrap();
        let line = |(amount, refundable)| TaxLine { code, amount, refundable };
        JourneyAccount {
            base,
            discount: discount.min(base),
            taxes: taxes.into_iter().map(line).collect(),
            extra_baggage,
            first_departure: DEPARTURE,
            conditions,
        }
    }
}

/// Seconds before departure: any, or just beside an hour.
fn seconds_left() -> impl Strategy<Value = i64> {
    prop_oneof![-10_000_i64..1_500_000, (0_i64..400, -1_i64..2).prop_map(|(h, s)| h * 3_600 + s)]
}

fn at(seconds_left: i64) -> OffsetDateTime {
    DEPARTURE - Duration::seconds(seconds_left)
}

proptest! {
    #[test]
    fn a_refund_is_what_was_paid_less_what_is_kept(
        account in account(), left in seconds_left(), booked in seconds_left(),
        free_within_24h in any::<bool>(),
    ) {
        let rules = Rules { free_within_24h };
        if let Ok(quote) = quote(&account, rules, at(booked.max(left)), at(left)) {
            let line = quote.line;
            prop_assert_eq!(line.paid(), account.paid());
            prop_assert_eq!(line.refund() + line.charge() + line.taxes_kept(), line.paid());
            prop_assert!(Amount::ZERO <= line.refund() && line.refund() <= line.paid());
            prop_assert!(line.charge() <= account.base - account.discount);
            prop_assert!(line.refund() >= account.extra_baggage);
        }
    }

    #[test]
    fn cancelling_later_never_brings_back_more(
        account in account(), left in seconds_left(), later in 0_i64..1_000_000,
        since_booking in 0_i64..1_000_000, free_within_24h in any::<bool>(),
    ) {
        let rules = Rules { free_within_24h };
        let booked_at = at(left + since_booking);
        let refund = |now| {
            quote(&account, rules, booked_at, now).map(|quote| quote.line.refund())
        };
        match (refund(at(left)), refund(at(left - later))) {
            (Ok(now), Ok(then)) => prop_assert!(then <= now),
            (Err(_), then) => prop_assert!(then.is_err()),
            (Ok(_), Err(_)) => (),
        }
    }

    #[test]
    fn a_quote_is_true_until_it_says_and_a_new_window_starts_then(
        account in account(), left in seconds_left(), since_booking in 0_i64..1_000_000,
        within in 0.0_f64..1.0, free_within_24h in any::<bool>(),
    ) {
        let rules = Rules { free_within_24h };
        let (now, booked_at) = (at(left), at(left + since_booking));
        if let Ok(given) = quote(&account, rules, booked_at, now) {
            prop_assert!(now < given.true_until);

            let meanwhile = now + (given.true_until - now) * within;
            prop_assert_eq!(quote(&account, rules, booked_at, meanwhile), Ok(given));

            let next = quote(&account, rules, booked_at, given.true_until);
            prop_assert!(next.map_or(true, |next| next.true_until > given.true_until));
        }
    }
}
