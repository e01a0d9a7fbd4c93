//! Writes of inventory and seats: the two things that many want at once.

use airside_app::ports::changes::SeatClaim;
use airside_app::ports::store::WorldVersion;
use airside_app::ports::{CommitError, Write};
use airside_booking::booking::Inventory;
use airside_primitives::FlightId;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, BigInt, Integer, Text, Uuid};
use time::Date;

use super::statement::{column, statement};
use super::{Part, Refused};
use crate::column::Code;
use crate::failure::Failure;
use crate::rows::stock::Sale;
use crate::schema::{stock, touched_departures, world};

/// Each cabin once, by the oldest world that a sale in it was decided on.
///
/// The row says what the cabin can sell, and whether the sale was decided on its world; the trigger
/// of the first sale asks the same of the world itself.
pub(super) fn take_inventory(writes: &[&Write]) -> Vec<Part> {
    let is_never_first = |sale: &Sale| sale.inventory.count > sale.capacity;
    let sums = sums(writes);
    // In the order of locks, whatever kind each is.
    let alike = sums.chunk_by(|one, next| is_never_first(one) == is_never_first(next));
    let parts = alike.flat_map(|sales| match sales {
        [first, ..] if is_never_first(first) => sales.iter().copied().map(take_of_known).collect(),
        _ => vec![take(sales.to_vec())],
    });
    parts.collect()
}

/// The sales in each cabin as one; those of one cabin stand side by side.
fn sums(writes: &[&Write]) -> Vec<Sale> {
    let mut sums: Vec<Sale> = Vec::with_capacity(writes.len());
    for write in writes {
        let Write::TakeInventory { inventory, capacity, world } = **write else { continue };
        let sale = Sale { inventory, capacity, world };
        match sums.last_mut() {
            Some(last) if last.is_in_cabin_of(&sale) => last.add(sale),
            _ => sums.push(sale),
        }
    }
    sums
}

fn take(sales: Vec<Sale>) -> Part {
    let taken = statement(
        "INSERT INTO stock AS known (flight, date, cabin, sold, capacity, world) \
         SELECT * FROM unnest(",
    )
    .bind::<Array<Uuid>, _>(column(&sales, |sale| sale.inventory.flight.0))
    .sql("::uuid[], ")
    .bind::<Array<sql_types::Date>, _>(column(&sales, |sale| sale.inventory.date))
    .sql("::date[], ")
    .bind::<Array<Text>, _>(column(&sales, |sale| Code(sale.inventory.cabin)))
    .sql("::text[], ")
    .bind::<Array<Integer>, _>(column(&sales, |sale| i32::from(sale.inventory.count)))
    .sql("::integer[], ")
    .bind::<Array<Integer>, _>(column(&sales, |sale| i32::from(sale.capacity)))
    .sql("::integer[], ")
    .bind::<Array<BigInt>, _>(column(&sales, |sale| sale.world.0))
    .sql(
        "::bigint[]) ON CONFLICT (flight, date, cabin) DO UPDATE \
         SET sold = known.sold + excluded.sold \
         WHERE known.sold + excluded.sold <= known.capacity AND known.world <= excluded.world",
    );
    let rows = sales.len();
    Part::all_or(Refused::OneSale(sales), rows, taken)
}

/// More than the cabin holds by the timetable: only a row that knows better has room.
fn take_of_known(sale: Sale) -> Part {
    let Sale { inventory: it, world, .. } = sale;
    let count = i32::from(it.count);
    let has_room = stock::table
        .find((it.flight.0, it.date, Code(it.cabin)))
        .filter(stock::capacity.ge(stock::sold + count))
        .filter(stock::world.le(world.0));
    let taken = diesel::update(has_room).set(stock::sold.eq(stock::sold + count));
    Part::one_or(Refused::OneSale(vec![sale]), taken)
}

/// The lock lets other sales pass, and makes an adoption wait.
pub(super) fn in_world(world: WorldVersion) -> Part {
    let current = world::table.filter(world::version.eq(world.0)).select(world::version);
    Part::found_or(CommitError::Outdated, current.for_share())
}

pub(super) fn return_inventory(inventory: Inventory) -> Part {
    let count = i32::from(inventory.count);
    let taken = stock::table
        .find((inventory.flight.0, inventory.date, Code(inventory.cabin)))
        .filter(stock::sold.ge(count));
    let returned = diesel::update(taken).set(stock::sold.eq(stock::sold - count));
    Part::one_or(CommitError::Store(Failure::TooManyReturned.into()), returned)
}

/// A departure that a later world has touched stays.
pub(super) fn settle_touched(flight: FlightId, date: Date, world: WorldVersion) -> Part {
    let followed = touched_departures::table
        .find((flight.0, date))
        .filter(touched_departures::world.eq(world.0));
    Part::any(diesel::delete(followed))
}

/// All seats of a commit at once. One that this booking has already stays its own.
pub(super) fn claim_seats(writes: &[&Write]) -> Part {
    let claims = claims(writes);
    let claimed = statement(
        "INSERT INTO seat_claims AS held (flight, date, seat, booking) SELECT * FROM unnest(",
    )
    .bind::<Array<Uuid>, _>(column(&claims, |claim| claim.flight.0))
    .sql("::uuid[], ")
    .bind::<Array<sql_types::Date>, _>(column(&claims, |claim| claim.date))
    .sql("::date[], ")
    .bind::<Array<Text>, _>(column(&claims, |claim| Code(claim.seat)))
    .sql("::text[], ")
    .bind::<Array<Uuid>, _>(column(&claims, |claim| claim.booking.0))
    .sql(
        "::uuid[]) ON CONFLICT (flight, date, seat) DO UPDATE SET booking = excluded.booking \
         WHERE held.booking = excluded.booking",
    );
    let rows = claims.len();
    Part::all_or(Refused::OneOf(claims), rows, claimed)
}

/// All seats of a commit at once; those that the booking does not hold stay as they are.
pub(super) fn release_seats(writes: &[&Write]) -> Part {
    let claims = claims(writes);
    let released = statement("DELETE FROM seat_claims USING unnest(")
        .bind::<Array<Uuid>, _>(column(&claims, |claim| claim.flight.0))
        .sql("::uuid[], ")
        .bind::<Array<sql_types::Date>, _>(column(&claims, |claim| claim.date))
        .sql("::date[], ")
        .bind::<Array<Text>, _>(column(&claims, |claim| Code(claim.seat)))
        .sql("::text[], ")
        .bind::<Array<Uuid>, _>(column(&claims, |claim| claim.booking.0))
        .sql(
            "::uuid[]) AS given_up (flight, date, seat, booking) \
         WHERE seat_claims.flight = given_up.flight AND seat_claims.date = given_up.date \
         AND seat_claims.seat = given_up.seat AND seat_claims.booking = given_up.booking",
        );
    Part::any(released)
}

fn claims(writes: &[&Write]) -> Vec<SeatClaim> {
    let claim = |write: &&Write| {
        let (Write::ClaimSeat(claim) | Write::ReleaseSeat(claim)) = write else { return None };
        Some(*claim)
    };
    writes.iter().filter_map(claim).collect()
}
