//! Promo codes: what they take off, and where and when they may be used.
//!
//! Never called coupons: a coupon is one flight of a ticket.

use std::fmt;
use std::str::FromStr;

use airside_primitives::{AirlineCode, AirportCode, Amount};
use thiserror::Error;
use time::OffsetDateTime;

/// What a customer types: 3 to 20 letters A to Z and digits.
///
/// Small letters are read as capitals, so that people may type as they like.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PromoName(String);

impl PromoName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PromoName {
    type Err = InvalidPromoName;

    fn from_str(text: &str) -> Result<Self, InvalidPromoName> {
        let plain = text.bytes().all(|it| it.is_ascii_alphanumeric());
        let valid = plain && (3..=20).contains(&text.len());
        valid.then(|| Self(text.to_ascii_uppercase())).ok_or(InvalidPromoName)
    }
}

impl fmt::Display for PromoName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Text that no promo code looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a promo code is 3 to 20 letters A to Z and digits")]
pub struct InvalidPromoName;

/// A whole number of hundredths, 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Percent(u8);

impl Percent {
    /// `None` unless it is 1 to 100.
    pub fn new(percent: u8) -> Option<Self> {
        (1..=100).contains(&percent).then_some(Self(percent))
    }

    pub const fn get(self) -> u8 {
        self.0
    }
}

/// What a promo code takes off the base fare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reduction {
    Percent(Percent),
    /// So much for the whole booking, in minor units of the selling currency.
    Fixed(Amount),
}

/// A promo code and its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromoCode {
    pub name: PromoName,
    pub reduction: Reduction,
    /// The first instant it may be used.
    pub valid_from: Option<OffsetDateTime>,
    /// The first instant it may no longer be used.
    pub valid_until: Option<OffsetDateTime>,
    /// The least base fare of the journeys it applies to, for the whole party.
    pub minimum_spend: Option<Amount>,
    /// The most bookings in all.
    pub limit_total: Option<u32>,
    /// The most bookings of one user.
    pub limit_per_user: Option<u32>,
    /// The airlines whose journeys it applies to; none means all.
    pub airlines: Vec<AirlineCode>,
    /// The origins and destinations it applies to, one way; none means all.
    pub routes: Vec<(AirportCode, AirportCode)>,
}

impl PromoCode {
    /// A code that anybody may use anywhere, any number of times.
    pub const fn unlimited(name: PromoName, reduction: Reduction) -> Self {
        Self {
            name,
            reduction,
            valid_from: None,
            valid_until: None,
            minimum_spend: None,
            limit_total: None,
            limit_per_user: None,
            airlines: Vec::new(),
            routes: Vec::new(),
        }
    }

    /// Whether it takes something off journeys of this airline between these airports.
    pub fn applies_to(
        &self,
        airline: AirlineCode,
        origin: AirportCode,
        destination: AirportCode,
    ) -> bool {
        let right_airline = self.airlines.is_empty() || self.airlines.contains(&airline);
        let right_route = self.routes.is_empty() || self.routes.contains(&(origin, destination));
        right_airline && right_route
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_and_digits_in_any_case() {
        let name: PromoName = "Welcome10".parse().unwrap();
        assert_eq!(name.as_str(), "WELCOME10");
        for wrong in ["", "AB", "WITH SPACE", "ÜBER10", "ABCDEFGHIJKLMNOPQRSTU", "FLAT-500"] {
            assert_eq!(wrong.parse::<PromoName>(), Err(InvalidPromoName), "{wrong}");
        }
    }

    #[test]
    fn a_percentage_is_1_to_100() {
        assert_eq!(Percent::new(0), None);
        assert_eq!(Percent::new(101), None);
        assert_eq!(Percent::new(100).map(Percent::get), Some(100));
    }
}
