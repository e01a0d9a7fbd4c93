//! What is known of a ticket or receipt, as plain data. The file itself is a blob.

use airside_booking::{Document, DocumentKind, DocumentState};
use airside_primitives::{BookingId, CancellationId, DocumentId, ExchangeId, RefundId, TicketId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::row::{Column, Kept, Row, Unreadable, body};

/// A [`Document`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRecord {
    pub id: Uuid,
    pub booking: Uuid,
    pub kind: DocumentKindRecord,
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
    pub state: DocumentStateRecord,
}

/// A [`DocumentKind`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DocumentKindRecord {
    Ticket(Uuid),
    RefundReceipt { refund: Uuid, cancellation: Option<Uuid> },
    ChangeReceipt(Uuid),
}

/// A [`DocumentState`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DocumentStateRecord {
    Awaited,
    Pending,
    Ready {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
        /// In hexadecimal; absent in what release 0.1.0 wrote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
    },
    Failed,
    Erasing {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
    Erased {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
}

impl Kept for Document {
    const TABLE: &'static str = "documents";

    fn row(&self) -> Row {
        let (is_pending, is_erasing) = match self.state {
            DocumentState::Pending => (true, false),
            DocumentState::Erasing { .. } => (false, true),
            DocumentState::Awaited
            | DocumentState::Ready { .. }
            | DocumentState::Failed
            | DocumentState::Erased { .. } => (false, false),
        };
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![
                Column::id("booking", self.booking.0),
                Column::moment("created_at", Some(self.created_at)),
            ],
            columns: vec![
                Column::flag("is_pending", is_pending),
                Column::flag("is_erasing", is_erasing),
                Column::flag("is_failed", self.state == DocumentState::Failed),
            ],
            body: body(&DocumentRecord::from(self)),
        }
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        Ok(serde_json::from_str::<DocumentRecord>(body)?.into())
    }
}

impl From<&Document> for DocumentRecord {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id.0,
            booking: document.booking.0,
            kind: match document.kind {
                DocumentKind::Ticket(id) => DocumentKindRecord::Ticket(id.0),
                DocumentKind::RefundReceipt { refund, cancellation } => {
                    DocumentKindRecord::RefundReceipt {
                        refund: refund.0,
                        cancellation: cancellation.map(|id| id.0),
                    }
                }
                DocumentKind::ChangeReceipt(id) => DocumentKindRecord::ChangeReceipt(id.0),
            },
            created_at: document.created_at,
            state: match document.state {
                DocumentState::Awaited => DocumentStateRecord::Awaited,
                DocumentState::Pending => DocumentStateRecord::Pending,
                DocumentState::Ready { at, sha256 } => {
                    DocumentStateRecord::Ready { at, sha256: sha256.map(hexadecimal) }
                }
                DocumentState::Failed => DocumentStateRecord::Failed,
                DocumentState::Erasing { at } => DocumentStateRecord::Erasing { at },
                DocumentState::Erased { at } => DocumentStateRecord::Erased { at },
            },
        }
    }
}

impl From<DocumentRecord> for Document {
    fn from(record: DocumentRecord) -> Self {
        Self {
            id: DocumentId(record.id),
            booking: BookingId(record.booking),
            kind: match record.kind {
                DocumentKindRecord::Ticket(id) => DocumentKind::Ticket(TicketId(id)),
                DocumentKindRecord::RefundReceipt { refund, cancellation } => {
                    DocumentKind::RefundReceipt {
                        refund: RefundId(refund),
                        cancellation: cancellation.map(CancellationId),
                    }
                }
                DocumentKindRecord::ChangeReceipt(id) => {
                    DocumentKind::ChangeReceipt(ExchangeId(id))
                }
            },
            created_at: record.created_at,
            state: match record.state {
                DocumentStateRecord::Awaited => DocumentState::Awaited,
                DocumentStateRecord::Pending => DocumentState::Pending,
                DocumentStateRecord::Ready { at, sha256 } => {
                    DocumentState::Ready { at, sha256: sha256.and_then(|it| bytes(&it)) }
                }
                DocumentStateRecord::Failed => DocumentState::Failed,
                DocumentStateRecord::Erasing { at } => DocumentState::Erasing { at },
                DocumentStateRecord::Erased { at } => DocumentState::Erased { at },
            },
        }
    }
}

fn hexadecimal(bytes: [u8; 32]) -> String {
    let digits = bytes.into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn bytes(hexadecimal: &str) -> Option<[u8; 32]> {
    let pairs = hexadecimal.as_bytes().chunks(2).map(|pair| {
        std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok())
    });
    pairs.collect::<Option<Vec<u8>>>()?.try_into().ok()
}
