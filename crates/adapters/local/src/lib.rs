//! Ports kept inside this process: bus, limits, files, time and chance.
//!
//! These adapters need no other program, and forget what they hold (but for files) when the process
//! ends; sweepers find what was lost on the way.

mod blobs;
mod bus;
mod clock;
mod entropy;
mod limits;
mod no_mail;
mod no_webhooks;
mod queue;

pub use blobs::FileBlobs;
pub use bus::LocalBus;
pub use clock::{MovableClock, SystemClock, TestClock};
pub use entropy::{CountedEntropy, SystemEntropy};
pub use limits::LocalLimits;
pub use no_mail::NoMail;
pub use no_webhooks::NoWebhooks;
