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
    let (mut lines, mut are_made) = (String::new(), false);
    for (code, only, each) in KINDS {
        let of_kind = returned.documents.iter().filter(|it| it.kind.code() == code);
        let of_kind: Vec<_> = of_kind.filter(|it| !(is_cancelled && is_ticket(it))).collect();
        let (said, some_are_made) = named(app, &of_kind, only, each);
        lines.push_str(&said);
        are_made |= some_are_made;
    }
    let list = if lines.is_empty() { lines } else { format!("<ul class=\"plain\">{lines}</ul>") };
    (list, are_made)
}

/// What each kind is called: the only one, and each of several.
const KINDS: [(&str, &str, &str); 3] = [
    ("TICKET", "Your ticket", "Ticket"),
    ("CHANGE_RECEIPT", "Your receipt of the change", "Receipt of a change"),
    ("REFUND_RECEIPT", "Your refund receipt", "Refund receipt"),
];

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
