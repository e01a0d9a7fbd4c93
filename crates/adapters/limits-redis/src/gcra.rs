//! The rate limiter itself: one script, run inside Redis.
//!
//! Redis tells the time, so that all nodes agree on it; the script answers with lengths of time,
//! and the rest is arithmetic here.

use airside_app::ports::{Decision, Limit};
use deadpool_redis::redis::aio::MultiplexedConnection;
use deadpool_redis::redis::{ErrorKind, RedisError, Script, ServerErrorKind, cmd};

const SCRIPT: &str = include_str!("gcra.lua");
const NO_SCRIPT: ErrorKind = ErrorKind::Server(ServerErrorKind::NoScript);
const MICROSECONDS: u64 = 1_000_000;

/// The longest time that a burst takes to be whole: about 71 years. Added to the time of
/// day it stays below 2^53, up to which Lua counts exactly.
const LONGEST: u64 = 1 << 51;

/// Counts a request against a limit, in one call.
pub(crate) struct Gcra {
    script: Script,
}

impl Gcra {
    pub(crate) fn new() -> Self {
        Self { script: Script::new(SCRIPT) }
    }

    /// Runs the script by its hash, and sends it again to a Redis that has forgotten it.
    pub(crate) async fn take(
        &self,
        mut connection: MultiplexedConnection,
        limit: Limit,
        key: &str,
    ) -> Result<Decision, RedisError> {
        let (interval, full) = lengths(limit);
        let call = |command: &str, script: &str| {
            let mut call = cmd(command);
            call.arg(script).arg(1).arg(key).arg(interval).arg(full);
            call
        };
        let by_hash = call("EVALSHA", self.script.get_hash());
        let answer: Result<(bool, u64), RedisError> = by_hash.query_async(&mut connection).await;
        let (allowed, missing) = match answer {
            // Sent whole, it cannot be forgotten again in between.
            Err(error) if error.kind() == NO_SCRIPT => {
                call("EVAL", SCRIPT).query_async(&mut connection).await?
            }
            answer => answer?,
        };
        Ok(decision(limit, allowed, missing))
    }
}

/// The microseconds until one more is allowed (at least 1), and until a whole burst is.
fn lengths(limit: Limit) -> (u64, u64) {
    let period = u64::from(limit.period_seconds) * MICROSECONDS;
    let burst = u64::from(limit.burst.max(1));
    let interval = (period / u64::from(limit.rate.max(1))).max(1);
    let full = interval.saturating_mul(burst).min(LONGEST);
    (interval.min(full), full)
}

/// The decision when the burst is whole again in `missing` microseconds.
fn decision(limit: Limit, allowed: bool, missing: u64) -> Decision {
    let (interval, full) = lengths(limit);
    let left = full.saturating_sub(missing);
    let reset_seconds = seconds(interval - left % interval).max(1);
    let (remaining, retry_after_seconds) = if allowed {
        (u32::try_from(left / interval).unwrap_or(u32::MAX), 0)
    } else {
        (0, reset_seconds)
    };
    Decision { allowed, remaining, retry_after_seconds, reset_seconds }
}

/// Rounded up.
fn seconds(microseconds: u64) -> u32 {
    u32::try_from(microseconds.div_ceil(MICROSECONDS)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: Limit = Limit { name: "api", rate: 50, period_seconds: 1, burst: 100 };

    #[test]
    fn an_answer_tells_what_is_left_and_when_to_come_back() {
        let full = 100 * 20_000;
        let answer = |allowed, missing| {
            let it = decision(API, allowed, missing);
            (it.remaining, it.retry_after_seconds, it.reset_seconds)
        };
        assert_eq!(answer(true, 20_000), (99, 0, 1));
        assert_eq!(answer(true, full), (0, 0, 1));
        assert_eq!(answer(false, full), (0, 1, 1));

        let a_minute = Limit { name: "login", rate: 1, period_seconds: 60, burst: 2 };
        let refused = decision(a_minute, false, 60_000_001);
        assert_eq!((refused.retry_after_seconds, refused.reset_seconds), (1, 1));
        let refused = decision(a_minute, false, 120_000_000);
        assert_eq!((refused.retry_after_seconds, refused.reset_seconds), (60, 60));
        let allowed = decision(a_minute, true, 80_000_000);
        assert_eq!((allowed.remaining, allowed.reset_seconds), (0, 20));
    }

    #[test]
    fn no_limit_leaves_the_numbers_that_lua_counts_exactly() {
        let largest = Limit { name: "x", rate: 1, period_seconds: u32::MAX, burst: u32::MAX };
        let nothing = Limit { name: "x", rate: 0, period_seconds: 0, burst: 0 };
        for limit in [largest, nothing, Limit { rate: u32::MAX, ..largest }] {
            let (interval, full) = lengths(limit);
            assert!(1 <= interval && interval <= full && full <= LONGEST, "{limit:?}");
        }
    }
}
