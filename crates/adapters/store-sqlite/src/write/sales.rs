//! Writes lines of the books, each once: those that are there stay as they are.

use airside_booking::SalesLine;
use diesel::prelude::*;

use crate::failure::Refusal;
use crate::rows::sales::{ExchangedRow, GivenBackRow, SaleRow};
use crate::schema::{exchanged, given_back, sales};

pub(super) fn post(connection: &mut SqliteConnection, lines: &[SalesLine]) -> Result<(), Refusal> {
    for line in lines {
        match line {
            SalesLine::Sale(sale) => diesel::insert_into(sales::table)
                .values(SaleRow::from(sale))
                .on_conflict_do_nothing()
                .execute(connection)?,
            SalesLine::Exchanged(line) => diesel::insert_into(exchanged::table)
                .values(ExchangedRow::from(line))
                .on_conflict_do_nothing()
                .execute(connection)?,
            SalesLine::GivenBack(line) => diesel::insert_into(given_back::table)
                .values(GivenBackRow::from(line))
                .on_conflict_do_nothing()
                .execute(connection)?,
        };
    }
    Ok(())
}
