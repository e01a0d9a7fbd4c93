//! Makes commits that come at the same moment as one.
//!
//! A few statements are under way at a time. What comes meanwhile waits for the next, and shares its
//! round trip, its plan and its wait for the disk; where many want the same flight, its row is
//! locked once for all of them. One alone does not wait. If the database refuses the whole, each is
//! made alone and gets its own answer.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use airside_app::ports::{Changes, CommitError};
use futures::future::join_all;
use tokio::pin;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use crate::commit::{alone, run};
use crate::database::Database;
use crate::failure::Failure;
use crate::write;

/// How many statements are under way at a time, for as long as none of them has to wait.
const UNDER_WAY: usize = 2;
/// A statement that takes longer waits for somebody's lock, and does not hold up the next. It gives
/// up after a moment, and what it is made of goes alone.
const QUICK: Duration = Duration::from_millis(50);
/// How many commits are made as one at most: a statement is no longer than it needs to be for its
/// costs to be shared.
const MOST: usize = 16;

/// Where commits wait for each other.
pub(crate) struct Together {
    database: Database,
    waiting: Mutex<VecDeque<Waiting>>,
    turns: Semaphore,
}

struct Waiting {
    changes: Changes,
    told: oneshot::Sender<Result<(), CommitError>>,
}

impl Together {
    pub(crate) fn new(database: Database) -> Arc<Self> {
        let turns = Semaphore::new(UNDER_WAY);
        Arc::new(Self { database, waiting: Mutex::default(), turns })
    }

    /// Makes every change or none of them, whatever becomes of the caller. The commit
    /// [only adds](write::only_adds).
    pub(crate) async fn commit(self: &Arc<Self>, changes: Changes) -> Result<(), CommitError> {
        let (told, answer) = oneshot::channel();
        self.queue().push_back(Waiting { changes, told });
        // A turn for each commit: whoever comes first takes the others along, and theirs finds
        // nothing left to do.
        let turn = self.database.spawn(|_| self.clone().turn());
        let stopped = || Err(CommitError::Store(Failure::Stopped.into()));
        pin!(answer);
        tokio::select! {
            answer = &mut answer => return answer.unwrap_or_else(|_| stopped()),
            ended = turn => if ended.is_err() { return stopped() },
        }
        answer.await.unwrap_or_else(|_| stopped())
    }

    async fn turn(self: Arc<Self>) {
        let Ok(turn) = self.turns.acquire().await else { return };
        let (commits, told): (Vec<_>, Vec<_>) =
            self.next().into_iter().map(|it| (it.changes, it.told)).unzip();
        let answers = self.make(&commits);
        pin!(answers);
        let answers = if let Ok(answers) = timeout(QUICK, &mut answers).await {
            answers
        } else {
            drop(turn);
            answers.await
        };
        for (told, answer) in told.into_iter().zip(answers) {
            // Whoever asked may be gone.
            let _ = told.send(answer);
        }
    }

    /// Those that have waited longest.
    fn next(&self) -> Vec<Waiting> {
        let mut queue = self.queue();
        let most = queue.len().min(MOST);
        queue.drain(..most).collect()
    }

    /// The outcome of each.
    async fn make(&self, commits: &[Changes]) -> Vec<Result<(), CommitError>> {
        if commits.len() > 1 {
            match self.make_as_one(commits).await {
                Ok(()) => return commits.iter().map(|_| Ok(())).collect(),
                Err(failure) if failure.is_refusal() => {
                    tracing::debug!(error = %failure, "commits are made one by one");
                }
                Err(Failure::Busy) => {
                    let busy = || Err(CommitError::Store(Failure::Busy.into()));
                    return commits.iter().map(|_| busy()).collect();
                }
                Err(failure) => {
                    let failure = failure.to_string();
                    let unknown = || Failure::Together(failure.clone());
                    return commits
                        .iter()
                        .map(|_| Err(CommitError::Store(unknown().into())))
                        .collect();
                }
            }
        }
        join_all(commits.iter().map(|changes| alone(&self.database, changes))).await
    }

    async fn make_as_one(&self, commits: &[Changes]) -> Result<(), Failure> {
        let statement = write::as_one(commits)?;
        let connection = self.database.connection().await;
        run(connection, &[statement]).await.map_err(|(_, failure)| failure)
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
