//! Payment: on a hosted page, or with a card at once. The sandbox stands in for Stripe.

use anyhow::{Context, ensure};

use super::{PATIENCE, Story};
use crate::demo::answers::{Booking, Payment};
use crate::demo::call::Call;
use crate::demo::page;
use crate::demo::requests::NewPayment;

impl Story {
    pub(super) fn pay_on_the_page(&mut self, booking: &Booking) -> anyhow::Result<()> {
        self.chapter("Pay", "The answer has the page where the payer's card is taken.");
        let body = NewPayment { payment_method: None };
        let payment = self.payment(booking, &body, "pay-1")?;
        let url = payment.next_action.context("the payment has no page")?.url;
        page::fact("Payment", &format!("{}, {url}", payment.status));

        page::say("It has two buttons, Approve and Decline. This presses Approve:");
        self.approve(&url)?;
        self.wait_until_confirmed(booking)
    }

    pub(super) fn pay_with_a_card(&mut self, booking: &Booking) -> anyhow::Result<()> {
        let body = NewPayment { payment_method: Some("pm_card_visa") };
        let payment = self.payment(booking, &body, "pay-2")?;
        page::fact("Payment", &payment.status);
        // The bank may ask its customer first (3-D Secure).
        if let Some(action) = payment.next_action {
            self.approve(&action.url)?;
        }
        self.wait_until_confirmed(booking)
    }

    fn payment(
        &self,
        booking: &Booking,
        body: &NewPayment,
        key: &'static str,
    ) -> anyhow::Result<Payment> {
        let path = format!("/v1/bookings/{}/payments", booking.reference);
        Ok(self.api.show(&Call::post(self.api.at(&path)).json(body)?.once(key))?.body)
    }

    fn approve(&self, url: &str) -> anyhow::Result<()> {
        self.api.show_and_forget(&Call::post(format!("{url}/approve")).unsigned())
    }

    /// The payment's webhook comes in, seats are given, tickets are numbered.
    fn wait_until_confirmed(&self, booking: &Booking) -> anyhow::Result<()> {
        let path = format!("/v1/bookings/{}", booking.reference);
        let call = Call::get(self.api.at(&path));
        page::shell(&call.curl(&self.api.variables, ""));
        let booking = page::wait("waiting for seats and ticket numbers", PATIENCE, || {
            let booking: Booking = self.api.ask(&call)?.body;
            Ok((booking.status != "PENDING_PAYMENT").then_some(booking))
        })?;
        ensure!(booking.status == "CONFIRMED", "the paid booking is {}", booking.status);
        show_seats(&booking);
        Ok(())
    }
}

fn show_seats(booking: &Booking) {
    page::fact("Booking", &format!("{}, {}", booking.reference, booking.status));
    for traveller in &booking.passengers {
        let segments = booking.journeys.iter().flat_map(|journey| &journey.segments);
        let seats: Vec<_> = segments
            .flat_map(|segment| segment.seats.iter().map(|it| (&segment.flight_number, it)))
            .filter(|(_, it)| it.passenger_id == traveller.id)
            .map(|(flight, it)| {
                format!("{} on {flight}", it.seat.as_deref().unwrap_or("at the airport"))
            })
            .collect();
        let seats = if seats.is_empty() { "on a lap".to_owned() } else { seats.join(", ") };
        let numbers = booking.tickets.iter().flat_map(|ticket| &ticket.passengers);
        let numbers: Vec<_> = numbers
            .filter(|it| it.passenger_id == traveller.id)
            .filter_map(|it| it.ticket_number.as_deref())
            .collect();
        let name = format!("{} {}", traveller.given_name, traveller.family_name);
        page::fact(&name, &format!("{seats}; ticket {}", numbers.join(" and ")));
    }
}
