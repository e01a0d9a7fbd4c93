//! The value of a column of a record, as PostgreSQL has it.

use airside_records::Value;
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, Nullable, Text, Timestamptz, Uuid};

/// Adds the value to a statement.
pub(crate) fn push<'b>(value: &'b Value, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
    match value {
        Value::Id(id) => out.push_bind_param::<Uuid, _>(id),
        Value::Text(text) => out.push_bind_param::<Nullable<Text>, _>(text),
        Value::Flag(flag) => out.push_bind_param::<Bool, _>(flag),
        Value::Moment(moment) => out.push_bind_param::<Nullable<Timestamptz>, _>(moment),
    }
}
