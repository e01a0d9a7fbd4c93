//! Two ways to ask: as fast as so many connections are answered, or so often a second whatever
//! is answered. One thread asks on all connections, one request at a time on each.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use futures::future::try_join_all;
use serde::Serialize;
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::answer::Answer;
use super::case::Case;
use super::connection::{Connection, Target};
use super::gate::Gate;
use crate::bench::figures::Times;

/// How many requests are under way at a time: no more than one core lets in.
pub(super) const CONNECTIONS: usize = 32;
/// The last answers get so long.
const TIME_TO_END: Duration = Duration::from_secs(30);

/// Numbers the searches of this process: none comes twice.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Takes so many numbers; this is the first of them.
pub(super) fn numbers(count: u64) -> u64 {
    NEXT.fetch_add(count, Ordering::Relaxed)
}

/// How fast answers came.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Rate {
    pub(super) answers: u32,
    pub(super) a_second: f64,
    pub(super) p50_us: f64,
    pub(super) p99_us: f64,
}

/// What was heard while asking.
pub(super) struct Heard {
    pub(super) rate: Rate,
    pub(super) bytes: usize,
    pub(super) kept: Vec<Kept>,
}

/// An answer that was kept to be looked at.
pub(super) struct Kept {
    /// Of the search.
    pub(super) number: u64,
    pub(super) body: Vec<u8>,
}

/// How fast to ask.
#[derive(Debug, Clone, Copy)]
enum Pace {
    /// On every connection the next request follows the answer before.
    AsAnswered,
    /// What is due and waits for a connection is being timed already.
    Fixed { a_second: f64 },
}

/// Asks as fast as is answered, and keeps the first answers.
pub(super) async fn steady(
    target: &Target,
    case: &Arc<Case>,
    lasting: Duration,
    most_kept: usize,
) -> anyhow::Result<Heard> {
    apart(target, case, Pace::AsAnswered, lasting, most_kept).await
}

/// Asks so many times a second.
pub(super) async fn paced(
    target: &Target,
    case: &Arc<Case>,
    a_second: f64,
    lasting: Duration,
) -> anyhow::Result<Rate> {
    Ok(apart(target, case, Pace::Fixed { a_second }, lasting, 0).await?.rate)
}

/// On a thread of its own, which does nothing else.
async fn apart(
    target: &Target,
    case: &Arc<Case>,
    pace: Pace,
    lasting: Duration,
    most_kept: usize,
) -> anyhow::Result<Heard> {
    let (target, case) = (target.clone(), case.clone());
    let asking = move || {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let asked = ask(&target, &case, pace, lasting, most_kept);
            let asked = timeout(lasting + TIME_TO_END, asked).await;
            asked.context("the server does not answer any more")?
        })
    };
    spawn_blocking(asking).await?
}

async fn ask(
    target: &Target,
    case: &Case,
    pace: Pace,
    lasting: Duration,
    most_kept: usize,
) -> anyhow::Result<Heard> {
    let opened = (0..CONNECTIONS).map(|_| Connection::open(target));
    let connections = try_join_all(opened).await?;
    let notes = &RefCell::new(Notes { most_kept, ..Notes::default() });
    let began = Instant::now();
    match pace {
        Pace::AsAnswered => {
            let asked = connections.into_iter().map(|mut connection| async move {
                while began.elapsed() < lasting {
                    let number = numbers(1);
                    connection.prepare(case, number);
                    let sent = Instant::now();
                    let answer = connection.ask().await?;
                    notes.borrow_mut().add(number, sent.elapsed(), answer);
                }
                anyhow::Ok(())
            });
            try_join_all(asked).await?;
        }
        Pace::Fixed { a_second } => {
            let gate = &Gate::open(a_second, lasting, CONNECTIONS);
            let asked = connections.into_iter().map(|mut connection| async move {
                while let Some(due) = gate.pass().await? {
                    let number = numbers(1);
                    connection.prepare(case, number);
                    let answer = connection.ask().await?;
                    notes.borrow_mut().add(number, due.elapsed(), answer);
                }
                anyhow::Ok(())
            });
            try_join_all(asked).await?;
        }
    }
    Ok(notes.take().heard(began.elapsed()))
}

/// What is noted while asking.
#[derive(Default)]
struct Notes {
    times: Vec<Duration>,
    bytes: usize,
    most_kept: usize,
    kept: Vec<Kept>,
}

impl Notes {
    fn add(&mut self, number: u64, took: Duration, answer: &Answer) {
        self.times.push(took);
        self.bytes += answer.length();
        if self.kept.len() < self.most_kept {
            self.kept.push(Kept { number, body: answer.body() });
        }
    }

    fn heard(self, lasted: Duration) -> Heard {
        let Self { times, bytes, kept, .. } = self;
        let spread = times.into_iter().collect::<Times>().spread();
        let answers = u32::try_from(spread.samples).unwrap_or(u32::MAX);
        let rate = Rate {
            answers,
            a_second: f64::from(answers) / lasted.as_secs_f64(),
            p50_us: spread.median_us,
            p99_us: spread.p99_us,
        };
        Heard { rate, bytes, kept }
    }
}
