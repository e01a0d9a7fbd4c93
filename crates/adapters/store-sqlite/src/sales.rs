//! The books, read line by line.

use std::ops::Range;

use airside_app::ports::StoreError;
use airside_app::ports::Versioned;
use airside_app::ports::store::{LineKey, Sales};
use airside_booking::{Booking, GivenBack, Sale, SalesLine};
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
use crate::rows::sales::{GivenBackRow, SaleRow};
use crate::schema::{bookings, given_back, sales};

/// As the index has it, which is of these rows alone.
const UNPOSTED: &str = "status IN ('CONFIRMED', 'PARTIALLY_CANCELLED', 'CANCELLED') \
                        AND posted_as IS NOT status";

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
            let rows = found.load_iter(connection)?;
            rows.map(|row: QueryResult<(GivenBackRow, SaleRow)>| {
                let (line, sale) = row?;
                Ok((line.line(), sale.sale()?))
            })
            .collect()
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
            let sold = sold.into_iter().map(|row| row.sale().map(SalesLine::Sale));
            let back = back.into_iter().map(|row| Ok(SalesLine::GivenBack(row.line())));
            sold.chain(back).collect()
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

/// Behind which line a page begins.
fn begin(during: &Range<OffsetDateTime>, after: Option<LineKey>) -> (OffsetDateTime, Uuid, String) {
    match after {
        None => (during.start, Uuid::nil(), String::new()),
        Some(LineKey { at, of, direction }) => (at, of, direction.to_string()),
    }
}
