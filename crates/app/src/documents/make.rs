//! Makes a document that was asked for: content, file, ready. Uses the store, the renderer and the
//! blobs.
//!
//! Safe to run twice: the same content gives the same file under the same key, and
//! only one commit marks it ready.

use std::time::Instant;

use airside_booking::{Document, DocumentKind, DocumentState, Exchange, ExchangeState};
use airside_primitives::DocumentId;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::context::App;
use crate::documents::change_receipt::{self, Settled};
use crate::documents::receipt::RefundOf;
use crate::documents::sold_by::SoldBy;
use crate::documents::{receipt, ticket};
use crate::mail::{Mail, Recipient};
use crate::payments::repay::{paid_for_an_exchange, refunded_for};
use crate::ports::documents::{
    ChangeReceiptDocument, Document as Content, ReceiptDocument, TicketDocument,
};
use crate::ports::{BlobsError, Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::webhooks::Event;

/// Renders and stores the document, unless that was done or is not due yet.
pub async fn make_document(app: &App, id: DocumentId) -> Result<(), MakeError> {
    let store = &app.ports.store;
    let Some(Versioned { value: document, version }) = store.document(id).await? else {
        return Err(MakeError::Unknown);
    };
    match document.state {
        DocumentState::Pending => (),
        DocumentState::Awaited
        | DocumentState::Ready { .. }
        | DocumentState::Failed
        | DocumentState::Erasing { .. }
        | DocumentState::Erased { .. } => return Ok(()),
    }
    let booking = store.booking(document.booking).await?.map(|booking| booking.value);
    let ended = if booking.as_ref().is_some_and(|booking| booking.erased_at.is_some()) {
        // There is nobody to print.
        document.erase(app.now())
    } else if let Some(content) = content(app, &document).await? {
        rendered(app, document, content).await?
    } else {
        tracing::error!(document.id = %id, "what a document is about does not exist; an operator has to look");
        document.failed()
    };
    let ready = booking.filter(|_| matches!(ended.state, DocumentState::Ready { .. }));
    let ready = ready.map(|booking| Event::document_ready(app, &booking, &ended));
    let waiting = mails_waiting_for(app, &ended).await?;
    let save = Write::save(&Versioned { value: ended, version });
    let changes = waiting.into_iter().fold(Changes::default(), Changes::send);
    match app.commit(changes.write(save).tell(ready)).await {
        // Another worker was first; the file is the same.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Asks for the file of a document once more, if it was made.
pub(super) async fn make_again(app: &App, id: DocumentId) -> Result<(), CommitError> {
    let Some(document) = app.ports.store.document(id).await? else { return Ok(()) };
    let DocumentState::Ready { .. } = document.value.state else { return Ok(()) };
    let again = Versioned { value: document.value.again(), ..document };
    let changes = Changes::default().write(Write::save(&again));
    match app.commit(changes.send(Message::DocumentRequested(id))).await {
        // Somebody else has asked, or it was erased.
        Err(CommitError::Conflict) => Ok(()),
        done => done,
    }
}

/// Has mails sent that carry the documents of this booking, if they are waiting for them.
async fn mails_waiting_for(app: &App, document: &Document) -> Result<Vec<Message>, StoreError> {
    let to = Recipient::Contact(document.booking);
    let mails = app.ports.store.mails_to(to).await?.into_iter().map(|it| it.value);
    Ok(mails.filter(Mail::is_new).map(|mail| Message::MailRequested(mail.id)).collect())
}

/// Renders on a thread of its own, and stores the file.
async fn rendered(app: &App, document: Document, content: Content) -> Result<Document, MakeError> {
    let renderer = app.ports.documents.clone();
    let began = Instant::now();
    let file = tokio::task::spawn_blocking(move || renderer.render(&content)).await;
    app.figures.rendered(document.kind.code(), began.elapsed());
    match file.map_err(|_| MakeError::Interrupted)? {
        Ok(bytes) => {
            let sha256 = Sha256::digest(&bytes).into();
            app.ports.blobs.put(&document.blob_key(), "application/pdf", bytes).await?;
            Ok(document.ready(sha256, app.now()))
        }
        Err(error) => {
            let error = crate::chain(&error);
            tracing::error!(document.id = %document.id, error, "a document cannot be rendered; an operator has to look");
            Ok(document.failed())
        }
    }
}

/// `None` when the booking, or what the document is about, does not exist.
async fn content(app: &App, document: &Document) -> Result<Option<Content>, StoreError> {
    let store = &app.ports.store;
    let world = app.world.load();
    let Some(booking) = store.booking(document.booking).await? else { return Ok(None) };
    let booking = booking.value;
    let sold_by = SoldBy::read(app, &world, &booking).await?;
    let notice = sold_by.notice(app);
    match document.kind {
        DocumentKind::Ticket(id) => {
            let content = ticket::content(&world, &sold_by, &booking, id, document.created_at);
            Ok(content.map(|content| Content::Ticket(TicketDocument { notice, ..content })))
        }
        DocumentKind::RefundReceipt { refund, cancellation } => {
            let Some(refund) = refunded_for(app, refund).await? else { return Ok(None) };
            let cancellation = match cancellation {
                None => None,
                Some(id) => store.cancellation(id).await?.map(|it| it.value),
            };
            let of = match cancellation {
                Some(cancellation) => RefundOf::Cancellation(cancellation),
                None if paid_for_an_exchange(app, &refund).await? => RefundOf::Exchange,
                None => RefundOf::Booking,
            };
            let content = receipt::content(&world, &booking, &refund, &of);
            Ok(Some(Content::RefundReceipt(ReceiptDocument { notice, ..content })))
        }
        DocumentKind::ChangeReceipt(id) => {
            let Some(exchange) = store.exchange(id).await? else { return Ok(None) };
            let exchange = exchange.value;
            let settled = settled(app, &exchange).await?;
            let of = (document.id, document.created_at);
            let content = change_receipt::content(&world, &booking, &exchange, &settled, of);
            Ok(Some(Content::ChangeReceipt(ChangeReceiptDocument { notice, ..content })))
        }
    }
}

async fn settled(app: &App, exchange: &Exchange) -> Result<Settled, StoreError> {
    let ExchangeState::Done { payment, refund, .. } = exchange.state else {
        return Ok(Settled { payment: None, refund: None });
    };
    let payment = match payment {
        None => None,
        Some(id) => app.ports.store.payment(id).await?.map(|it| it.value),
    };
    let refund = match refund {
        None => None,
        Some(id) => refunded_for(app, id).await?,
    };
    Ok(Settled { payment, refund })
}

/// Why it is not made yet.
#[derive(Debug, Error)]
pub enum MakeError {
    /// It will never work.
    #[error("the document does not exist")]
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
