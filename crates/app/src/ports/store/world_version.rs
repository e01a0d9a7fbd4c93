//! Which world is current: whoever changes something tells which one it saw.

/// Counts the worlds that were adopted; 0 before the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorldVersion(pub i64);
