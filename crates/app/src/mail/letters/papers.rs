//! The documents that come with a letter. Uses the store and the blobs.

use airside_booking::{Booking, Document, DocumentKind, DocumentState};
use airside_primitives::DocumentId;
use time::{Duration, OffsetDateTime};

use crate::context::App;
use crate::documents::link;
use crate::documents::list::newest_documents;
use crate::mail::error::SendError;
use crate::ports::mailer::Attachment;

/// How long a letter waits for a receipt, which is made when the money is back.
const FOR_A_RECEIPT: Duration = Duration::HOUR;

/// What there is of the documents that a letter carries.
pub(super) enum Papers {
    /// Those that could be made.
    Made(Vec<(Document, Attachment)>),
    NotYet,
}

/// The newest ticket documents of a booking, all of them.
pub(super) async fn tickets(app: &App, booking: &Booking) -> Result<Papers, SendError> {
    let documents = newest_documents(app, booking.id).await?.into_iter();
    let tickets = documents.filter(|document| match document.kind {
        DocumentKind::Ticket(_) => true,
        DocumentKind::RefundReceipt { .. } => false,
    });
    files(app, tickets.collect()).await
}

/// A receipt, for which a letter of that time waits no longer than an hour.
pub(super) async fn receipt(
    app: &App,
    id: DocumentId,
    since: OffsetDateTime,
) -> Result<Papers, SendError> {
    let document = app.ports.store.document(id).await?.map(|it| it.value);
    match files(app, document.into_iter().collect()).await? {
        Papers::NotYet if since + FOR_A_RECEIPT <= app.now() => Ok(Papers::Made(Vec::new())),
        papers => Ok(papers),
    }
}

async fn files(app: &App, documents: Vec<Document>) -> Result<Papers, SendError> {
    let mut made = Vec::new();
    for document in documents {
        match document.state {
            DocumentState::Awaited | DocumentState::Pending => return Ok(Papers::NotYet),
            DocumentState::Failed
            | DocumentState::Erasing { .. }
            | DocumentState::Erased { .. } => {}
            DocumentState::Ready { .. } => {
                if let Some(pdf) = link::file(app, &document).await? {
                    let name = link::file_name(&document);
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
