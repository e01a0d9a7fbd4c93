//! Writes sample documents into a folder, to be looked at.
//!
//! `cargo run --example pages -- FOLDER`

use std::error::Error;
use std::path::PathBuf;

use airside_app::ports::documents::{Document, Documents, JourneyStatus};
use airside_documents_pdf::{PdfDocuments, samples};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let mut cancelled = samples::sample_ticket(3);
    cancelled.journeys[0].status = JourneyStatus::Cancelled;
    let documents = [
        ("ticket-1", Document::Ticket(samples::sample_ticket(1))),
        ("ticket-10", Document::Ticket(samples::sample_long_ticket(10))),
        ("ticket-part", Document::Ticket(cancelled)),
        ("receipt", Document::RefundReceipt(samples::sample_receipt())),
        ("change-receipt", Document::ChangeReceipt(samples::sample_change_receipt())),
        ("passengers", Document::PassengerList(samples::sample_passenger_list(40))),
    ];
    let renderer = PdfDocuments::new()?;
    for (name, document) in documents {
        std::fs::write(folder.join(name).with_extension("pdf"), renderer.render(&document)?)?;
    }
    Ok(())
}
