//! What is wrong with the settings, told without what is written in them: it may be a key.

use std::path::PathBuf;

use config::ConfigError;
use thiserror::Error;

/// What is wrong with the settings.
#[derive(Debug, Error)]
pub enum SettingsError {
    #[error("AIRSIDE_CONFIG names {0:?}, which is not a file")]
    NoFile(PathBuf),
    #[error("the setting {name} {detail}")]
    Wrong { name: &'static str, detail: String },
    /// The message names the setting and where it came from.
    #[error("a setting cannot be read: {0}")]
    Unreadable(String),
}

impl From<ConfigError> for SettingsError {
    fn from(error: ConfigError) -> Self {
        Self::Unreadable(told(&error))
    }
}

/// What is wrong and where, without what is written there: it may be a key.
fn told(error: &ConfigError) -> String {
    let at = |key: &Option<String>, detail: String| match key {
        Some(key) => format!("{key}: {detail}"),
        None => detail,
    };
    match error {
        ConfigError::Type { expected, key, .. } => at(key, format!("must be {}", plain(expected))),
        ConfigError::At { error, key, .. } => at(key, told(error)),
        // The lines of a file are shown behind a stroke, and values in quotation marks.
        other => {
            let shown = other.to_string();
            let lines: Vec<_> = shown.lines().filter(|line| !line.contains('|')).collect();
            let told = lines.join(": ");
            told.split('"').step_by(2).collect::<Vec<_>>().join("…")
        }
    }
}

/// What is expected, without the sizes of numbers in memory.
fn plain(expected: &str) -> &str {
    match expected {
        "an unsigned 8 bit integer" => "a whole number from 0 to 255",
        "an unsigned 16 bit integer" => "a whole number from 0 to 65535",
        number if number.starts_with("an unsigned") => "a whole number from 0",
        number if number.ends_with("integer") => "a whole number",
        other => other,
    }
}

impl SettingsError {
    pub(super) fn wrong(name: &'static str, detail: impl Into<String>) -> Self {
        Self::Wrong { name, detail: detail.into() }
    }
}
