//! What can go wrong in here, and how it leaves through the port.

use std::convert::Infallible;

use airside_app::ports::StoreError;
use airside_app::wire::WireError;
use airside_records::BadRecord;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::pooled_connection::deadpool::PoolError;
use thiserror::Error;

/// The database did not do it, or said something that makes no sense.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("the address of the database cannot be read")]
    Address(#[source] tokio_postgres::Error),
    #[error("connections to the database cannot be set up")]
    Setup(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database cannot be reached")]
    Connect(#[source] diesel::ConnectionError),
    #[error("the database cannot be brought up to date")]
    Migration(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("no connection to the database can be had")]
    Pool(#[source] PoolError),
    #[error("no connection to the database became free in time")]
    Busy,
    #[error("the database refused a statement")]
    Statement(#[from] DieselError),
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
    #[error("the task of a commit ended before its time")]
    Stopped,
    #[error("several commits were made as one, and their outcome is not known: {0}")]
    Together(String),
    #[error("another import cleared away the rows that this one was staging")]
    StageCleared,
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

impl Failure {
    /// Whether the database cannot be reached now, or is too busy. What was being committed may
    /// have been done.
    fn is_away(&self) -> bool {
        match self {
            Self::Connect(_) | Self::Pool(_) | Self::Busy | Self::Stopped | Self::Together(_) => {
                true
            }
            Self::Statement(error) => is_passing(error),
            Self::Address(_)
            | Self::Setup(_)
            | Self::Migration(_)
            | Self::Row { .. }
            | Self::Record(_)
            | Self::Unopened(_)
            | Self::Wire(_)
            | Self::TooManyReturned
            | Self::StageCleared => false,
        }
    }

    /// Whether the same may succeed a moment later, and has certainly not happened.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Statement(error) => was_undone(error),
            // Nothing was sent.
            Self::Pool(_) => true,
            Self::Address(_)
            | Self::Setup(_)
            | Self::Connect(_)
            | Self::Migration(_)
            // Somebody has waited long enough.
            | Self::Busy
            | Self::Row { .. }
            | Self::Record(_)
            | Self::Unopened(_)
            | Self::Wire(_)
            | Self::TooManyReturned
            | Self::Stopped
            | Self::Together(_)
            | Self::StageCleared => false,
        }
    }

    /// Whether what was being committed has certainly not happened, for whatever reason.
    pub(crate) fn is_refusal(&self) -> bool {
        match self {
            Self::Statement(DieselError::DatabaseError(kind, _)) => !is_broken(*kind),
            // Nothing was sent.
            Self::Statement(
                DieselError::QueryBuilderError(_) | DieselError::SerializationError(_),
            )
            | Self::Pool(_)
            | Self::Wire(_) => true,
            _ => false,
        }
    }
}

/// Whether the connection broke, or the server undid all for a passing reason.
fn is_passing(error: &DieselError) -> bool {
    let DieselError::DatabaseError(kind, _) = error else { return false };
    is_broken(*kind) || was_undone(error)
}

/// Whether the connection broke, and the answer with it.
const fn is_broken(kind: DatabaseErrorKind) -> bool {
    matches!(kind, DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand)
}

/// Whether the server says that it undid all, and for no lasting reason.
///
/// diesel keeps the SQLSTATE to itself and names only some kinds; deadlocks, lock time-outs and a
/// server that shuts down come as `Unknown`, and texts may be in any language. So every `Unknown`
/// is taken for one of these.
fn was_undone(error: &DieselError) -> bool {
    let DieselError::DatabaseError(kind, _) = error else { return false };
    matches!(kind, DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::Unknown)
}
