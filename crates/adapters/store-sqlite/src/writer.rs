//! The one thread that writes, and how several commits share one trip to the disk.
//!
//! All commits that wait when the thread is free go into one transaction, each in a savepoint of
//! its own: one that is refused undoes no other, and none is answered before all of them are
//! durable. A caller that goes away stops nothing, since its commit is already in the queue.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use diesel::connection::SimpleConnection;
use diesel::result::Error as DieselError;
use diesel::{Connection, SqliteConnection};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

use crate::database::Database;
use crate::failure::Failure;

/// The most commits in one transaction, so that the first need not wait long for the last.
const MOST_TOGETHER: usize = 64;

/// The most commits that wait: some two seconds of work. One more is told at once that the store is
/// too busy, before anything was done.
const MOST_WAITING: usize = 4_096;

/// Does its work in a savepoint, and hands back how to answer.
type Job = Box<dyn FnOnce(&mut SqliteConnection) -> Answer + Send>;
/// Told whether everything became durable.
type Answer = Box<dyn FnOnce(Result<(), Arc<DieselError>>)>;

/// Who writes.
pub(crate) enum Writer {
    /// A thread of its own, for which work is queued.
    Thread { queue: mpsc::Sender<Job> },
    /// Whoever asks.
    Caller(Arc<Mutex<SqliteConnection>>),
}

impl Writer {
    /// Starts the thread. It ends when the writer is dropped and its queue is empty.
    pub(crate) fn start(database: Database, connection: SqliteConnection) -> Result<Self, Failure> {
        let (queue, jobs) = mpsc::channel(MOST_WAITING);
        thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || serve(&database, connection, jobs))
            .map_err(Failure::Thread)?;
        Ok(Self::Thread { queue })
    }

    /// Does all of `work` or nothing of it; durable once it answers.
    pub(crate) async fn write<T, E>(
        &self,
        work: impl FnOnce(&mut SqliteConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Failure> + From<DieselError> + Send + 'static,
    {
        let queue = match self {
            Self::Thread { queue } => queue,
            Self::Caller(connection) => {
                let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
                return connection.immediate_transaction(work);
            }
        };
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let outcome = connection.transaction(work);
            Box::new(move |durable| {
                let lost = |error| E::from(Failure::NotDurable(error));
                // Nobody may be waiting any more.
                let _ = reply.send(outcome.and_then(|done| durable.map_err(lost).map(|()| done)));
            })
        });
        queue.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => Failure::Busy,
            TrySendError::Closed(_) => Failure::Stopped,
        })?;
        answer.await.map_err(|_| Failure::Stopped)?
    }
}

