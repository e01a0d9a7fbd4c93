//! A booking, and the same one again.

use anyhow::ensure;

use super::searching::{self, Trip};
use super::{Account, Story};
use crate::demo::answers::{Booking, BookingPrice, moment};
use crate::demo::call::Call;
use crate::demo::page;
use crate::demo::requests::{self, Contact, NewBooking};

impl Story {
    pub(super) fn book_for_the_family(
        &mut self,
        account: &Account,
        trip: Trip<'_>,
    ) -> anyhow::Result<Booking> {
        self.chapter(
            "Book",
            "The offers are signed: they are charged as they were shown. WELCOME10 takes \
             a tenth off the base fare.",
        );
        let call = self.booking_call(trip, requests::family(account.today), account)?;
        let booking: Booking = self.api.show(&call.clone().once("trip-1"))?.body;
        self.api.variables.set("REF", &booking.reference);
        show(&booking);

        page::say("The same call with the same Idempotency-Key books nothing new:");
        let again = self.api.ask::<Booking>(&call.once("trip-1"))?;
        ensure!(
            again.replayed && again.body.reference == booking.reference,
            "the same key gave another answer: {}",
            again.body.reference
        );
        page::fact("Idempotent-Replayed", &format!("true, still {}", again.body.reference));
        Ok(booking)
    }

    fn booking_call(
        &self,
        [there, back]: Trip<'_>,
        passengers: Vec<requests::Passenger>,
        account: &Account,
    ) -> anyhow::Result<Call> {
        let promo_code = (passengers.len() > 1).then_some("WELCOME10");
        let booking = NewBooking {
            offers: [&there.id, &back.id],
            passengers,
            contact: Contact { email: &account.email },
            promo_code,
        };
        Call::post(self.api.at("/v1/bookings")).json(&booking)
    }

    pub(super) fn travel_with_two_airlines(&mut self, account: &Account) -> anyhow::Result<()> {
        self.chapter(
            "Two airlines, two tickets",
            "London to New York by the names of the cities, back with another airline, \
             paid at once with a test card.",
        );
        let offers = self.search_for_one(account.today)?;
        let trip = searching::two_airlines(&offers)?;
        let [there, back] = trip;
        for offer in trip {
            page::answer(&searching::line(offer));
        }
        self.api.variables.set("THERE2", &there.id);
        self.api.variables.set("BACK2", &back.id);

        let call = self.booking_call(trip, requests::alone(), account)?.once("trip-2");
        let booking: Booking = self.api.show(&call)?.body;
        self.api.variables.set("REF2", &booking.reference);
        show(&booking);
        self.pay_with_a_card(&booking)?;
        self.fetch_both_tickets(&booking)
    }
}

fn show(booking: &Booking) {
    let BookingPrice { base, taxes, extra_baggage, discount, total } = &booking.price;
    page::fact("Booking", &format!("{}, {}", booking.reference, booking.status));
    if let Some(due) = booking.payment_due_by {
        page::fact("Pay by", &format!("{} UTC", moment(due)));
    }
    let parts = [
        ("fare", base, true),
        ("+ taxes", taxes, true),
        ("+ baggage", extra_baggage, !extra_baggage.is_zero()),
        ("- discount", discount, !discount.is_zero()),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(.., worth_saying)| *worth_saying)
        .map(|(name, money, _)| format!("{name} {}", money.shown()))
        .collect();
    page::fact("Price", &format!("{} = {}", total.shown(), parts.join(" ")));
    for ticket in &booking.tickets {
        page::fact("Ticket", &format!("{} for {}", ticket.airline, ticket.journeys.join(", ")));
    }
}
