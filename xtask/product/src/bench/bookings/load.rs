//! Many callers at once, for a while.

use std::time::{Duration, Instant};

use futures::future::try_join_all;
use serde::Serialize;

use super::super::figures::{Spread, Times};

/// What so many callers got done.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Rate {
    pub(super) a_second: f64,
    /// `None` where another program measured.
    pub(super) median_ms: Option<f64>,
    pub(super) p99_ms: Option<f64>,
}

/// Has each of so many callers do its work over and over until the time is up.
pub(super) async fn load<F>(
    callers: usize,
    lasting: Duration,
    work: impl Fn(usize) -> F,
) -> anyhow::Result<Rate>
where
    F: Future<Output = anyhow::Result<()>>,
{
    let began = Instant::now();
    let until = began + lasting;
    let work = &work;
    let calls = (0..callers).map(|caller| async move {
        let mut took = Vec::new();
        while Instant::now() < until {
            let began = Instant::now();
            work(caller).await?;
            took.push(began.elapsed());
        }
        anyhow::Ok(took)
    });
    let took = try_join_all(calls).await?;
    let seconds = began.elapsed().as_secs_f64();
    let spread: Spread = took.into_iter().flatten().collect::<Times>().spread();
    Ok(Rate::of(&spread, seconds))
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let in_ms = |figure: Option<f64>| figure.map_or("?".to_owned(), |it| format!("{it:.1}"));
        let (median, p99) = (in_ms(self.median_ms), in_ms(self.p99_ms));
        write!(f, "{:>8.0}{median:>9}{p99:>9}", self.a_second)
    }
}

impl Rate {
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 calls")]
    fn of(spread: &Spread, seconds: f64) -> Self {
        Self {
            a_second: spread.samples as f64 / seconds,
            median_ms: Some(spread.median_us / 1_000.0),
            p99_ms: Some(spread.p99_us / 1_000.0),
        }
    }

    /// The run in the middle of several, by its rate.
    pub(super) fn median(mut runs: Vec<Self>) -> Option<Self> {
        runs.sort_by(|a, b| a.a_second.total_cmp(&b.a_second));
        runs.get(runs.len() / 2).copied()
    }
}
