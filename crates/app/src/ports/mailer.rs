//! The Mailer port: letters to people.
//!
//! A letter holds everything that it says, in the order in which it says it; the adapter draws it,
//! once as plain text and once as a page, packs it, and carries it.

use std::error::Error as StdError;

use airside_primitives::{Colour, MailId};
use async_trait::async_trait;
use thiserror::Error;
use time::OffsetDateTime;

/// Carries letters.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands a letter over. When it returns, it is another's to deliver, or lies in the folder.
    ///
    /// The same letter may be handed over again, where an answer was lost: it has the same
    /// `Message-ID`, by which its receiver may know it.
    async fn send(&self, letter: &Letter) -> Result<(), MailerError>;

    /// Whom letters come from.
    fn house(&self) -> House {
        House::default()
    }
}

/// Whom letters come from, as far as a letter may say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct House {
    /// The name for people, `Example Air`.
    pub name: Option<String>,
    /// The address, unless it says itself that nobody reads what comes there.
    pub reply_to: Option<String>,
}

/// A letter. Any text may come in here: nothing of it becomes a header or markup.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// In its `Message-ID`.
    pub id: MailId,
    /// The `Date`: that of its cause, so that the same letter is the same to the last byte.
    pub date: OffsetDateTime,
    /// An e-mail address, or what was taken for one.
    pub to: String,
    /// Who writes, where that is not this deployment as a whole.
    pub brand: Option<Brand>,
    pub subject: String,
    /// What it says, under its subject.
    pub blocks: Vec<Block>,
    /// Why it was sent, at its end.
    pub reason: String,
    pub attachments: Vec<Attachment>,
}

/// The airline that writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    pub name: String,
    pub colour: Option<Colour>,
}

/// A part of a letter.
#[derive(Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A paragraph that nobody should miss.
    Notice(String),
    /// A heading over what comes next.
    Title(String),
    /// Names and values, a line each.
    Facts(Vec<(String, String)>),
    /// A flight, as it is to fly.
    Flight(Flight),
    /// A flight, as it was to fly.
    Void(Flight),
    /// Somewhere to go.
    Link { label: String, url: String },
}

/// A flight as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flight {
    /// `QZ2045, Example Air`.
    pub name: String,
    pub departure: Stop,
    pub arrival: Stop,
    /// `2 h 10 min, Economy`.
    pub details: String,
}

/// One end of a flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// `New Delhi (DEL)`.
    pub place: String,
    /// `Tue 1 Dec 2026`.
    pub day: String,
    /// `08:00 IST`.
    pub time: String,
}

/// A file that comes with a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// `ticket-K7Q2MZ.pdf`.
    pub name: String,
    pub pdf: Vec<u8>,
}

airside_primitives::hide_in_debug!(Letter { id }, Block, Attachment);

/// Why a letter was not handed over. Their words are kept and shown to operators, so no address is
/// in them.
#[derive(Debug, Error)]
pub enum MailerError {
    /// It may work later.
    #[error("the mail server did not take it")]
    Away(#[source] Box<dyn StdError + Send + Sync>),
    /// It will never work: the receiver is not there, or the address is none.
    #[error("the letter was refused: {0}")]
    Refused(String),
    /// No mail is sent here.
    #[error("no mail is sent here")]
    Off,
}
