//! What must hold whatever bytes come: one property for each thing that we read from outside.
//!
//! Each function takes any bytes and panics when its promise is broken. The fuzzer in `fuzz/` calls
//! them with bytes that it makes up, and a test of this crate with those that are kept in
//! `fuzz/corpus`, so that what was found once is looked for ever after.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a property that does not hold is told by a panic"
)]

mod bar_code;
mod csv;
mod cursor;
mod faults;
mod offer_id;
mod search;
mod service;
mod ssim;
mod tariff;
mod webhook;
mod world;
mod written;

/// What is asked of some bytes.
pub type Property = fn(&[u8]);

/// Every property, by the name of its fuzz target and of its folder in `fuzz/corpus`.
pub const PROPERTIES: [(&str, Property); 8] = [
    ("bar_code", bar_code::holds),
    ("csv", csv::holds),
    ("cursor", cursor::holds),
    ("offer_id", offer_id::holds),
    ("search", search::holds),
    ("ssim", ssim::holds),
    ("tariff", tariff::holds),
    ("webhook", webhook::holds),
];

pub use bar_code::holds as bar_code;
pub use csv::holds as csv;
pub use cursor::holds as cursor;
pub use offer_id::{holds as offer_id, is_offer, samples as sample_offers};
pub use search::holds as search;
pub use ssim::holds as ssim;
pub use tariff::holds as tariff;
pub use webhook::holds as webhook;
