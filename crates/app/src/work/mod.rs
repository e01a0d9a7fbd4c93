//! Work that nobody waits for: the relay, what acts on messages, and the sweepers.

pub mod handlers;
pub mod relay;
pub mod sweep;
pub mod world;
