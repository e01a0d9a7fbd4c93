//! Figures for Prometheus.
//!
//! Routes are counted by pattern (`/v1/bookings/{booking_ref}`), never by path: paths
//! would make a new series for each booking and put references into the monitoring.

use std::sync::LazyLock;
use std::time::Duration;

use actix_web::HttpResponse;
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder,
};

use crate::problem::Problem;

/// Seconds; most answers come from memory.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Methods that are counted by name. The client chooses the word, and each one would
/// be a series for as long as the process lives.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/// The figures of this process.
pub(crate) static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

/// What is counted.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Option<IntCounterVec>,
    seconds: Option<HistogramVec>,
}

impl Metrics {
    fn new() -> Self {
        let registry = Registry::new();
        let requests = Opts::new("airside_http_requests_total", "Requests answered.");
        let requests = IntCounterVec::new(requests, &["method", "route", "status"]).ok();
        let seconds = HistogramOpts::new(
            "airside_http_request_duration_seconds",
            "Time from the first byte of a request to its answer.",
        );
        let seconds = seconds.buckets(BUCKETS.to_vec());
        let seconds = HistogramVec::new(seconds, &["method", "route"]).ok();
        let build = Opts::new("airside_build_info", "Always 1; the version is in the label.");
        let build = IntGaugeVec::new(build, &["version"]).ok();

        // Registering fails for a name that is there twice, which is not the case.
        for collector in [
            requests.clone().map(|it| Box::new(it) as Box<dyn prometheus::core::Collector>),
            seconds.clone().map(|it| Box::new(it) as _),
            build.clone().map(|it| Box::new(it) as _),
        ]
        .into_iter()
        .flatten()
        {
            let _ = registry.register(collector);
        }
        if let Some(build) = build {
            build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        }
        Self { registry, requests, seconds }
    }

    /// Counts an answer.
    pub(crate) fn observe(&self, method: &str, route: &str, status: u16, took: Duration) {
        let method = METHODS.into_iter().find(|known| *known == method).unwrap_or("OTHER");
        if let Some(requests) = &self.requests {
            requests.with_label_values(&[method, route, &status.to_string()]).inc();
        }
        if let Some(seconds) = &self.seconds {
            seconds.with_label_values(&[method, route]).observe(took.as_secs_f64());
        }
    }
}

/// Figures in Prometheus' text format.
#[utoipa::path(
    get, path = "/metrics", tag = "Service", security(()),
    responses((status = 200, description = "Figures for Prometheus", content_type = "text/plain", body = String))
)]
pub(crate) async fn metrics() -> Result<HttpResponse, Problem> {
    let encoder = TextEncoder::new();
    let mut text = Vec::new();
    encoder
        .encode(&METRICS.registry.gather(), &mut text)
        .map_err(|error| Problem::internal(&error))?;
    Ok(HttpResponse::Ok().content_type(encoder.format_type()).body(text))
}
