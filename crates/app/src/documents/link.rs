//! Signed links, and who may read a document. Uses the store and the blobs.
//!
//! A link needs no account and expires; its signature stands last.

use airside_booking::{Document, DocumentKind, DocumentState};
use airside_primitives::{DocumentId, UserId};

use crate::bookings::read::ReadError;
use crate::context::App;
use crate::documents::make::make_again;
use crate::ports::BlobsError;
use crate::signature::{decode, encode};

const PURPOSE: &[u8] = b"document link 1";

/// A link that works until `expires_at`.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    pub url: String,
    pub expires_at: time::OffsetDateTime,
}

/// A link to the file of this document: to where it is kept, if anybody may fetch it there, else to
/// our own address.
pub async fn direct_link(app: &App, document: &Document) -> Link {
    let lifetime = app.settings.document_link_lifetime;
    let (key, name) = (document.blob_key(), file_name(document));
    match app.ports.blobs.link(&key, &name, lifetime.unsigned_abs()).await {
        Ok(Some(url)) => Link { url, expires_at: app.now() + lifetime },
        Ok(None) => link(app, document.id),
        Err(error) => {
            let error = crate::chain(&error);
            tracing::error!(error, "the blob store gives no links; clients are sent to us");
            link(app, document.id)
        }
    }
}

/// A link to this document at our own address, from now on for the lifetime in the settings.
pub fn link(app: &App, id: DocumentId) -> Link {
    let expires_at = app.now() + app.settings.document_link_lifetime;
    let expires = expires_at.unix_timestamp();
    let parts: [&[u8]; 3] = [PURPOSE, id.0.as_bytes(), &expires.to_le_bytes()];
    let signature = encode(&app.secrets.link_key.sign(&parts));
    let base = &app.settings.public_url;
    Link {
        url: format!("{base}/v1/documents/{id}?expires={expires}&signature={signature}"),
        expires_at,
    }
}

/// The proof that a reader may have a document.
#[derive(Clone)]
pub enum Pass {
    Owner(UserId),
    Signature { expires: i64, signature: String },
}

/// A document, if the reader may have it.
pub async fn open(app: &App, id: DocumentId, pass: &Pass) -> Result<Document, ReadError> {
    let store = &app.ports.store;
    // Whoever has no good link is no work for the store.
    if let Pass::Signature { expires, signature } = pass
        && !is_signed(app, id, *expires, signature)
    {
        return Err(ReadError::NotFound);
    }
    let document = store.document(id).await?.ok_or(ReadError::NotFound)?.value;
    if let Pass::Owner(owner) = pass {
        let booking = store.booking(document.booking).await?;
        if booking.is_none_or(|booking| booking.value.owner != *owner) {
            return Err(ReadError::NotFound);
        }
    }
    Ok(document)
}

/// Whether we have signed this link, and it has not expired.
fn is_signed(app: &App, id: DocumentId, expires: i64, signature: &str) -> bool {
    let signed = decode(signature).is_some_and(|signature| {
        let parts: [&[u8]; 3] = [PURPOSE, id.0.as_bytes(), &expires.to_le_bytes()];
        app.secrets.link_key.verify(&parts, &signature)
    });
    signed && app.now().unix_timestamp() < expires
}

/// The name of the file for a client, as `ticket-<id>.pdf`.
pub fn file_name(document: &Document) -> String {
    let kind = match document.kind {
        DocumentKind::Ticket(_) => "ticket",
        DocumentKind::RefundReceipt { .. } => "refund-receipt",
        DocumentKind::ChangeReceipt(_) => "change-receipt",
    };
    format!("{kind}-{}.pdf", document.id)
}

/// The file of a document that is ready; `None` while it is being made. One that is gone from where
/// it was put is made once more.
pub async fn file(app: &App, document: &Document) -> Result<Option<Vec<u8>>, BlobsError> {
    match document.state {
        DocumentState::Awaited
        | DocumentState::Pending
        | DocumentState::Failed
        | DocumentState::Erasing { .. }
        | DocumentState::Erased { .. } => return Ok(None),
        DocumentState::Ready { .. } => (),
    }
    let found = app.ports.blobs.get(&document.blob_key()).await?;
    if found.is_none() {
        tracing::error!(%document.id, "the file of a document is gone; it is made once more");
        if let Err(error) = make_again(app, document.id).await {
            let error = crate::chain(&error);
            tracing::error!(%document.id, error, "that could not be asked for; the next reader asks again");
        }
    }
    Ok(found)
}
