//! E-mail: one for each cause, written down in the commit that makes it true, and sent by workers.
//!
//! A mail that waits says what it is about and to whom, and carries no copy of it: what it says, and
//! the address, are read when it is sent.

mod error;
mod letters;
mod message;
mod record;
pub mod send;
pub mod sweep;

pub use error::SendError;
pub use message::{Mail, MailKind, MailState, Recipient};
pub use record::MailRecord;
