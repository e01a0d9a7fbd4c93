//! What a client does: choose, book, pay, wait for the tickets, perhaps cancel.
//!
//! Whatever was answered with success is written down at once: later the books are held to it,
//! even if the client got no further.

use std::time::Duration;

use airside_client::bookings::{
    Booking, BookingStatus, Contact, Direction, Gender, NewBooking, NewPassenger, SeatPreference,
};
use airside_client::cancellations::{Cancellation, Journeys, NewCancellation, RefundStatus};
use airside_client::documents::{Document, DocumentKind, DocumentStatus};
use airside_client::offers::{Offer, SeatMap, TripType};
use airside_client::payments::NewPayment;
use airside_client::{Client, Error, IdempotencyKey, Paging};
use futures::future::join_all;
use time::macros::date;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

use super::client::{Caller, Fault};
use super::diary::Diary;
use super::market::{Market, Wish};

/// Other flights that a client tries when one is sold out.
const TRIES: usize = 20;
/// Quotes that a client asks for when another took the place of its own.
const QUOTES: usize = 5;

/// What a client was told of one booking.
#[derive(Debug)]
pub(super) struct Kept {
    /// The place of its client.
    pub(super) caller: usize,
    pub(super) reference: String,
    pub(super) tickets: i32,
    pub(super) passengers: i32,
    is_round_trip: bool,
    /// As the booking's status was when the client last heard of it.
    pub(super) status: BookingStatus,
    /// Refusals on the way that a client has to expect: sold out, seat taken.
    pub(super) expected: Vec<&'static str>,
    /// What went wrong afterwards.
    pub(super) fault: Option<String>,
}

/// What came of one order: at worst, nothing at all.
pub(super) type Outcome = Result<Kept, String>;

/// Serves orders as they come in.
pub(super) struct Orders<'a> {
    pub(super) callers: &'a [Caller<'a>],
    pub(super) market: &'a Market,
    pub(super) diary: &'a Diary,
    /// The most that come in a second.
    pub(super) rate: u32,
}

/// One order: who wants what, by its number alone, so that each drill is alike.
struct Order<'a> {
    number: usize,
    client: usize,
    caller: &'a Caller<'a>,
}

impl Orders<'_> {
    /// Serves so many orders. A client books and pays for one at a time, and takes the next
    /// while tickets of earlier ones are being made.
    pub(super) async fn serve_all(&self, count: u32) -> Vec<Outcome> {
        let began = Instant::now();
        let busy: Vec<Mutex<()>> = self.callers.iter().map(|_| Mutex::default()).collect();
        let clients = || self.callers.iter().zip(&busy).enumerate().cycle();
        let orders = (0..count).zip(clients()).map(|(number, (client, (caller, busy)))| {
            let order = Order { number: number as usize, client, caller };
            let due = began + Duration::from_secs(1) * number / self.rate;
            async move {
                sleep_until(due).await;
                self.serve(&order, busy).await
            }
        });
        join_all(orders).await
    }

    async fn serve(&self, order: &Order<'_>, busy: &Mutex<()>) -> Outcome {
        let turn = busy.lock().await;
        let mut kept = self.book(order).await.map_err(|fault| fault.to_string())?;
        self.diary.note_booked();
        let paid = order.pay(&kept).await;
        drop(turn);
        let seen_through = match paid {
            Ok(()) => self.see_through(order, &mut kept).await,
            Err(fault) => Err(fault),
        };
        kept.fault = seen_through.err().map(|fault| fault.to_string());
        Ok(kept)
    }

    async fn see_through(&self, order: &Order<'_>, kept: &mut Kept) -> Result<(), Fault> {
        order.await_confirmation(kept).await?;
        self.diary.note_confirmed();
        order.collect_tickets(kept).await?;
        self.diary.note_ticketed();
        if order.is_cancelled_later() { order.cancel(kept).await } else { Ok(()) }
    }

    /// Books what is wished for, or another flight when that is sold out.
    async fn book(&self, order: &Order<'_>) -> Result<Kept, Fault> {
        let mut expected = Vec::new();
        let mut wish = order.wish();
        for attempt in 0..TRIES {
            let offers = self.market.choose(wish, order.adults(), order.number + attempt * 7);
            let picked = match offers.as_slice() {
                [offer] if order.picks_a_seat() && attempt == 0 => order.pick(offer).await?,
                _ => None,
            };
            match order.book(&offers, picked.as_deref(), attempt).await {
                Ok(booking) => return Ok(kept(order.client, &booking, expected)),
                Err(fault) if fault.is("sold_out") => {
                    expected.push("sold_out");
                    wish = Wish::OneWay;
                }
                Err(fault) if fault.is("seat_taken") => expected.push("seat_taken"),
                Err(fault) => return Err(fault),
            }
        }
        Err(Fault::Unexpected(format!("order {} found nothing to buy", order.number)))
    }
}

