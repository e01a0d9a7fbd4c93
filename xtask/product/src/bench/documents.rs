//! How fast one core renders documents, and how large they are.
//!
//! Fonts are read once, before: a worker does so when it starts.

use std::time::Instant;

use airside_app::ports::documents::{Document, Documents};
use airside_documents_pdf::{PdfDocuments, samples};
use serde::Serialize;

use super::figures::{Spread, Times, shown};

const TIMES: u32 = 300;

#[derive(Debug, Serialize)]
pub(super) struct Figures {
    documents: Vec<Figure>,
}

#[derive(Debug, Serialize)]
struct Figure {
    document: &'static str,
    bytes: usize,
    a_second: f64,
    render: Spread,
}

pub(super) fn measure() -> anyhow::Result<Figures> {
    let renderer = PdfDocuments::new()?;
    println!("{:<46} {:>9} {:>10} {:>10} {:>7}", "document", "a second", "median", "p99", "KB");
    let mut documents = Vec::new();
    for (name, document) in documents_to_render() {
        let figure = figure(&renderer, name, &document)?;
        println!(
            "{:<46} {:>9.0} {:>10} {:>10} {:>7.1}",
            figure.document,
            figure.a_second,
            shown(figure.render.median_us),
            shown(figure.render.p99_us),
            kilobytes(figure.bytes),
        );
        documents.push(figure);
    }
    Ok(Figures { documents })
}

fn documents_to_render() -> [(&'static str, Document); 4] {
    [
        ("ticket, 4 flights, 1 passenger", Document::Ticket(samples::sample_ticket(1))),
        ("ticket, 4 flights, 4 passengers", Document::Ticket(samples::sample_ticket(4))),
        ("ticket, 6 flights, 10 passengers", Document::Ticket(samples::sample_long_ticket(10))),
        ("refund receipt", Document::RefundReceipt(samples::sample_receipt())),
    ]
}

fn figure(
    renderer: &PdfDocuments,
    name: &'static str,
    document: &Document,
) -> anyhow::Result<Figure> {
    let bytes = renderer.render(document)?.len();
    let mut times = Times::default();
    let began = Instant::now();
    times.repeat(TIMES, || renderer.render(document));
    let a_second = f64::from(TIMES + 1) / began.elapsed().as_secs_f64();
    Ok(Figure { document: name, bytes, a_second, render: times.spread() })
}

#[expect(clippy::cast_precision_loss, reason = "a file has far less than 2^52 bytes")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}
