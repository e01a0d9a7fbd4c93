//! A server that is asked more than it can do says so at once, to those first who can best wait,
//! and goes on by itself when the crowd is gone.

use std::collections::HashMap;

use airside_app::audit::{Sources, audit};
use airside_app::ports::Clock;
use airside_app::world::{Scope, Snapshot};
use airside_bootstrap::{Books, open_books};
use futures::future::{join, join_all};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::call::{Answer, Call, Client};
use crate::journeys::{DAY, adult, payments, request};
use crate::schedules::revise;
use crate::site::{NOON, Site, eventually};

const SEARCH: &str = "/v1/offers?origin=DEL&destination=BOM&departure_date=2026-12-01";

#[actix_web::test]
async fn a_full_house_turns_searches_away_and_lets_bookings_in() {
    let site = Site::start_with(|settings| settings.capacity.searches = 1).await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;

    let slow = SlowSearch::begin(&site, &asha).await;
    in_work(&site, "searches", 1).await;
    turned_away(&asha.get(SEARCH).await);
    turned_away(&asha.get("/v1/airports?q=delhi").await);
    let booked = asha.buy(&[&offer], &[adult("Asha")]).await;
    for path in ["/healthz", "/readyz", "/metrics"] {
        site.anybody().get(path).await.expect_ok();
    }
    assert_eq!(figure(&site, "turned_away_total", "searches").await, 2);
    assert_eq!(figure(&site, "turned_away_total", "bookings").await, 0);

    assert!(slow.end().await.starts_with("HTTP/1.1 200"));
    in_work(&site, "searches", 0).await;
    asha.get(SEARCH).await.expect_ok();
    assert_eq!(asha.booking(&booked).await["status"], "CONFIRMED");
}

#[actix_web::test]
async fn a_store_that_hangs_holds_up_so_many_bookings_and_no_search() {
    const PLACES: u32 = 3;
    let site = Site::start_with(|settings| settings.capacity.bookings = PLACES).await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let book = async |key: &str| {
        let body = request(&[&offer], &[adult("Asha")]);
        asha.post("/v1/bookings", &body).key(key).await
    };

    let hung = site.hang_bookings().await;
    let keys = ["one", "two", "three"];
    let held_up = join_all(keys.map(&book));
    let meanwhile = async {
        in_work(&site, "bookings", PLACES.into()).await;
        for key in ["four", "five"] {
            turned_away(&book(key).await);
        }
        asha.get(SEARCH).await.expect_ok();
        site.anybody().get("/healthz").await.expect_ok();
        hung.let_go().await;
    };
    let (answers, ()) = join(held_up, meanwhile).await;
    for answer in answers {
        // It may have been tired of waiting for the store.
        assert!(answer.status == 201 || is_for_now(&answer), "{}", answer.text());
    }
    for key in ["one", "two", "three", "four", "five"] {
        patiently(|| asha.post("/v1/bookings", &request(&[&offer], &[adult("Asha")])).key(key))
            .await
            .expect(201);
    }
    let list = asha.get("/v1/bookings").await.expect(200);
    assert_eq!(list["data"].as_array().unwrap().len(), 5);
}

#[actix_web::test]
async fn a_gateway_that_hangs_holds_up_so_many_payments_and_nothing_else() {
    let site = Site::start_with(|settings| settings.capacity.payments = 1).await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let one = asha.book(&[&offer], &[adult("Asha")]).await;
    let other = asha.book(&[&offer], &[adult("Ravi")]).await;
    let card = json!({"payment_method": "pm_card_visa"});

    site.break_gateway("timeout_after_effect", 1).await;
    let meanwhile = async {
        in_work(&site, "payments", 1).await;
        turned_away(&asha.post(&payments(&other), &card).key("other").await);
        asha.book(&[&offer], &[adult("Mira")]).await;
        asha.booking(&one).await;
        asha.get(SEARCH).await.expect_ok();
    };
    let paying = asha.post(&payments(&one), &card).key("one");
    let (paid, ()) = join(async { paying.await }, meanwhile).await;
    assert_eq!(paid.expect(201)["status"], "SUCCEEDED");
    let paid = patiently(|| asha.post(&payments(&other), &card).key("other")).await;
    assert_eq!(paid.expect(201)["status"], "SUCCEEDED");
    for booking in [&one, &other] {
        asha.booking_once(booking, "CONFIRMED").await;
    }
}

#[actix_web::test]
async fn of_a_thousand_clients_for_the_last_ten_seats_ten_get_one() {
    // Fewer places than clients, so that many are turned away first.
    let site = Site::start_with(|settings| {
        settings.server.workers = 2;
        settings.capacity.bookings = 200;
    })
    .await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("cabin=BUSINESS", "BA", "DXB-LHR", DAY).await;
    leave(&site, &asha, &offer, 10).await;

    let body = request(&[&offer], &[adult("Asha")]);
    let clients = (0..1_000).map(|number| {
        let (asha, body) = (&asha, &body);
        let key = format!("client-{number}");
        async move { patiently(|| asha.post("/v1/bookings", body).key(&key)).await }
    });
    let answers = join_all(clients).await;

    let mut outcomes = HashMap::new();
    for answer in &answers {
        let code = if answer.status == 201 { json!(201) } else { answer.problem()["code"].clone() };
        *outcomes.entry(code.to_string()).or_insert(0) += 1;
    }
    let wanted = HashMap::from([("201".to_owned(), 10), ("\"sold_out\"".to_owned(), 990)]);
    assert_eq!(outcomes, wanted);
    agrees(&site).await;
}

