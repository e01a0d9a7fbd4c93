//! How many tickets a second one core renders, and how large they are.
//!
//! `cargo run --release -p airside-documents-pdf --example documents_a_second`

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::error::Error;
use std::time::Instant;

use airside_app::ports::documents::{Document, Documents};
use airside_documents_pdf::{PdfDocuments, samples};

const TICKETS: u32 = 300;

fn main() -> Result<(), Box<dyn Error>> {
    let renderer = PdfDocuments::new()?;
    let documents = [
        ("round trip of 4 flights, 1 passenger", Document::Ticket(samples::sample_ticket(1))),
        ("round trip of 4 flights, 4 passengers", Document::Ticket(samples::sample_ticket(4))),
        (
            "round trip of 6 flights, 10 passengers",
            Document::Ticket(samples::sample_long_ticket(10)),
        ),
        ("refund receipt", Document::RefundReceipt(samples::sample_receipt())),
    ];
    for (name, document) in documents {
        let size = renderer.render(&document)?.len();
        let started = Instant::now();
        for _ in 0..TICKETS {
            renderer.render(&document)?;
        }
        let pace = f64::from(TICKETS) / started.elapsed().as_secs_f64();
        println!("{name}: {pace:.0} a second, {size} bytes");
    }
    Ok(())
}
