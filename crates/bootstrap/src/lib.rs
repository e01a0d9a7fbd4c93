//! Settings to ports: the only crate that names adapters.
//!
//! Everything above sees traits; which technology stands behind one is decided
//! here, once, at start.

mod data_folder;
mod demo;
mod embedded;
mod keys;
mod running;
pub mod settings;

pub use demo::fill_empty_store;
pub use embedded::{app_settings, connecting_times, open_store};
pub use running::{Airside, start};
pub use settings::{Settings, SettingsError};