impl Order<'_> {
    const fn wish(&self) -> Wish {
        match self.number % 16 {
            0 | 8 => Wish::Crowded,
            7 => Wish::Scarce,
            1 | 5 | 9 | 13 => Wish::RoundTrip,
            _ => Wish::OneWay,
        }
    }

    const fn adults(&self) -> u8 {
        if (self.number / 3).is_multiple_of(2) { 1 } else { 2 }
    }

    const fn picks_a_seat(&self) -> bool {
        self.number % 10 == 3
    }

    const fn pays_by_card(&self) -> bool {
        self.number % 4 == 3
    }

    const fn is_cancelled_later(&self) -> bool {
        self.number % 9 == 4
    }

    /// A key for this order and this step of it.
    fn once(&self, step: &str) -> Result<IdempotencyKey, Fault> {
        Ok(IdempotencyKey::new(format!("order-{}-{step}", self.number))?)
    }

    /// One of the first free seats, which others will want as well.
    async fn pick(&self, offer: &Offer) -> Result<Option<String>, Fault> {
        let call = async |node: &Client| node.offers().seat_maps(&offer.id).await;
        let maps = self.caller.ask(self.number, "looking at seats", call).await?;
        let mut free = maps.segments.first().into_iter().flat_map(SeatMap::available);
        Ok(free.nth(self.number / 10 % 3).map(|seat| seat.number.clone()))
    }

    async fn book(
        &self,
        offers: &[&Offer],
        picked: Option<&str>,
        attempt: usize,
    ) -> Result<Booking, Fault> {
        let once = self.once(&format!("book-{attempt}"))?;
        let booking = new_booking(offers, self.adults(), picked);
        let call = async |node: &Client| node.bookings().book(&booking, &once).await;
        Ok(self.caller.ask(self.number, "booking", call).await?.value)
    }

    /// Pays, on the hosted page or with a card at once.
    async fn pay(&self, kept: &Kept) -> Result<(), Fault> {
        let card = || NewPayment::with_method("pm_card_visa");
        let payment = if self.pays_by_card() { card() } else { NewPayment::default() };
        let once = self.once("pay")?;
        let call =
            async |node: &Client| node.payments().pay(&kept.reference, &payment, &once).await;
        // The other node than the one that booked.
        let payment = self.caller.ask(self.number + 1, "paying", call).await?.value;
        if let Some(action) = payment.next_action {
            self.caller.api.press(&action.url, "approve").await?;
        }
        Ok(())
    }

    async fn await_confirmation(&self, kept: &mut Kept) -> Result<(), Fault> {
        let look = async |node: &Client| node.bookings().get(&kept.reference).await;
        let is_settled = |booking: &Booking| booking.status != BookingStatus::PendingPayment;
        let name = "waiting for the confirmation";
        let status = self.caller.wait(self.number, name, look, is_settled).await?.status;
        if status != BookingStatus::Confirmed {
            return Err(Fault::Unexpected(format!("it was paid and is {status}")));
        }
        kept.status = status;
        Ok(())
    }

    async fn collect_tickets(&self, kept: &Kept) -> Result<(), Fault> {
        let look = async |node: &Client| documents(node, &kept.reference).await;
        let are_ready = |documents: &Vec<Document>| {
            let tickets = documents.iter().filter(|it| it.kind == DocumentKind::Ticket);
            let ready = tickets.filter(|it| it.status == DocumentStatus::Ready);
            i32::try_from(ready.count()).is_ok_and(|ready| ready == kept.tickets)
        };
        let name = "waiting for the tickets";
        self.caller.wait(self.number + 1, name, look, are_ready).await.map(drop)
    }

    /// Cancels it, of a round trip the way back, and waits until the money and a receipt are
    /// there.
    async fn cancel(&self, kept: &mut Kept) -> Result<(), Fault> {
        let (what, status) = if kept.is_round_trip {
            let back = Journeys::These(vec![Direction::Returning]);
            (NewCancellation::of(back), BookingStatus::PartiallyCancelled)
        } else {
            (NewCancellation::default(), BookingStatus::Cancelled)
        };
        let cancelled = self.confirm(&kept.reference, &what).await?;
        kept.status = status;
        let look = async |node: &Client| node.cancellations().get(&cancelled.id).await;
        let is_back = |it: &Cancellation| {
            it.refund_status == Some(RefundStatus::Succeeded)
                && it.receipt.as_ref().is_some_and(|it| it.status == DocumentStatus::Ready)
        };
        let name = "waiting for the refund";
        self.caller.wait(self.number, name, look, is_back).await.map(drop)
    }

    /// Asks for a quote and confirms it.
    async fn confirm(
        &self,
        reference: &str,
        what: &NewCancellation,
    ) -> Result<Cancellation, Fault> {
        for attempt in 0..QUOTES {
            let call = async |node: &Client| node.cancellations().quote(reference, what).await;
            let quote = self.caller.ask(self.number, "asking for a quote", call).await?;
            let once = self.once(&format!("cancel-{attempt}"))?;
            let call = async |node: &Client| node.cancellations().confirm(&quote.id, &once).await;
            match self.caller.ask(self.number + 1, "cancelling", call).await {
                Ok(confirmed) => return Ok(confirmed.value),
                // A repeated call for a quote may have been carried out twice.
                Err(fault) if fault.is("quote_superseded") => (),
                Err(fault) => return Err(fault),
            }
        }
        Err(Fault::Unexpected("each quote was superseded".to_owned()))
    }
}

