//! The values of columns of records, as PostgreSQL has them.

use airside_records::Value;
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
use diesel::result::QueryResult;
use diesel::sql_types::{self, Array, Bool, Nullable, Text, Timestamptz};
use time::OffsetDateTime;
use uuid::Uuid;

/// One column of several records.
pub(crate) enum Values {
    Ids(Vec<Uuid>),
    Texts(Vec<Option<String>>),
    Flags(Vec<bool>),
    Moments(Vec<Option<OffsetDateTime>>),
}

impl Values {
    /// Those of the first one's kind: the rows of a table agree on it.
    pub(crate) fn of(values: &[&Value]) -> Option<Self> {
        macro_rules! all {
            ($kind:ident) => {
                values.iter().filter_map(|value| match value {
                    Value::$kind(it) => Some(it.clone()),
                    _ => None,
                })
            };
        }
        Some(match values.first()? {
            Value::Id(_) => Self::Ids(all!(Id).collect()),
            Value::Text(_) => Self::Texts(all!(Text).collect()),
            Value::Flag(_) => Self::Flags(all!(Flag).collect()),
            Value::Moment(_) => Self::Moments(all!(Moment).collect()),
        })
    }

    /// Adds them to a statement, for `unnest`.
    pub(crate) fn push<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let kind = match self {
            Self::Ids(ids) => {
                out.push_bind_param::<Array<sql_types::Uuid>, _>(ids)?;
                "::uuid[]"
            }
            Self::Texts(texts) => {
                out.push_bind_param::<Array<Nullable<Text>>, _>(texts)?;
                "::text[]"
            }
            Self::Flags(flags) => {
                out.push_bind_param::<Array<Bool>, _>(flags)?;
                "::boolean[]"
            }
            Self::Moments(moments) => {
                out.push_bind_param::<Array<Nullable<Timestamptz>>, _>(moments)?;
                "::timestamptz[]"
            }
        };
        out.push_sql(kind);
        Ok(())
    }
}

/// Adds the value to a statement.
pub(crate) fn push<'b>(value: &'b Value, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
    match value {
        Value::Id(id) => out.push_bind_param::<sql_types::Uuid, _>(id),
        Value::Text(text) => out.push_bind_param::<Nullable<Text>, _>(text),
        Value::Flag(flag) => out.push_bind_param::<Bool, _>(flag),
        Value::Moment(moment) => out.push_bind_param::<Nullable<Timestamptz>, _>(moment),
    }
}
