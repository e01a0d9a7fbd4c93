//! What is sold and which seats are given.
//!
//! A cabin whose inventory all came back is listed with 0, so that nodes that keep a copy learn of
//! it.

use airside_app::ports::StoreError;
use airside_app::ports::store::{Sold, Stock};
use airside_booking::ServiceAt;
use airside_primitives::{BookingId, FlightId, SeatNumber};
use async_trait::async_trait;
use diesel::prelude::*;
use time::Date;

use crate::SqliteStore;
use crate::column::{Day, Key};
use crate::rows::stock::{SeatClaimRow, ServiceRow, StockRow};
use crate::schema::{seat_claims, services, stock};

#[async_trait]
impl Stock for SqliteStore {
    async fn sold_from(&self, date: Date) -> Result<Vec<Sold>, StoreError> {
        self.read(move |connection| {
            let found = stock::table.filter(stock::date.ge(Day(date)));
            let rows = found.select(StockRow::as_select()).load(connection)?;
            rows.into_iter().map(StockRow::sold).collect()
        })
        .await
    }

    async fn sold_on(&self, flights: &[(FlightId, Date)]) -> Result<Vec<Sold>, StoreError> {
        let flights = flights.to_vec();
        self.read(move |connection| {
            let mut sold = Vec::new();
            for (flight, date) in flights {
                let found = stock::table
                    .filter(stock::flight.eq(Key(flight.0)))
                    .filter(stock::date.eq(Day(date)));
                for row in found.select(StockRow::as_select()).load(connection)? {
                    sold.push(row.sold()?);
                }
            }
            Ok(sold)
        })
        .await
    }

    async fn taken_seats(
        &self,
        flights: &[(FlightId, Date)],
    ) -> Result<Vec<(FlightId, Date, SeatNumber, BookingId)>, StoreError> {
        let flights = flights.to_vec();
        self.read(move |connection| {
            let mut taken = Vec::new();
            for (flight, date) in flights {
                let found = seat_claims::table
                    .filter(seat_claims::flight.eq(Key(flight.0)))
                    .filter(seat_claims::date.eq(Day(date)));
                let rows = found.select(SeatClaimRow::as_select()).load(connection)?;
                taken.extend(rows.into_iter().map(SeatClaimRow::taken));
            }
            Ok(taken)
        })
        .await
    }

    async fn services_from(&self, date: Date) -> Result<Vec<(ServiceAt, u16)>, StoreError> {
        self.read(move |connection| {
            let found = services::table
                .filter(services::date.ge(Day(date)).and(services::taken.gt(0)))
                .order((services::flight, services::date, services::code));
            let rows = found.select(ServiceRow::as_select()).load(connection)?;
            rows.into_iter().map(ServiceRow::taken).collect()
        })
        .await
    }
}
