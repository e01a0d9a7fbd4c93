//! Writes of inventory and seats: the two places where many want the same thing.

use airside_app::ports::changes::SeatClaim;
use airside_app::ports::{CommitError, Write};
use airside_booking::booking::Places;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Text, Untyped, Uuid};
use diesel::upsert::excluded;

use super::{Part, Refused};
use crate::column::Code;
use crate::failure::Failure;
use crate::schema::stock;
use crate::stock::StockRow;

/// More rows than a statement about one row can write.
const MORE_THAN_THERE_ARE: usize = 2;

pub(super) fn take_places(places: Places, capacity: u16) -> Part {
    use diesel::query_dsl::methods::FilterDsl;

    let row = StockRow {
        flight: places.flight.0,
        date: places.date,
        cabin: Code(places.cabin),
        sold: places.count.into(),
    };
    let sold = stock::sold + excluded(stock::sold);
    let taken = diesel::insert_into(stock::table)
        .values(row)
        .on_conflict((stock::flight, stock::date, stock::cabin))
        .do_update()
        .set(stock::sold.eq(sold))
        .filter(sold.le(i32::from(capacity)));
    // The first sale of a flight meets no row, and so no condition.
    let can_never_fit = places.count > capacity;
    if can_never_fit {
        return Part::all_or(CommitError::SoldOut(places), MORE_THAN_THERE_ARE, taken);
    }
    Part::one_or(CommitError::SoldOut(places), taken)
}

pub(super) fn return_places(places: Places) -> Part {
    let count = i32::from(places.count);
    let taken = stock::table
        .find((places.flight.0, places.date, Code(places.cabin)))
        .filter(stock::sold.ge(count));
    let returned = diesel::update(taken).set(stock::sold.eq(stock::sold - count));
    Part::one_or(CommitError::Store(Failure::TooManyReturned.into()), returned)
}

/// All seats of a commit at once. One that this booking has already stays its own.
pub(super) fn claim_seats(writes: &[Write]) -> Part {
    let claims = claims(writes);
    let claimed = sql::<Untyped>(
        "INSERT INTO seat_claims AS held (flight, date, seat, booking) SELECT * FROM unnest(",
    )
    .bind::<Array<Uuid>, _>(column(&claims, |claim| claim.flight.0))
    .sql("::uuid[], ")
    .bind::<Array<Date>, _>(column(&claims, |claim| claim.date))
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
    let released = sql::<Untyped>("DELETE FROM seat_claims USING unnest(")
        .bind::<Array<Uuid>, _>(column(&claims, |claim| claim.flight.0))
        .sql("::uuid[], ")
        .bind::<Array<Date>, _>(column(&claims, |claim| claim.date))
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
