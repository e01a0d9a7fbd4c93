//! What the books say of a booking, against what it, its exchanges and its cancellations
//! say themselves.

use airside_booking::{Booking, Cancellation, Exchange, SalesLine};
use airside_primitives::Amount;

use super::finding::Finding;
use super::money::Moved;
use crate::ports::{Store, StoreError};

/// The money of a line, by the journey that it is of.
type Money = (String, [Amount; 5]);

/// Compares the lines that are written with those that follow from the records. Of a journey that
/// was exchanged, or left by some, the sale is what the first exchange counted, or what the journey
/// still is, with what those had paid who left before, or parted to a booking of their own; and of
/// such a booking without what they came with.
pub(super) async fn differences(
    store: &dyn Store,
    booking: &Booking,
    moved: &Moved,
) -> Result<Option<Finding>, StoreError> {
    let exchanged: Vec<_> = moved.exchanges.iter().flat_map(Exchange::exchanged_sales).collect();
    let left = moved.left();
    let has_moved = |direction| {
        exchanged.iter().any(|it| it.sale.direction == direction)
            || left.iter().any(|it| it.direction == direction)
            || !booking.partings.is_empty()
    };
    let written = store.sales_lines(booking.id).await?;
    let was_sold = written.iter().filter_map(|line| match line {
        SalesLine::Sale(sale) if has_moved(sale.direction) => Some(sale),
        SalesLine::Sale(_) | SalesLine::Exchanged(_) | SalesLine::GivenBack(_) => None,
    });
    let was_counted = was_sold.clone().all(|sale| {
        let direction = sale.direction;
        let of_it = exchanged.iter().filter(|it| it.sale.direction == direction);
        let first = of_it.min_by_key(|it| it.sale.at);
        let at_first = match first {
            Some(it) => it.credit + it.kept,
            None => booking.journey(direction).map_or(Amount::ZERO, |it| it.account().paid()),
        };
        let until_then = left.iter().filter(|it| {
            it.direction == direction && first.is_none_or(|first| it.at <= first.sale.at)
        });
        let partings = booking.partings.iter();
        let partings = partings.filter(|it| first.is_none_or(|first| it.at <= first.sale.at));
        let came: Amount = partings.map(|it| it.came(direction)).sum();
        at_first + until_then.map(|it| it.paid).sum() == sale.paid() + came
    });
    let as_sold = was_sold.cloned().map(SalesLine::Sale);
    let sold = booking.sales().into_iter().filter(|sale| !has_moved(sale.direction));
    let sold = sold.map(SalesLine::Sale).chain(as_sold);
    let back = moved.cancellations.iter().flat_map(Cancellation::given_back);
    let back = back.map(SalesLine::GivenBack);
    let instead = exchanged.iter().cloned().map(SalesLine::Exchanged);
    let mut follows: Vec<_> = sold.chain(instead).chain(back).map(|line| money(&line)).collect();
    let mut written: Vec<_> = written.iter().map(money).collect();
    follows.sort_unstable();
    written.sort_unstable();
    let reference = booking.reference;
    let agrees = follows == written && was_counted;
    Ok((!agrees).then_some(Finding::OtherwiseInTheBooks { reference }))
}

fn money(line: &SalesLine) -> Money {
    match line {
        SalesLine::Sale(sale) => (
            sale.direction.to_string(),
            [sale.base, sale.discount, sale.extras, sale.all_taxes(), sale.paid()],
        ),
        SalesLine::Exchanged(line) => (
            format!("{} by {}", line.sale.direction, line.exchange),
            [line.sale.paid(), line.sale.all_taxes(), line.credit, line.fee, line.kept],
        ),
        SalesLine::GivenBack(line) => (
            format!("{} of {}", line.direction, line.cancellation),
            [line.refund, line.charge, line.taxes_kept, Amount::ZERO, Amount::ZERO],
        ),
    }
}
