//! Sends the tickets of a booking once more, with new links. Uses the store.

use airside_booking::{Document, DocumentState, RecordLocator};
use airside_primitives::MailId;
use serde_json::json;
use thiserror::Error;

use super::list::newest_documents;
use crate::accounts::Caller;
use crate::bookings::read::{ReadError, any_booking};
use crate::context::App;
use crate::decision::{Decision, SeatsAre, carry_out};
use crate::history::{Deed, HistoryEntry, Subject};
use crate::mail::{Mail, MailKind, Recipient};
use crate::ports::{Changes, CommitError, Message, StoreError, Versioned, Write};
use crate::world::LoadError;

/// Mails the tickets to the contact, and has those made anew that could not be made.
pub async fn resend_documents(
    app: &App,
    caller: &Caller,
    reference: RecordLocator,
    reason: &str,
) -> Result<Vec<Document>, ResendError> {
    let decide = |_| decide(app, caller, reference, reason);
    let id = carry_out(app, SeatsAre::Picked, decide).await?;
    Ok(newest_documents(app, id).await?)
}

async fn decide(
    app: &App,
    caller: &Caller,
    reference: RecordLocator,
    reason: &str,
) -> Result<Decision<airside_primitives::BookingId>, ResendError> {
    let now = app.now();
    let booking = any_booking(app, reference).await?.value;
    if booking.contact.is_none() {
        return Err(ResendError::NobodyToWriteTo);
    }
    let documents = app.ports.store.documents(booking.id).await?;
    let newest = newest_documents(app, booking.id).await?;
    if newest.is_empty() {
        return Err(ResendError::NoDocuments);
    }
    let failed: Vec<Versioned<Document>> = documents
        .into_iter()
        .filter(|it| it.value.state == DocumentState::Failed && newest.contains(&it.value))
        .map(|it| Versioned { value: it.value.again(), ..it })
        .collect();

    let again: Vec<_> = failed.iter().map(|it| it.value.id.to_string()).collect();
    let after = json!({ "documents_made_anew": again }).to_string();
    let entry = HistoryEntry::new(app, caller, Subject::Booking(booking.id), Deed::DocumentsResent)
        .because(reason)
        .changed(None, Some(after));
    let cause = format!("resent:{}", entry.id);
    let to = Recipient::Contact(booking.id);
    let mail = Mail::new(MailId(app.ports.entropy.id()), cause, to, MailKind::Tickets, now);
    let mut changes = Changes::default().mail(&mail).write(Write::AddHistory(entry));
    for document in &failed {
        let id = document.value.id;
        changes = changes.write(Write::save(document)).send(Message::DocumentRequested(id));
    }
    Ok(Decision { changes, outcome: booking.id })
}

/// Why nothing was sent.
#[derive(Debug, Error)]
pub enum ResendError {
    #[error("the booking has no documents")]
    NoDocuments,
    #[error("the contact of the booking was erased")]
    NobodyToWriteTo,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
