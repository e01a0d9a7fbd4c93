//! What accounts may use of webhooks, and how long their events are kept.

use time::Duration;

/// What may be used: figures that an operator may change.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// How many endpoints an account may have.
    pub most_endpoints: u16,
    /// How long events are kept.
    pub events_kept: Duration,
    /// How long a delivery waits for those whose work it is before a sweeper makes it.
    pub left_to_workers: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            most_endpoints: 10,
            events_kept: Duration::days(30),
            left_to_workers: Duration::seconds(5),
        }
    }
}
