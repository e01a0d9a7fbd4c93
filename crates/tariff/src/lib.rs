//! A deployment's tariff as one readable file: everything it sells by that is not a fare.
//!
//! [`read`] takes the text of the file whole or not at all, and tells every fault at
//! once with its line and path. Amounts are read from the text as it is written,
//! digit by digit: no figure ever passes through a floating-point number.

mod amount;
mod convert;
mod faults;
mod file;
mod read;
mod terms;

pub use convert::{Rate, converted};
pub use faults::{Fault, TariffFaults};
pub use read::read;
pub use terms::{Carriers, Terms};
