//! Where traces go.

use serde::Deserialize;

use super::error::Faults;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traces {
    /// Of a collector, as `http://collector:4318/v1/traces`; empty: nothing is traced.
    pub endpoint: String,
    /// How many of a hundred requests are traced.
    pub percent: u8,
}

impl Traces {
    pub(super) fn check(&self, faults: &mut Faults) {
        let is_plain = self.endpoint.starts_with("http://") && !self.endpoint.contains('@');
        if !self.endpoint.is_empty() && !is_plain {
            let wanted = "must be empty or as http://collector:4318/v1/traces: a collector beside \
                          the server; a password belongs into OTEL_EXPORTER_OTLP_HEADERS";
            faults.wrong("traces.endpoint", wanted);
        }
        if self.percent > 100 {
            faults.wrong("traces.percent", "must be 0 to 100");
        }
    }
}
