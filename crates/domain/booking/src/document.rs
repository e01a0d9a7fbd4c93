//! Documents: tickets and refund receipts as files, made after the fact by a worker.

use airside_primitives::{BookingId, CancellationId, DocumentId, ExchangeId, RefundId, TicketId};
use time::OffsetDateTime;

/// A file that belongs to a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub booking: BookingId,
    pub kind: DocumentKind,
    pub created_at: OffsetDateTime,
    pub state: DocumentState,
}

/// What a document shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    Ticket(TicketId),
    /// The cancellation is absent when the refunded payment bought nothing.
    RefundReceipt {
        refund: RefundId,
        cancellation: Option<CancellationId>,
    },
    /// What an exchange cost or gave back.
    ChangeReceipt(ExchangeId),
}

impl DocumentKind {
    /// Its word in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ticket(_) => "TICKET",
            Self::RefundReceipt { .. } => "REFUND_RECEIPT",
            Self::ChangeReceipt(_) => "CHANGE_RECEIPT",
        }
    }
}

/// Where a document is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentState {
    /// Waiting for its cause: a receipt is made when the refund has succeeded.
    Awaited,
    /// Asked for.
    Pending,
    Ready {
        at: OffsetDateTime,
        /// Of the file; release 0.1.0 kept none.
        sha256: Option<[u8; 32]>,
    },
    /// Rendering failed for good; an operator has to look.
    Failed,
    /// Its people were erased; there may still be a file.
    Erasing { at: OffsetDateTime },
    /// Its people were erased, and there is no file any more.
    Erased { at: OffsetDateTime },
}

impl Document {
    /// A document that waits for its cause.
    pub const fn awaited(
        id: DocumentId,
        booking: BookingId,
        kind: DocumentKind,
        created_at: OffsetDateTime,
    ) -> Self {
        Self { id, booking, kind, created_at, state: DocumentState::Awaited }
    }

    /// The key of the file in the blob store.
    pub fn blob_key(&self) -> String {
        format!("documents/{}.pdf", self.id)
    }

    /// The code of the API, `PENDING`.
    pub const fn status_code(&self) -> &'static str {
        match self.state {
            DocumentState::Awaited | DocumentState::Pending => "PENDING",
            DocumentState::Ready { .. } => "READY",
            DocumentState::Failed => "FAILED",
            DocumentState::Erasing { .. } | DocumentState::Erased { .. } => "ERASED",
        }
    }

    /// Asks for the file, once its cause is there.
    #[must_use]
    pub fn requested(self) -> Self {
        let state = match self.state {
            DocumentState::Awaited => DocumentState::Pending,
            DocumentState::Pending
            | DocumentState::Ready { .. }
            | DocumentState::Failed
            | DocumentState::Erasing { .. }
            | DocumentState::Erased { .. } => self.state,
        };
        Self { state, ..self }
    }

    /// Asks once more for a file that could not be made, or is lost.
    #[must_use]
    pub fn again(self) -> Self {
        let state = match self.state {
            DocumentState::Failed | DocumentState::Ready { .. } => DocumentState::Pending,
            DocumentState::Awaited
            | DocumentState::Pending
            | DocumentState::Erasing { .. }
            | DocumentState::Erased { .. } => self.state,
        };
        Self { state, ..self }
    }

    /// The file, with this checksum, is in the blob store.
    #[must_use]
    pub fn ready(self, sha256: [u8; 32], at: OffsetDateTime) -> Self {
        Self { state: DocumentState::Ready { at, sha256: Some(sha256) }, ..self }
    }

    /// The file could not be made.
    #[must_use]
    pub fn failed(self) -> Self {
        Self { state: DocumentState::Failed, ..self }
    }
}
