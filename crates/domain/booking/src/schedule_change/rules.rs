//! What counts as a small change, and how long an answer may take.

use time::{Duration, OffsetDateTime};

use crate::offer::Segment;

/// Settings for schedule changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Times that move by no more than this are taken over without asking.
    pub minor: Duration,
    /// How long before departure an answer is due.
    pub answer_before: Duration,
    /// The least time for an answer, as far as the departure allows.
    pub answer_at_least: Duration,
    /// How far from the booked departure a journey may be rebooked free of charge.
    pub rebook_within: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            minor: Duration::minutes(15),
            answer_before: Duration::hours(72),
            answer_at_least: Duration::hours(24),
            rebook_within: Duration::days(3),
        }
    }
}

impl Rules {
    /// When the answer to a change made now is due.
    ///
    /// It counts from the first departure that is still ahead, old or new, whichever is
    /// earlier: both the passenger who waits for the old flight and the one who takes the new
    /// one have answered by then. A new time that has already passed counts for nothing.
    pub(crate) fn answer_by(
        self,
        before: &[Segment],
        after: Option<&[Segment]>,
        now: OffsetDateTime,
    ) -> OffsetDateTime {
        let first_ahead = before.iter().position(|segment| !segment.has_departed(now));
        let at = first_ahead.unwrap_or_default();
        let departures = [before.get(at), after.and_then(|after| after.get(at))];
        let departure = departures
            .into_iter()
            .flatten()
            .filter(|segment| !segment.has_departed(now))
            .map(|segment| segment.departs_at)
            .min()
            .unwrap_or(now);

        let in_time = departure.saturating_sub(self.answer_before);
        let at_least = now.saturating_add(self.answer_at_least);
        in_time.max(at_least).min(departure)
    }
}
