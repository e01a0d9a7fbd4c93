//! What is sold and which seats are given.
//!
//! A cabin whose inventory all came back is listed with 0, so that nodes that keep a copy learn of
//! it.

use airside_app::ports::StoreError;
use airside_app::ports::store::{Sold, Stock};
use airside_booking::ServiceAt;
use airside_primitives::{BookingId, FlightId, SeatNumber};
use async_trait::async_trait;
use diesel::expression::ValidGrouping;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{self, Array, Bool};
use time::Date;
use uuid::Uuid;

use crate::PostgresStore;
use crate::failure::Failure;
use crate::rows::stock::{SeatClaimRow, ServiceRow, StockRow};
use crate::schema::{booking_departures, seat_claims, services, stock, touched_departures};

#[async_trait]
impl Stock for PostgresStore {
    async fn sold_from(&self, date: Date) -> Result<Vec<Sold>, StoreError> {
        let found = stock::table.filter(stock::date.ge(date)).select(StockRow::as_select());
        let rows = self.load(found).await?;
        Ok(rows.into_iter().map(StockRow::sold).collect::<Result<_, Failure>>()?)
    }

    async fn sold_on(&self, flights: &[(FlightId, Date)]) -> Result<Vec<Sold>, StoreError> {
        let found = stock::table.filter(IsOneOf::from(flights));
        let rows = self.load(found.select(StockRow::as_select())).await?;
        Ok(rows.into_iter().map(StockRow::sold).collect::<Result<_, Failure>>()?)
    }

    async fn taken_seats(
        &self,
        flights: &[(FlightId, Date)],
    ) -> Result<Vec<(FlightId, Date, SeatNumber, BookingId)>, StoreError> {
        let found = seat_claims::table.filter(IsOneOf::from(flights));
        let rows = self.load(found.select(SeatClaimRow::as_select())).await?;
        Ok(rows.into_iter().map(SeatClaimRow::taken).collect())
    }

    async fn services_from(&self, date: Date) -> Result<Vec<(ServiceAt, u16)>, StoreError> {
        let found = services::table
            .filter(services::date.ge(date).and(services::taken.gt(0)))
            .order((services::flight, services::date, services::code));
        let rows = self.load(found.select(ServiceRow::as_select())).await?;
        Ok(rows.into_iter().map(ServiceRow::taken).collect::<Result<_, Failure>>()?)
    }
}

/// Whether a row is about one of these flights: one text for many of them, and one for each number
/// of few.
///
/// A statement that is given lists is planned anew each time, since how long they are decides how
/// it is best done; that takes longer than to look a few flights up.
#[derive(ValidGrouping)]
pub(crate) struct IsOneOf {
    flights: Vec<Uuid>,
    dates: Vec<Date>,
}

/// The most flights that are named one by one.
const FEW: usize = 4;

impl From<&[(FlightId, Date)]> for IsOneOf {
    fn from(flights: &[(FlightId, Date)]) -> Self {
        let (flights, dates) = flights.iter().map(|(flight, date)| (flight.0, *date)).unzip();
        Self { flights, dates }
    }
}

impl Expression for IsOneOf {
    type SqlType = Bool;
}

impl SelectableExpression<stock::table> for IsOneOf {}
impl AppearsOnTable<stock::table> for IsOneOf {}
impl SelectableExpression<seat_claims::table> for IsOneOf {}
impl AppearsOnTable<seat_claims::table> for IsOneOf {}
impl SelectableExpression<touched_departures::table> for IsOneOf {}
impl AppearsOnTable<touched_departures::table> for IsOneOf {}
impl SelectableExpression<booking_departures::table> for IsOneOf {}
impl AppearsOnTable<booking_departures::table> for IsOneOf {}

impl QueryId for IsOneOf {
    type QueryId = ();
    /// The text is the key.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Pg> for IsOneOf {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        if (1..=FEW).contains(&self.flights.len()) {
            return self.one_by_one(out);
        }
        out.push_sql("(flight, date) IN (SELECT * FROM unnest(");
        out.push_bind_param::<Array<sql_types::Uuid>, _>(&self.flights)?;
        out.push_sql("::uuid[], ");
        out.push_bind_param::<Array<sql_types::Date>, _>(&self.dates)?;
        out.push_sql("::date[]))");
        Ok(())
    }
}

impl IsOneOf {
    fn one_by_one<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for (at, (flight, date)) in self.flights.iter().zip(&self.dates).enumerate() {
            out.push_sql(if at == 0 { "((flight = " } else { " OR (flight = " });
            out.push_bind_param::<sql_types::Uuid, _>(flight)?;
            out.push_sql(" AND date = ");
            out.push_bind_param::<sql_types::Date, _>(date)?;
            out.push_sql(")");
        }
        out.push_sql(")");
        Ok(())
    }
}
