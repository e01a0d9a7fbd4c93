//! What becomes of the money of one journey that is exchanged.
//!
//! The difference is not stored: it is what remains, so the line always adds up.

use airside_primitives::Amount;

/// The account of one exchange, for the whole party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExchangeLine(ExchangeParts);

/// The figures that an account is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExchangeParts {
    /// What was paid for the old journey: fare less discount, taxes, extras.
    pub old_value: Amount,
    /// Extras of the old journey that go along with the new one at the price that was paid.
    pub extras_moved: Amount,
    /// Fare and taxes of the new journey.
    pub new_price: Amount,
    pub change_fee: Amount,
    /// What of the money that comes back are taxes.
    pub taxes_returned: Amount,
    /// What of the old journey is neither used nor comes back.
    pub not_returned: Amount,
}

impl ExchangeLine {
    /// `None` when something is negative, when more is kept or moved than was paid, when more taxes
    /// come back than money, or when something is kept and paid at once.
    pub fn new(parts: ExchangeParts) -> Option<Self> {
        let line = Self(parts);
        let ExchangeParts { old_value, extras_moved, new_price, change_fee, .. } = parts;
        let ExchangeParts { taxes_returned, not_returned, .. } = parts;
        let all = [extras_moved, new_price, change_fee, taxes_returned, not_returned];
        let none_negative = all.iter().all(|part| *part >= Amount::ZERO);
        let adds_up =
            extras_moved + not_returned <= old_value && taxes_returned <= line.to_refund();
        let keeps_what_is_left = not_returned.is_zero() || line.to_pay().is_zero();
        (none_negative && adds_up && keeps_what_is_left).then_some(line)
    }

    /// For a quote, which takes its parts from each other.
    pub(crate) fn of(parts: ExchangeParts) -> Self {
        debug_assert!(Self::new(parts).is_some(), "{parts:?}");
        Self(parts)
    }

    pub const fn parts(&self) -> ExchangeParts {
        self.0
    }

    /// What of the old journey counts, without the extras that go along.
    pub fn credit(&self) -> Amount {
        self.0.old_value - self.0.extras_moved - self.0.not_returned
    }

    /// What is still to be paid; negative where money comes back.
    pub fn difference(&self) -> Amount {
        self.0.new_price + self.0.change_fee - self.credit()
    }

    pub fn to_pay(&self) -> Amount {
        self.difference().max(Amount::ZERO)
    }

    pub fn to_refund(&self) -> Amount {
        (-self.difference()).max(Amount::ZERO)
    }
}
