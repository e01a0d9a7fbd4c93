//! Writes of inventory and seats: the two things that many want at once.

use airside_app::ports::changes::SeatClaim;
use airside_app::ports::store::WorldVersion;
use airside_app::ports::{CommitError, Write};
use airside_booking::booking::Inventory;
use airside_primitives::FlightId;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, Text, Uuid};
use diesel::upsert::excluded;
use time::Date;

use super::statement::statement;
use super::{Part, Refused};
use crate::column::Code;
use crate::failure::Failure;
use crate::rows::stock::StockRow;
use crate::schema::{stock, touched_departures, world};

/// The row says what the cabin can sell, and whether the sale was decided on its world; the trigger
/// of the first sale asks the same of the world itself.
pub(super) fn take_inventory(inventory: Inventory, capacity: u16, world: WorldVersion) -> Part {
    let refused = Refused::Sale { inventory, world };
    let count = i32::from(inventory.count);
    let is_never_the_first = inventory.count > capacity;
    if is_never_the_first {
        let row = stock::table.find((inventory.flight.0, inventory.date, Code(inventory.cabin)));
        let has_room =
            row.filter(stock::capacity.ge(stock::sold + count)).filter(stock::world.le(world.0));
        let taken = diesel::update(has_room).set(stock::sold.eq(stock::sold + count));
        return Part::one_or(refused, taken);
    }
    let row = StockRow {
        flight: inventory.flight.0,
        date: inventory.date,
        cabin: Code(inventory.cabin),
        sold: count,
        capacity: capacity.into(),
        world: world.0,
    };
    let sold = stock::sold + excluded(stock::sold);
    let taken = diesel::insert_into(stock::table)
        .values(row)
        .on_conflict((stock::flight, stock::date, stock::cabin))
        .do_update()
        .set(stock::sold.eq(sold));
    let is_allowed = sold.le(stock::capacity).and(stock::world.le(excluded(stock::world)));
    Part::one_or(refused, diesel::query_dsl::methods::FilterDsl::filter(taken, is_allowed))
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
pub(super) fn claim_seats(writes: &[Write]) -> Part {
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
pub(super) fn release_seats(writes: &[Write]) -> Part {
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

fn claims(writes: &[Write]) -> Vec<SeatClaim> {
    let claim = |write: &Write| {
        let (Write::ClaimSeat(claim) | Write::ReleaseSeat(claim)) = write else { return None };
        Some(*claim)
    };
    writes.iter().filter_map(claim).collect()
}

fn column<T>(claims: &[SeatClaim], field: impl Fn(&SeatClaim) -> T) -> Vec<T> {
    claims.iter().map(field).collect()
}
