//! Figures for Prometheus.
//!
//! Routes are counted by pattern (`/v1/bookings/{booking_ref}`), never by path: paths
//! would make a new series for each booking and put references into the monitoring.

use std::sync::LazyLock;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::Data;
use airside_app::App;
use prometheus::core::Collector;
use prometheus::proto::MetricFamily;
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder,
};

use crate::admission::House;
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

        register(&registry, requests.as_ref());
        register(&registry, seconds.as_ref());
        register(&registry, build.as_ref());
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

/// Adds figures to those that are told of.
fn register(registry: &Registry, figures: Option<&(impl Collector + Clone + 'static)>) {
    if let Some(figures) = figures {
        // It fails for a name that is there twice, which is not the case.
        let _ = registry.register(Box::new(figures.clone()));
    }
}

/// What is told of the rooms that requests are in work in.
pub(crate) struct RoomFigures {
    registry: Registry,
    places: Option<IntGaugeVec>,
    in_work: Option<IntGaugeVec>,
    turned_away: Option<IntCounterVec>,
}

impl RoomFigures {
    pub(crate) fn new() -> Self {
        let places = Opts::new("airside_http_places", "Requests that may be in work at a time.");
        let in_work = Opts::new("airside_http_in_work", "Requests in work now.");
        let turned_away = "Requests that were answered 503 because their room was full.";
        let turned_away = Opts::new("airside_http_turned_away_total", turned_away);
        let figures = Self {
            registry: Registry::new(),
            places: IntGaugeVec::new(places, &["room"]).ok(),
            in_work: IntGaugeVec::new(in_work, &["room"]).ok(),
            turned_away: IntCounterVec::new(turned_away, &["room"]).ok(),
        };
        register(&figures.registry, figures.places.as_ref());
        register(&figures.registry, figures.in_work.as_ref());
        register(&figures.registry, figures.turned_away.as_ref());
        figures
    }

    /// Says how full a room is.
    pub(crate) fn set(&self, room: &str, places: usize, in_work: usize) {
        for (gauge, value) in [(&self.places, places), (&self.in_work, in_work)] {
            if let Some(gauge) = gauge {
                gauge.with_label_values(&[room]).set(i64::try_from(value).unwrap_or(i64::MAX));
            }
        }
        // An alert on a counter wants it to be there before it first counts.
        if let Some(turned_away) = &self.turned_away {
            turned_away.with_label_values(&[room]);
        }
    }

    /// Counts a request that found a room full.
    pub(crate) fn turned_away(&self, room: &str) {
        if let Some(turned_away) = &self.turned_away {
            turned_away.with_label_values(&[room]).inc();
        }
    }

    pub(crate) fn gather(&self) -> Vec<MetricFamily> {
        self.registry.gather()
    }
}

/// What the webhooks that this process sent came to.
fn of_webhooks(app: &App) -> Vec<MetricFamily> {
    let registry = Registry::new();
    let told = "Tries to deliver a webhook, by what came of them.";
    let tries = Opts::new("airside_webhook_deliveries_total", told);
    let tries = IntCounterVec::new(tries, &["outcome"]).ok();
    for (outcome, count) in app.delivered.by_outcome() {
        if let Some(tries) = &tries {
            tries.with_label_values(&[outcome]).inc_by(count);
        }
    }
    register(&registry, tries.as_ref());
    registry.gather()
}

/// Figures for Prometheus
///
/// In its text format.
#[utoipa::path(
    get, path = "/metrics", operation_id = "getMetrics", tag = "Service", security(()),
    responses((status = 200, description = "Figures for Prometheus", content_type = "text/plain", body = String))
)]
pub(crate) async fn metrics(
    app: Option<Data<App>>,
    house: Option<Data<House>>,
) -> Result<HttpResponse, Problem> {
    let mut figures = METRICS.registry.gather();
    // A document worker has none.
    figures.extend(house.iter().flat_map(|house| house.figures()));
    figures.extend(app.iter().flat_map(|app| of_webhooks(app)));
    let encoder = TextEncoder::new();
    let mut text = Vec::new();
    encoder.encode(&figures, &mut text).map_err(|error| Problem::internal(&error))?;
    Ok(HttpResponse::Ok().content_type(encoder.format_type()).body(text))
}
