//! Work that nobody waits for: the relay, the bell, the handlers of messages, and the sweepers.

pub mod bell;
pub mod handlers;
pub mod relay;
pub mod sweep;
pub mod time;
pub mod watched;
pub mod world;
