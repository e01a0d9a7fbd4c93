//! What is logged, and how.

use serde::Deserialize;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use super::choice::choice;
use super::error::Faults;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub filter: String,
    pub format: LogFormat,
}

choice! {
    pub enum LogFormat {
        Text = "text",
        Json = "json",
    }
}

impl Log {
    pub(super) fn check(&self, faults: &mut Faults) {
        // Any word could be a module, of which all would be logged, and of the others nothing.
        let is_level = |part: &str| part.contains('=') || part.parse::<LevelFilter>().is_ok();
        let mut parts = self.filter.split(',');
        if !parts.all(is_level) || EnvFilter::try_new(&self.filter).is_err() {
            let wanted = "must be off, error, warn, info, debug or trace, or one of these for \
                          everything and others for parts, as info,airside_http=debug";
            faults.wrong("log.filter", wanted);
        }
    }
}
