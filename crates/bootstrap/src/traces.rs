//! Where traces go: to a collector that speaks OTLP over HTTP, if the settings name one.

use anyhow::Context as _;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry::{KeyValue, global};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracer, SdkTracerProvider};

use crate::settings::Settings;

/// Traces on their way out. What is still here is sent when it is dropped.
#[must_use = "traces that were not sent yet are lost with the process"]
pub struct Traces(Option<SdkTracerProvider>);

impl Traces {
    /// Sends them from now on, from a thread of its own.
    pub(crate) fn start(settings: &Settings) -> anyhow::Result<Self> {
        let traces = &settings.traces;
        if traces.endpoint.is_empty() {
            return Ok(Self(None));
        }
        let exporter = SpanExporter::builder().with_http().with_endpoint(&traces.endpoint).build();
        let exporter = exporter.context("traces cannot be exported (traces.endpoint)")?;
        // Who follows a trace from outside gets all of ours in it.
        let share = Sampler::TraceIdRatioBased(f64::from(traces.percent) / 100.0);
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder().with_service_name("airside").with_attribute(version);
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(Sampler::ParentBased(Box::new(share)))
            .with_resource(resource.build())
            .build();
        global::set_text_map_propagator(TraceContextPropagator::new());
        Ok(Self(Some(provider)))
    }

    pub(crate) fn tracer(&self) -> Option<SdkTracer> {
        Some(self.0.as_ref()?.tracer("airside"))
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Some(Err(error)) = self.0.as_ref().map(SdkTracerProvider::shutdown) {
            tracing::warn!(%error, "the last traces could not be sent");
        }
    }
}
