//! Writes lines of the books, each once: those that are there stay as they are.

use airside_app::ports::Write;
use airside_booking::SalesLine;

use super::Part;
use crate::rows::sales::{ExchangedRow, GivenBackRow, SaleRow};
use crate::schema::{exchanged, given_back, sales};

/// One part for the sales among what these records say, one for exchanges, and one for what was
/// given back.
pub(super) fn post(writes: &[&Write]) -> Vec<Part> {
    let (mut sold, mut instead, mut back) = (Vec::new(), Vec::new(), Vec::new());
    let lines = writes.iter().filter_map(|write| match *write {
        Write::Record { lines, .. } => Some(lines),
        _ => None,
    });
    for line in lines.flatten() {
        match line {
            SalesLine::Sale(sale) => sold.push(SaleRow::from(sale)),
            SalesLine::Exchanged(line) => instead.push(ExchangedRow::from(line)),
            SalesLine::GivenBack(line) => back.push(GivenBackRow::from(line)),
        }
    }
    let sold = (!sold.is_empty()).then(|| {
        Part::added(diesel::insert_into(sales::table).values(sold).on_conflict_do_nothing())
    });
    let instead = (!instead.is_empty()).then(|| {
        Part::added(diesel::insert_into(exchanged::table).values(instead).on_conflict_do_nothing())
    });
    let back = (!back.is_empty()).then(|| {
        Part::added(diesel::insert_into(given_back::table).values(back).on_conflict_do_nothing())
    });
    sold.into_iter().chain(instead).chain(back).collect()
}
