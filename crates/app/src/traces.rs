//! Which trace work belongs to: from a request through the outbox and the bus to its worker.
//!
//! A trace is named as `traceparent` of W3C Trace Context has it. While nothing is exported there
//! are none.

use std::collections::HashMap;

use opentelemetry::global;
use opentelemetry::trace::TraceContextExt as _;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The header that names a trace, in HTTP and in messages.
pub const TRACEPARENT: &str = "traceparent";

/// The trace of the work at hand.
pub fn current() -> Option<String> {
    let context = Span::current().context();
    let mut headers = HashMap::new();
    global::get_text_map_propagator(|traces| traces.inject_context(&context, &mut headers));
    headers.remove(TRACEPARENT)
}

/// Calls the work of a span by what it is about, where it is traced.
pub fn name(span: &Span, name: impl FnOnce() -> String) {
    let context = span.context();
    if context.span().is_recording() {
        context.span().update_name(name());
    }
}

/// Makes a span, which has not begun yet, part of a trace that began elsewhere.
pub fn follow(span: &Span, traceparent: &str) {
    let headers = HashMap::from([(TRACEPARENT.to_owned(), traceparent.to_owned())]);
    let parent = global::get_text_map_propagator(|traces| traces.extract(&headers));
    // It fails where nothing is exported.
    let _ = span.set_parent(parent);
}
