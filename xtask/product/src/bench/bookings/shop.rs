//! Clients of the API: they search, book, pay, and wait for the ticket.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use airside_client::accounts::NewUser;
use airside_client::bookings::{Booking, Contact, Gender, NewBooking, NewPassenger};
use airside_client::documents::DocumentStatus;
use airside_client::offers::{Offer, Search};
use airside_client::payments::NewPayment;
use airside_client::{Client, IdempotencyKey, Paging, Retry};
use anyhow::{bail, ensure};
use time::Date;
use time::macros::date;

use super::load::{Rate, load};
use crate::today::today;

/// Pairs with many flights a day.
const PAIRS: &[(&str, &str)] = &[
    ("DEL", "BOM"),
    ("BOM", "DEL"),
    ("LHR", "JFK"),
    ("ATL", "LAX"),
    ("LAX", "SFO"),
    ("PEK", "SHA"),
    ("GRU", "GIG"),
    ("MAD", "BCN"),
    ("FRA", "LHR"),
    ("SYD", "MEL"),
    ("HND", "CTS"),
    ("ORD", "LGA"),
];
/// Days ahead of today, each of which is searched.
const DAYS: std::ops::Range<i64> = 30..40;
/// How long somebody waits for a ticket before the bench gives up.
const PATIENCE: Duration = Duration::from_mins(1);
/// The pause between two looks at a booking.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Names the calls of this process.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// A signed-up client and what it may buy.
pub(super) struct Shop {
    client: Client,
    /// Ids of offers of direct flights, each flight and day once.
    offers: Vec<String>,
}

impl Shop {
    /// Signs up and searches.
    pub(super) async fn open(url: &str) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        // What is measured is one call, and a call that fails ends the bench.
        let client = Client::new(url)?.with_http(http).with_retry(Retry::NEVER);
        let user = NewUser::new("bench@example.com", "correct horse battery", "Asha", "Rao");
        let key = client.accounts().sign_up(&user).await?.api_key.key;
        let mut shop = Self { client: client.with_key(key), offers: Vec::new() };
        for day in DAYS {
            let date = today().saturating_add(time::Duration::days(day));
            for (origin, destination) in PAIRS {
                let found = shop.search(origin, destination, date).await?;
                shop.offers.extend(found);
            }
        }
        ensure!(!shop.offers.is_empty(), "there is nothing to book");
        Ok(shop)
    }

    /// One offer of each direct flight.
    async fn search(
        &self,
        origin: &str,
        destination: &str,
        date: Date,
    ) -> anyhow::Result<Vec<String>> {
        let direct = Search {
            max_stops: Some(0),
            limit: Some(200),
            ..Search::one_way(origin, destination, date)
        };
        let departing = self.client.offers().search(&direct).await?.departing;
        let mut seen = HashSet::new();
        let flight = |offer: &Offer| offer.segments.first().map(|it| it.flight_number.clone());
        let first = departing.into_iter().filter(|offer| seen.insert(flight(offer)));
        Ok(first.map(|offer| offer.id).collect())
    }

    /// Books one adult; `None` when the flight is sold out.
    pub(super) async fn book(&self, offer: &str) -> anyhow::Result<Option<Booking>> {
        let born = date!(1990 - 05 - 01);
        let asha = NewPassenger::new("Asha", "Rao", Gender::Female, born);
        let booking = NewBooking::new([offer], [asha], Contact::new("asha@example.com"));
        match self.client.bookings().book(&booking, &next_key()?).await {
            Ok(booked) => Ok(Some(booked.value)),
            Err(error) if error.is("sold_out") => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// An offer to look at.
    pub(super) fn any(&self) -> &str {
        self.offer(0)
    }

    /// An offer for each call, another each time.
    fn offer(&self, number: usize) -> &str {
        // A step that shares no divisor with small lengths, so that neighbours lie apart.
        &self.offers[number.wrapping_mul(7_919) % self.offers.len()]
    }

    /// Bookings over HTTP, on many flights.
    pub(super) async fn bookings(&self, callers: usize, lasting: Duration) -> anyhow::Result<Rate> {
        let next = AtomicUsize::new(0);
        load(callers, lasting, |_| async {
            // A flight that is sold out is as good an answer, and another one follows.
            self.book(self.offer(next.fetch_add(1, Ordering::Relaxed))).await.map(|_booked| ())
        })
        .await
    }

    /// Bookings over HTTP, everybody on one flight until it is sold out, then on the next.
    pub(super) async fn rush(&self, callers: usize, lasting: Duration) -> anyhow::Result<Rate> {
        let sold_out = AtomicUsize::new(0);
        load(callers, lasting, |_| async {
            let at = sold_out.load(Ordering::Relaxed);
            if self.book(self.offer(at)).await?.is_none() {
                let _ = sold_out.compare_exchange(at, at + 1, Ordering::Relaxed, Ordering::Relaxed);
            }
            Ok(())
        })
        .await
    }

    /// Whole flows: book, pay by card, wait until the ticket is ready.
    pub(super) async fn flows(&self, callers: usize, lasting: Duration) -> anyhow::Result<Rate> {
        let next = AtomicUsize::new(1_000_000);
        load(callers, lasting, |_| async {
            let offer = self.offer(next.fetch_add(1, Ordering::Relaxed));
            match self.book(offer).await? {
                Some(booking) => self.pay_and_wait(&booking.booking_ref).await,
                None => Ok(()),
            }
        })
        .await
    }

    async fn pay_and_wait(&self, booking_ref: &str) -> anyhow::Result<()> {
        let card = NewPayment::with_method("pm_card_visa");
        self.client.payments().pay(booking_ref, &card, &next_key()?).await?;
        let documents = self.client.documents().list(booking_ref);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let list = documents.page(&Paging::default()).await?;
            if list.data.first().is_some_and(|it| it.status == DocumentStatus::Ready) {
                return Ok(());
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        bail!("a ticket was not ready after {} s", PATIENCE.as_secs())
    }
}

fn next_key() -> anyhow::Result<IdempotencyKey> {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Ok(IdempotencyKey::new(format!("bench-http-{number}"))?)
}
