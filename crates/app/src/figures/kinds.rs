//! Figures of Prometheus, with as many labels as they were made with.
//!
//! Making one fails for a name that Prometheus would not take, or that is there twice: a test of the
//! whole text excludes that, and meanwhile such a figure counts nothing.

use std::time::Duration;

use prometheus::core::Collector;
use prometheus::proto::MetricFamily;
use prometheus::{HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts};

/// Figures that are told together.
#[derive(Default, Clone)]
pub struct Registry(prometheus::Registry);

/// It only grows.
#[derive(Clone)]
pub struct Counter<const LABELS: usize>(Option<IntCounterVec>);

/// It goes up and down.
#[derive(Clone)]
pub struct Gauge<const LABELS: usize>(Option<IntGaugeVec>);

/// How long something takes.
#[derive(Clone)]
pub struct Times<const LABELS: usize>(Option<HistogramVec>);

impl Registry {
    pub fn counter<const N: usize>(&self, name: &str, help: &str, labels: [&str; N]) -> Counter<N> {
        Counter(self.added(IntCounterVec::new(Opts::new(name, help), &labels)))
    }

    pub fn gauge<const N: usize>(&self, name: &str, help: &str, labels: [&str; N]) -> Gauge<N> {
        Gauge(self.added(IntGaugeVec::new(Opts::new(name, help), &labels)))
    }

    /// `buckets` are seconds, the shortest first.
    pub fn times<const N: usize>(
        &self,
        name: &str,
        help: &str,
        labels: [&str; N],
        buckets: &[f64],
    ) -> Times<N> {
        let opts = HistogramOpts::new(name, help).buckets(buckets.to_vec());
        Times(self.added(HistogramVec::new(opts, &labels)))
    }

    /// What every program has: `process_cpu_seconds_total` and its like.
    #[must_use]
    pub fn with_process(self) -> Self {
        #[cfg(target_os = "linux")]
        let _ = self.add(prometheus::process_collector::ProcessCollector::for_self());
        self
    }

    /// All of them now.
    pub fn gather(&self) -> Vec<MetricFamily> {
        self.0.gather()
    }

    fn added<F: Collector + Clone + 'static>(&self, figure: prometheus::Result<F>) -> Option<F> {
        let figure = figure.ok()?;
        self.add(figure.clone()).ok()?;
        Some(figure)
    }

    fn add(&self, figure: impl Collector + 'static) -> prometheus::Result<()> {
        self.0.register(Box::new(figure))
    }
}

impl<const N: usize> Counter<N> {
    /// Tells of it before it has counted.
    pub fn begin(&self, labels: [&str; N]) {
        if let Some(counter) = &self.0 {
            counter.with_label_values(&labels);
        }
    }

    pub fn count(&self, labels: [&str; N]) {
        if let Some(counter) = &self.0 {
            counter.with_label_values(&labels).inc();
        }
    }
}

impl<const N: usize> Gauge<N> {
    pub fn set(&self, labels: [&str; N], value: i64) {
        if let Some(gauge) = &self.0 {
            gauge.with_label_values(&labels).set(value);
        }
    }
}

impl<const N: usize> Times<N> {
    /// Tells of it before it was taken.
    pub fn begin(&self, labels: [&str; N]) {
        if let Some(times) = &self.0 {
            times.with_label_values(&labels);
        }
    }

    pub fn observe(&self, labels: [&str; N], took: Duration) {
        if let Some(times) = &self.0 {
            times.with_label_values(&labels).observe(took.as_secs_f64());
        }
    }
}
