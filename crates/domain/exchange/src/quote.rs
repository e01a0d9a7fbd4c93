//! What exchanging one journey for another costs now, and how long that stays true.

use airside_cancellation::JourneyAccount;
use airside_primitives::Amount;
use thiserror::Error;
use time::OffsetDateTime;

use crate::line::{ExchangeLine, ExchangeParts};
use crate::rules::Rules;

/// What the new journey costs the whole party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPrice {
    pub base: Amount,
    pub taxes: Amount,
}

/// Whether the fee of the rules is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fee {
    AsAgreed,
    /// By somebody who serves the traveller, at any time before departure.
    Waived,
}

/// A line, and the first instant at which it may no longer be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    pub line: ExchangeLine,
    pub true_until: OffsetDateTime,
}

/// Why a journey is not exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotChangeable {
    #[error("the fare of this journey cannot be changed")]
    Never,
    #[error("it is too late to change this journey")]
    TooLate {
        /// The first instant at which it was too late.
        since: OffsetDateTime,
    },
}

/// What exchanging this journey costs now.
///
/// A dearer journey costs the difference and the fee. What a cheaper one leaves over comes back
/// where the rules return it; where they do not, taxes that are no longer owed come back all the
/// same, and the rest is kept.
pub fn quote(
    old: &JourneyAccount,
    new: NewPrice,
    rules: Option<&Rules>,
    fee: Fee,
    now: OffsetDateTime,
) -> Result<Quote, NotChangeable> {
    let rules = rules.ok_or(NotChangeable::Never)?;
    let departure = old.first_departure;
    let step = rules.table().step_at(departure, now);
    let (charge, true_until) = match (fee, step) {
        (Fee::AsAgreed, Some(step)) => (step.charge, step.ends_at(departure)),
        (Fee::AsAgreed, None) => {
            return Err(NotChangeable::TooLate { since: rules.table().closes_at(departure) });
        }
        (Fee::Waived, _) if now < departure => (Amount::ZERO, departure),
        (Fee::Waived, _) => return Err(NotChangeable::TooLate { since: departure }),
    };
    Ok(Quote { line: line(old, new, rules.returns_difference(), charge), true_until })
}

/// The exchange that an airline owes: the new journey for what the old one cost.
pub fn free_of_charge(old: &JourneyAccount) -> ExchangeLine {
    let (paid, extras) = (old.paid(), old.extra_baggage);
    ExchangeLine::of(ExchangeParts {
        old_value: paid,
        extras_moved: extras,
        new_price: paid - extras,
        change_fee: Amount::ZERO,
        taxes_returned: Amount::ZERO,
        not_returned: Amount::ZERO,
    })
}

fn line(old: &JourneyAccount, new: NewPrice, returns: bool, fee: Amount) -> ExchangeLine {
    let (paid, extras) = (old.paid(), old.extra_baggage);
    let new_price = new.base + new.taxes;
    let left_over = (paid - extras - new_price - fee).max(Amount::ZERO);
    let returnable: Amount =
        old.taxes.iter().filter(|tax| tax.refundable).map(|tax| tax.amount).sum();
    let taxes = if returns { returnable } else { (returnable - new.taxes).max(Amount::ZERO) };
    let taxes = taxes.min(left_over);
    let kept = if returns { Amount::ZERO } else { left_over - taxes };
    ExchangeLine::of(ExchangeParts {
        old_value: paid,
        extras_moved: extras,
        new_price,
        change_fee: fee,
        taxes_returned: taxes,
        not_returned: kept,
    })
}
