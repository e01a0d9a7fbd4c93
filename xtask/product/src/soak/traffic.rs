//! What clients do: mostly search; some book, pay, read what they have, and cancel.
//!
//! Which call comes next follows from its number, so that each soak is alike.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use airside_client::accounts::NewUser;
use airside_client::bookings::{Contact, Gender, NewBooking, NewPassenger};
use airside_client::cancellations::NewCancellation;
use airside_client::offers::Search;
use airside_client::payments::NewPayment;
use airside_client::{Client, Error, IdempotencyKey, Retry};
use anyhow::{Context, ensure};
use time::Date;
use time::macros::date;
use tokio::time::sleep;

use super::tally::{Kind, Outcome, Tally};
use crate::today::today;

/// Of twenty calls, so many of each kind.
const MIX: [Kind; 20] = [
    Kind::Search,
    Kind::Book,
    Kind::Search,
    Kind::Search,
    Kind::Pay,
    Kind::Search,
    Kind::Search,
    Kind::Read,
    Kind::Search,
    Kind::Search,
    Kind::Book,
    Kind::Search,
    Kind::Search,
    Kind::Pay,
    Kind::Search,
    Kind::Cancel,
    Kind::Search,
    Kind::Read,
    Kind::Search,
    Kind::Search,
];
/// In both worlds; some fly direct, some only by another city.
const PAIRS: [(&str, &str); 10] = [
    ("DEL", "BOM"),
    ("BLR", "DEL"),
    ("BOM", "LHR"),
    ("JFK", "LAX"),
    ("LHR", "JFK"),
    ("DXB", "LHR"),
    ("SFO", "DEL"),
    ("ATL", "ORD"),
    ("SIN", "SYD"),
    ("CDG", "BLR"),
];
/// Days ahead of today that are searched.
const FIRST_DAY: usize = 20;
const DAYS: usize = 60;
/// A page, as a person is shown it.
const OFFERS: u16 = 20;
/// The longest that the server may take to be well again.
const TIME_TO_RECOVER: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(20);

/// Clients of one server, and what they have.
pub(super) struct Traffic {
    clients: Vec<Client>,
    next: AtomicUsize,
    /// Offers that were found lately.
    offers: Mutex<VecDeque<String>>,
    /// Whose, and which: to be paid.
    held: Mutex<VecDeque<(usize, String)>>,
    /// Paid: to be read, and cancelled.
    paid: Mutex<VecDeque<(usize, String)>>,
}

/// Of each: what is older was looked at often enough.
const MOST_KEPT: usize = 2_000;

impl Traffic {
    /// Signs so many clients up, and looks for something to book.
    pub(super) async fn open(url: &str, clients: u32) -> anyhow::Result<Self> {
        // One connection for each call under way, kept for the next.
        let http = reqwest::Client::builder().no_proxy().build()?;
        let nobody = Client::new(url)?.with_http(http).with_retry(Retry::NEVER);
        let mut signed_up = Vec::new();
        for number in 0..clients {
            let email = format!("client-{number}@example.com");
            let user = NewUser::new(&email, "correct horse battery", "Asha", "Rao");
            let key = nobody.accounts().sign_up(&user).await?.api_key.key;
            signed_up.push(nobody.clone().with_key(key));
        }
        let traffic = Self {
            clients: signed_up,
            next: AtomicUsize::new(0),
            offers: Mutex::default(),
            held: Mutex::default(),
            paid: Mutex::default(),
        };
        for number in 0..PAIRS.len() {
            traffic.search(0, number).await.context("cannot search")?;
        }
        ensure!(traffic.offer(0).is_some(), "there is nothing to book");
        Ok(traffic)
    }

    pub(super) fn clients(&self) -> usize {
        self.clients.len()
    }

