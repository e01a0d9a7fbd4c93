//! Makes one statement of all the writes of a commit.
//!
//! Each write is a part, `WITH w0 AS (INSERT …), w1 AS (UPDATE …)`, and the statement itself checks
//! the condition of one after the other: whether the part wrote rows. If not, it raises an error,
//! which undoes them all. The check is what makes a part run, so parts take their locks and are
//! judged in their order; what is only added runs at the end. All of them see the tables as they
//! were before, so no two may touch the same row.

use std::borrow::Cow;

use airside_app::ports::CommitError;
use airside_app::ports::changes::SeatClaim;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::{DatabaseErrorKind, Error as DieselError, QueryResult};
use diesel::sql_types::BigInt;

use crate::rows::stock::Sale;

/// The constraint that the function `refuse` of the migrations names.
const REFUSED: &str = "refused";

/// The caller's error when a condition did not hold.
#[derive(Debug)]
pub(crate) enum Refused {
    Because(CommitError),
    /// Another booking holds one of these seats; which one, a query has to find out.
    OneOf(Vec<SeatClaim>),
    /// Too few are left for one of these, or it was decided on an older world; which, a query has
    /// to find out.
    OneSale(Vec<Sale>),
}

impl From<CommitError> for Refused {
    fn from(error: CommitError) -> Self {
        Self::Because(error)
    }
}

/// One write: a statement without `RETURNING`, and what has to come of it.
pub(crate) struct Part {
    statement: Box<dyn QueryFragment<Pg> + Send + Sync>,
    turn: Turn,
    refused: Option<Refused>,
    /// The name of its rows in later parts, and the columns that they use.
    rows: Option<(&'static str, &'static str)>,
}

/// When a part runs, and what it has to do.
enum Turn {
    /// At the end: no part uses its rows.
    Last,
    /// In its order, whatever it writes.
    Own,
    /// In its order; it writes nothing, and has to find a row.
    Found,
    /// In its order; it has to write a row.
    OneRow,
    /// In its order; it has to write so many rows.
    Rows(i64),
}

impl Part {
    /// New rows of this commit's own: a key that is taken is an error anyhow.
    pub(crate) fn added(statement: impl QueryFragment<Pg> + Send + Sync + 'static) -> Self {
        Self { statement: Box::new(statement), turn: Turn::Last, refused: None, rows: None }
    }

    /// A write that is right whatever it finds.
    pub(crate) fn any(statement: impl QueryFragment<Pg> + Send + Sync + 'static) -> Self {
        Self { statement: Box::new(statement), turn: Turn::Own, refused: None, rows: None }
    }

    /// A write that has to reach a row, or the commit is refused.
    pub(crate) fn one_or(
        refused: impl Into<Refused>,
        statement: impl QueryFragment<Pg> + Send + Sync + 'static,
    ) -> Self {
        Self {
            statement: Box::new(statement),
            turn: Turn::OneRow,
            refused: Some(refused.into()),
            rows: None,
        }
    }

    /// A question that has to find a row, or the commit is refused.
    pub(crate) fn found_or(
        refused: impl Into<Refused>,
        statement: impl QueryFragment<Pg> + Send + Sync + 'static,
    ) -> Self {
        Self { turn: Turn::Found, ..Self::one_or(refused, statement) }
    }

    /// A write that has to reach so many rows, or the commit is refused.
    pub(crate) fn all_or(
        refused: impl Into<Refused>,
        rows: usize,
        statement: impl QueryFragment<Pg> + Send + Sync + 'static,
    ) -> Self {
        // More than there can be is refused as well.
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        Self { turn: Turn::Rows(rows), ..Self::one_or(refused, statement) }
    }

    fn name(&self, number: usize) -> Cow<'static, str> {
        self.rows.map_or_else(|| format!("w{number}").into(), |(name, _)| name.into())
    }

    /// The same, with columns of its rows for parts that come later.
    pub(crate) fn named(self, name: &'static str, columns: &'static str) -> Self {
        Self { rows: Some((name, columns)), ..self }
    }
}

/// Several writes as one statement. Its text depends on which writes there are and in what order;
/// there are few combinations.
pub(crate) struct Joined(Vec<Part>);

impl Joined {
    pub(crate) const fn new(parts: Vec<Part>) -> Self {
        Self(parts)
    }

    /// Which condition did not hold, if that is what the error says.
    pub(crate) fn refusal(self, error: &DieselError) -> Option<Refused> {
        let DieselError::DatabaseError(DatabaseErrorKind::CheckViolation, said) = error else {
            return None;
        };
        let number = said.details().filter(|_| said.constraint_name() == Some(REFUSED));
        let number: usize = number?.parse().ok()?;
        self.0.into_iter().nth(number)?.refused
    }
}

impl QueryFragment<Pg> for Joined {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for (number, part) in self.0.iter().enumerate() {
            out.push_sql(if number == 0 { "WITH " } else { ", " });
            out.push_sql(&part.name(number));
            out.push_sql(" AS (");
            part.statement.walk_ast(out.reborrow())?;
            match part.turn {
                Turn::Last | Turn::Found => {}
                Turn::Own | Turn::OneRow | Turn::Rows(_) => {
                    out.push_sql(" RETURNING ");
                    out.push_sql(part.rows.map_or("1", |(_, columns)| columns));
                }
            }
            out.push_sql(")");
        }
        out.push_sql(" SELECT CASE");
        for (number, part) in self.0.iter().enumerate() {
            let name = part.name(number);
            match &part.turn {
                Turn::Last => continue,
                Turn::Own => out.push_sql(&format!(" WHEN (SELECT count(*) FROM {name}) < 0")),
                Turn::Found | Turn::OneRow => {
                    out.push_sql(&format!(" WHEN NOT EXISTS (SELECT FROM {name})"));
                }
                Turn::Rows(rows) => {
                    out.push_sql(&format!(" WHEN (SELECT count(*) FROM {name}) < "));
                    out.push_bind_param::<BigInt, _>(rows)?;
                }
            }
            out.push_sql(&format!(" THEN refuse({number})"));
        }
        // Where nothing has a condition there still has to be a case.
        out.push_sql(" WHEN false THEN 0 END");
        Ok(())
    }
}

impl QueryId for Joined {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
