//! What is sold and which seats are given, as rows.

use airside_app::ports::store::{Sold, WorldVersion};
use airside_booking::ServiceAt;
use airside_booking::booking::Inventory;
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber, ServiceCode};
use diesel::pg::Pg;
use diesel::prelude::*;
use time::Date;
use uuid::Uuid;

use crate::column::Code;
use crate::failure::Failure;
use crate::schema::{seat_claims, services, stock};

/// Places of a cabin that a commit sells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sale {
    pub inventory: Inventory,
    /// What the cabin holds by the timetable.
    pub capacity: u16,
    /// The world that this was decided on.
    pub world: WorldVersion,
}

impl Sale {
    pub(crate) fn is_in_cabin_of(&self, other: &Self) -> bool {
        let cabin = |it: &Inventory| (it.flight, it.date, it.cabin);
        cabin(&self.inventory) == cabin(&other.inventory)
    }

    /// Both together, decided on the older of their worlds.
    pub(crate) fn add(&mut self, other: Self) {
        let count = self.inventory.count.saturating_add(other.inventory.count);
        if other.world < self.world {
            *self = other;
        }
        self.inventory.count = count;
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = stock, check_for_backend(Pg))]
pub(crate) struct StockRow {
    pub flight: Uuid,
    pub date: Date,
    pub cabin: Code<Cabin>,
    pub sold: i32,
    pub capacity: i32,
    /// The world that the departure is of.
    pub world: i64,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = seat_claims, check_for_backend(Pg))]
pub(crate) struct SeatClaimRow {
    pub flight: Uuid,
    pub date: Date,
    pub seat: Code<SeatNumber>,
    pub booking: Uuid,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = services, check_for_backend(Pg))]
pub(crate) struct ServiceRow {
    flight: Uuid,
    date: Date,
    code: Code<ServiceCode>,
    taken: i32,
}

impl StockRow {
    pub(crate) fn has_room_for(&self, count: u16) -> bool {
        self.sold.saturating_add(count.into()) <= self.capacity
    }

    pub(crate) fn sold(self) -> Result<Sold, Failure> {
        let number = |value: i32, column| {
            u16::try_from(value).map_err(|_| Failure::Row { table: "stock", column })
        };
        let count = number(self.sold, "sold")?;
        let (flight, date, cabin) = (FlightId(self.flight), self.date, self.cabin.0);
        Ok(Sold {
            inventory: Inventory { flight, date, cabin, count },
            capacity: number(self.capacity, "capacity")?,
        })
    }
}

impl SeatClaimRow {
    pub(crate) fn taken(self) -> (FlightId, Date, SeatNumber, BookingId) {
        (FlightId(self.flight), self.date, self.seat.0, BookingId(self.booking))
    }
}

impl ServiceRow {
    pub(crate) fn taken(self) -> Result<(ServiceAt, u16), Failure> {
        let count = u16::try_from(self.taken);
        let count = count.map_err(|_| Failure::Row { table: "services", column: "taken" })?;
        let (flight, date) = (FlightId(self.flight), self.date);
        Ok((ServiceAt { flight, date, code: self.code.0 }, count))
    }
}
