//! A renderer of documents that keeps what it was given.

use std::sync::Mutex;

use airside_app::ports::Documents;
use airside_app::ports::documents::{Document, RenderError, TicketDocument};

/// Renders no more than a PDF header.
#[derive(Default)]
pub struct Papers(Mutex<Vec<Document>>);

impl Papers {
    /// The last ticket that was made.
    pub fn ticket(&self) -> TicketDocument {
        let papers = self.0.lock().unwrap();
        let mut tickets = papers.iter().filter_map(|paper| match paper {
            Document::Ticket(ticket) => Some(ticket.clone()),
            Document::RefundReceipt(_)
            | Document::ChangeReceipt(_)
            | Document::PassengerList(_) => None,
        });
        tickets.next_back().unwrap()
    }
}

impl Documents for Papers {
    fn render(&self, document: &Document) -> Result<Vec<u8>, RenderError> {
        self.0.lock().unwrap().push(document.clone());
        Ok(b"%PDF-1.7".to_vec())
    }

    /// The bits of the text.
    fn bar_code(&self, itinerary: &str) -> Result<Vec<Vec<bool>>, RenderError> {
        let bits = |byte: u8| (0..8).map(|bit| byte >> bit & 1 == 1).collect();
        Ok(itinerary.bytes().map(bits).collect())
    }
}
