//! Writes of inventory and seats: the two things that many want at once.
//!
//! There is one writer, so a question and the write that follows from it are one step.

use airside_app::ports::CommitError;
use airside_app::ports::changes::SeatClaim;
use airside_app::ports::store::WorldVersion;
use airside_booking::booking::Inventory;
use airside_primitives::FlightId;
use diesel::prelude::*;
use diesel::upsert::excluded;
use time::Date;

use crate::column::{Code, Day, Key};
use crate::failure::{Failure, Refusal, one_or};
use crate::rows::stock::{SeatClaimRow, StockRow};
use crate::schema::{seat_claims, stock, touched_departures, world};

/// The row says what the cabin can sell, and whether the sale was decided on its world; the first
/// sale has to be of the world that is current.
pub(super) fn take_inventory(
    connection: &mut SqliteConnection,
    inventory: Inventory,
    capacity: u16,
    world: WorldVersion,
) -> Result<(), Refusal> {
    let key = (Key(inventory.flight.0), Day(inventory.date), Code(inventory.cabin));
    let known = stock::table.find(key).select(StockRow::as_select());
    let Some(row) = known.first(connection).optional()? else {
        return first_sale(connection, inventory, capacity, world);
    };
    if row.world > world.0 {
        return Err(CommitError::Outdated.into());
    }
    let count = i32::from(inventory.count);
    if row.sold + count > row.capacity {
        return Err(CommitError::SoldOut(inventory).into());
    }
    diesel::update(stock::table.find(key))
        .set(stock::sold.eq(stock::sold + count))
        .execute(connection)?;
    Ok(())
}

fn first_sale(
    connection: &mut SqliteConnection,
    inventory: Inventory,
    capacity: u16,
    world: WorldVersion,
) -> Result<(), Refusal> {
    in_world(connection, world)?;
    if inventory.count > capacity {
        return Err(CommitError::SoldOut(inventory).into());
    }
    let row = StockRow {
        flight: Key(inventory.flight.0),
        date: Day(inventory.date),
        cabin: Code(inventory.cabin),
        sold: inventory.count.into(),
        capacity: capacity.into(),
        world: world.0,
    };
    diesel::insert_into(stock::table).values(&row).execute(connection)?;
    Ok(())
}

pub(super) fn in_world(
    connection: &mut SqliteConnection,
    world: WorldVersion,
) -> Result<(), Refusal> {
    let current: i64 = world::table.select(world::version).first(connection)?;
    if current == world.0 { Ok(()) } else { Err(CommitError::Outdated.into()) }
}

/// A departure that a later world has touched stays.
pub(super) fn settle_touched(
    connection: &mut SqliteConnection,
    flight: FlightId,
    date: Date,
    world: WorldVersion,
) -> Result<(), Refusal> {
    let followed = touched_departures::table
        .find((Key(flight.0), Day(date)))
        .filter(touched_departures::world.eq(world.0));
    diesel::delete(followed).execute(connection)?;
    Ok(())
}

pub(super) fn return_inventory(
    connection: &mut SqliteConnection,
    inventory: Inventory,
) -> Result<(), Refusal> {
    let count = i32::from(inventory.count);
    let taken = stock::table
        .find((Key(inventory.flight.0), Day(inventory.date), Code(inventory.cabin)))
        .filter(stock::sold.ge(count));
    let rows =
        diesel::update(taken).set(stock::sold.eq(stock::sold - count)).execute(connection)?;
    if rows == 0 { Err(Failure::TooManyReturned.into()) } else { Ok(()) }
}

/// A seat that this booking has already stays its own.
pub(super) fn claim_seat(
    connection: &mut SqliteConnection,
    claim: SeatClaim,
) -> Result<(), Refusal> {
    use diesel::query_dsl::methods::FilterDsl;

    let row = SeatClaimRow {
        flight: Key(claim.flight.0),
        date: Day(claim.date),
        seat: Code(claim.seat),
        booking: Key(claim.booking.0),
    };
    let rows = diesel::insert_into(seat_claims::table)
        .values(&row)
        .on_conflict((seat_claims::flight, seat_claims::date, seat_claims::seat))
        .do_update()
        .set(seat_claims::booking.eq(excluded(seat_claims::booking)))
        .filter(seat_claims::booking.eq(excluded(seat_claims::booking)))
        .execute(connection)?;
    one_or(rows, CommitError::SeatTaken(claim))
}

pub(super) fn release_seat(
    connection: &mut SqliteConnection,
    claim: SeatClaim,
) -> Result<(), Refusal> {
    let held = seat_claims::table
        .find((Key(claim.flight.0), Day(claim.date), Code(claim.seat)))
        .filter(seat_claims::booking.eq(Key(claim.booking.0)));
    diesel::delete(held).execute(connection)?;
    Ok(())
}
