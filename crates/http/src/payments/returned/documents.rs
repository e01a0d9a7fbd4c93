//! Links to tickets and receipts, or why there is none.

use airside_app::App;
use airside_app::documents::link::link;
use airside_app::payments::return_link::Returned;
use airside_booking::{BookingStatus, Document, DocumentKind, DocumentState};
use airside_pages::escape;

/// HTML, and whether some are still being made.
pub(super) fn list(app: &App, returned: &Returned) -> (String, bool) {
    let is_cancelled = returned.status == BookingStatus::Cancelled;
    // Who may not fly is handed no ticket.
    let (tickets, receipts): (Vec<_>, Vec<_>) = returned
        .documents
        .iter()
        .filter(|it| !(is_cancelled && is_ticket(it)))
        .partition(|document| is_ticket(document));
    let (tickets, some_tickets) = named(app, &tickets, "Your ticket", "Ticket");
    let (receipts, some_receipts) = named(app, &receipts, "Your refund receipt", "Refund receipt");
    let lines = tickets + &receipts;
    let list = if lines.is_empty() { lines } else { format!("<ul class=\"plain\">{lines}</ul>") };
    (list, some_tickets || some_receipts)
}

fn named(app: &App, documents: &[&Document], only: &str, each: &str) -> (String, bool) {
    let (mut lines, mut are_made) = (String::new(), false);
    for (number, document) in documents.iter().enumerate() {
        let label = match documents.len() {
            1 => only.to_owned(),
            _ => format!("{each} {}", number + 1),
        };
        let said = match document.state {
            DocumentState::Ready { .. } => {
                let url = escape(&link(app, document.id).url);
                format!("<a href=\"{url}\">{label} (PDF)</a>")
            }
            DocumentState::Pending => {
                are_made = true;
                format!("{label} is being made …")
            }
            // It comes once the money is back; the sentence about that says more.
            DocumentState::Awaited => continue,
            DocumentState::Failed => format!("{label} could not be made; we are on it."),
            DocumentState::Erasing { .. } | DocumentState::Erased { .. } => {
                format!("{label} was erased.")
            }
        };
        let line = format!("<li>{said}</li>");
        lines.push_str(&line);
    }
    (lines, are_made)
}

const fn is_ticket(document: &Document) -> bool {
    matches!(document.kind, DocumentKind::Ticket(_))
}
