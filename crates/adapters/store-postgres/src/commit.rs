//! Commits, and tries again what the server undid for a passing reason.
//!
//! Runs on a task of its own, so a caller that goes away stops nothing. An answer that never came
//! (the connection broke under the statement) is an unknown outcome and is reported as a failure:
//! the caller repeats with its idempotency key, or at the version it read.

use std::time::{Duration, Instant};

use airside_app::ports::changes::SeatClaim;
use airside_app::ports::{Changes, CommitError};
use backon::{BackoffBuilder, ExponentialBuilder};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use tokio::time::sleep;

use crate::cached::Cached;
use crate::column::Code;
use crate::database::Database;
use crate::failure::Failure;
use crate::rows::stock::{Sale, StockRow};
use crate::schema::{seat_claims, stock};
use crate::write::{self, Joined, Refused};

/// Five more attempts, spread so that commits that collided do not collide again.
const WAITS: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(7))
    .with_max_times(5)
    .with_jitter();
/// No attempt begins later than this after the first: a client waits for the answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// The constraint that the trigger of a first sale names.
const OUTDATED: &str = "outdated";

/// Makes every change or none of them, whatever becomes of the caller.
pub(crate) async fn commit(database: &Database, changes: Changes) -> Result<(), CommitError> {
    let committing = database.spawn(|database| async move { alone(&database, &changes).await });
    committing.await.unwrap_or_else(|_| Err(CommitError::Store(Failure::Stopped.into())))
}

/// Makes one commit, and tries again where that may help.
pub(crate) async fn alone(database: &Database, changes: &Changes) -> Result<(), CommitError> {
    let statements =
        write::statements(changes).map_err(|error| CommitError::Store(error.into()))?;
    keep_trying(database, statements).await
}

async fn keep_trying(database: &Database, statements: Vec<Joined>) -> Result<(), CommitError> {
    if statements.is_empty() {
        return Ok(());
    }
    let began = Instant::now();
    let mut waits = WAITS.build();
    let mut connection = database.connection().await;
    loop {
        let Err((at, failure)) = run(connection, &statements).await else { return Ok(()) };
        match waits.next() {
            Some(wait) if failure.may_pass() && began.elapsed() < PATIENCE => {
                tracing::debug!(error = %failure, "a commit is tried again");
                sleep(wait).await;
                connection = database.answering_connection().await;
            }
            Some(_) | None => return Err(told(database, statements, at, failure).await),
        }
    }
}

/// Runs the statements, and tells which one failed.
pub(crate) async fn run(
    connection: Result<Object<AsyncPgConnection>, Failure>,
    statements: &[Joined],
) -> Result<(), (usize, Failure)> {
    let mut connection = connection.map_err(|failure| (0, failure))?;
    // The common case: one statement is a transaction of its own.
    if let [all] = statements {
        let done = Cached(all).execute(&mut *connection).await;
        return done.map(drop).map_err(|error| (0, error.into()));
    }
    let mut at = 0;
    let done = connection.transaction(async |connection| {
        for statement in statements {
            Cached(statement).execute(connection).await?;
            at += 1;
        }
        Ok::<_, DieselError>(())
    });
    done.await.map_err(|error| (at, error.into()))
}

/// The error that the caller gets.
async fn told(
    database: &Database,
    mut statements: Vec<Joined>,
    at: usize,
    failure: Failure,
) -> CommitError {
    let Failure::Statement(error) = failure else { return CommitError::Store(failure.into()) };
    if at < statements.len() {
        match statements.swap_remove(at).refusal(&error) {
            Some(Refused::Because(refusal)) => return refusal,
            Some(Refused::OneOf(claims)) => return whose(database, claims).await,
            Some(Refused::OneSale(sales)) => return which(database, &sales).await,
            None => {}
        }
    }
    // Keys with an answer of their own (seats, e-mail addresses) have a condition.
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::CheckViolation, said)
            if said.constraint_name() == Some(OUTDATED) =>
        {
            CommitError::Outdated
        }
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => CommitError::Conflict,
        other => CommitError::Store(Failure::from(other).into()),
    }
}

/// Finds the seat that another booking holds. If it was given back meanwhile, the caller has to
/// decide anew.
async fn whose(database: &Database, claims: Vec<SeatClaim>) -> CommitError {
    for claim in claims {
        let holder = async {
            let held = seat_claims::table.find((claim.flight.0, claim.date, Code(claim.seat)));
            let connection = &mut *database.connection().await?;
            let holder: Option<uuid::Uuid> =
                held.select(seat_claims::booking).first(connection).await.optional()?;
            Ok::<_, Failure>(holder)
        };
        match holder.await {
            Ok(Some(holder)) if holder != claim.booking.0 => return CommitError::SeatTaken(claim),
            Ok(_) => {}
            Err(failure) => return CommitError::Store(failure.into()),
        }
    }
    CommitError::Conflict
}

/// Which sale was refused, and whether for want of room or because its departure has changed. If
/// none would be any more, it is said of the first.
async fn which(database: &Database, sales: &[Sale]) -> CommitError {
    let looking = async {
        let connection = &mut *database.connection().await?;
        let mut sold_out = None;
        for sale in sales {
            let it = sale.inventory;
            let row = stock::table.find((it.flight.0, it.date, Code(it.cabin)));
            let found: Option<StockRow> =
                row.select(StockRow::as_select()).first(connection).await.optional()?;
            match found {
                Some(row) if row.world > sale.world.0 => return Ok(CommitError::Outdated),
                Some(row) if row.has_room_for(it.count) => {}
                None if it.count <= sale.capacity => {}
                Some(_) | None => sold_out = sold_out.or(Some(it)),
            }
        }
        let first = sales.first().map(|sale| sale.inventory);
        let sold_out = sold_out.or(first).map(CommitError::SoldOut);
        Ok::<_, Failure>(sold_out.unwrap_or(CommitError::Conflict))
    };
    looking.await.unwrap_or_else(|failure| CommitError::Store(failure.into()))
}
