//! How values look in a column, where PostgreSQL has no type of its own for them.
//!
//! Reading one that makes no sense is an error that names the field and shows the
//! value, so rows can be built of domain types.

use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::io::Write;
use std::str::FromStr;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{self, Binary, Text};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A SHA-256.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub(crate) struct Hash(pub [u8; 32]);

/// Something that is written and read as text: codes, flight numbers, seats.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub(crate) struct Code<T>(pub T);

/// A record as JSON.
#[derive(Debug, Clone, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql_types::Json)]
pub(crate) struct Json<T>(pub T);

/// JSON that is written and read as it is.
#[derive(Debug, Clone, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql_types::Json)]
pub(crate) struct Written(pub String);

impl ToSql<Binary, Pg> for Hash {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&self.0)?;
        Ok(IsNull::No)
    }
}

impl FromSql<Binary, Pg> for Hash {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(value.as_bytes().try_into()?))
    }
}

impl<T: Debug + Display> ToSql<Text, Pg> for Code<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        write!(out, "{}", self.0)?;
        Ok(IsNull::No)
    }
}

impl<T> FromSql<Text, Pg> for Code<T>
where
    T: FromStr,
    T::Err: StdError + Send + Sync + 'static,
{
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(std::str::from_utf8(value.as_bytes())?.parse()?))
    }
}

impl<T: Debug + Serialize> ToSql<sql_types::Json, Pg> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}

impl<T: DeserializeOwned> FromSql<sql_types::Json, Pg> for Json<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_slice(value.as_bytes())?))
    }
}

impl ToSql<sql_types::Json, Pg> for Written {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<sql_types::Json, Pg> for Written {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(std::str::from_utf8(value.as_bytes())?.to_owned()))
    }
}
