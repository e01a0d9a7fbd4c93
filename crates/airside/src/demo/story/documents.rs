//! The PDFs: made by a worker, fetched by signed links.

use std::fs;

use anyhow::{Context, ensure};

use super::{PATIENCE, Story};
use crate::demo::answers::{Booking, Document, List};
use crate::demo::call::Call;
use crate::demo::page;

/// A PDF that the story leaves behind.
#[derive(Clone, Copy)]
pub(super) struct File {
    what: &'static str,
    name: &'static str,
    /// The shell variable that has its link.
    variable: &'static str,
}

const TICKET: File = File { what: "Ticket", name: "trip-1-ticket.pdf", variable: "TICKET" };
const TICKET_THERE: File =
    File { what: "Ticket there", name: "trip-2-ticket-there.pdf", variable: "TICKET_THERE" };
const TICKET_BACK: File =
    File { what: "Ticket back", name: "trip-2-ticket-back.pdf", variable: "TICKET_BACK" };
pub(super) const RECEIPT: File =
    File { what: "Refund receipt", name: "trip-1-refund-receipt.pdf", variable: "RECEIPT" };

impl Story {
    pub(super) fn fetch_the_ticket(&mut self, booking: &Booking) -> anyhow::Result<()> {
        self.chapter("Fetch the ticket", "One airline both ways, so one ticket.");
        let tickets = self.ready_tickets(booking)?;
        ensure!(tickets.len() == 1, "{} tickets instead of one", tickets.len());
        let url = tickets[0].url.as_deref().context("a ready document has no link")?;
        self.save(TICKET, url)
    }

    pub(super) fn fetch_both_tickets(&mut self, booking: &Booking) -> anyhow::Result<()> {
        let tickets = self.ready_tickets(booking)?;
        ensure!(tickets.len() == 2, "{} tickets instead of two", tickets.len());
        for (direction, file) in [("DEPARTING", TICKET_THERE), ("RETURNING", TICKET_BACK)] {
            let is_it = |document: &&Document| {
                booking.tickets.iter().any(|ticket| {
                    Some(&ticket.id) == document.ticket_id.as_ref()
                        && ticket.journeys.iter().any(|it| it == direction)
                })
            };
            let document = tickets.iter().find(is_it).context("a ticket has no document")?;
            let url = document.url.as_deref().context("a ready document has no link")?;
            self.save(file, url)?;
        }
        Ok(())
    }

    /// All tickets of a booking, rendered.
    fn ready_tickets(&self, booking: &Booking) -> anyhow::Result<Vec<Document>> {
        let path = format!("/v1/bookings/{}/documents", booking.reference);
        let call = Call::get(self.api.at(&path));
        page::shell(&call.curl(&self.api.variables, ""));
        page::wait("waiting for the PDF", PATIENCE, || {
            let documents: List<Document> = self.api.ask(&call)?.body;
            let tickets: Vec<_> =
                documents.data.into_iter().filter(|it| it.kind == "TICKET").collect();
            let expected = tickets.len() == booking.tickets.len();
            let ready = expected && tickets.iter().all(|it| it.status == "READY");
            Ok(ready.then_some(tickets))
        })
    }

    /// Downloads a PDF; its link is secret enough, so no key goes with it.
    pub(super) fn save(&mut self, file: File, url: &str) -> anyhow::Result<()> {
        let File { what, name, variable } = file;
        self.api.variables.set(variable, url);
        let call = Call::get(url.to_owned()).unsigned();
        page::shell(&call.curl(&self.api.variables, &format!(" -o demo-output/{name}")));
        let bytes = self.api.download(&call)?;
        ensure!(bytes.starts_with(b"%PDF-"), "{url} is no PDF");

        let path = self.output.join(name);
        fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let kilobytes = bytes.len().div_ceil(1000);
        page::fact(what, &format!("demo-output/{name}, {kilobytes} KB"));
        self.files.push((what, path));
        Ok(())
    }
}
