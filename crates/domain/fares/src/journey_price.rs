//! The price of one journey for a party, which cannot fail to add up.
//!
//! Only the amounts for one passenger of each type and the tax rows are kept;
//! every other figure is their sum, made when it is asked for.

use airside_primitives::{Amount, PassengerType};

use crate::tax::TaxCode;

/// One tax, for the whole party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TaxLine {
    pub code: TaxCode,
    pub amount: Amount,
    /// Whether it comes back when the ticket is not used.
    pub refundable: bool,
}

/// What the passengers of one type pay; the amounts are for one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PassengerPrice {
    pub kind: PassengerType,
    pub count: u8,
    pub base: Amount,
    pub taxes: Amount,
}

impl PassengerPrice {
    /// Base and taxes of one passenger.
    pub fn total(&self) -> Amount {
        self.base + self.taxes
    }

    fn for_all(&self, each: Amount) -> Amount {
        each.times(self.count.into())
    }
}

/// The price of one journey for a party.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct JourneyPrice {
    per_passenger: Vec<PassengerPrice>,
    taxes: Vec<TaxLine>,
}

impl JourneyPrice {
    /// Puts a price together again, as from an offer.
    ///
    /// `None` unless it is one that pricing could have made: each passenger type once, in
    /// order, with at least one passenger; nothing negative; tax rows that add up to what
    /// the passengers pay in taxes.
    pub fn from_parts(per_passenger: Vec<PassengerPrice>, taxes: Vec<TaxLine>) -> Option<Self> {
        let in_order = per_passenger.is_sorted_by(|one, next| one.kind < next.kind);
        let all_there = per_passenger.iter().all(|passenger| {
            passenger.count > 0 && passenger.base >= Amount::ZERO && passenger.taxes >= Amount::ZERO
        });
        let no_rebates = taxes.iter().all(|line| line.amount >= Amount::ZERO);
        let price = Self { per_passenger, taxes };

        let adds_up = price.taxes_paid() == price.taxes_total();
        (in_order && all_there && no_rebates && adds_up).then_some(price)
    }

    /// For pricing itself, which adds every tax to both sides.
    pub(crate) fn assessed(per_passenger: Vec<PassengerPrice>, taxes: Vec<TaxLine>) -> Self {
        let price = Self { per_passenger, taxes };
        debug_assert_eq!(price.taxes_paid(), price.taxes_total());
        price
    }

    /// One entry for each passenger type that travels: adults, children, infants.
    pub fn per_passenger(&self) -> &[PassengerPrice] {
        &self.per_passenger
    }

    /// One row for each tax, for the whole party.
    pub fn taxes(&self) -> &[TaxLine] {
        &self.taxes
    }

    /// The base of one passenger of this type; `None` when there is none.
    pub fn base_of(&self, kind: PassengerType) -> Option<Amount> {
        let same_kind = |passenger: &&PassengerPrice| passenger.kind == kind;
        self.per_passenger.iter().find(same_kind).map(|passenger| passenger.base)
    }

    /// The party's base.
    pub fn base(&self) -> Amount {
        self.per_passenger.iter().map(|it| it.for_all(it.base)).sum()
    }

    /// The party's taxes.
    pub fn taxes_total(&self) -> Amount {
        self.taxes.iter().map(|line| line.amount).sum()
    }

    /// What the party pays.
    pub fn total(&self) -> Amount {
        self.base() + self.taxes_total()
    }

    /// The same as the sum of the rows, counted from the passengers' side.
    fn taxes_paid(&self) -> Amount {
        self.per_passenger.iter().map(|it| it.for_all(it.taxes)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adults(count: u8, base: i64, taxes: i64) -> PassengerPrice {
        PassengerPrice {
            kind: PassengerType::Adult,
            count,
            base: Amount::minor(base),
            taxes: Amount::minor(taxes),
        }
    }

    fn tax(amount: i64) -> TaxLine {
        TaxLine { code: TaxCode::known(*b"K3"), amount: Amount::minor(amount), refundable: false }
    }

    #[test]
    fn a_price_is_the_sum_of_its_parts() {
        let price = JourneyPrice::from_parts(vec![adults(2, 100, 7)], vec![tax(14)]).unwrap();

        assert_eq!(price.base(), Amount::minor(200));
        assert_eq!(price.taxes_total(), Amount::minor(14));
        assert_eq!(price.total(), Amount::minor(214));
        assert_eq!(price.base_of(PassengerType::Adult), Some(Amount::minor(100)));
        assert_eq!(price.base_of(PassengerType::Child), None);
    }

    #[test]
    fn parts_that_pricing_could_not_have_made_are_refused() {
        let refused = |passengers: &[PassengerPrice], taxes: &[TaxLine]| {
            JourneyPrice::from_parts(passengers.to_vec(), taxes.to_vec()).is_none()
        };
        let children = PassengerPrice { kind: PassengerType::Child, ..adults(1, 75, 0) };

        assert!(refused(&[adults(2, 100, 7)], &[tax(13)]));
        assert!(refused(&[adults(0, 100, 0)], &[]));
        assert!(refused(&[adults(1, -100, 0)], &[]));
        assert!(refused(&[adults(1, 100, 0)], &[tax(-5), tax(5)]));
        assert!(refused(&[adults(1, 100, 0), adults(1, 100, 0)], &[]));
        assert!(refused(&[children, adults(1, 100, 0)], &[]));
        assert!(!refused(&[adults(1, 100, 0), children], &[]));
    }
}
