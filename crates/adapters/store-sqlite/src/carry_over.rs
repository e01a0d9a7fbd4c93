//! Fills the counters of a store that an older release left, in one write.

use std::collections::BTreeSet;

use airside_app::ports::bus::Message;
use airside_app::ports::store::{Carried, CarryOver};
use airside_app::ports::{Changes, StoreError, Write};
use async_trait::async_trait;
use diesel::prelude::*;

use crate::SqliteStore;
use crate::column::{Code, Day, Key};
use crate::failure::{Failure, Refusal};
use crate::rows::stock::{SeatClaimRow, StockRow};
use crate::schema::{booking_departures, seat_claims, stock, timetables, world, world_facts};
use crate::world::timetable;
use crate::write;

/// The name of the fact that a migration leaves.
const CARRY_OVER: &str = "carry_over";

#[async_trait]
impl CarryOver for SqliteStore {
    async fn is_carry_over_due(&self) -> Result<bool, StoreError> {
        self.read(|connection| {
            let found = world_facts::table.find(CARRY_OVER).select(world_facts::value);
            Ok(found.first::<String>(connection).optional()?.is_some())
        })
        .await
    }

    async fn carry_over(&self, carried: Carried) -> Result<(), StoreError> {
        let carrying = self.writer.write(move |connection| carry(connection, carried));
        carrying.await.map_err(|refusal: Refusal| match refusal {
            Refusal::Condition(error) => StoreError::new(error),
            Refusal::Failure(failure) => failure.into(),
        })
    }
}

fn carry(connection: &mut SqliteConnection, carried: Carried) -> Result<(), Refusal> {
    let Carried { flights, stock: counted, claims, departures, bookings } = carried;
    diesel::update(world::table).set(world::version.eq(world::version + 1)).execute(connection)?;
    let version = timetable::version(connection)?;

    let stage = timetable::begin(connection, true)?;
    timetable::insert(connection, stage, &flights)?;
    diesel::delete(timetables::table).execute(connection)?;
    let airlines: BTreeSet<_> = flights.iter().map(|row| row.number.airline()).collect();
    for airline in airlines {
        diesel::insert_into(timetables::table)
            .values((timetables::airline.eq(Code(airline)), timetables::stage.eq(stage)))
            .execute(connection)?;
    }
    for sold in counted {
        let row = StockRow {
            flight: Key(sold.inventory.flight.0),
            date: Day(sold.inventory.date),
            cabin: Code(sold.inventory.cabin),
            sold: sold.inventory.count.into(),
            capacity: sold.capacity.into(),
            world: version,
        };
        diesel::insert_into(stock::table).values(&row).execute(connection)?;
    }
    for claim in claims {
        let row = SeatClaimRow {
            flight: Key(claim.flight.0),
            date: Day(claim.date),
            seat: Code(claim.seat),
            booking: Key(claim.booking.0),
        };
        diesel::insert_into(seat_claims::table).values(&row).execute(connection)?;
    }
    for (flight, date, booking) in departures {
        diesel::insert_or_ignore_into(booking_departures::table)
            .values((
                booking_departures::flight.eq(Key(flight.0)),
                booking_departures::date.eq(Day(date)),
                booking_departures::booking.eq(Key(booking.0)),
            ))
            .execute(connection)?;
    }
    diesel::delete(world_facts::table.find(CARRY_OVER))
        .execute(connection)
        .map_err(Failure::from)?;
    let saved = bookings.iter().map(Write::save);
    let changes = Changes::default().write_all(saved).send(Message::TimetableChanged);
    write::apply(connection, changes)
}
