//! What a promo code takes off one booking, share by share.
//!
//! Limits are checked here only for a clear answer; the commit that books counts the use under its
//! own condition, which decides.

use airside_primitives::{AirlineCode, AirportCode, Amount, Currency};
use thiserror::Error;
use time::OffsetDateTime;

use crate::promo::{PromoCode, Reduction};

/// A journey that a promo code may take something off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromoJourney {
    /// The airline that sells the journey.
    pub airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    /// The base of each passenger, in the booking's order.
    pub passenger_bases: Vec<Amount>,
}

impl PromoJourney {
    fn base(&self) -> Amount {
        self.passenger_bases.iter().copied().sum()
    }
}

/// How many bookings hold a promo code already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PromoUses {
    pub total: u32,
    pub by_user: u32,
}

/// The discount, in the order of the journeys and their passengers.
///
/// Each share is at most the base it comes off, and each level adds up to the one above.
/// Each can be charged or paid back alone, as far as the bases can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discount {
    pub total: Amount,
    pub per_journey: Vec<Amount>,
    pub per_passenger: Vec<Vec<Amount>>,
}

/// Why a promo code cannot be used for a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PromoRefused {
    #[error("this promo code is not valid yet")]
    NotYetValid,
    #[error("this promo code has expired")]
    Expired,
    #[error("this promo code has been used as often as it may be")]
    UsedUp,
    #[error("you have used this promo code as often as you may")]
    UsedUpByUser,
    #[error("this promo code does not apply to these flights")]
    NotForTheseJourneys,
    #[error("the base fare is below this promo code's minimum")]
    BelowMinimumSpend { minimum: Amount },
}

impl PromoCode {
    /// What this code takes off the base fares of a booking, which are in `currency`.
    pub fn discount(
        &self,
        now: OffsetDateTime,
        currency: Currency,
        journeys: &[PromoJourney],
        uses: PromoUses,
    ) -> Result<Discount, PromoRefused> {
        self.check_period(now)?;
        self.check_limits(uses)?;

        let applies = |journey: &PromoJourney| {
            self.applies_to(journey.airline, journey.origin, journey.destination)
        };
        if !journeys.iter().any(applies) {
            return Err(PromoRefused::NotForTheseJourneys);
        }
        let bases: Vec<Amount> = journeys
            .iter()
            .map(|journey| if applies(journey) { journey.base() } else { Amount::ZERO })
            .collect();
        let spend: Amount = bases.iter().copied().sum();
        if let Some(minimum) = self.minimum_spend
            && spend < minimum
        {
            return Err(PromoRefused::BelowMinimumSpend { minimum });
        }

        let exact = match self.reduction {
            Reduction::Percent(percent) => spend.scaled(percent.get().into(), 100),
            Reduction::Fixed(amount) => amount,
        };
        let step = currency.chargeable_step();
        let total = exact.rounded_to(step).clamp(Amount::ZERO, spend);
        let per_journey = spread(total, step, &bases);
        let per_passenger = journeys
            .iter()
            .zip(&per_journey)
            .map(|(journey, share)| spread(*share, step, &journey.passenger_bases))
            .collect();
        Ok(Discount { total, per_journey, per_passenger })
    }

    fn check_period(&self, now: OffsetDateTime) -> Result<(), PromoRefused> {
        if self.valid_from.is_some_and(|from| now < from) {
            return Err(PromoRefused::NotYetValid);
        }
        if self.valid_until.is_some_and(|until| now >= until) {
            return Err(PromoRefused::Expired);
        }
        Ok(())
    }

    fn check_limits(&self, uses: PromoUses) -> Result<(), PromoRefused> {
        if self.limit_total.is_some_and(|limit| uses.total >= limit) {
            return Err(PromoRefused::UsedUp);
        }
        if self.limit_per_user.is_some_and(|limit| uses.by_user >= limit) {
            return Err(PromoRefused::UsedUpByUser);
        }
        Ok(())
    }
}

/// Splits a discount in proportion to the bases, in multiples of `step` minor units, odd
/// steps to the largest.
///
/// Where the largest base is too small to lose them all, the next largest takes the rest:
/// no fare goes below zero as long as the discount is no more than all bases together.
fn spread(discount: Amount, step: i64, bases: &[Amount]) -> Vec<Amount> {
    let mut shares = discount.split_in_steps(step, bases);
    let mut largest_first: Vec<usize> = (0..bases.len()).collect();
    largest_first.sort_by_key(|&at| std::cmp::Reverse(bases[at]));

    let mut left_over = Amount::ZERO;
    for at in largest_first {
        let wanted = shares[at] + left_over;
        shares[at] = wanted.min(bases[at]);
        left_over = wanted - shares[at];
    }
    shares
}
