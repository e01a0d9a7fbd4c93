//! What the adapter must be told.
//!
//! All programs of one deployment need the same `prefix` and `retry_delays`: both are in
//! the names of queues.

use std::fmt;
use std::num::NonZeroU16;
use std::time::Duration;

/// How to reach the broker, and how it is used.
///
/// The address may hold a password, so it is never shown.
#[derive(Clone)]
pub struct Settings {
    /// `amqp://` or `amqps://`, with the virtual host at the end: `/%2f` is the broker's own.
    pub url: String,
    /// Begins the name of every queue and exchange, as `airside` in `airside.documents`;
    /// 100 bytes at most.
    pub prefix: String,
    /// How many messages one consumer handles at a time.
    pub prefetch: NonZeroU16,
    /// The wait before each delivery after the first; the last is used for all that follow.
    /// Each is a queue of its own. Whole milliseconds.
    pub retry_delays: Vec<Duration>,
    /// How often a message is handled before it is put aside as dead.
    pub attempts: u32,
    /// How long the broker gets for one answer, connecting included. A `publish` fails after
    /// twice as long at the latest.
    pub patience: Duration,
}

impl Settings {
    /// The usual waits: 1 s, 5 s, then 30 s, for about nine minutes.
    pub fn new(url: impl Into<String>, prefix: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            prefix: prefix.into(),
            prefetch: const { NonZeroU16::new(8).unwrap() },
            retry_delays: [1, 5, 30].map(Duration::from_secs).to_vec(),
            attempts: 20,
            patience: Duration::from_secs(5),
        }
    }

    /// The wait before the next delivery of a message that was handled `handled` times; `None`
    /// after the last.
    pub(crate) fn delay_after(&self, handled: u32) -> Option<Duration> {
        if handled < self.attempts { self.endless_delay_after(handled) } else { None }
    }

    /// The same for what must not be given up.
    pub(crate) fn endless_delay_after(&self, handled: u32) -> Option<Duration> {
        let nth = usize::try_from(handled.saturating_sub(1)).unwrap_or(usize::MAX);
        self.retry_delays.get(nth).or(self.retry_delays.last()).copied()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("prefix", &self.prefix)
            .field("prefetch", &self.prefetch)
            .field("retry_delays", &self.retry_delays)
            .field("attempts", &self.attempts)
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_ends() {
        let settings = Settings::new("amqp://host", "airside");
        let waits = |handled| settings.delay_after(handled).map(|wait| wait.as_secs());
        assert_eq!([1, 2, 3, 4, 19].map(waits), [1, 5, 30, 30, 30].map(Some));
        assert_eq!(waits(20), None);
        assert_eq!(settings.endless_delay_after(20), Some(Duration::from_secs(30)));
    }

    #[test]
    fn the_password_is_not_shown() {
        let settings = Settings::new("amqp://airside:hush@host/%2f", "airside");
        assert!(!format!("{settings:?}").contains("hush"));
    }
}
