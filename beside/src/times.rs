//! Times of repeated work.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;

#[derive(Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

/// In microseconds.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Spread {
    pub(crate) samples: usize,
    pub(crate) median_us: f64,
    pub(crate) p95_us: f64,
}

impl Times {
    pub(crate) fn repeat<T>(&mut self, warm_ups: u32, runs: u32, mut work: impl FnMut() -> T) {
        for _ in 0..warm_ups {
            black_box(work());
        }
        for _ in 0..runs {
            let began = Instant::now();
            black_box(work());
            self.0.push(began.elapsed());
        }
    }

    pub(crate) fn spread(mut self) -> Spread {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = |percent: usize| {
            self.0.get(last * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1e6)
        };
        Spread { samples: self.0.len(), median_us: at(50), p95_us: at(95) }
    }
}
