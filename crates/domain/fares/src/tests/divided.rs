//! A price that is divided adds up, row by row, whoever parts.

use airside_primitives::{Amount, PassengerType};
use proptest::prelude::*;

use crate::{JourneyPrice, PassengerPrice, TaxCode, TaxLine};

const CODES: [[u8; 2]; 4] = [*b"K3", *b"IN", *b"P2", *b"YR"];

/// What one of a type pays, tax by tax.
type OfOne = (i64, [i64; 4]);

fn price_of(counts: [u8; 3], each: [OfOne; 3]) -> JourneyPrice {
    let mut rows = [0_i64; 4];
    let mut prices = Vec::new();
    for ((kind, count), (base, taxes)) in PassengerType::ALL.into_iter().zip(counts).zip(each) {
        for (row, tax) in rows.iter_mut().zip(taxes) {
            *row += tax * i64::from(count);
        }
        let (base, taxes) = (Amount::minor(base), Amount::minor(taxes.iter().sum()));
        prices.extend((count > 0).then_some(PassengerPrice { kind, count, base, taxes }));
    }
    let line = |(code, amount)| TaxLine {
        code: TaxCode::known(code),
        amount: Amount::minor(amount),
        refundable: code == CODES[0],
    };
    let taxes = CODES.into_iter().zip(rows).map(line).collect();
    JourneyPrice::from_parts(prices, taxes).unwrap()
}

fn each() -> impl Strategy<Value = OfOne> {
    let tax = || prop_oneof![Just(0_i64), 1_i64..5, 1_i64..100_000];
    (0_i64..1_000_000, [tax(), tax(), tax(), tax()])
}

proptest! {
    #[test]
    fn both_halves_are_prices_and_add_up(
        counts in [1_u8..6, 0_u8..4, 0_u8..3],
        leaving in [0_u8..6, 0_u8..4, 0_u8..3],
        each in [each(), each(), each()],
        step in prop::sample::select(vec![1_i64, 10]),
    ) {
        let of_steps = |(base, taxes): OfOne| (base * step, taxes.map(|it| it * step));
        let whole = price_of(counts, each.map(of_steps));
        let leave = [0, 1, 2].map(|at| leaving[at].min(counts[at]));
        let of = |kind| leave[PassengerType::ALL.iter().position(|it| *it == kind).unwrap()];
        let [part, rest] = whole.divided(step, of).unwrap();

        prop_assert_eq!(part.base() + rest.base(), whole.base());
        prop_assert_eq!(part.total() + rest.total(), whole.total());
        for (row, (one, other)) in whole.taxes().iter().zip(part.taxes().iter().zip(rest.taxes())) {
            prop_assert_eq!(one.amount + other.amount, row.amount);
            prop_assert_eq!((one.code, other.code), (row.code, row.code));
            prop_assert!(one.amount.is_multiple_of(step) && other.amount.is_multiple_of(step));
        }
        for half in [part, rest] {
            let again = JourneyPrice::from_parts(half.per_passenger().to_vec(), half.taxes().to_vec());
            prop_assert_eq!(again, Some(half));
        }
    }

    #[test]
    fn among_equals_every_row_is_divided_exactly(count in 1_u8..9, leave in 0_u8..9, of in each()) {
        let leave = leave.min(count);
        let whole = price_of([count, 0, 0], [of, of, of]);
        let [part, rest] = whole.divided(1, |kind| if kind == PassengerType::Adult { leave } else { 0 }).unwrap();
        prop_assert_eq!(part.taxes().to_vec(), price_of([leave, 0, 0], [of, of, of]).taxes().to_vec());
        prop_assert_eq!(rest.taxes().to_vec(), price_of([count - leave, 0, 0], [of, of, of]).taxes().to_vec());
    }
}

#[test]
fn more_cannot_leave_than_there_are() {
    let one = (100, [10, 0, 0, 0]);
    let whole = price_of([2, 0, 0], [one; 3]);
    assert!(whole.divided(1, |kind| if kind == PassengerType::Adult { 3 } else { 0 }).is_none());
    assert!(whole.divided(1, |kind| u8::from(kind == PassengerType::Child)).is_none());
}
