//! Ports that do as a test tells them, for tests of use cases.

mod gateway;
mod papers;

pub use gateway::{CARD, DECLINED_CARD, Gate, Line, OTHER_CARD, SLOW_CARD, ScriptedGateway};
pub use papers::Papers;
