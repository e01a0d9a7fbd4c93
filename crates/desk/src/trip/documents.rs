//! Tickets and receipts, as links that work for a while.

use airside_app::App;
use airside_app::documents::link::link;
use airside_booking::{BookingStatus, Document, DocumentKind, DocumentState};
use maud::{Markup, html};

use crate::shown::times::day;
use crate::texts::Texts;

/// A list of them. Who may not fly is handed no ticket.
pub(super) fn documents(
    app: &App,
    texts: &Texts,
    documents: &[Document],
    status: BookingStatus,
) -> Markup {
    let is_ticket = |it: &&Document| matches!(it.kind, DocumentKind::Ticket(_));
    let shown = documents
        .iter()
        .filter(|it| status != BookingStatus::Cancelled || !is_ticket(it))
        .filter(|it| it.state != DocumentState::Awaited);
    let shown: Vec<&Document> = shown.collect();
    html! {
        @if !shown.is_empty() {
            h2 { (texts.documents) }
            ul.plain {
                @for document in shown {
                    @let name = name(texts, document.kind);
                    li {
                        @match document.state {
                            DocumentState::Ready { .. } => {
                                a.button.other.wide href=(link(app, document.id).url) {
                                    (name)
                                    // Of receipts there may be several.
                                    @if !is_ticket(&document) { ", " (day(texts, document.created_at.date())) }
                                    " (PDF)"
                                }
                            }
                            DocumentState::Failed => { (name) ": " (texts.document_failed) }
                            DocumentState::Erasing { .. } | DocumentState::Erased { .. } => {
                                (name) ": " (texts.document_erased)
                            }
                            DocumentState::Awaited | DocumentState::Pending => {
                                span.waits { (name) ": " (texts.document_made) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn name(texts: &Texts, kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Ticket(_) => texts.ticket,
        DocumentKind::RefundReceipt { .. } => texts.receipt,
        DocumentKind::ChangeReceipt(_) => texts.changing.receipt,
    }
}
