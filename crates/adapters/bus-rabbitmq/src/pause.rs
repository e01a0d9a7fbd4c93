//! Growing waits between two tries, spread so that nodes do not all try at once.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

const WAITS: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(75))
    .with_max_delay(Duration::from_secs(3))
    .without_max_times()
    .with_jitter();

/// Waits without an end: 75 to 150 ms first, then doubled, up to six seconds.
pub(crate) fn waits() -> ExponentialBackoff {
    WAITS.build()
}
