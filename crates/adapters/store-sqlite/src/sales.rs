//! The books, read line by line.

use std::ops::Range;

use airside_app::ports::StoreError;
use airside_app::ports::Versioned;
use airside_app::ports::store::{LineKey, Sales, sold_last};
use airside_booking::{Booking, ExchangedSale, GivenBack, Sale, SalesLine};
use airside_primitives::BookingId;
use async_trait::async_trait;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::SqliteStore;
use crate::bookings::{VERSIONED, versioned};
use crate::column::{Instant, Key};
use crate::failure::Failure;
use crate::rows::sales::{ExchangedRow, GivenBackRow, SaleRow};
use crate::schema::{bookings, exchanged, given_back, sales};

/// As the index has it, which is of these rows alone.
const UNPOSTED: &str = "status IN ('CONFIRMED', 'PARTIALLY_CANCELLED', 'CANCELLED') \
                        AND posted_as IS NOT status";

/// The most values that a statement names; SQLite takes some 32,000.
const MOST_BOUND: usize = 10_000;

#[async_trait]
impl Sales for SqliteStore {
    async fn sales(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<Sale>, StoreError> {
        let (from, of, direction) = begin(&during, after);
        let found = sales::table
            .filter(sales::at.ge(Instant(from)).and(sales::at.lt(Instant(during.end))))
            .filter(
                sales::at.gt(Instant(from)).or(sales::booking
                    .gt(Key(of))
                    .or(sales::booking.eq(Key(of)).and(sales::direction.gt(direction)))),
            );
        let found = found.order((sales::at, sales::booking, sales::direction)).limit(limit.into());
        let found = found.select(SaleRow::as_select());
        self.read(move |connection| {
            let rows = found.load_iter(connection)?;
            rows.map(|row: QueryResult<SaleRow>| row?.sale()).collect()
        })
        .await
    }

    async fn exchanged(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<ExchangedSale>, StoreError> {
        let (from, of, direction) = begin(&during, after);
        let found = exchanged::table
            .filter(exchanged::at.ge(Instant(from)).and(exchanged::at.lt(Instant(during.end))))
            .filter(
                exchanged::at.gt(Instant(from)).or(exchanged::exchange
                    .gt(Key(of))
                    .or(exchanged::exchange.eq(Key(of)).and(exchanged::direction.gt(direction)))),
            );
        let found = found
            .order((exchanged::at, exchanged::exchange, exchanged::direction))
            .limit(limit.into())
            .select(ExchangedRow::as_select());
        self.read(move |connection| {
            let rows = found.load_iter(connection)?;
            rows.map(|row: QueryResult<ExchangedRow>| row?.line()).collect()
        })
        .await
    }

    async fn given_back(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<(GivenBack, Sale)>, StoreError> {
        let (from, of, direction) = begin(&during, after);
        let of_journey =
            sales::booking.eq(given_back::booking).and(sales::direction.eq(given_back::direction));
        let found = given_back::table
            .inner_join(sales::table.on(of_journey))
            .filter(given_back::at.ge(Instant(from)).and(given_back::at.lt(Instant(during.end))))
            .filter(given_back::at.gt(Instant(from)).or(given_back::cancellation.gt(Key(of)).or(
                given_back::cancellation.eq(Key(of)).and(given_back::direction.gt(direction)),
            )));
        let found = found
            .order((given_back::at, given_back::cancellation, given_back::direction))
            .limit(limit.into())
            .select((GivenBackRow::as_select(), SaleRow::as_select()));
        self.read(move |connection| {
            let rows: Vec<(GivenBackRow, SaleRow)> = found.load(connection)?;
            let bookings: Vec<Key> = rows.iter().map(|(line, _)| line.booking).collect();
            let exchanged = exchanged_of(connection, &bookings)?;
            let read = |(line, sale): (GivenBackRow, SaleRow)| {
                let line = line.line();
                Ok((line, sold_last(&line, sale.sale()?, &exchanged)))
            };
            rows.into_iter().map(read).collect()
        })
        .await
    }

    async fn sales_lines(&self, booking: BookingId) -> Result<Vec<SalesLine>, StoreError> {
        let id = Key(booking.0);
        self.read(move |connection| {
            let sold = sales::table.filter(sales::booking.eq(id)).order(sales::direction);
            let sold = sold.select(SaleRow::as_select()).load(connection)?;
            let back = given_back::table
                .filter(given_back::booking.eq(id))
                .order((given_back::cancellation, given_back::direction));
            let back = back.select(GivenBackRow::as_select()).load(connection)?;
            let instead = exchanged_of(connection, &[id])?;
            let sold = sold.into_iter().map(|row| row.sale().map(SalesLine::Sale));
            let instead = instead.into_iter().map(|line| Ok(SalesLine::Exchanged(line)));
            let back = back.into_iter().map(|row| Ok(SalesLine::GivenBack(row.line())));
            sold.chain(instead).chain(back).collect()
        })
        .await
    }

    async fn unposted(&self, limit: u16) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let found = bookings::table
            .filter(sql::<Bool>(UNPOSTED))
            .order(bookings::id)
            .limit(limit.into())
            .select(VERSIONED);
        let keys = self.keys.clone();
        self.read(move |connection| versioned(&keys, found.load(connection)?)).await
    }
}

/// What was exchanged of these bookings, by its key.
fn exchanged_of(
    connection: &mut SqliteConnection,
    bookings: &[Key],
) -> Result<Vec<ExchangedSale>, Failure> {
    let mut lines = Vec::new();
    for some in bookings.chunks(MOST_BOUND) {
        let rows = exchanged::table
            .filter(exchanged::booking.eq_any(some))
            .order((exchanged::exchange, exchanged::direction))
            .select(ExchangedRow::as_select())
            .load(connection)?;
        for row in rows {
            lines.push(row.line()?);
        }
    }
    Ok(lines)
}

/// Behind which line a page begins.
fn begin(during: &Range<OffsetDateTime>, after: Option<LineKey>) -> (OffsetDateTime, Uuid, String) {
    match after {
        None => (during.start, Uuid::nil(), String::new()),
        Some(LineKey { at, of, direction }) => (at, of, direction.to_string()),
    }
}
