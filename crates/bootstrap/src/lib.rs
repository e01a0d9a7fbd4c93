//! Settings to ports: the only crate that names adapters.
//!
//! Everything above sees traits; which technology stands behind one is decided
//! here, once, at start.

mod addresses;
mod backup;
mod books;
mod consumers;
mod data_folder;
mod deliverer;
mod demo;
mod desk;
mod else_here;
mod embedded;
mod figures;
mod gateway;
mod keys;
mod mailer;
mod office;
mod older_release;
pub mod open_files;
pub mod program;
mod real_money;
mod running;
mod server;
pub mod settings;
mod stack;
mod traces;
mod wiring;
mod worker;

pub use backup::{Copied, back_up};
pub use books::{Books, open_books};
pub use demo::fill_empty_store;
pub use desk::{Desk, open_desk};
pub use office::open_office;
pub use running::{Airside, start};
pub use settings::{Settings, SettingsError};
pub use stack::{migrate, open_store, system_clock};
pub use worker::{DocumentWorker, start_worker};
