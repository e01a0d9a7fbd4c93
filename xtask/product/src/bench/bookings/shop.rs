//! Clients of the API: they search, book, pay, and wait for the ticket.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use time::Date;

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
    http: Client,
    url: String,
    key: String,
    /// Ids of offers of direct flights, each flight and day once.
    offers: Vec<String>,
}

impl Shop {
    /// Signs up and searches.
    pub(super) async fn open(url: String) -> anyhow::Result<Self> {
        let http = Client::builder().no_proxy().build()?;
        let user = json!({
            "email": "bench@example.com", "password": "correct horse battery",
            "given_name": "Asha", "family_name": "Rao",
        });
        let answer = http.post(format!("{url}/v1/users")).json(&user).send().await?;
        let signed_up = expect(answer, StatusCode::CREATED).await?;
        let key = text(&signed_up["api_key"]["key"])?;
        let mut shop = Self { http, url, key, offers: Vec::new() };
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
        let url = format!(
            "{}/v1/offers?origin={origin}&destination={destination}&departure_date={date}\
             &adults=1&max_stops=0&limit=200",
            self.url
        );
        let answer = self.http.get(url).bearer_auth(&self.key).send().await?;
        let found = expect(answer, StatusCode::OK).await?;
        let offers = found["departing"].as_array().context("a search without offers")?;
        let mut seen = HashSet::new();
        offers
            .iter()
            .filter(|offer| seen.insert(offer["segments"][0]["flight_number"].to_string()))
            .map(|offer| text(&offer["id"]))
            .collect()
    }

    /// Books one adult; `None` when the flight is sold out.
    pub(super) async fn book(&self, offer: &str) -> anyhow::Result<Option<String>> {
        let body = json!({
            "offers": [offer],
            "passengers": [{
                "given_name": "Asha", "family_name": "Rao",
                "gender": "FEMALE", "date_of_birth": "1990-05-01",
            }],
            "contact": {"email": "asha@example.com"},
        });
        let answer = self.post("/v1/bookings", &body).await?;
        match answer.status() {
            StatusCode::CONFLICT => {
                let problem: Value = answer.json().await?;
                ensure!(problem["code"] == "sold_out", "a booking was refused: {problem}");
                Ok(None)
            }
            _ => Ok(Some(checked(answer, StatusCode::CREATED).await?.text().await?)),
        }
    }

    async fn post(&self, path: &str, body: &Value) -> reqwest::Result<Response> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let url = format!("{}{path}", self.url);
        let key = format!("bench-http-{number}");
        let request = self.http.post(url).bearer_auth(&self.key).header("Idempotency-Key", key);
        request.json(body).send().await
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
                Some(answer) => self.pay_and_wait(&answer).await,
                None => Ok(()),
            }
        })
        .await
    }

    async fn pay_and_wait(&self, booking: &str) -> anyhow::Result<()> {
        let booking: Value = serde_json::from_str(booking)?;
        let path = format!("/v1/bookings/{}", text(&booking["booking_ref"])?);
        let card = json!({"payment_method": "pm_card_visa"});
        let answer = self.post(&format!("{path}/payments"), &card).await?;
        checked(answer, StatusCode::CREATED).await?;
        let documents = format!("{}{path}/documents", self.url);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let answer = self.http.get(&documents).bearer_auth(&self.key).send().await?;
            let list = expect(answer, StatusCode::OK).await?;
            if list["data"][0]["status"] == "READY" {
                return Ok(());
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        bail!("a ticket was not ready after {} s", PATIENCE.as_secs())
    }
}

async fn expect(answer: Response, status: StatusCode) -> anyhow::Result<Value> {
    Ok(checked(answer, status).await?.json().await?)
}

async fn checked(answer: Response, status: StatusCode) -> anyhow::Result<Response> {
    if answer.status() == status {
        return Ok(answer);
    }
    bail!("the API answered {}: {}", answer.status(), answer.text().await?)
}

fn text(value: &Value) -> anyhow::Result<String> {
    value.as_str().map(str::to_owned).context("an answer lacks a field")
}
