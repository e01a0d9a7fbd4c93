//! What travellers show at a border: kept, forgotten, and when it is due.

pub mod due;
pub mod keep;

pub use due::{due_by, is_international};
pub use keep::{KeepError, forget_travel_document, keep_travel_document};