#[actix_web::test]
async fn of_four_hundred_who_pay_for_one_flight_at_once_all_are_confirmed() {
    let site = Site::start_with(|settings| settings.server.workers = 2).await;
    let asha = site.sign_up("Asha").await;
    let mut bookings: Vec<Value> = Vec::new();
    revise(&site, "EK", |row| row.aircraft = "388".parse().unwrap()).await;
    // No cabin has so many seats.
    for cabin in ["ECONOMY", "PREMIUM_ECONOMY", "BUSINESS"] {
        let offer = on_the_largest(&asha, cabin).await;
        let body = request(&[&offer], &[adult("Asha")]);
        let wanted = 400 - bookings.len();
        let book = (0..wanted).map(|number| {
            let (asha, body) = (&asha, &body);
            let key = format!("{cabin}-{number}");
            async move { patiently(|| asha.post("/v1/bookings", body).key(&key)).await }
        });
        for answer in join_all(book).await {
            match answer.status {
                201 => bookings.push(answer.json()),
                _ => drop(answer.refused(409, "sold_out")),
            }
        }
    }
    assert_eq!(bookings.len(), 400);

    let card = json!({"payment_method": "pm_card_visa"});
    let paying = bookings.iter().map(|booking| {
        let (asha, card) = (&asha, &card);
        let key = booking["booking_ref"].as_str().unwrap();
        async move { patiently(|| asha.post(&payments(booking), card).key(key)).await }
    });
    for answer in join_all(paying).await {
        assert_eq!(answer.expect(201)["status"], "SUCCEEDED");
    }
    for booking in &bookings {
        assert_eq!(asha.booking(booking).await["status"], "CONFIRMED");
    }
    agrees(&site).await;
}

/// An offer of the first departure of the day in this cabin, once an A380 flies it.
async fn on_the_largest(client: &Client, cabin: &str) -> Value {
    eventually("an A380 is on sale", async || {
        let offer = client.offer_for(&format!("cabin={cabin}"), "EK", "DXB-LHR", DAY).await;
        (offer["segments"][0]["aircraft"] == "388").then_some(offer)
    })
    .await
}

/// Sells the first cabin that is sold at all until so many places are left.
async fn leave(site: &Site, client: &Client, offer: &Value, wanted: u16) {
    client.book(&[offer], &[adult("Asha")]).await;
    let store = site.store().await;
    let left = async || {
        let rows = store.sold_from(NOON.date()).await.unwrap();
        assert_eq!(rows.len(), 1, "something is sold in one cabin");
        rows[0].left()
    };
    for _ in wanted..left().await {
        client.book(&[offer], &[adult("Asha")]).await;
    }
    assert_eq!(left().await, wanted);
}

/// The counters, the seats, the money and the papers say what the bookings say.
async fn agrees(site: &Site) {
    let Books { store, blobs, payments } = open_books(site.settings()).await.unwrap();
    let currency = site.settings().currency().unwrap();
    let world = Snapshot::read(&*store, currency, Scope::Everything).await.unwrap();
    eventually("the books agree", async || {
        let sources = Sources {
            blobs: Some(&*blobs),
            gateway: Some(&*payments),
            ..Sources::of_store(&*store, &world, site.clock.now())
        };
        audit(sources, &|_| ()).await.unwrap().findings.is_empty().then_some(())
    })
    .await;
}

/// Asks again and again, as told, until somebody has time for it. The gateway has the same two cores:
/// one that answers too late is asked again under the same key, too.
async fn patiently(ask: impl Fn() -> Call) -> Answer {
    eventually("an answer for good", async || {
        let answer = ask().await;
        (!is_for_now(&answer) && answer.status != 502).then_some(answer)
    })
    .await
}

fn is_for_now(answer: &Answer) -> bool {
    let is_for_now = answer.status == 503;
    assert!(!is_for_now || answer.header("retry-after").is_some(), "{}", answer.text());
    is_for_now
}

#[track_caller]
fn turned_away(answer: &Answer) {
    answer.refused(503, "unavailable");
    assert_eq!(answer.header("retry-after"), Some("1"));
}

/// Waits until so many requests are in work in a room.
async fn in_work(site: &Site, room: &str, wanted: u64) {
    eventually(&format!("{wanted} in work with {room}"), async || {
        (figure(site, "in_work", room).await == wanted).then_some(())
    })
    .await;
}

/// A figure of a room, as the monitoring reads it.
async fn figure(site: &Site, name: &str, room: &str) -> u64 {
    let figures = site.anybody().get("/metrics").await.text();
    let start = format!("airside_http_{name}{{room=\"{room}\"}} ");
    let figure = figures.lines().find_map(|line| line.strip_prefix(&start));
    figure.unwrap_or_else(|| panic!("{start} is not in {figures}")).parse().unwrap()
}

/// A search whose body does not come yet.
struct SlowSearch {
    connection: TcpStream,
    body: String,
}

impl SlowSearch {
    async fn begin(site: &Site, client: &Client) -> Self {
        let body =
            json!({"origin": "DEL", "destination": "BOM", "departure_date": DAY}).to_string();
        let host = site.url().trim_start_matches("http://").to_owned();
        let head = format!(
            "POST /v1/offers/search HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            client.bearer(),
            body.len(),
        );
        let mut connection = TcpStream::connect(&host).await.unwrap();
        connection.write_all(head.as_bytes()).await.unwrap();
        Self { connection, body }
    }

    /// Sends the rest, and answers what came back.
    async fn end(mut self) -> String {
        self.connection.write_all(self.body.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        self.connection.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}