fn serve(database: &Database, mut connection: SqliteConnection, mut jobs: mpsc::Receiver<Job>) {
    let mut together = Vec::with_capacity(MOST_TOGETHER);
    while jobs.blocking_recv_many(&mut together, MOST_TOGETHER) > 0 {
        let mut answers = Vec::with_capacity(together.len());
        let transaction = || {
            connection.immediate_transaction(|connection| {
                answers.extend(together.drain(..).map(|job| job(connection)));
                Ok(())
            })
        };
        // A fault in one commit must not end the thread, and with it every commit to come.
        let durable = catch_unwind(AssertUnwindSafe(transaction)).unwrap_or_else(|_| {
            answers.clear();
            // Diesel has lost count; until SQLite lets go, no other connection can write.
            let undone = connection.batch_execute("ROLLBACK");
            Err(undone.err().unwrap_or(DieselError::BrokenTransactionManager))
        });
        // What never ended drops its jobs, and with them the replies: they hear `Stopped`.
        together.clear();

        let durable = durable.map_err(Arc::new);
        if let Err(error) = &durable {
            tracing::error!(error = %error, "the database could not make changes durable");
            // The connection may be stuck in what failed.
            match database.writer() {
                Ok(fresh) => connection = fresh,
                Err(error) => tracing::error!(error = %error, "the database cannot be reopened"),
            }
        }
        for answer in answers {
            answer(durable.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::pin::pin;
    use std::task::Poll;

    use diesel::prelude::*;
    use diesel::sql_types::Integer;

    use super::*;

    const WRITES: i32 = 300;

    #[derive(QueryableByName)]
    struct Kept {
        #[diesel(sql_type = Integer)]
        number: i32,
    }

    fn kept(connection: &mut SqliteConnection) -> BTreeSet<i32> {
        let rows = diesel::sql_query("SELECT number FROM kept").load::<Kept>(connection).unwrap();
        rows.into_iter().map(|row| row.number).collect()
    }

    /// Writes a row, and refuses when its number is divisible by three.
    fn work(
        number: i32,
    ) -> impl FnOnce(&mut SqliteConnection) -> Result<i32, Failure> + Send + 'static {
        move |connection| {
            let row = format!("INSERT INTO kept (number) VALUES ({number})");
            diesel::sql_query(row).execute(connection)?;
            if number % 3 == 0 { Err(Failure::Stopped) } else { Ok(number) }
        }
    }

    #[tokio::test]
    async fn each_of_many_writes_is_whole_or_absent_and_readable_when_it_is_answered() {
        let database = Database::in_memory();
        let mut connection = database.writer().unwrap();
        diesel::sql_query("CREATE TABLE kept (number INTEGER PRIMARY KEY) STRICT")
            .execute(&mut connection)
            .unwrap();
        let mut reader = database.writer().unwrap();
        let writer = Arc::new(Writer::start(database, connection).unwrap());

        let mut asked = tokio::task::JoinSet::new();
        for number in 0..WRITES {
            let writer = Arc::clone(&writer);
            asked.spawn(async move {
                let mut write = pin!(writer.write(work(number)));
                // Every fifth caller asks and goes away.
                if number % 5 == 0 {
                    return match futures::poll!(&mut write) {
                        Poll::Ready(told) => Some((number, told.is_ok())),
                        Poll::Pending => None,
                    };
                }
                Some((number, write.await.is_ok()))
            });
        }
        while let Some(told) = asked.join_next().await {
            if let Some((number, is_done)) = told.unwrap() {
                assert_eq!(is_done, number % 3 != 0, "{number}");
                assert_eq!(kept(&mut reader).contains(&number), is_done, "{number}");
            }
        }
        // Behind everything that was asked before.
        assert!(writer.write(work(WRITES + 1)).await.is_ok());
        let wanted = (0..=WRITES + 1).filter(|number| number % 3 != 0);
        assert_eq!(kept(&mut reader), wanted.collect());
    }

    #[tokio::test]
    async fn a_fault_in_one_commit_ends_no_other() {
        let database = Database::in_memory();
        let mut connection = database.writer().unwrap();
        diesel::sql_query("CREATE TABLE kept (number INTEGER PRIMARY KEY) STRICT")
            .execute(&mut connection)
            .unwrap();
        let mut reader = database.writer().unwrap();
        let writer = Writer::start(database, connection).unwrap();
        let faulty = writer.write(|connection| -> Result<i32, Failure> {
            work(1)(connection)?;
            panic!("a fault of ours")
        });
        assert!(matches!(faulty.await, Err(Failure::Stopped)));
        assert_eq!(writer.write(work(2)).await.unwrap(), 2);
        assert_eq!(kept(&mut reader), BTreeSet::from([2]));
    }

    #[tokio::test]
    async fn a_queue_that_is_full_refuses_at_once_and_goes_on_by_itself() {
        let database = Database::in_memory();
        let connection = database.writer().unwrap();
        let writer = Writer::start(database, connection).unwrap();
        let (let_go, held) = std::sync::mpsc::channel::<()>();
        let (started, has_started) = oneshot::channel();
        let hanging = writer.write(move |_| {
            started.send(()).unwrap();
            held.recv().unwrap();
            Ok::<_, Failure>(0)
        });
        let mut hanging = pin!(hanging);
        assert!(futures::poll!(&mut hanging).is_pending());
        has_started.await.unwrap();

        let nothing = || writer.write(|_| Ok::<_, Failure>(1));
        let mut waiting: Vec<_> = (0..MOST_WAITING).map(|_| Box::pin(nothing())).collect();
        for write in &mut waiting {
            assert!(futures::poll!(write).is_pending());
        }
        assert!(matches!(nothing().await, Err(Failure::Busy)));

        let_go.send(()).unwrap();
        assert_eq!(hanging.await.unwrap(), 0);
        for write in waiting {
            assert_eq!(write.await.unwrap(), 1);
        }
        assert_eq!(nothing().await.unwrap(), 1);
    }
}
