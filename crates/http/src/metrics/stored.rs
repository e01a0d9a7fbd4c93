//! What waits in the store, and how busy its connections are: the same whichever node tells it.

use std::time::{Duration, Instant};

use airside_app::App;
use airside_app::figures::{Gauge, Registry};
use airside_app::ports::store::{Backlog, Connections};
use prometheus::proto::MetricFamily;
use tokio::sync::Mutex;
use tokio::time::timeout;

/// How long a count is told again: whoever asks more often asks the store no more.
const KEPT: Duration = Duration::from_secs(5);
/// How long the store may take to count.
const PATIENCE: Duration = Duration::from_secs(2);

/// The figures, and when they were counted last.
pub(crate) struct Counted {
    registry: Registry,
    waiting: Gauge<1>,
    oldest: Gauge<1>,
    connections: Gauge<1>,
    most_connections: Gauge<0>,
    is_up: Gauge<0>,
    last: Mutex<Option<Instant>>,
}

impl Default for Counted {
    fn default() -> Self {
        let registry = Registry::default();
        Self {
            waiting: registry.gauge(
                "airside_waiting",
                "What waits in the store, of all nodes together.",
                ["what"],
            ),
            oldest: registry.gauge(
                "airside_waiting_oldest_age_seconds",
                "How long the oldest of it has waited; 0 when nothing waits.",
                ["what"],
            ),
            connections: registry.gauge(
                "airside_store_connections",
                "Connections of this process to its store, by what they do.",
                ["state"],
            ),
            most_connections: registry.gauge(
                "airside_store_connections_max",
                "How many there may be.",
                [],
            ),
            is_up: registry.gauge(
                "airside_store_up",
                "Whether the store could be asked what waits.",
                [],
            ),
            last: Mutex::default(),
            registry,
        }
    }
}

impl Counted {
    /// All of it, counted just now or a moment ago.
    pub(crate) async fn look(&self, app: &App) -> Vec<MetricFamily> {
        let store = &app.ports.store;
        let mut last = self.last.lock().await;
        if last.is_none_or(|at| at.elapsed() >= KEPT) {
            let backlogs = timeout(PATIENCE, store.backlogs(app.now())).await;
            let backlogs = backlogs.ok().and_then(Result::ok);
            self.is_up.set([], i64::from(backlogs.is_some()));
            backlogs.unwrap_or_default().iter().for_each(|it| self.set(app, it));
            *last = Some(Instant::now());
        }
        let Connections { most, in_use, idle } = store.connections();
        for (gauge, value) in [("in_use", in_use), ("idle", idle)] {
            self.connections.set([gauge], i64::try_from(value).unwrap_or(i64::MAX));
        }
        self.most_connections.set([], i64::try_from(most).unwrap_or(i64::MAX));
        self.registry.gather()
    }

    fn set(&self, app: &App, backlog: &Backlog) {
        let what = [backlog.what.code()];
        self.waiting.set(what, backlog.count);
        let age = backlog.since.map_or(0, |since| (app.now() - since).whole_seconds());
        self.oldest.set(what, age.max(0));
    }
}
