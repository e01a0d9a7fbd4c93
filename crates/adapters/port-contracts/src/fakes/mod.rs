//! Ports that do as a test tells them, for tests of use cases.

mod gateway;
mod letters;
mod papers;
mod receivers;

pub use gateway::{CARD, Connection, DECLINED_CARD, Gate, OTHER_CARD, SLOW_CARD, ScriptedGateway};
pub use letters::Letters;
pub use papers::Papers;
pub use receivers::{Received, Receivers};
