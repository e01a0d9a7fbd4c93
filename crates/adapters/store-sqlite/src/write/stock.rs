//! Writes of inventory and seats: the two places where many want the same thing.

use airside_app::ports::CommitError;
use airside_app::ports::changes::SeatClaim;
use airside_booking::booking::Places;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::one_or;
use crate::column::{Code, Day, Key};
use crate::failure::{Failure, Refusal};
use crate::schema::{seat_claims, stock};
use crate::stock::{SeatClaimRow, StockRow};

pub(super) fn take_places(
    connection: &mut SqliteConnection,
    places: Places,
    capacity: u16,
) -> Result<(), Refusal> {
    use diesel::query_dsl::methods::FilterDsl;

    let can_never_fit = places.count > capacity;
    if can_never_fit {
        return Err(CommitError::SoldOut(places).into());
    }
    let row = StockRow {
        flight: Key(places.flight.0),
        date: Day(places.date),
        cabin: Code(places.cabin),
        sold: places.count.into(),
    };
    let sold = stock::sold + excluded(stock::sold);
    let rows = diesel::insert_into(stock::table)
        .values(&row)
        .on_conflict((stock::flight, stock::date, stock::cabin))
        .do_update()
        .set(stock::sold.eq(sold))
        .filter(sold.le(i32::from(capacity)))
        .execute(connection)?;
    one_or(rows, CommitError::SoldOut(places))
}

pub(super) fn return_places(
    connection: &mut SqliteConnection,
    places: Places,
) -> Result<(), Refusal> {
    let count = i32::from(places.count);
    let taken = stock::table
        .find((Key(places.flight.0), Day(places.date), Code(places.cabin)))
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
