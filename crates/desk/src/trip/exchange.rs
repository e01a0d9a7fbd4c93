//! `/trips/{reference}/change`: which journey, to which day, on which flights; what that costs, and
//! only then the deed.

mod agree;
mod choose;

pub(super) use agree::{confirm, figure, release};
pub(super) use choose::{is_changeable, show};
