//! What can go wrong in here, and how it leaves through the port.

use std::convert::Infallible;
use std::sync::Arc;

use airside_app::ports::{CommitError, StoreError};
use airside_app::wire::WireError;
use airside_records::BadRecord;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use thiserror::Error;

/// The database did not do it, or said something that makes no sense.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("the database cannot be opened")]
    Open(#[from] diesel::ConnectionError),
    #[error("the database cannot be brought up to date")]
    Migration(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("no connection to the database is free")]
    Pool(#[from] diesel::r2d2::PoolError),
    #[error("too many wait for the database")]
    Busy,
    #[error("the database refused a statement")]
    Statement(#[from] DieselError),
    /// Shared by every commit that was to become durable with it.
    #[error("the database could not make the changes durable")]
    NotDurable(#[source] Arc<DieselError>),
    #[error("column {column} of a row of {table} makes no sense")]
    Row { table: &'static str, column: &'static str },
    #[error(transparent)]
    Record(#[from] BadRecord),
    #[error(transparent)]
    Unopened(#[from] StoreError),
    #[error(transparent)]
    Wire(#[from] WireError),
    #[error("more places were put back than had been taken")]
    TooManyReturned,
    #[error("the thread of the database cannot be started")]
    Thread(#[source] std::io::Error),
    #[error("another import cleared away the rows that this one was staging")]
    StageCleared,
    /// The database could not even begin, or the store is closing.
    #[error("nobody is there to ask the database")]
    Stopped,
}

impl From<Infallible> for Failure {
    /// Some records are valid whatever they hold.
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        if failure.is_away() { Self::away(failure) } else { Self::new(failure) }
    }
}

/// What SQLite says, in English always, while somebody else has the file, or the disk is full or
/// failing: none of it is about the statement.
const PASSING: [&str; 4] = [
    "database is locked",
    "database table is locked",
    "database or disk is full",
    "disk I/O error",
];

impl Failure {
    /// Whether the same may succeed a moment later. What was being committed may have been done.
    fn is_away(&self) -> bool {
        match self {
            Self::Pool(_) | Self::Busy | Self::Stopped => true,
            Self::Statement(error) => is_passing(error),
            Self::NotDurable(error) => is_passing(error),
            Self::Open(_)
            | Self::Migration(_)
            | Self::Row { .. }
            | Self::Record(_)
            | Self::Unopened(_)
            | Self::Wire(_)
            | Self::TooManyReturned
            | Self::Thread(_)
            | Self::StageCleared => false,
        }
    }
}

fn is_passing(error: &DieselError) -> bool {
    let DieselError::DatabaseError(_, said) = error else { return false };
    PASSING.iter().any(|passing| said.message().contains(passing))
}

/// Why one commit was undone.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A condition of one of its writes did not hold.
    Condition(CommitError),
    Failure(Failure),
}

impl From<CommitError> for Refusal {
    fn from(error: CommitError) -> Self {
        Self::Condition(error)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<DieselError> for Refusal {
    fn from(error: DieselError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Refusal> for CommitError {
    /// An existing row with the same key is a conflict; keys with an error of their own (seats,
    /// e-mail addresses) are told apart where they are written.
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Condition(error) => error,
            Refusal::Failure(Failure::Statement(DieselError::DatabaseError(
                DatabaseErrorKind::UniqueViolation,
                _,
            ))) => Self::Conflict,
            Refusal::Failure(failure) => Self::Store(failure.into()),
        }
    }
}

/// Refuses when the condition of a write held for no row.
pub(crate) fn one_or(rows: usize, refused: CommitError) -> Result<(), Refusal> {
    if rows == 0 { Err(refused.into()) } else { Ok(()) }
}
