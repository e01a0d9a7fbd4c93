//! What is sold and which seats are given, as rows.

use airside_app::ports::store::Sold;
use airside_booking::ServiceAt;
use airside_booking::booking::Inventory;
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber, ServiceCode};
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use time::Date;

use crate::column::{Code, Day, Key};
use crate::failure::Failure;
use crate::schema::{seat_claims, services, stock};

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

#[derive(Queryable, Selectable)]
#[diesel(table_name = services, check_for_backend(Sqlite))]
pub(crate) struct ServiceRow {
    flight: Key,
    date: Day,
    code: Code<ServiceCode>,
    taken: i32,
}

impl StockRow {
    pub(crate) fn sold(self) -> Result<Sold, Failure> {
        let number = |value: i32, column| {
            u16::try_from(value).map_err(|_| Failure::Row { table: "stock", column })
        };
        let count = number(self.sold, "sold")?;
        let (flight, date, cabin) = (FlightId(self.flight.0), self.date.0, self.cabin.0);
        Ok(Sold {
            inventory: Inventory { flight, date, cabin, count },
            capacity: number(self.capacity, "capacity")?,
        })
    }
}

impl SeatClaimRow {
    pub(crate) fn taken(self) -> (FlightId, Date, SeatNumber, BookingId) {
        (FlightId(self.flight.0), self.date.0, self.seat.0, BookingId(self.booking.0))
    }
}

impl ServiceRow {
    pub(crate) fn taken(self) -> Result<(ServiceAt, u16), Failure> {
        let count = u16::try_from(self.taken);
        let count = count.map_err(|_| Failure::Row { table: "services", column: "taken" })?;
        let (flight, date) = (FlightId(self.flight.0), self.date.0);
        Ok((ServiceAt { flight, date, code: self.code.0 }, count))
    }
}