/// The documents of a booking, of which a drill makes few.
pub(super) async fn documents(node: &Client, reference: &str) -> Result<Vec<Document>, Error> {
    Ok(node.documents().list(reference).page(&Paging::default()).await?.data)
}

/// A request to book offers for so many adults, the first of whom may have picked a seat.
pub(super) fn new_booking(offers: &[&Offer], adults: u8, picked: Option<&str>) -> NewBooking {
    const NAMES: [&str; 9] =
        ["Asha", "Ravi", "Meera", "Arjun", "Leela", "Kiran", "Nila", "Dev", "Tara"];
    const PREFERENCES: [SeatPreference; 3] =
        [SeatPreference::Window, SeatPreference::Aisle, SeatPreference::Any];
    let born = date!(1990 - 05 - 01);
    let passenger = |(name, preference)| NewPassenger {
        seat_preference: Some(preference),
        ..NewPassenger::new(name, "Rao", Gender::Unspecified, born)
    };
    let preferences = PREFERENCES.into_iter().cycle();
    let party = NAMES.into_iter().zip(preferences).take(adults.into()).map(passenger);
    let mut party: Vec<_> = party.collect();
    if let (Some(first), Some(seat)) = (party.first_mut(), picked) {
        first.seats = vec![Some(seat.to_owned())];
    }
    let offers = offers.iter().map(|offer| offer.id.as_str());
    NewBooking::new(offers, party, Contact::new("payer@example.com"))
}

/// What a client writes down of a booking that was just made.
pub(super) fn kept(caller: usize, booking: &Booking, expected: Vec<&'static str>) -> Kept {
    let count = |list: usize| i32::try_from(list).unwrap_or(i32::MAX);
    Kept {
        caller,
        reference: booking.booking_ref.clone(),
        tickets: count(booking.tickets.len()),
        passengers: count(booking.passengers.len()),
        is_round_trip: booking.trip_type == TripType::RoundTrip,
        status: BookingStatus::PendingPayment,
        expected,
        fault: None,
    }
}
