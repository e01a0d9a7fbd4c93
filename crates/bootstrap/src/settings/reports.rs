//! Settings of what operators ask of the books.

use airside_app::reports::Zone;
use serde::Deserialize;

use super::SettingsError;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reports {
    pub time_zone: String,
}

impl Reports {
    /// By whose clocks a day begins and ends.
    pub(crate) fn zone(&self) -> Result<Zone, SettingsError> {
        Zone::named(&self.time_zone)
            .map_err(|error| SettingsError::wrong("reports.time_zone", error.to_string()))
    }
}
