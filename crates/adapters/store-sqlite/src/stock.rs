//! What is sold and which seats are given.
//!
//! A cabin whose places all came back is listed with 0, so that whoever keeps a copy
//! learns of it.

use airside_app::ports::StoreError;
use airside_app::ports::store::{Sold, Stock};
use airside_booking::booking::Places;
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use time::Date;

use crate::SqliteStore;
use crate::column::{Code, Day, Key};
use crate::failure::Failure;
use crate::schema::{seat_claims, stock};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = stock, check_for_backend(Sqlite))]
pub(crate) struct StockRow {
    pub flight: Key,
    pub date: Day,
    pub cabin: Code<Cabin>,
    pub sold: i32,
    pub capacity: i32,
    /// The world that the departure is of.
    pub world: i64,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = seat_claims, check_for_backend(Sqlite))]
pub(crate) struct SeatClaimRow {
    pub flight: Key,
    pub date: Day,
    pub seat: Code<SeatNumber>,
    pub booking: Key,
}

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
}

impl StockRow {
    fn sold(self) -> Result<Sold, Failure> {
        let number = |value: i32, column| {
            u16::try_from(value).map_err(|_| Failure::Row { table: "stock", column })
        };
        let count = number(self.sold, "sold")?;
        let (flight, date, cabin) = (FlightId(self.flight.0), self.date.0, self.cabin.0);
        Ok(Sold {
            places: Places { flight, date, cabin, count },
            capacity: number(self.capacity, "capacity")?,
        })
    }
}

impl SeatClaimRow {
    fn taken(self) -> (FlightId, Date, SeatNumber, BookingId) {
        (FlightId(self.flight.0), self.date.0, self.seat.0, BookingId(self.booking.0))
    }
}
