//! How long something is waited for, and how often it is looked for meanwhile.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// Ends at its time, however often one has looked by then.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    until: Instant,
    between: Duration,
}

impl Patience {
    /// For what happens in the browser, which is looked at again at once.
    pub(crate) fn new(longest: Duration) -> Self {
        Self { until: Instant::now() + longest, between: Duration::from_millis(20) }
    }

    /// For what the server does: each look is a request.
    pub(crate) fn with_server() -> Self {
        let until = Instant::now() + Duration::from_secs(30);
        Self { until, between: Duration::from_millis(250) }
    }

    /// Lets some time pass; says no when it has all passed.
    pub(crate) async fn lasts(&self) -> bool {
        sleep(self.between).await;
        Instant::now() < self.until
    }
}
