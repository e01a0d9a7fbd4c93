//! The books, read line by line.

use std::ops::Range;

use airside_app::ports::StoreError;
use airside_app::ports::Versioned;
use airside_app::ports::store::{LineKey, Sales, sold_last};
use airside_booking::{Booking, ExchangedSale, GivenBack, Sale, SalesLine};
use airside_primitives::BookingId;
use async_trait::async_trait;
use diesel::dsl::sql;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{self, Bool, Text, Timestamptz};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::PostgresStore;
use crate::bookings::VERSIONED;
use crate::failure::Failure;
use crate::rows::sales::{ExchangedRow, GivenBackRow, SaleRow};
use crate::schema::{bookings, exchanged, given_back, sales};

/// As the index has it, which is of these rows alone.
const UNPOSTED: &str = "status IN ('CONFIRMED', 'PARTIALLY_CANCELLED', 'CANCELLED') \
                        AND posted_as IS DISTINCT FROM status";

#[async_trait]
impl Sales for PostgresStore {
    async fn sales(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<Sale>, StoreError> {
        let page = OnPage::new("sales.at, sales.booking, sales.direction", during, after);
        let found = sales::table.filter(page);
        let found = found.order((sales::at, sales::booking, sales::direction)).limit(limit.into());
        let rows = self.load(found.select(SaleRow::as_select())).await?;
        Ok(rows.into_iter().map(SaleRow::sale).collect::<Result<_, Failure>>()?)
    }

    async fn exchanged(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<ExchangedSale>, StoreError> {
        let place = "exchanged.at, exchanged.exchange, exchanged.direction";
        let found = exchanged::table.filter(OnPage::new(place, during, after));
        let found = found
            .order((exchanged::at, exchanged::exchange, exchanged::direction))
            .limit(limit.into());
        let rows = self.load(found.select(ExchangedRow::as_select())).await?;
        Ok(rows.into_iter().map(ExchangedRow::line).collect::<Result<_, Failure>>()?)
    }

    async fn given_back(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<(GivenBack, Sale)>, StoreError> {
        let place = "given_back.at, given_back.cancellation, given_back.direction";
        let page = OnPage::new(place, during, after);
        let of_journey =
            sales::booking.eq(given_back::booking).and(sales::direction.eq(given_back::direction));
        let found = given_back::table.inner_join(sales::table.on(of_journey)).filter(page);
        let found = found
            .order((given_back::at, given_back::cancellation, given_back::direction))
            .limit(limit.into())
            .select((GivenBackRow::as_select(), SaleRow::as_select()));
        let rows = self.load(found).await?;
        let bookings: Vec<Uuid> = rows.iter().map(|(line, _)| line.booking).collect();
        let exchanged = self.exchanged_of(bookings).await?;
        let read = |(line, sale): (GivenBackRow, SaleRow)| {
            let line = line.line();
            Ok((line, sold_last(&line, sale.sale()?, &exchanged)))
        };
        Ok(rows.into_iter().map(read).collect::<Result<_, Failure>>()?)
    }

    async fn sales_lines(&self, booking: BookingId) -> Result<Vec<SalesLine>, StoreError> {
        let sold = sales::table.filter(sales::booking.eq(booking.0)).order(sales::direction);
        let sold = self.load(sold.select(SaleRow::as_select())).await?;
        let back = given_back::table
            .filter(given_back::booking.eq(booking.0))
            .order((given_back::cancellation, given_back::direction));
        let back = self.load(back.select(GivenBackRow::as_select())).await?;
        let instead = self.exchanged_of(vec![booking.0]).await?;
        let sold = sold.into_iter().map(|row| row.sale().map(SalesLine::Sale));
        let instead = instead.into_iter().map(|line| Ok(SalesLine::Exchanged(line)));
        let back = back.into_iter().map(|row| Ok(SalesLine::GivenBack(row.line())));
        Ok(sold.chain(instead).chain(back).collect::<Result<_, Failure>>()?)
    }

    async fn unposted(&self, limit: u16) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let found = bookings::table
            .filter(sql::<Bool>(UNPOSTED))
            .order(bookings::id)
            .limit(limit.into())
            .select(VERSIONED);
        self.versioned(self.load(found).await?)
    }
}

impl PostgresStore {
    /// What was exchanged of these bookings, by its key.
    async fn exchanged_of(&self, bookings: Vec<Uuid>) -> Result<Vec<ExchangedSale>, StoreError> {
        if bookings.is_empty() {
            return Ok(Vec::new());
        }
        let found = exchanged::table
            .filter(exchanged::booking.eq_any(bookings))
            .order((exchanged::exchange, exchanged::direction));
        let rows = self.load(found.select(ExchangedRow::as_select())).await?;
        Ok(rows.into_iter().map(ExchangedRow::line).collect::<Result<_, Failure>>()?)
    }
}

/// Lines of a time, behind the one that the page before ended with. An expression of its own, since
/// rows are compared as rows, which is what their index can do and diesel has no words for.
#[derive(QueryId, ValidGrouping)]
struct OnPage {
    /// A line's place in the order.
    place: &'static str,
    after: (OffsetDateTime, Uuid, String),
    until: OffsetDateTime,
}

impl OnPage {
    fn new(place: &'static str, during: Range<OffsetDateTime>, after: Option<LineKey>) -> Self {
        let after = match after {
            None => (during.start, Uuid::nil(), String::new()),
            Some(LineKey { at, of, direction }) => (at, of, direction.to_string()),
        };
        Self { place, after, until: during.end }
    }
}

impl Expression for OnPage {
    type SqlType = Bool;
}

impl<T> SelectableExpression<T> for OnPage {}
impl<T> AppearsOnTable<T> for OnPage {}

impl QueryFragment<Pg> for OnPage {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let (at, of, direction) = &self.after;
        out.push_sql("(");
        out.push_sql(self.place);
        out.push_sql(") > (");
        out.push_bind_param::<Timestamptz, _>(at)?;
        out.push_sql(", ");
        out.push_bind_param::<sql_types::Uuid, _>(of)?;
        out.push_sql(", ");
        out.push_bind_param::<Text, _>(direction)?;
        out.push_sql(") AND ");
        out.push_sql(self.place.split(',').next().unwrap_or_default());
        out.push_sql(" < ");
        out.push_bind_param::<Timestamptz, _>(&self.until)
    }
}
