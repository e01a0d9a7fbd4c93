//! The Documents port: tickets, receipts and passenger lists as PDF.
//!
//! krilla writes the file; laying out is ours: text is shaped and wrapped into
//! blocks (`drawing`), blocks flow over pages (`flow`), pages become PDF
//! (`pdf`). Only `pdf` and `fonts` know krilla.

mod bar_code;
mod change_receipt;
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

use std::sync::Arc;

use airside_app::ports::documents::{Document, Documents, RenderError};

pub use crate::fonts::UnreadableFont;
use crate::fonts::{Faces, Fonts};

/// Renders documents as A4 PDF files with the fonts that this crate carries.
pub struct PdfDocuments {
    faces: Arc<Faces>,
}

impl PdfDocuments {
    /// Reads the fonts, once.
    pub fn new() -> Result<Self, UnreadableFont> {
        Ok(Self { faces: Arc::new(Faces::load()?) })
    }
}

impl Documents for PdfDocuments {
    fn render(&self, document: &Document) -> Result<Vec<u8>, RenderError> {
        let fonts = Fonts::new(&self.faces);
        let sheet = match document {
            Document::Ticket(ticket) => ticket::lay_out(&fonts, ticket)?,
            Document::RefundReceipt(receipt) => receipt::lay_out(&fonts, receipt),
            Document::ChangeReceipt(receipt) => change_receipt::lay_out(&fonts, receipt),
            Document::PassengerList(list) => passenger_list::lay_out(&fonts, list),
        };
        pdf::write(&fonts, sheet)
    }

    fn bar_code(&self, itinerary: &str) -> Result<Vec<Vec<bool>>, RenderError> {
        Ok(bar_code::BarCode::encode(itinerary)?.into_rows())
    }
}
