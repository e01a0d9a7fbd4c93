//! Every window of every brand, to the second: what a cancellation brings back.

use crate::{JourneyAccount, Policy, Quote, RefundLine, Rules, TooLate, airline_cancels, quote};
use airside_fares::TaxLine;
use airside_primitives::{Amount, Brand, Currency};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const DEPARTURE: OffsetDateTime = datetime!(2026-12-01 08:00 +05:30);
const BOOKED: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);
const PLAIN: Rules = Rules { free_within_24h: false };
const DOT: Rules = Rules { free_within_24h: true };

/// INR 10,000 of base, 600 of refundable and 500 of kept taxes, 1,350 of prepaid baggage.
fn account(brand: Brand) -> JourneyAccount {
    account_in(Currency::INR, brand)
}

fn account_in(currency: Currency, brand: Brand) -> JourneyAccount {
    let base = currency.major(10_000);
    let tax = |code: &str, amount, refundable| TaxLine {
        code: code.parse().unwrap(),
        amount: currency.major(amount),
        refundable,
    };
    JourneyAccount {
        base,
        discount: Amount::ZERO,
        taxes: vec![tax("IN", 600, true), tax("K3", 500, false)],
        extra_baggage: currency.major(1_350),
        first_departure: DEPARTURE,
        conditions: Policy::sample(currency).conditions(brand, base),
    }
}

fn before_departure(left: Duration) -> OffsetDateTime {
    DEPARTURE - left
}

fn quote_at(account: &JourneyAccount, left: Duration) -> Result<Quote, TooLate> {
    quote(account, PLAIN, BOOKED, before_departure(left))
}

/// Charge, kept taxes and refund, in rupees.
fn figures(line: RefundLine) -> (i64, i64, i64) {
    let rupees = |amount: Amount| amount.get() / 100;
    (rupees(line.charge()), rupees(line.taxes_kept()), rupees(line.refund()))
}

fn charged(account: &JourneyAccount, left: Duration) -> Option<i64> {
    quote_at(account, left).ok().map(|quote| figures(quote.line).0)
}

#[test]
fn standard_follows_the_table_and_a_boundary_belongs_to_the_later_window() {
    let standard = account(Brand::Standard);
    let charged = |left| charged(&standard, left);
    let second = Duration::SECOND;

    assert_eq!(charged(Duration::days(90)), Some(0));
    assert_eq!(charged(Duration::hours(168) + second), Some(0));
    assert_eq!(charged(Duration::hours(168)), Some(3_000));
    assert_eq!(charged(Duration::hours(72) + second), Some(3_000));
    assert_eq!(charged(Duration::hours(72)), Some(3_500));
    assert_eq!(charged(Duration::hours(2) + second), Some(3_500));
    assert_eq!(charged(Duration::hours(2)), None);
    assert_eq!(charged(Duration::ZERO), None);
    assert_eq!(charged(Duration::hours(-5)), None);
}

#[test]
fn saver_keeps_the_whole_base_and_the_taxes_that_are_not_refundable() {
    let saver = account(Brand::Saver);
    for left in [Duration::days(90), Duration::hours(2) + Duration::SECOND] {
        let quote = quote_at(&saver, left).unwrap();
        assert_eq!(figures(quote.line), (10_000, 500, 600 + 1_350));
    }
    assert!(quote_at(&saver, Duration::hours(2)).is_err());
}

#[test]
fn flexible_is_free_until_two_hours_before_departure() {
    let flexible = account(Brand::Flexible);
    for left in [Duration::days(90), Duration::hours(2) + Duration::SECOND] {
        let quote = quote_at(&flexible, left).unwrap();
        assert_eq!(figures(quote.line), (0, 500, 10_000 + 600 + 1_350));
    }
    assert!(quote_at(&flexible, Duration::hours(2)).is_err());
}

