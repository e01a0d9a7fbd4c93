//! Work that nobody waits for: the relay, the handlers of messages, and the sweepers.

pub mod handlers;
pub mod relay;
pub mod sweep;
pub mod time;
pub mod watched;
pub mod world;
