//! What is wrong with the settings, all of it at once, and told without what is written in them: it
//! may be a key.

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
    #[error("the settings have {} faults:\n  {}", .0.len(), lines(.0).join("\n  "))]
    Several(Vec<Self>),
}

/// A line for each.
fn lines(faults: &[SettingsError]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
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

/// What was found wrong so far.
#[derive(Default)]
pub(super) struct Faults {
    found: Vec<SettingsError>,
    /// Sections of which something could not be read.
    unread: Vec<String>,
}

impl Faults {
    /// Notes that a setting cannot be read.
    pub(super) fn unreadable(&mut self, name: &str, error: &ConfigError) {
        self.unread.push(section(name).to_owned());
        self.found.push(SettingsError::Unreadable(told(error)));
    }

    /// Notes that a setting makes no sense.
    pub(super) fn wrong(&mut self, name: &'static str, detail: impl Into<String>) {
        self.note(SettingsError::wrong(name, detail));
    }

    /// Hands on what is right, and notes what is wrong with the rest.
    pub(super) fn none_in<T>(&mut self, outcome: Result<T, SettingsError>) -> Option<T> {
        outcome.map_err(|fault| self.note(fault)).ok()
    }

    /// Whether nothing was.
    pub(super) fn none(mut self) -> Result<(), SettingsError> {
        match self.found.len() {
            0 | 1 => self.found.pop().map_or(Ok(()), Err),
            _ => Err(SettingsError::Several(self.found)),
        }
    }

    /// A section that was read in part has defaults in the rest, of which nothing is to be said.
    fn note(&mut self, fault: SettingsError) {
        let is_of_defaults = match &fault {
            SettingsError::Wrong { name, .. } => {
                self.unread.iter().any(|unread| unread == section(name))
            }
            SettingsError::NoFile(_) | SettingsError::Unreadable(_) | SettingsError::Several(_) => {
                false
            }
        };
        if !is_of_defaults {
            self.found.push(fault);
        }
    }
}

fn section(name: &str) -> &str {
    name.split_once('.').map_or(name, |(section, _)| section)
}
