//! Lists the documents of a booking: the newest of each ticket, and every receipt. Uses the store.

use std::collections::HashSet;

use airside_booking::{Document, DocumentKind, RecordLocator};
use airside_primitives::{BookingId, UserId};

use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;
use crate::ports::StoreError;

/// The documents of a booking, oldest first.
pub async fn own_documents(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
) -> Result<Vec<Document>, ReadError> {
    let booking = own_booking(app, owner, reference).await?.value;
    Ok(newest_documents(app, booking.id).await?)
}

/// The same of any booking; the caller checks who asks.
pub async fn newest_documents(app: &App, booking: BookingId) -> Result<Vec<Document>, StoreError> {
    let documents = app.ports.store.documents(booking).await?;
    Ok(newest(documents.into_iter().map(|it| it.value).collect()))
}

/// Leaves out tickets that a newer one of the same ticket replaced.
fn newest(mut documents: Vec<Document>) -> Vec<Document> {
    documents.sort_by_key(|document| (document.created_at, document.id));
    let mut tickets = HashSet::new();
    let mut newest: Vec<_> = documents
        .into_iter()
        .rev()
        .filter(|document| match document.kind {
            DocumentKind::Ticket(ticket) => tickets.insert(ticket),
            DocumentKind::RefundReceipt { .. } | DocumentKind::ChangeReceipt(_) => true,
        })
        .collect();
    newest.reverse();
    newest
}
