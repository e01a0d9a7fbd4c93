//! Reads settings one by one where they cannot be read together, so that each one that is no
//! setting, or not of its kind, is told of at once.

use config::{Config, ConfigError, Value, ValueKind};

use super::Settings;
use super::error::Faults;

/// The settings, and what of them cannot be read; that has its default.
///
/// Fails where the defaults themselves cannot be read.
pub(super) fn read(all: &Config, defaults: Config) -> Result<(Settings, Faults), ConfigError> {
    if let Ok(settings) = all.clone().try_deserialize() {
        return Ok((settings, Faults::default()));
    }
    let (mut readable, mut faults) = (defaults, Faults::default());
    for (name, value) in single(all)? {
        match with(&readable, &name, value) {
            Ok(more) => readable = more,
            Err(error) => faults.unreadable(&name, &error),
        }
    }
    Ok((readable.try_deserialize()?, faults))
}

/// These settings and one more; fails if it cannot be read.
fn with(readable: &Config, name: &str, value: Value) -> Result<Config, ConfigError> {
    let sources = Config::builder().add_source(readable.clone());
    let more = sources.set_override(name, value)?.build()?;
    more.clone().try_deserialize::<Settings>().map(|_| more)
}

/// Every setting by its whole name, in the order of the names.
fn single(all: &Config) -> Result<Vec<(String, Value)>, ConfigError> {
    let mut single = Vec::new();
    for (section, value) in config::Source::collect(all)? {
        match value.kind {
            ValueKind::Table(table) => {
                let inside = table.into_iter();
                single.extend(inside.map(|(name, value)| (format!("{section}.{name}"), value)));
            }
            _ => single.push((section, value)),
        }
    }
    single.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(single)
}
