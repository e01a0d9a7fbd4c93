//! Answers of before about where one can go, so that only what has changed is worked out again.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use airside_primitives::{AirportCode, Cabin, FlightId};
use airside_search::Score;
use time::{Date, Month, OffsetDateTime};

use crate::ports::store::WorldVersion;

/// So many answers are kept: each has a row for every airport.
const MOST_ANSWERS: usize = 64;
/// An answer that depends on more full flights is not kept.
const MOST_FULL: usize = 20_000;

/// The answers that were given last.
#[derive(Default)]
pub struct KnownDestinations(Mutex<Vec<(Asked, Arc<KnownAnswer>)>>);

/// Flights on dates.
pub(super) type Departures = HashSet<(FlightId, Date)>;

/// Everything that an answer follows from, besides stock and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub origins: Vec<AirportCode>,
    pub month: (i32, Month),
    pub cabin: Cabin,
    /// The date at the origin: of the days ahead, and of the booking.
    pub today: Date,
    /// With the version of its tariff.
    pub world: (WorldVersion, u32),
}

/// An answer once it is known. Whoever works it out holds it, and others wait.
#[derive(Default)]
pub(super) struct KnownAnswer(Mutex<Option<Answer>>);

/// The turn of one who reads or mends an answer.
pub(super) struct Turn<'k>(MutexGuard<'k, Option<Answer>>);

/// The cheapest journey to each destination, and what that depends on.
#[derive(Default)]
pub(super) struct Answer {
    pub is_worked_out: bool,
    pub kept: BTreeMap<AirportCode, Kept>,
    /// Had these had room, a journey might have been better.
    pub full: Departures,
}

/// The cheapest journey to a destination.
pub(super) struct Kept {
    pub score: Score,
    pub departs_at: OffsetDateTime,
    pub flights: Vec<(FlightId, Date)>,
}

impl KnownDestinations {
    /// The answer to a question; of too many, that is forgotten which was asked for the longest
    /// time ago.
    pub(super) fn of(&self, asked: &Asked) -> Arc<KnownAnswer> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = known.iter().position(|(it, _)| it == asked);
        let entry = at.map(|at| known.remove(at));
        let entry = entry.unwrap_or_else(|| (asked.clone(), Arc::default()));
        let answer = entry.1.clone();
        if known.len() >= MOST_ANSWERS {
            known.remove(0);
        }
        known.push(entry);
        answer
    }
}

impl KnownAnswer {
    pub(super) fn lock(&self) -> Turn<'_> {
        Turn(self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Turn<'_> {
    pub(super) fn take(&mut self) -> Option<Answer> {
        self.0.take()
    }

    pub(super) fn put(&mut self, answer: Answer) {
        if answer.full.len() <= MOST_FULL {
            *self.0 = Some(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn asked(year: i32) -> Asked {
        Asked {
            origins: vec!["DEL".parse().unwrap()],
            month: (year, Month::December),
            cabin: Cabin::Economy,
            today: date!(2026 - 12 - 01),
            world: (WorldVersion(1), 1),
        }
    }

    fn is_known(known: &KnownDestinations, asked: &Asked) -> bool {
        let answer = known.of(asked);
        let mut turn = answer.lock();
        let known = turn.take();
        let is_known = known.is_some();
        turn.put(known.unwrap_or_default());
        is_known
    }

    #[test]
    fn an_answer_is_to_one_question_alone() {
        let known = KnownDestinations::default();
        let question = asked(2026);
        assert!(!is_known(&known, &question));
        assert!(is_known(&known, &question));
        let others = [
            Asked { origins: vec!["BOM".parse().unwrap()], ..question.clone() },
            Asked { cabin: Cabin::First, ..question.clone() },
            Asked { today: date!(2026 - 12 - 02), ..question.clone() },
            Asked { world: (WorldVersion(2), 1), ..question.clone() },
            Asked { world: (WorldVersion(1), 2), ..question },
        ];
        for other in others {
            assert!(!is_known(&known, &other), "{other:?}");
        }
    }

    #[test]
    fn what_was_asked_for_the_longest_time_ago_is_forgotten() {
        let known = KnownDestinations::default();
        let years = 1..=i32::try_from(MOST_ANSWERS).unwrap();
        for year in years.clone() {
            assert!(!is_known(&known, &asked(year)));
        }
        assert!(is_known(&known, &asked(1)));
        assert!(!is_known(&known, &asked(0)));
        assert!(is_known(&known, &asked(1)));
        assert!(!is_known(&known, &asked(2)));
        assert_eq!(known.0.lock().unwrap().len(), MOST_ANSWERS);
    }

    #[test]
    fn an_answer_that_depends_on_too_many_flights_is_not_kept() {
        let known = KnownDestinations::default();
        let answer = known.of(&asked(2026));
        let full = |number| (FlightId(uuid::Uuid::from_u128(number)), date!(2026 - 12 - 01));
        let full = (0..=MOST_FULL).map(|number| full(number as u128)).collect();
        answer.lock().put(Answer { full, ..Answer::default() });
        assert!(answer.lock().take().is_none());
    }
}
