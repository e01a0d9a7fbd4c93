//! What the books say of a booking, against what it and its cancellations say themselves.

use airside_booking::{Booking, Cancellation, SalesLine};
use airside_primitives::Amount;

use super::finding::Finding;
use crate::ports::{Store, StoreError};

/// The money of a line, by the journey that it is of.
type Money = (String, [Amount; 5]);

/// Compares the lines that are written with those that follow from the records.
pub(super) async fn differences(
    store: &dyn Store,
    booking: &Booking,
    cancellations: &[Cancellation],
) -> Result<Option<Finding>, StoreError> {
    let sold = booking.sales().into_iter().map(SalesLine::Sale);
    let back = cancellations.iter().flat_map(Cancellation::given_back).map(SalesLine::GivenBack);
    let mut follows: Vec<_> = sold.chain(back).map(|line| money(&line)).collect();
    let mut written: Vec<_> = store.sales_lines(booking.id).await?.iter().map(money).collect();
    follows.sort_unstable();
    written.sort_unstable();
    let reference = booking.reference;
    Ok((follows != written).then_some(Finding::OtherwiseInTheBooks { reference }))
}

fn money(line: &SalesLine) -> Money {
    match line {
        SalesLine::Sale(sale) => (
            sale.direction.to_string(),
            [sale.base, sale.discount, sale.extras, sale.all_taxes(), sale.paid()],
        ),
        SalesLine::GivenBack(line) => (
            format!("{} of {}", line.direction, line.cancellation),
            [line.refund, line.charge, line.taxes_kept, Amount::ZERO, Amount::ZERO],
        ),
    }
}
