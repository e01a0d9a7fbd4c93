//! When to start a program again that ended by itself.
//!
//! Soon, and later each time: one that cannot start should not fill the screen.

use std::time::{Duration, Instant};

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);
/// One that ran for so long had started well.
const STEADY: Duration = Duration::from_mins(1);

#[derive(Debug, Default)]
pub(super) struct Retry {
    next: Option<Duration>,
}

impl Retry {
    /// How long to wait after a program ended that had run for so long.
    pub(super) fn after(&mut self, ran: Duration) -> Duration {
        let wait = match self.next {
            Some(wait) if ran < STEADY => wait,
            Some(_) | None => FIRST,
        };
        self.next = Some((wait * 2).min(LONGEST));
        wait
    }
}

/// What a program is doing.
#[derive(Debug)]
pub(super) enum Phase {
    Stopped,
    Running {
        since: Instant,
    },
    /// It ended by itself.
    Waiting {
        until: Instant,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_until_a_program_runs_well() {
        let mut retry = Retry::default();
        let at_once = Duration::ZERO;
        let waits: Vec<u64> = (0..7).map(|_| retry.after(at_once).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(retry.after(STEADY).as_secs(), 1);
        assert_eq!(retry.after(at_once).as_secs(), 2);
    }
}
