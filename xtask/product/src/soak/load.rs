//! Two ways to send calls: as fast as so many clients are answered, or so many a second whatever
//! is answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::future::join_all;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use super::tally::Tally;
use super::traffic::Traffic;

/// Calls that wait for an answer at a time: a bound for us, far beyond the server's.
const MOST_OUTSTANDING: usize = 4_096;
/// The time between two handfuls of calls.
const TICK: Duration = Duration::from_millis(5);

/// What steady work came to.
pub(super) struct Steady {
    pub(super) a_second: f64,
    pub(super) tally: Tally,
}

/// Every client sends its next call when the one before is answered, until the time is up.
pub(super) async fn steady(traffic: &Arc<Traffic>, lasting: Duration) -> Steady {
    let tally = Arc::new(Tally::default());
    let began = Instant::now();
    let clients = (0..traffic.clients()).map(|client| {
        let (traffic, tally) = (traffic.clone(), tally.clone());
        tokio::spawn(async move {
            while began.elapsed() < lasting {
                traffic.call(client, &tally).await;
            }
        })
    });
    join_all(clients).await;
    let tally = Arc::into_inner(tally).unwrap_or_default();
    Steady { a_second: count(tally.done()) / began.elapsed().as_secs_f64(), tally }
}

/// Sends so many calls a second until the time is up, and waits for the last answer. Tells how many
/// could not be sent, for want of answers to those before.
pub(super) async fn paced(
    traffic: &Arc<Traffic>,
    a_second: f64,
    lasting: Duration,
) -> (Tally, usize) {
    let tally = Arc::new(Tally::default());
    let outstanding = Arc::new(Semaphore::new(MOST_OUTSTANDING));
    let (mut due, mut sent, mut unsent) = (0.0, 0_usize, 0_usize);
    let mut under_way = JoinSet::new();
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let began = Instant::now();
    while began.elapsed() < lasting {
        ticks.tick().await;
        while under_way.try_join_next().is_some() {}
        let now = began.elapsed().as_secs_f64() * a_second;
        while due < now {
            due += 1.0;
            let Ok(place) = outstanding.clone().try_acquire_owned() else {
                unsent += 1;
                continue;
            };
            let (traffic, tally, client) = (traffic.clone(), tally.clone(), sent);
            sent += 1;
            under_way.spawn(async move {
                traffic.call(client % traffic.clients(), &tally).await;
                drop(place);
            });
        }
    }
    while under_way.join_next().await.is_some() {}
    (Arc::into_inner(tally).unwrap_or_default(), unsent)
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 calls")]
pub(super) fn count(calls: usize) -> f64 {
    calls as f64
}
