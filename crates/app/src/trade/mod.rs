//! What is sold, and by which terms: changed by an operator while servers run.
//!
//! Every change asks a reason, and stands in the history from the commit that makes it.

mod by;
pub mod places;
pub mod promo_codes;
pub mod tariff;
pub mod timetable;

pub use by::By;