    /// One call, whichever is next; what there is nothing for becomes a search.
    pub(super) async fn call(&self, client: usize, tally: &Tally) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let began = Instant::now();
        let (kind, outcome) = match MIX[number % MIX.len()] {
            Kind::Search => (Kind::Search, self.search(client, number).await),
            Kind::Book => (Kind::Book, self.book(client, number).await),
            Kind::Pay => match pop(&self.held) {
                Some((owner, booking)) => (Kind::Pay, self.pay(owner, booking).await),
                None => (Kind::Book, self.book(client, number).await),
            },
            Kind::Read => match pop(&self.paid) {
                Some((owner, booking)) => (Kind::Read, self.read(owner, booking).await),
                None => (Kind::Search, self.search(client, number).await),
            },
            Kind::Cancel => match pop(&self.paid) {
                Some((owner, booking)) => (Kind::Cancel, self.cancel(owner, &booking).await),
                None => (Kind::Search, self.search(client, number).await),
            },
        };
        tally.add(kind, Outcome::of(&outcome), began.elapsed());
    }

    /// Waits until a search and a booking are answered, and paid for, as if nothing had been.
    pub(super) async fn until_all_is_well(&self) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            let trip = async {
                self.search(0, 0).await?;
                self.book(0, 0).await?;
                match pop(&self.held) {
                    Some((owner, booking)) => self.pay(owner, booking).await,
                    None => Ok(()),
                }
            };
            match trip.await {
                Ok(()) => return Ok(()),
                Err(error) if began.elapsed() > TIME_TO_RECOVER => return Err(error.into()),
                Err(_) => sleep(PAUSE).await,
            }
        }
    }

    async fn search(&self, client: usize, number: usize) -> Result<(), Error> {
        let (origin, destination) = PAIRS[number % PAIRS.len()];
        let search = Search {
            limit: Some(OFFERS),
            ..Search::one_way(origin, destination, day(number / PAIRS.len()))
        };
        let found = self.clients[client].offers().search(&search).await?;
        // Not the same one each time, or one flight would be sold out soon.
        let count = found.departing.len().max(1);
        if let Some(offer) = found.departing.into_iter().nth(number % count) {
            push(&self.offers, offer.id);
        }
        Ok(())
    }

    async fn book(&self, client: usize, number: usize) -> Result<(), Error> {
        let Some(offer) = self.offer(number) else { return Ok(()) };
        let asha = NewPassenger::new("Asha", "Rao", Gender::Female, date!(1990 - 05 - 01));
        let booking = NewBooking::new([offer], [asha], Contact::new("asha@example.com"));
        let key = IdempotencyKey::random();
        let booked = self.clients[client].bookings().book(&booking, &key).await?;
        push(&self.held, (client, booked.value.booking_ref));
        Ok(())
    }

    async fn pay(&self, owner: usize, booking: String) -> Result<(), Error> {
        let card = NewPayment::with_method("pm_card_visa");
        let payments = self.clients[owner].payments();
        payments.pay(&booking, &card, &IdempotencyKey::random()).await?;
        push(&self.paid, (owner, booking));
        Ok(())
    }

    async fn read(&self, owner: usize, booking: String) -> Result<(), Error> {
        self.clients[owner].bookings().get(&booking).await?;
        push(&self.paid, (owner, booking));
        Ok(())
    }

    async fn cancel(&self, owner: usize, booking: &str) -> Result<(), Error> {
        let cancellations = self.clients[owner].cancellations();
        let quote = cancellations.quote(booking, &NewCancellation::default()).await?;
        cancellations.confirm(&quote.id, &IdempotencyKey::random()).await?;
        Ok(())
    }

    fn offer(&self, number: usize) -> Option<String> {
        let offers = self.offers.lock().unwrap_or_else(PoisonError::into_inner);
        let count = offers.len().max(1);
        offers.get(number % count).cloned()
    }
}

fn day(number: usize) -> Date {
    let ahead = i64::try_from(FIRST_DAY + number % DAYS).unwrap_or_default();
    today().saturating_add(time::Duration::days(ahead))
}

fn push<T>(kept: &Mutex<VecDeque<T>>, new: T) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST_KEPT {
        kept.pop_front();
    }
    kept.push_back(new);
}

fn pop<T>(kept: &Mutex<VecDeque<T>>) -> Option<T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}