#[test]
fn what_was_paid_includes_prepaid_baggage_less_the_discount() {
    let discounted =
        JourneyAccount { discount: Amount::minor(100_000), ..account(Brand::Standard) };
    let line = quote_at(&discounted, Duration::hours(100)).unwrap().line;

    assert_eq!(line.paid(), Currency::INR.major(10_000 - 1_000 + 600 + 500 + 1_350));
    assert_eq!(figures(line), (3_000, 500, 6_000 + 600 + 1_350));
}

#[test]
fn a_charge_never_takes_more_than_the_base_less_the_discount() {
    let discounted = |discount| JourneyAccount {
        discount: Currency::INR.major(discount),
        ..account(Brand::Standard)
    };
    let after = |discount, left| figures(quote_at(&discounted(discount), left).unwrap().line);

    assert_eq!(after(8_000, Duration::hours(3)), (2_000, 500, 600 + 1_350));
    assert_eq!(after(10_000, Duration::hours(3)), (0, 500, 600 + 1_350));
    let saver = JourneyAccount { discount: Currency::INR.major(1_000), ..account(Brand::Saver) };
    let line = quote_at(&saver, Duration::days(90)).unwrap().line;
    assert_eq!(figures(line), (9_000, 500, 600 + 1_350));
}

#[test]
fn a_currency_without_decimals_is_charged_whole_units() {
    let yen = account_in("JPY".parse().unwrap(), Brand::Standard);
    let line = quote_at(&yen, Duration::hours(100)).unwrap().line;

    assert_eq!(line.charge(), Amount::minor(3_000));
    assert_eq!(line.refund(), Amount::minor(7_000 + 600 + 1_350));
}

#[test]
fn a_quote_says_when_its_window_ends() {
    let standard = account(Brand::Standard);
    let ends = |left| quote_at(&standard, Duration::hours(left)).unwrap().true_until;

    assert_eq!(ends(1_000), before_departure(Duration::hours(168)));
    assert_eq!(ends(168), before_departure(Duration::hours(72)));
    assert_eq!(ends(72), before_departure(Duration::hours(2)));
}

#[test]
fn a_refusal_says_since_when_it_was_too_late() {
    let refused = quote_at(&account(Brand::Standard), Duration::hours(1)).unwrap_err();
    assert_eq!(refused, TooLate { since: before_departure(Duration::hours(2)) });
}

#[test]
fn within_24_hours_of_an_early_booking_everything_comes_back() {
    let booked = before_departure(Duration::days(7));
    for brand in Brand::ALL {
        let account = account(brand);
        let at = |since| quote(&account, DOT, booked, booked + since).unwrap();

        let last_free = at(Duration::DAY - Duration::SECOND);
        assert_eq!(figures(last_free.line), (0, 0, 10_000 + 600 + 500 + 1_350));
        assert_eq!(last_free.true_until, booked + Duration::DAY);

        let after = quote(&account, PLAIN, booked, booked + Duration::DAY);
        assert_eq!(Ok(at(Duration::DAY)), after);
    }
}

#[test]
fn the_24_hour_rule_needs_a_week_and_the_setting() {
    let saver = account(Brand::Saver);
    let charge = |rules, booked| {
        figures(quote(&saver, rules, booked, booked + Duration::HOUR).unwrap().line).0
    };
    let a_week_before = before_departure(Duration::days(7));

    assert_eq!(charge(DOT, a_week_before), 0);
    assert_eq!(charge(DOT, a_week_before + Duration::SECOND), 10_000);
    assert_eq!(charge(PLAIN, a_week_before), 10_000);
    assert_eq!(charge(Rules::default(), a_week_before), 10_000);
}

#[test]
fn a_cancellation_by_the_airline_brings_everything_back() {
    for brand in Brand::ALL {
        let account = account(brand);
        let line = airline_cancels(&account);

        assert_eq!(figures(line), (0, 0, 12_450));
        assert_eq!(line.refund(), account.paid());
    }
}
