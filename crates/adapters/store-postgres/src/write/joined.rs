//! Makes one statement of all the writes of a commit.
//!
//! Each write is a part, `WITH w0 AS (INSERT …), w1 AS (UPDATE …)`, and the statement itself
//! asks of one after the other whether its condition held: it counts the rows that the part
//! wrote, and raises an error when they are too few, which undoes them all. Counting is what
//! makes a part run, so parts run, take their locks and are judged in their order. All of
//! them see the tables as they were before, so no two may touch the same row.

use airside_app::ports::CommitError;
use airside_app::ports::changes::SeatClaim;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::{DatabaseErrorKind, Error as DieselError, QueryResult};
use diesel::sql_types::BigInt;

/// What the function `refuse` of the migrations names as the constraint.
const REFUSED: &str = "refused";

/// What the caller hears when a condition did not hold.
#[derive(Debug)]
pub(crate) enum Refused {
    Because(CommitError),
    /// One of these seats is somebody else's; who wants to know which has to look.
    OneOf(Vec<SeatClaim>),
}

impl From<CommitError> for Refused {
    fn from(error: CommitError) -> Self {
        Self::Because(error)
    }
}

/// One write: a statement without `RETURNING`, and what has to come of it.
pub(crate) struct Part {
    statement: Box<dyn QueryFragment<Pg> + Send + Sync>,
    /// The fewest rows that it has to write.
    least: i64,
    refused: Option<Refused>,
    /// What later parts call its rows, and the columns that they use.
    rows: Option<(&'static str, &'static str)>,
}

impl Part {
    /// A write that is right whatever it finds.
    pub(crate) fn any(statement: impl QueryFragment<Pg> + Send + Sync + 'static) -> Self {
        Self { statement: Box::new(statement), least: 0, refused: None, rows: None }
    }

    /// A write that has to reach a row, or the commit is refused.
    pub(crate) fn one_or(
        refused: impl Into<Refused>,
        statement: impl QueryFragment<Pg> + Send + Sync + 'static,
    ) -> Self {
        Self::all_or(refused, 1, statement)
    }

    /// A write that has to reach so many rows, or the commit is refused.
    pub(crate) fn all_or(
        refused: impl Into<Refused>,
        rows: usize,
        statement: impl QueryFragment<Pg> + Send + Sync + 'static,
    ) -> Self {
        // More than there can be is refused as well.
        let least = i64::try_from(rows).unwrap_or(i64::MAX);
        Self { statement: Box::new(statement), least, refused: Some(refused.into()), rows: None }
    }

    /// The same, with columns of its rows for parts that come later.
    pub(crate) fn named(self, name: &'static str, columns: &'static str) -> Self {
        Self { rows: Some((name, columns)), ..self }
    }
}

/// Several writes as one statement. Its text tells which writes there are and in what order,
/// which are few combinations.
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
        let own_name = |number: usize| format!("w{number}");
        for (number, part) in self.0.iter().enumerate() {
            out.push_sql(if number == 0 { "WITH " } else { ", " });
            let (name, columns) =
                part.rows.map_or((own_name(number), "1"), |(name, columns)| (name.into(), columns));
            out.push_sql(&name);
            out.push_sql(" AS (");
            part.statement.walk_ast(out.reborrow())?;
            out.push_sql(" RETURNING ");
            out.push_sql(columns);
            out.push_sql(")");
        }
        out.push_sql(" SELECT CASE");
        for (number, part) in self.0.iter().enumerate() {
            let name = part.rows.map_or(own_name(number), |(name, _)| name.into());
            out.push_sql(&format!(" WHEN (SELECT count(*) FROM {name}) < "));
            out.push_bind_param::<BigInt, _>(&part.least)?;
            out.push_sql(&format!(" THEN refuse({number})"));
        }
        out.push_sql(" END");
        Ok(())
    }
}

impl QueryId for Joined {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
