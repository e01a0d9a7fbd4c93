//! What was answered.
//!
//! Routes are counted by pattern (`/v1/bookings/{booking_ref}`), never by path: paths
//! would make a new series for each booking and put references into the monitoring.

use std::sync::LazyLock;
use std::time::Duration;

use airside_app::figures::{Counter, Registry, Times};
use prometheus::proto::MetricFamily;

/// Seconds; most answers come from memory.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Methods that are counted by name. The client chooses the word, and each one would
/// be a series for as long as the process lives.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/// A method by its name, or `OTHER`.
pub(crate) fn called(method: &str) -> &'static str {
    METHODS.into_iter().find(|known| *known == method).unwrap_or("OTHER")
}

/// The requests of this process, and the process itself.
pub(crate) static REQUESTS: LazyLock<Requests> = LazyLock::new(Requests::new);

/// What is counted.
pub(crate) struct Requests {
    registry: Registry,
    answered: Counter<3>,
    took: Times<2>,
}

impl Requests {
    fn new() -> Self {
        let registry = Registry::default().with_process();
        let version = "Always 1; the version is in the label.";
        registry
            .gauge("airside_build_info", version, ["version"])
            .set([env!("CARGO_PKG_VERSION")], 1);
        Self {
            answered: registry.counter(
                "airside_http_requests_total",
                "Requests answered.",
                ["method", "route", "status"],
            ),
            took: registry.times(
                "airside_http_request_duration_seconds",
                "Time from the first byte of a request to its answer.",
                ["method", "route"],
                &BUCKETS,
            ),
            registry,
        }
    }

    /// Counts an answer.
    pub(crate) fn observe(&self, method: &str, route: &str, status: u16, took: Duration) {
        let method = called(method);
        self.answered.count([method, route, &status.to_string()]);
        self.took.observe([method, route], took);
    }

    pub(crate) fn gather(&self) -> Vec<MetricFamily> {
        self.registry.gather()
    }
}
