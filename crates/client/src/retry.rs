//! When a call is sent again, and after which pause.
//!
//! Only what a moment may cure is sent again. A write without a key is sent again only if
//! the server cannot have acted on it: after a lost answer nobody knows.

use std::time::Duration;

use crate::answer::Answer;
use crate::call::Repeat;

/// How often and how long a call is sent again, on failures of the connection, time-outs, 429,
/// 502, 503, 504, and while the first request with its key is running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// How often a call is sent at most, the first time included.
    pub attempts: u32,
    /// After so long it is not sent again.
    pub longest: Duration,
    /// The first pause; each is twice the one before, less up to a half by chance.
    pub first_pause: Duration,
    /// No pause is longer, but where the server asks for it.
    pub longest_pause: Duration,
}

impl Retry {
    /// Each call is sent once.
    pub const NEVER: Self = Self { attempts: 1, ..Self::DEFAULT };

    const DEFAULT: Self = Self {
        attempts: 6,
        longest: Duration::from_mins(1),
        first_pause: Duration::from_millis(100),
        longest_pause: Duration::from_secs(5),
    };

    /// How long to wait before a call is sent again; `None` when its outcome stands.
    pub(crate) fn pause(
        &self,
        attempt: u32,
        elapsed: Duration,
        repeat: &Repeat,
        outcome: &Result<Answer, reqwest::Error>,
    ) -> Option<Duration> {
        let may_help = match outcome {
            Ok(answer) => may_be_answered_better(answer, repeat),
            Err(error) => may_be_answered_at_all(error, repeat),
        };
        if !may_help || attempt >= self.attempts {
            return None;
        }
        let asked = outcome.as_ref().ok().and_then(Answer::retry_after);
        let own = self.own_pause(attempt);
        // By chance, or all whom the server sent away would come back at once.
        let pause = asked.map_or(own, |asked| asked.saturating_add(by_chance(self.first_pause)));
        let is_in_time = elapsed.saturating_add(pause) <= self.longest;
        is_in_time.then_some(pause)
    }

    fn own_pause(&self, attempt: u32) -> Duration {
        let doubled = 1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
        let whole = self.first_pause.saturating_mul(doubled).min(self.longest_pause);
        whole / 2 + by_chance(whole / 2)
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::DEFAULT
    }
}

fn may_be_answered_better(answer: &Answer, repeat: &Repeat) -> bool {
    match (answer.status, repeat) {
        (429, _) | (502..=504, Repeat::Harmless | Repeat::UnderKey(_)) => true,
        (409, Repeat::UnderKey(_)) => {
            answer.problem().is_some_and(|problem| problem.is("idempotency_key_in_use"))
        }
        (_, Repeat::Harmless | Repeat::UnderKey(_) | Repeat::IfUnheard) => false,
    }
}

fn may_be_answered_at_all(error: &reqwest::Error, repeat: &Repeat) -> bool {
    match repeat {
        Repeat::Harmless | Repeat::UnderKey(_) => !error.is_builder(),
        Repeat::IfUnheard => error.is_connect(),
    }
}

/// Up to so long.
fn by_chance(longest: Duration) -> Duration {
    longest.mul_f64(rand::random())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_within_their_bounds() {
        let retry = Retry::default();
        for (attempt, whole) in [(1, 100), (2, 200), (3, 400), (7, 5_000), (400, 5_000)] {
            let whole = Duration::from_millis(whole);
            let pause = retry.own_pause(attempt);
            assert!((whole / 2..=whole).contains(&pause), "{attempt}: {pause:?}");
        }
    }
}
