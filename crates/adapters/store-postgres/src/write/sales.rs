//! Writes lines of the books, each once: those that are there stay as they are.

use airside_booking::SalesLine;

use super::Part;
use crate::rows::sales::{GivenBackRow, SaleRow};
use crate::schema::{given_back, sales};

/// One part for the sales among them, and one for what was given back.
pub(super) fn post(lines: &[SalesLine]) -> Vec<Part> {
    let (mut sold, mut back) = (Vec::new(), Vec::new());
    for line in lines {
        match line {
            SalesLine::Sale(sale) => sold.push(SaleRow::from(sale)),
            SalesLine::GivenBack(line) => back.push(GivenBackRow::from(line)),
        }
    }
    let sold = (!sold.is_empty()).then(|| {
        Part::added(diesel::insert_into(sales::table).values(sold).on_conflict_do_nothing())
    });
    let back = (!back.is_empty()).then(|| {
        Part::added(diesel::insert_into(given_back::table).values(back).on_conflict_do_nothing())
    });
    sold.into_iter().chain(back).collect()
}
