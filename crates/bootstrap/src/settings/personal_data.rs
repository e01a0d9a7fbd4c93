//! How what is kept about people is kept: how long, and sealed with which keys.

use airside_app::sealing::KeyRing;
use serde::Deserialize;

use super::error::SettingsError;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonalData {
    /// The keys that seal what is private, newest first: `name:base64`, separated by commas.
    pub keys: String,
    /// How many days after it is over a booking keeps its people; 0: until they ask.
    pub retention_days: u32,
}

airside_primitives::hide_in_debug!(PersonalData { retention_days });

impl PersonalData {
    /// The keys that seal what is private in the store.
    pub fn sealing_keys(&self) -> Result<KeyRing, SettingsError> {
        KeyRing::parse(&self.keys).map_err(|error| {
            SettingsError::wrong("personal_data.keys", format!("cannot be read: {error}"))
        })
    }
}
