//! Writes of promo codes and their uses.

use airside_app::ports::CommitError;
use airside_fares::{PromoCode, PromoName};
use airside_primitives::{BookingId, UserId};
use airside_records::PromoCodeRecord;
use diesel::prelude::*;

use crate::column::{Code, Json, Key};
use crate::failure::{Failure, Refusal};
use crate::schema::{promo_codes, promo_uses};

pub(crate) fn save_promo_code(
    connection: &mut SqliteConnection,
    code: &PromoCode,
) -> Result<(), Failure> {
    let columns = (
        promo_codes::limit_total.eq(code.limit_total.map(i64::from)),
        promo_codes::limit_per_user.eq(code.limit_per_user.map(i64::from)),
        promo_codes::document.eq(Json(PromoCodeRecord::from(code))),
    );
    diesel::insert_into(promo_codes::table)
        .values((promo_codes::name.eq(code.name.as_str()), columns.clone()))
        .on_conflict(promo_codes::name)
        .do_update()
        .set(columns)
        .execute(connection)?;
    Ok(())
}

/// Counts and adds: nothing is written in between.
pub(super) fn use_promo(
    connection: &mut SqliteConnection,
    code: PromoName,
    user: UserId,
    booking: BookingId,
) -> Result<(), Refusal> {
    let name = Code(code);
    let limits = promo_codes::table
        .find(&name)
        .select((promo_codes::limit_total, promo_codes::limit_per_user))
        .first::<(Option<i64>, Option<i64>)>(connection)
        .optional()?;
    let (in_all, per_user) = limits.ok_or(CommitError::PromoUsedUp)?;

    let of_code = promo_uses::table.filter(promo_uses::name.eq(&name));
    let total: i64 = of_code.count().get_result(connection)?;
    let by_user: i64 =
        of_code.filter(promo_uses::user.eq(Key(user.0))).count().get_result(connection)?;
    let is_used_up = in_all.is_some_and(|limit| total >= limit)
        || per_user.is_some_and(|limit| by_user >= limit);
    if is_used_up {
        return Err(CommitError::PromoUsedUp.into());
    }

    diesel::insert_into(promo_uses::table)
        .values((
            promo_uses::booking.eq(Key(booking.0)),
            promo_uses::name.eq(&name),
            promo_uses::user.eq(Key(user.0)),
        ))
        .execute(connection)?;
    Ok(())
}

pub(super) fn return_promo(
    connection: &mut SqliteConnection,
    booking: BookingId,
) -> Result<(), Refusal> {
    diesel::delete(promo_uses::table.find(Key(booking.0))).execute(connection)?;
    Ok(())
}
