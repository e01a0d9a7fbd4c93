//! The one thread that writes, and how several commits share one trip to the disk.
//!
//! Whatever waits when the thread is free goes into one transaction, each commit in a
//! savepoint of its own: one that is refused takes nobody with it, and nobody is
//! answered before all of it is durable. A caller that goes away stops nothing, since
//! its commit is already in the queue.

use std::sync::Arc;
use std::thread;

use diesel::result::Error as DieselError;
use diesel::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::database::Database;
use crate::failure::Failure;

/// The most commits in one transaction, so that the first need not wait long for the last.
const MOST_TOGETHER: usize = 64;

/// Does its work in a savepoint, and hands back whoever waits for the outcome.
type Job = Box<dyn FnOnce(&mut SqliteConnection) -> Answer + Send>;
/// Told whether everything became durable.
type Answer = Box<dyn FnOnce(Result<(), Arc<DieselError>>)>;

/// Queues work for the thread that writes.
pub(crate) struct Writer {
    queue: mpsc::UnboundedSender<Job>,
}

impl Writer {
    /// Starts the thread. It ends when the writer is dropped and its queue is empty.
    pub(crate) fn start(database: Database, connection: SqliteConnection) -> Result<Self, Failure> {
        let (queue, jobs) = mpsc::unbounded_channel();
        thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || serve(&database, connection, jobs))
            .map_err(Failure::Thread)?;
        Ok(Self { queue })
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
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let outcome = connection.transaction(work);
            Box::new(move |durable| {
                let lost = |error| E::from(Failure::NotDurable(error));
                // Nobody may be waiting any more.
                let _ = reply.send(outcome.and_then(|done| durable.map_err(lost).map(|()| done)));
            })
        });
        self.queue.send(job).map_err(|_| Failure::Stopped)?;
        answer.await.map_err(|_| Failure::Stopped)?
    }
}

fn serve(
    database: &Database,
    mut connection: SqliteConnection,
    mut jobs: mpsc::UnboundedReceiver<Job>,
) {
    let mut together = Vec::with_capacity(MOST_TOGETHER);
    while jobs.blocking_recv_many(&mut together, MOST_TOGETHER) > 0 {
        let mut answers = Vec::with_capacity(together.len());
        let durable = connection.immediate_transaction(|connection| {
            answers.extend(together.drain(..).map(|job| job(connection)));
            Ok(())
        });
        // What never began drops its jobs, and with them the replies: they hear `Stopped`.
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
