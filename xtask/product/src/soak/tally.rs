//! What became of calls: how many of each kind, how long they took, how many were turned away.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use airside_client::Error;
use serde::Serialize;

/// What a client does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Search,
    Book,
    Pay,
    Read,
    Cancel,
}

/// What became of one call.
#[derive(Debug)]
pub(super) enum Outcome {
    Done,
    /// 503: too much at the moment.
    TurnedAway,
    Failed(String),
}

impl Outcome {
    /// What an answer says. A flight that is sold out is as good an answer as any.
    pub(super) fn of<T>(answer: &Result<T, Error>) -> Self {
        match answer {
            Ok(_) => Self::Done,
            Err(error) if error.is("sold_out") => Self::Done,
            Err(error) if error.is("unavailable") => Self::TurnedAway,
            Err(error) => Self::Failed(error.to_string()),
        }
    }
}

/// Counts calls of many clients.
#[derive(Debug, Default)]
pub(super) struct Tally(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    done: BTreeMap<Kind, Vec<Duration>>,
    turned_away: BTreeMap<Kind, Vec<Duration>>,
    failed: BTreeMap<Kind, u64>,
    /// The first of each sort, by its words.
    examples: BTreeMap<String, u64>,
}

/// One kind of call, for people and for files.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) done: usize,
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) turned_away: usize,
    pub(super) turned_away_p99_ms: f64,
    pub(super) failed: u64,
}

impl Tally {
    pub(super) fn add(&self, kind: Kind, outcome: Outcome, took: Duration) {
        let mut counted = self.counted();
        match outcome {
            Outcome::Done => counted.done.entry(kind).or_default().push(took),
            Outcome::TurnedAway => counted.turned_away.entry(kind).or_default().push(took),
            Outcome::Failed(why) => {
                *counted.failed.entry(kind).or_default() += 1;
                *counted.examples.entry(why).or_default() += 1;
            }
        }
    }

    /// How many calls did what they were sent for.
    pub(super) fn done(&self) -> usize {
        self.counted().done.values().map(Vec::len).sum()
    }

    pub(super) fn rows(self) -> Vec<Row> {
        let mut counted = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let kinds = [Kind::Search, Kind::Book, Kind::Pay, Kind::Read, Kind::Cancel];
        let rows = kinds.map(|kind| {
            let mut done = counted.done.remove(&kind).unwrap_or_default();
            let mut turned_away = counted.turned_away.remove(&kind).unwrap_or_default();
            done.sort_unstable();
            turned_away.sort_unstable();
            Row {
                kind,
                done: done.len(),
                p50_ms: at(&done, 500),
                p99_ms: at(&done, 990),
                turned_away: turned_away.len(),
                turned_away_p99_ms: at(&turned_away, 990),
                failed: counted.failed.get(&kind).copied().unwrap_or_default(),
            }
        });
        rows.into()
    }

    /// What went wrong, in the words of the answers.
    pub(super) fn examples(&self) -> Vec<String> {
        let counted = self.counted();
        counted.examples.iter().take(5).map(|(why, times)| format!("{times} × {why}")).collect()
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// So many thousandths of these were faster, in milliseconds; 0 of none.
fn at(sorted: &[Duration], permille: usize) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get(last * permille / 1_000).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_told_apart_by_kind_and_by_what_became_of_them() {
        let tally = Tally::default();
        for milliseconds in 1..=1_000 {
            tally.add(Kind::Search, Outcome::Done, Duration::from_millis(milliseconds));
        }
        tally.add(Kind::Book, Outcome::TurnedAway, Duration::from_millis(3));
        tally.add(Kind::Book, Outcome::Failed("lost".to_owned()), Duration::ZERO);

        assert_eq!(tally.done(), 1_000);
        assert_eq!(tally.examples(), ["1 × lost"]);
        let rows = tally.rows();
        let (search, book) = (&rows[0], &rows[1]);
        assert_eq!((search.done, search.p50_ms, search.p99_ms), (1_000, 500.0, 990.0));
        assert_eq!((search.turned_away, search.failed), (0, 0));
        assert_eq!((book.done, book.turned_away, book.failed), (0, 1, 1));
        assert!((book.turned_away_p99_ms - 3.0).abs() < 0.001);
    }
}
