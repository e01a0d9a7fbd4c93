//! One line of a cancellation: what was paid for a journey and what comes back.
//!
//! The refund is not stored: it is what remains, so the line always adds up.

use airside_primitives::Amount;

/// What becomes of the money of one journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RefundLine {
    paid: Amount,
    charge: Amount,
    taxes_kept: Amount,
}

impl RefundLine {
    /// `None` when something is negative, or when more is kept than was paid.
    pub fn new(paid: Amount, charge: Amount, taxes_kept: Amount) -> Option<Self> {
        let kept = charge + taxes_kept;
        let none_negative = charge >= Amount::ZERO && taxes_kept >= Amount::ZERO;
        (none_negative && kept <= paid).then_some(Self { paid, charge, taxes_kept })
    }

    /// Everything comes back.
    pub(crate) fn in_full(paid: Amount) -> Self {
        Self { paid, charge: Amount::ZERO, taxes_kept: Amount::ZERO }
    }

    /// For a quote, which takes both from parts of what was paid.
    pub(crate) fn keeping(paid: Amount, charge: Amount, taxes_kept: Amount) -> Self {
        debug_assert!(Self::new(paid, charge, taxes_kept).is_some());
        Self { paid, charge, taxes_kept }
    }

    /// Base less discount, taxes and prepaid baggage.
    pub const fn paid(&self) -> Amount {
        self.paid
    }

    /// What the airline keeps of the base, for the whole party.
    pub const fn charge(&self) -> Amount {
        self.charge
    }

    /// Taxes that do not come back.
    pub const fn taxes_kept(&self) -> Amount {
        self.taxes_kept
    }

    /// What goes back to the payer.
    pub fn refund(&self) -> Amount {
        self.paid - self.charge - self.taxes_kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_cannot_be_kept_than_was_paid() {
        let line = |paid, charge, taxes_kept| {
            let [paid, charge, taxes_kept] = [paid, charge, taxes_kept].map(Amount::minor);
            RefundLine::new(paid, charge, taxes_kept)
        };

        assert_eq!(line(10, 6, 4).map(|line| line.refund()), Some(Amount::ZERO));
        assert_eq!(line(10, 3, 1).map(|line| line.refund()), Some(Amount::minor(6)));
        assert_eq!(line(10, 7, 4), None);
        assert_eq!(line(10, -1, 0), None);
        assert_eq!(line(10, 0, -1), None);
    }
}
