//! Ports that do as a test tells them, for tests of use cases.

mod gateway;
mod papers;

pub use gateway::{CARD, Connection, DECLINED_CARD, Gate, OTHER_CARD, SLOW_CARD, ScriptedGateway};
pub use papers::Papers;
