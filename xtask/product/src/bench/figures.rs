//! Times of repeated work, and what to say of them.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// Times of one kind of work.
#[derive(Debug, Default)]
pub(super) struct Times(Vec<Duration>);

/// Of so many times, in microseconds.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Spread {
    pub(super) samples: usize,
    pub(super) median_us: f64,
    pub(super) p99_us: f64,
    pub(super) worst_us: f64,
}

impl FromIterator<Duration> for Times {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        Self(times.into_iter().collect())
    }
}

impl Times {
    /// Does the work so many times, after once to warm up.
    pub(super) fn repeat<T>(&mut self, count: u32, mut work: impl FnMut() -> T) {
        black_box(work());
        for _ in 0..count {
            let began = Instant::now();
            black_box(work());
            self.0.push(began.elapsed());
        }
    }

    /// All zero when nothing was timed.
    pub(super) fn spread(mut self) -> Spread {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = |permille: usize| {
            let time = self.0.get(last * permille / 1000).copied().unwrap_or_default();
            time.as_secs_f64() * 1e6
        };
        Spread { samples: self.0.len(), median_us: at(500), p99_us: at(990), worst_us: at(1000) }
    }
}

/// The one in the middle, or the higher one of two; 0 of none.
pub(super) fn median(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.into_iter().collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// Microseconds for people: `840 µs`, `12.3 ms`.
pub(super) fn shown(microseconds: f64) -> String {
    match microseconds {
        ..10.0 => format!("{microseconds:.2} µs"),
        ..1_000.0 => format!("{microseconds:.0} µs"),
        _ => format!("{:.2} ms", microseconds / 1_000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_tail_are_found_whatever_the_order() {
        let times = (0..=1000).rev().map(Duration::from_micros);
        let spread = Times(times.collect()).spread();
        assert!((spread.median_us - 500.0).abs() < 0.01);
        assert!((spread.p99_us - 990.0).abs() < 0.01);
        assert!((spread.worst_us - 1000.0).abs() < 0.01);
    }

    #[test]
    fn a_median_is_a_figure_that_was_there() {
        for (figures, expected) in
            [(&[3.0, 1.0, 2.0][..], 2.0), (&[4.0, 1.0, 3.0, 2.0], 3.0), (&[], 0.0)]
        {
            assert!((median(figures.iter().copied()) - expected).abs() < f64::EPSILON);
        }
    }
}
