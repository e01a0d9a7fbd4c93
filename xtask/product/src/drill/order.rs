//! What a client does: choose, book, pay, wait for the tickets, perhaps cancel.
//!
//! Whatever was answered with success is written down at once: later the books are held to it,
//! even if the client got no further.

use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

use super::client::{Caller, Fault, text};
use super::diary::Diary;
use super::market::{Market, Offer, Wish};

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
    pub(super) status: &'static str,
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
                Ok(booking) => return kept(order.client, &booking, expected),
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

    const fn adults(&self) -> usize {
        1 + self.number / 3 % 2
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
    fn once(&self, step: &str) -> String {
        format!("order-{}-{step}", self.number)
    }

    /// One of the first free seats, which others will want as well.
    async fn pick(&self, offer: &Offer) -> Result<Option<String>, Fault> {
        let path = format!("/v1/offers/{}/seat-map", offer.id);
        let map = self.caller.get(self.number, &path).await?;
        let rows = map["segments"][0]["rows"].as_array().into_iter().flatten();
        let seats = rows.flat_map(|row| row["seats"].as_array().into_iter().flatten());
        let mut free = seats.filter(|seat| seat["available"] == true);
        let seat = free.nth(self.number / 10 % 3);
        Ok(seat.and_then(|seat| seat["number"].as_str()).map(str::to_owned))
    }

    async fn book(
        &self,
        offers: &[&Offer],
        picked: Option<&str>,
        attempt: usize,
    ) -> Result<Value, Fault> {
        let once = self.once(&format!("book-{attempt}"));
        let body = new_booking(offers, self.adults(), picked);
        self.caller.post_once(self.number, "/v1/bookings", &once, &body).await
    }

    /// Pays, on the hosted page or with a card at once.
    async fn pay(&self, kept: &Kept) -> Result<(), Fault> {
        let path = format!("/v1/bookings/{}/payments", kept.reference);
        let card = json!({"payment_method": "pm_card_visa"});
        let body = if self.pays_by_card() { card } else { json!({}) };
        // The other node than the one that booked.
        let node = self.number + 1;
        let payment = self.caller.post_once(node, &path, &self.once("pay"), &body).await?;
        if let Some(page) = payment.pointer("/next_action/url").and_then(Value::as_str) {
            self.caller.api.press(page, "approve").await?;
        }
        Ok(())
    }

    async fn await_confirmation(&self, kept: &mut Kept) -> Result<(), Fault> {
        let path = format!("/v1/bookings/{}", kept.reference);
        let is_settled = |booking: &Value| booking["status"] != "PENDING_PAYMENT";
        let booking = self.caller.wait(self.number, &path, is_settled).await?;
        if booking["status"] != "CONFIRMED" {
            return Err(Fault::Unexpected(format!("{path} was paid and is {}", booking["status"])));
        }
        kept.status = "CONFIRMED";
        Ok(())
    }

    async fn collect_tickets(&self, kept: &Kept) -> Result<(), Fault> {
        let path = format!("/v1/bookings/{}/documents", kept.reference);
        let wanted = kept.tickets;
        let are_ready = |list: &Value| {
            let documents = list["data"].as_array().into_iter().flatten();
            let ready = documents.filter(|it| it["kind"] == "TICKET" && it["status"] == "READY");
            i32::try_from(ready.count()).is_ok_and(|ready| ready == wanted)
        };
        self.caller.wait(self.number + 1, &path, are_ready).await.map(drop)
    }

    /// Cancels it, of a round trip the way back, and waits until the money and a receipt are
    /// there.
    async fn cancel(&self, kept: &mut Kept) -> Result<(), Fault> {
        let path = format!("/v1/bookings/{}/cancellations", kept.reference);
        let (body, status) = if kept.is_round_trip {
            (json!({"journeys": "RETURNING"}), "PARTIALLY_CANCELLED")
        } else {
            (json!({}), "CANCELLED")
        };
        let mut confirmed = Value::Null;
        for attempt in 0..QUOTES {
            let quote = self.caller.post(self.number, &path, &body).await?;
            let confirm = format!("/v1/cancellations/{}/confirm", text(&quote, "/id")?);
            let once = self.once(&format!("cancel-{attempt}"));
            match self.caller.post_once(self.number + 1, &confirm, &once, &json!({})).await {
                Ok(cancellation) => {
                    confirmed = cancellation;
                    break;
                }
                // A repeated call for a quote may have been carried out twice.
                Err(fault) if fault.is("quote_superseded") => (),
                Err(fault) => return Err(fault),
            }
        }
        let path = format!("/v1/cancellations/{}", text(&confirmed, "/id")?);
        kept.status = status;
        let is_back =
            |it: &Value| it["refund_status"] == "SUCCEEDED" && it["receipt"]["status"] == "READY";
        self.caller.wait(self.number, &path, is_back).await.map(drop)
    }
}

/// A request to book offers for so many adults, the first of whom may have picked a seat.
pub(super) fn new_booking(offers: &[&Offer], adults: usize, picked: Option<&str>) -> Value {
    const NAMES: [&str; 9] =
        ["Asha", "Ravi", "Meera", "Arjun", "Leela", "Kiran", "Nila", "Dev", "Tara"];
    const PREFERENCES: [&str; 3] = ["WINDOW", "AISLE", "ANY"];
    let passengers = NAMES.iter().take(adults).enumerate().map(|(at, name)| {
        let mut passenger = json!({
            "given_name": name,
            "family_name": "Rao",
            "gender": "UNSPECIFIED",
            "date_of_birth": "1990-05-01",
            "seat_preference": PREFERENCES[at % PREFERENCES.len()],
        });
        if let (0, Some(seat)) = (at, picked) {
            passenger["seats"] = json!([seat]);
        }
        passenger
    });
    let passengers: Vec<Value> = passengers.collect();
    let offers: Vec<&str> = offers.iter().map(|offer| offer.id.as_str()).collect();
    json!({
        "offers": offers,
        "passengers": passengers,
        "contact": {"email": "payer@example.com"},
    })
}

/// What a client writes down of a booking that was just made.
pub(super) fn kept(
    caller: usize,
    booking: &Value,
    expected: Vec<&'static str>,
) -> Result<Kept, Fault> {
    let count = |list: &str| {
        let counted = booking[list].as_array().map_or(0, Vec::len);
        i32::try_from(counted).unwrap_or(i32::MAX)
    };
    Ok(Kept {
        caller,
        reference: text(booking, "/booking_ref")?,
        tickets: count("tickets"),
        passengers: count("passengers"),
        is_round_trip: booking["trip_type"] == "ROUND_TRIP",
        status: "PENDING_PAYMENT",
        expected,
        fault: None,
    })
}
