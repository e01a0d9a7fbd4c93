//! How values look in a column.
//!
//! Reading one that makes no sense is an error that names the field and shows the
//! value, so rows can be built of domain types.

use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Binary, Integer, Text};
use diesel::sqlite::{Sqlite, SqliteValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// An id: sixteen bytes, which sort as the ids do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub(crate) struct Key(pub Uuid);

/// A SHA-256.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub(crate) struct Hash(pub [u8; 32]);

/// Unix microseconds; what is finer is cut off.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = BigInt)]
pub(crate) struct Instant(pub OffsetDateTime);

/// A Julian day number.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = Integer)]
pub(crate) struct Day(pub Date);

/// Something that is written and read as text: codes, flight numbers, seats.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub(crate) struct Code<T>(pub T);

/// A record as JSON.
#[derive(Debug, Clone, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub(crate) struct Json<T>(pub T);

impl ToSql<Binary, Sqlite> for Key {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(&self.0.as_bytes()[..]);
        Ok(IsNull::No)
    }
}

impl FromSql<Binary, Sqlite> for Key {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let bytes = value.read_blob();
        Ok(Self(Uuid::from_slice(bytes)?))
    }
}

impl ToSql<Binary, Sqlite> for Hash {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(&self.0[..]);
        Ok(IsNull::No)
    }
}

impl FromSql<Binary, Sqlite> for Hash {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let bytes = value.read_blob();
        Ok(Self(bytes.try_into()?))
    }
}

impl ToSql<BigInt, Sqlite> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        let micros = self.0.unix_timestamp_nanos().div_euclid(1_000);
        out.set_value(i64::try_from(micros)?);
        Ok(IsNull::No)
    }
}

impl FromSql<BigInt, Sqlite> for Instant {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<BigInt, Sqlite>>::from_sql(value)?;
        Ok(Self(OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)?))
    }
}

impl ToSql<Integer, Sqlite> for Day {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_julian_day());
        Ok(IsNull::No)
    }
}

impl FromSql<Integer, Sqlite> for Day {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let day = <i32 as FromSql<Integer, Sqlite>>::from_sql(value)?;
        Ok(Self(Date::from_julian_day(day)?))
    }
}

impl<T: Debug + Display> ToSql<Text, Sqlite> for Code<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_string());
        Ok(IsNull::No)
    }
}

impl<T> FromSql<Text, Sqlite> for Code<T>
where
    T: FromStr,
    T::Err: StdError + Send + Sync + 'static,
{
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let text = value.read_text();
        Ok(Self(text.parse()?))
    }
}

impl<T: Debug + Serialize> ToSql<Text, Sqlite> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}

impl<T: DeserializeOwned> FromSql<Text, Sqlite> for Json<T> {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let text = value.read_text();
        Ok(Self(serde_json::from_str(text)?))
    }
}
