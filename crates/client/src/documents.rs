//! Tickets and receipts.

use std::fmt;
use std::time::Duration;

use reqwest::Url;
use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::answer::Answer;
use crate::call::Call;
use crate::client::Client;
use crate::code::codes;
use crate::error::Error;
use crate::list::List;
use crate::secret::Secret;

/// When to come back, where an answer does not say it.
const A_MOMENT: Duration = Duration::from_secs(1);

/// Calls about documents; see [`Client::documents`].
#[derive(Debug, Clone, Copy)]
pub struct Documents<'a>(&'a Client);

impl Client {
    /// Tickets and receipts.
    pub const fn documents(&self) -> Documents<'_> {
        Documents(self)
    }
}

/// A ticket or a receipt.
#[derive(Debug, Clone, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Of a ticket: which one.
    #[serde(default)]
    pub ticket_id: Option<String>,
    /// Of a receipt: for which cancellation.
    #[serde(default)]
    pub cancellation_id: Option<String>,
    /// Whether it is there.
    pub status: DocumentStatus,
    /// Once it is ready: a link for [`Documents::open`], which needs no key and expires.
    pub url: Option<Secret>,
    /// Until when the link works.
    #[serde(default, with = "rfc3339::option")]
    pub expires_at: Option<OffsetDateTime>,
    /// When it was asked for.
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
}

codes! {
    /// What a document is.
    DocumentKind {
        Ticket "TICKET",
        RefundReceipt "REFUND_RECEIPT",
        ChangeReceipt "CHANGE_RECEIPT",
    }
}

codes! {
    /// Whether a document is there.
    DocumentStatus {
        Pending "PENDING",
        Ready "READY",
        Failed "FAILED",
        Erased "ERASED",
    }
}

/// The file of a document.
#[derive(Clone, PartialEq, Eq)]
pub enum File {
    /// A PDF.
    Ready(Vec<u8>),
    /// It is being made: come back after so long.
    BeingMade(Duration),
}

impl Documents<'_> {
    /// The newest PDF of each ticket, and every receipt. Links expire; ask again for new ones.
    pub fn list(&self, booking_ref: &str) -> List<Document> {
        List::new(self.0, Call::get(&["v1", "bookings", booking_ref, "documents"]))
    }

    /// The file of a document, by the key of this client.
    pub async fn file(&self, id: &str) -> Result<File, Error> {
        let answer = self.0.send(&Call::get(&["v1", "documents", id])).await?;
        Ok(File::of(answer.accepted()?))
    }

    /// The file behind a signed link. The key is not sent along: the link may lead elsewhere.
    pub async fn open(&self, link: &Secret) -> Result<File, Error> {
        let url = Url::parse(link.reveal()).map_err(|it| Error::Unsendable(it.to_string()))?;
        let answer = self.0.send_to(url, &Call::get(&[]).unsigned()).await?;
        Ok(File::of(answer.accepted()?))
    }
}

impl File {
    fn of(answer: Answer) -> Self {
        match answer.status {
            202 => Self::BeingMade(answer.retry_after().unwrap_or(A_MOMENT)),
            _ => Self::Ready(answer.body),
        }
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready(bytes) => write!(f, "Ready({} bytes)", bytes.len()),
            Self::BeingMade(pause) => f.debug_tuple("BeingMade").field(pause).finish(),
        }
    }
}
