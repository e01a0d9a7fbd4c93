//! Writes of promo codes and their uses.
//!
//! Uses are counted in the rows that know the limits: one count for each code, one for each
//! code and account. So a limit is a condition on one locked row, however many book at once.

use airside_app::ports::CommitError;
use airside_fares::{PromoCode, PromoName};
use airside_primitives::{BookingId, UserId};
use airside_records::PromoCodeRecord;
use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid};

use super::Part;
use super::statement::statement;
use crate::column::{Code, Json};
use crate::schema::{promo_codes, promo_uses};

pub(crate) fn save_promo_code(code: &PromoCode) -> Part {
    let columns = (
        promo_codes::limit_total.eq(code.limit_total.map(i64::from)),
        promo_codes::limit_per_account.eq(code.limit_per_user.map(i64::from)),
        promo_codes::document.eq(Json(PromoCodeRecord::from(code))),
    );
    let saved = diesel::insert_into(promo_codes::table)
        .values((promo_codes::name.eq(Code(code.name.clone())), columns.clone()))
        .on_conflict(promo_codes::name)
        .do_update()
        .set(columns);
    Part::any(saved)
}

/// An unknown code is refused like one that is used up.
pub(super) fn use_promo(code: &PromoName, user: UserId, booking: BookingId) -> [Part; 3] {
    let within_total = promo_codes::limit_total
        .is_null()
        .or(promo_codes::limit_total.gt(promo_codes::used.nullable()));
    let of_code =
        promo_codes::table.find(Code(code.clone())).filter(within_total.assume_not_null());
    let in_all = diesel::update(of_code).set(promo_codes::used.eq(promo_codes::used + 1));

    let by_account = statement(
        "INSERT INTO promo_accounts AS counted (name, account, used) \
         SELECT name, ",
    )
    .bind::<Uuid, _>(user.0)
    .sql("::uuid, 1 FROM promo_codes WHERE name = ")
    .bind::<Text, _>(Code(code.clone()))
    .sql(
        " AND coalesce(limit_per_account > 0, true) \
         ON CONFLICT (name, account) DO UPDATE SET used = counted.used + 1 \
         WHERE counted.used < coalesce((SELECT limit_per_account FROM promo_codes \
         WHERE promo_codes.name = excluded.name), counted.used + 1)",
    );

    let by_booking = diesel::insert_into(promo_uses::table).values((
        promo_uses::booking.eq(booking.0),
        promo_uses::name.eq(Code(code.clone())),
        promo_uses::account.eq(user.0),
    ));
    [
        Part::one_or(CommitError::PromoUsedUp, in_all),
        Part::one_or(CommitError::PromoUsedUp, by_account),
        Part::added(by_booking),
    ]
}

pub(super) fn return_promo(booking: BookingId) -> [Part; 3] {
    let by_booking = diesel::delete(promo_uses::table.find(booking.0));
    let in_all = statement(
        "UPDATE promo_codes SET used = used - 1 FROM returned \
         WHERE promo_codes.name = returned.name",
    );
    let by_account = statement(
        "UPDATE promo_accounts SET used = used - 1 FROM returned \
         WHERE promo_accounts.name = returned.name AND promo_accounts.account = returned.account",
    );
    [
        Part::any(by_booking).named("returned", "name, account"),
        Part::any(in_all),
        Part::any(by_account),
    ]
}
