//! Half of a round trip cancelled: quoted line by line, then confirmed and refunded.

use super::documents::RECEIPT;
use super::{PATIENCE, Story};
use crate::demo::answers::{Booking, Cancellation, Line};
use crate::demo::call::Call;
use crate::demo::page;
use crate::demo::requests::NewCancellation;

impl Story {
    pub(super) fn cancel_the_way_back(&mut self, booking: &Booking) -> anyhow::Result<()> {
        self.chapter(
            "Cancel the way back",
            "Of the first trip. A quote first: what was paid, what is kept, what comes back.",
        );
        let path = format!("/v1/bookings/{}/cancellations", booking.reference);
        let call =
            Call::post(self.api.at(&path)).json(&NewCancellation { journeys: "RETURNING" })?;
        let quote: Cancellation = self.api.show(&call)?.body;
        self.api.variables.set("QUOTE", &quote.id);
        for Line { journey, paid, charge, taxes_kept, refund } in &quote.lines {
            page::fact(
                journey,
                &format!(
                    "paid {} - charge {} - taxes kept {} = refund {}",
                    paid.shown(),
                    charge.shown(),
                    taxes_kept.shown(),
                    refund.shown()
                ),
            );
        }
        if let Some(refund) = &quote.refund {
            page::fact("Refund", &refund.shown());
        }

        page::say("Confirming frees the seats at once; then the money moves.");
        let path = format!("/v1/cancellations/{}/confirm", quote.id);
        let call = Call::post(self.api.at(&path)).once("cancel-1");
        let confirmed: Cancellation = self.api.show(&call)?.body;
        page::fact("Refund", confirmed.refund_status.as_deref().unwrap_or("unknown"));

        self.take_the_receipt(&quote)?;
        self.show_what_is_left(booking)
    }

    fn take_the_receipt(&mut self, quote: &Cancellation) -> anyhow::Result<()> {
        self.chapter("Take the refund receipt", "It is made when the refund has succeeded.");
        let path = format!("/v1/cancellations/{}", quote.id);
        let call = Call::get(self.api.at(&path));
        page::shell(&call.curl(&self.api.variables, ""));
        let url = page::wait("waiting for the refund and its receipt", PATIENCE, || {
            let cancellation: Cancellation = self.api.ask(&call)?.body;
            Ok(cancellation.receipt.and_then(|receipt| receipt.url))
        })?;
        self.save(RECEIPT, &url)
    }

    fn show_what_is_left(&self, booking: &Booking) -> anyhow::Result<()> {
        let path = format!("/v1/bookings/{}", booking.reference);
        let booking: Booking = self.api.show(&Call::get(self.api.at(&path)))?.body;
        let journeys: Vec<_> =
            booking.journeys.iter().map(|it| format!("{} {}", it.direction, it.status)).collect();
        let status = journeys.join(", ");
        page::fact("Booking", &format!("{}: {status}", booking.reference));
        Ok(())
    }
}
