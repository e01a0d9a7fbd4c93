//! Promo codes: one with all the terms that there are, and one without any.

use airside_fares::{Percent, PromoCode, Reduction};
use airside_primitives::Amount;
use time::macros::datetime;

use super::code;

/// Every promo code, with what its file is called.
pub(super) fn all() -> Vec<(&'static str, PromoCode)> {
    let with_terms = PromoCode {
        name: code("WELCOME10"),
        reduction: Reduction::Percent(Percent::new(10).unwrap()),
        valid_from: Some(datetime!(2026-10-01 00:00 UTC)),
        valid_until: Some(datetime!(2027-12-31 23:59 UTC)),
        minimum_spend: Some(Amount::minor(100_000)),
        limit_total: Some(100),
        limit_per_user: Some(3),
        airlines: vec![code("AI"), code("6E")],
        routes: vec![(code("DEL"), code("BOM")), (code("BOM"), code("DEL"))],
    };
    let without = PromoCode {
        name: code("FLAT500"),
        reduction: Reduction::Fixed(Amount::minor(50_000)),
        valid_from: None,
        valid_until: None,
        minimum_spend: None,
        limit_total: None,
        limit_per_user: None,
        airlines: Vec::new(),
        routes: Vec::new(),
    };
    vec![("with-terms", with_terms), ("without-terms", without)]
}
