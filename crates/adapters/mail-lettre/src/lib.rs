//! The Mailer port by lettre: letters drawn as text and as a page, packed as MIME, and handed to an
//! SMTP server or laid in a folder.
//!
//! Text becomes a header only through lettre's own types, which encode it: none adds a header.

mod draw;
mod failure;
mod folder;
mod packing;
mod smtp;

pub use failure::BadSettings;
pub use folder::MailFolder;
pub use packing::Sender;
pub use smtp::{Security, SmtpMailer, SmtpSettings};
