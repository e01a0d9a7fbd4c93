//! The documents that come with a letter. Uses the store and the blobs.

use airside_booking::{Booking, Direction, Document, DocumentKind, DocumentState, Ticket};
use airside_primitives::DocumentId;
use time::{Duration, OffsetDateTime};

use crate::context::App;
use crate::documents::link;
use crate::documents::list::newest_documents;
use crate::mail::error::SendError;
use crate::ports::mailer::Attachment;

/// How long a letter waits for what it can do without: a receipt is made when the money is back.
/// Whoever is to travel has to hear of it all the same.
const AT_MOST: Duration = Duration::minutes(5);

/// What there is of the documents that a letter carries.
pub(super) enum Papers {
    /// Those that could be made.
    Made(Vec<(Document, Attachment)>),
    NotYet,
}

/// The newest ticket documents of a booking, all of them.
pub(super) async fn tickets(app: &App, booking: &Booking) -> Result<Papers, SendError> {
    newest(app, booking, &booking.directions()).await
}

/// The newest ticket documents of these journeys, for which a letter of that time waits for some
/// minutes.
pub(super) async fn tickets_of(
    app: &App,
    booking: &Booking,
    directions: &[Direction],
    since: OffsetDateTime,
) -> Result<Papers, SendError> {
    Ok(or_none(app, newest(app, booking, directions).await?, since))
}

/// A receipt, for which a letter of that time waits for some minutes.
pub(super) async fn receipt(
    app: &App,
    booking: &Booking,
    id: DocumentId,
    since: OffsetDateTime,
) -> Result<Papers, SendError> {
    let documents = newest_documents(app, booking.id).await?;
    let receipts = documents.into_iter().filter(|document| match document.kind {
        DocumentKind::RefundReceipt { .. } | DocumentKind::ChangeReceipt(_) => true,
        DocumentKind::Ticket(_) => false,
    });
    let receipt = receipts.enumerate().find(|(_, document)| document.id == id);
    let named = receipt.map(|(at, document)| {
        let kind = match document.kind {
            DocumentKind::ChangeReceipt(_) => "change-receipt",
            DocumentKind::RefundReceipt { .. } | DocumentKind::Ticket(_) => "refund-receipt",
        };
        (name(booking, kind, at), document)
    });
    Ok(or_none(app, files(app, named.into_iter().collect()).await?, since))
}

/// The newest document of each ticket for these journeys.
async fn newest(
    app: &App,
    booking: &Booking,
    directions: &[Direction],
) -> Result<Papers, SendError> {
    let is_for_them = |ticket: &Ticket| ticket.journeys.iter().any(|it| directions.contains(it));
    let mut named = Vec::new();
    for document in newest_documents(app, booking.id).await? {
        let DocumentKind::Ticket(id) = document.kind else { continue };
        let at = booking.tickets.iter().position(|it| it.id == id && is_for_them(it));
        named.extend(at.map(|at| (name(booking, "ticket", at), document)));
    }
    files(app, named).await
}

/// `ticket-K7Q2MZ.pdf`, and `ticket-K7Q2MZ-2.pdf` for the second.
fn name(booking: &Booking, kind: &str, at: usize) -> String {
    match at {
        0 => format!("{kind}-{}.pdf", booking.reference),
        at => format!("{kind}-{}-{}.pdf", booking.reference, at + 1),
    }
}

/// Nothing, once a letter of that time has waited long enough.
fn or_none(app: &App, papers: Papers, since: OffsetDateTime) -> Papers {
    match papers {
        Papers::NotYet if since + AT_MOST <= app.now() => Papers::Made(Vec::new()),
        papers => papers,
    }
}

/// The files of these documents, under their names.
async fn files(app: &App, documents: Vec<(String, Document)>) -> Result<Papers, SendError> {
    let mut made = Vec::new();
    for (name, document) in documents {
        match document.state {
            DocumentState::Awaited | DocumentState::Pending => return Ok(Papers::NotYet),
            DocumentState::Failed
            | DocumentState::Erasing { .. }
            | DocumentState::Erased { .. } => {}
            DocumentState::Ready { .. } => {
                if let Some(pdf) = link::file(app, &document).await? {
                    made.push((document, Attachment { name, pdf }));
                }
            }
        }
    }
    Ok(Papers::Made(made))
}

/// The files alone.
pub(super) fn attachments(made: Vec<(Document, Attachment)>) -> Vec<Attachment> {
    made.into_iter().map(|(_, attachment)| attachment).collect()
}
