//! Makes a document that was asked for: content, file, ready. Uses the store, the renderer and the blobs.
//!
//! Safe to run twice: the same content gives the same file under the same key, and
//! only one commit marks it ready.

use airside_booking::{Document, DocumentKind, DocumentState};
use airside_primitives::DocumentId;
use thiserror::Error;

use crate::context::App;
use crate::documents::{receipt, ticket};
use crate::ports::documents::{Document as Content, RenderError};
use crate::ports::{BlobsError, Changes, CommitError, StoreError, Versioned, Write};

/// Renders and stores the document, unless that was done or is not due yet.
pub async fn make_document(app: &App, id: DocumentId) -> Result<(), MakeError> {
    let store = &app.ports.store;
    let Some(Versioned { value: document, version }) = store.document(id).await? else {
        return Err(MakeError::Unknown);
    };
    match document.state {
        DocumentState::Pending => (),
        DocumentState::Awaited | DocumentState::Ready { .. } | DocumentState::Failed => {
            return Ok(());
        }
    }
    let content = content(app, &document).await?;

    let renderer = app.ports.documents.clone();
    let file = tokio::task::spawn_blocking(move || renderer.render(&content)).await;
    let ended = match file.map_err(|_| MakeError::Interrupted)? {
        Ok(bytes) => {
            app.ports.blobs.put(&document.blob_key(), "application/pdf", bytes).await?;
            document.ready(app.now())
        }
        Err(error) => {
            report(id, &error);
            document.failed()
        }
    };
    let save = Write::SaveDocument(Versioned { value: ended, version });
    match app.commit(Changes::default().write(save)).await {
        // Another worker was first; the file is the same.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

async fn content(app: &App, document: &Document) -> Result<Content, MakeError> {
    let store = &app.ports.store;
    let world = app.world.load();
    let booking = store.booking(document.booking).await?.ok_or(MakeError::Unknown)?.value;
    match document.kind {
        DocumentKind::Ticket(id) => {
            let content = ticket::content(app, &world, &booking, id, document.created_at);
            content.map(Content::Ticket).ok_or(MakeError::Unknown)
        }
        DocumentKind::RefundReceipt { refund, cancellation } => {
            let refund = store.refund(refund).await?.ok_or(MakeError::Unknown)?.value;
            let cancellation = match cancellation {
                None => None,
                Some(id) => store.cancellation(id).await?.map(|it| it.value),
            };
            let content = receipt::content(&world, &booking, &refund, cancellation.as_ref());
            Ok(Content::RefundReceipt(content))
        }
    }
}

fn report(id: DocumentId, error: &RenderError) {
    tracing::error!(document.id = %id, %error, "a document cannot be rendered; an operator has to look");
}

/// Why it is not made yet.
#[derive(Debug, Error)]
pub enum MakeError {
    /// It will never work.
    #[error("the document, or what it is about, does not exist")]
    Unknown,
    #[error("rendering was interrupted")]
    Interrupted,
    #[error(transparent)]
    Blobs(#[from] BlobsError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
