//! What cancelling one journey brings back, and how long that stays true.
//!
//! Prepaid baggage comes back in full; the charge is taken from the base alone.

use airside_fares::TaxLine;
use airside_primitives::Amount;
use thiserror::Error;
use time::{Duration, OffsetDateTime};

use crate::conditions::Conditions;
use crate::refund_line::RefundLine;

/// What those who cancel paid for one journey, and on what terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyAccount {
    pub base: Amount,
    /// What a promo code took off the base.
    pub discount: Amount,
    pub taxes: Vec<TaxLine>,
    /// Prepaid only: what is paid at the airport was never paid here.
    pub extra_baggage: Amount,
    pub first_departure: OffsetDateTime,
    pub conditions: Conditions,
}

impl JourneyAccount {
    /// What was paid for this journey.
    pub fn paid(&self) -> Amount {
        let taxes: Amount = self.taxes.iter().map(|line| line.amount).sum();
        self.fare_paid() + taxes + self.extra_baggage
    }

    /// Base less discount: the most that a charge can take.
    fn fare_paid(&self) -> Amount {
        (self.base - self.discount).max(Amount::ZERO)
    }

    fn taxes_kept(&self) -> Amount {
        self.taxes.iter().filter(|line| !line.refundable).map(|line| line.amount).sum()
    }
}

/// Settings that hold for every brand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules {
    /// Everything comes back within 24 hours of a booking made 7 days or more before
    /// departure (US DOT, 14 CFR 259.5).
    pub free_within_24h: bool,
}

impl Rules {
    /// When the free hours end; `None` for a booking that has none.
    fn free_until(
        self,
        booked_at: OffsetDateTime,
        departure: OffsetDateTime,
    ) -> Option<OffsetDateTime> {
        let booked_early = departure - booked_at >= Duration::days(7);
        (self.free_within_24h && booked_early).then(|| booked_at.saturating_add(Duration::DAY))
    }
}

/// A line, and the first instant at which it may no longer be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    pub line: RefundLine,
    pub true_until: OffsetDateTime,
}

/// The last window has closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("it is too late to cancel this journey")]
pub struct TooLate {
    /// The first instant at which it was too late.
    pub since: OffsetDateTime,
}

/// What cancelling this journey now would bring back.
pub fn quote(
    account: &JourneyAccount,
    rules: Rules,
    booked_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<Quote, TooLate> {
    let JourneyAccount { conditions, first_departure, .. } = account;

    let free_until = rules.free_until(booked_at, *first_departure);
    if let Some(true_until) = free_until.filter(|until| now < *until) {
        return Ok(Quote { line: RefundLine::in_full(account.paid()), true_until });
    }

    let step = conditions
        .step_at(*first_departure, now)
        .ok_or_else(|| TooLate { since: conditions.closes_at(*first_departure) })?;
    let charge = step.charge.min(account.fare_paid());
    let line = RefundLine::keeping(account.paid(), charge, account.taxes_kept());
    Ok(Quote { line, true_until: step.ends_at(*first_departure) })
}

/// What an agent who cancels takes as a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charge {
    /// What the conditions say; once the last window has closed, all of the fare.
    AsAgreed,
    /// None. Taxes that are not refundable are kept all the same.
    Waived,
}

/// What it brings back that an agent cancels this journey now, at any time before it departs.
pub fn agent_cancels(
    account: &JourneyAccount,
    charge: Charge,
    rules: Rules,
    booked_at: OffsetDateTime,
    now: OffsetDateTime,
) -> RefundLine {
    let keeping =
        |charge: Amount| RefundLine::keeping(account.paid(), charge, account.taxes_kept());
    match (charge, quote(account, rules, booked_at, now)) {
        (Charge::AsAgreed, Ok(quote)) => quote.line,
        (Charge::AsAgreed, Err(TooLate { .. })) => keeping(account.fare_paid()),
        // Within the free hours everything comes back anyhow.
        (Charge::Waived, Ok(quote)) if quote.line.refund() == account.paid() => quote.line,
        (Charge::Waived, Ok(_) | Err(TooLate { .. })) => keeping(Amount::ZERO),
    }
}

/// The refund of a journey that the airline cancels: everything, unused extras too.
pub fn airline_cancels(account: &JourneyAccount) -> RefundLine {
    RefundLine::in_full(account.paid())
}
