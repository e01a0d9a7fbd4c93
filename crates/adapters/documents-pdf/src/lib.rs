//! The Documents port: tickets, refund receipts and passenger lists as PDF.
//!
//! krilla writes the file; laying out is ours: text is shaped and wrapped into
//! blocks (`drawing`), blocks flow over pages (`flow`), pages become PDF
//! (`pdf`). Only `pdf` and `fonts` know krilla.

mod bar_code;
mod drawing;
mod flow;
mod fonts;
mod head;
mod passenger_list;
mod pdf;
mod printable;
mod receipt;
pub mod samples;
mod style;
mod table;
mod ticket;
mod words;
mod wrap;

use airside_app::ports::documents::{Document, Documents, RenderError};

use crate::fonts::Fonts;
pub use crate::fonts::UnreadableFont;

/// Renders documents as A4 PDF files with the fonts that this crate carries.
pub struct PdfDocuments {
    fonts: Fonts,
}

impl PdfDocuments {
    /// Reads the fonts, once.
    pub fn new() -> Result<Self, UnreadableFont> {
        Ok(Self { fonts: Fonts::load()? })
    }
}

impl Documents for PdfDocuments {
    fn render(&self, document: &Document) -> Result<Vec<u8>, RenderError> {
        let sheet = match document {
            Document::Ticket(ticket) => ticket::lay_out(&self.fonts, ticket)?,
            Document::RefundReceipt(receipt) => receipt::lay_out(&self.fonts, receipt),
            Document::PassengerList(list) => passenger_list::lay_out(&self.fonts, list),
        };
        pdf::write(&self.fonts, &sheet)
    }
}
