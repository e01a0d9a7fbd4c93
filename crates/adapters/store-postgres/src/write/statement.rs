//! A statement made of text and values, as many as it needs.
//!
//! diesel's own `sql(…).bind(…).sql(…)` is a type of its own for each number of pieces.

use airside_app::ports::CommitError;
use diesel::expression::{AsExpression, TypedExpressionType};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;
use diesel::sql_types::SqlType;

use super::Part;

/// Pieces of a statement, in order.
pub(super) struct Statement(Vec<Box<dyn QueryFragment<Pg> + Send + Sync>>);

/// One value of each row, for `unnest`.
pub(super) fn column<R, T>(rows: &[R], value: impl Fn(&R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

/// Text of a statement, which holds no data.
struct Words(&'static str);

/// A statement that begins like this.
pub(super) fn statement(words: &'static str) -> Statement {
    Statement(vec![Box::new(Words(words))])
}

/// The statement that this begins waits for no lock longer than 250 ms: others are part of it.
pub(super) fn in_a_hurry() -> Part {
    let set = statement("SELECT set_config('lock_timeout', '250', true)");
    Part::found_or(CommitError::Conflict, set)
}

impl Statement {
    /// Goes on with a value.
    pub(super) fn bind<S, V>(mut self, value: V) -> Self
    where
        S: SqlType + TypedExpressionType,
        V: AsExpression<S>,
        V::Expression: QueryFragment<Pg> + Send + Sync + 'static,
    {
        self.0.push(Box::new(value.as_expression()));
        self
    }

    /// Goes on with text.
    pub(super) fn sql(mut self, words: &'static str) -> Self {
        self.0.push(Box::new(Words(words)));
        self
    }
}

impl QueryFragment<Pg> for Words {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

impl QueryFragment<Pg> for Statement {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.iter().try_for_each(|piece| piece.walk_ast(out.reborrow()))
    }
}
