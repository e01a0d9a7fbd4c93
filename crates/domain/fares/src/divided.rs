//! A price that is divided between some of the party and the rest, to the last minor unit.

use airside_primitives::{Amount, PassengerType};

use crate::journey_price::{JourneyPrice, PassengerPrice, TaxLine};

impl JourneyPrice {
    /// The price of some of the party, and that of the rest; they add up to this one, row by row.
    ///
    /// Every passenger keeps the base and the taxes of their type. Which type pays which of the taxes
    /// is not kept, so each tax row is divided as all taxes are: exactly, where the party is of one
    /// type. Shares of a row are multiples of `step` minor units, as the rows are. `None` when there are
    /// not so many of a type.
    pub fn divided(&self, step: i64, some: impl Fn(PassengerType) -> u8) -> Option<[Self; 2]> {
        let there = |kind| self.per_passenger().iter().any(|it| it.kind == kind);
        if PassengerType::ALL.into_iter().any(|kind| some(kind) > 0 && !there(kind)) {
            return None;
        }
        let (mut part, mut rest) = (Vec::new(), Vec::new());
        for price in self.per_passenger() {
            let count = some(price.kind);
            let others = price.count.checked_sub(count)?;
            part.extend(of_so_many(price, count));
            rest.extend(of_so_many(price, others));
        }
        let [part_taxes, rest_taxes] = self.divided_taxes(step, taxes_of(&part));
        Some([Self::assessed(part, part_taxes), Self::assessed(rest, rest_taxes)])
    }

    /// The rows of taxes, divided so that the first half adds up to `part`. No row is below zero.
    fn divided_taxes(&self, step: i64, part: Amount) -> [Vec<TaxLine>; 2] {
        let (mut to_go, mut rows_left) = (part, self.taxes_total());
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for row in self.taxes() {
            rows_left -= row.amount;
            let [share, later] = to_go.split_in_two(step, [row.amount, rows_left]);
            to_go = later;
            ours.push(TaxLine { amount: share, ..*row });
            theirs.push(TaxLine { amount: row.amount - share, ..*row });
        }
        [ours, theirs]
    }
}

fn of_so_many(price: &PassengerPrice, count: u8) -> Option<PassengerPrice> {
    (count > 0).then_some(PassengerPrice { count, ..*price })
}

fn taxes_of(prices: &[PassengerPrice]) -> Amount {
    prices.iter().map(|it| it.taxes.times(it.count.into())).sum()
}
