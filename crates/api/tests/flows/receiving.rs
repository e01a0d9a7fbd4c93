//! Webhooks out: what happens reaches a receiver, signed, however long it was away, and whatever
//! others are slow.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration as Pause, Instant};

use actix_web::http::StatusCode;
use actix_web::web::{Data, to};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use airside_app::ports::Changes;
use airside_app::webhooks::{EndpointSecret, Event, EventKind};
use airside_primitives::{HappeningId, UserId};
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, adult};
use crate::site::{NOON, Site, eventually};

pub(crate) const ENDPOINTS: &str = "/v1/webhook-endpoints";

/// Somebody on this machine who takes webhooks.
pub(crate) struct Receiver {
    pub(crate) url: String,
    inbox: Data<Inbox>,
}

/// What came, and how it is answered.
struct Inbox {
    status: AtomicU16,
    thinks_for: Pause,
    /// Id, timestamp, signature and body of each.
    received: Mutex<Vec<[String; 4]>>,
}

impl Receiver {
    /// One that thinks so long before it answers.
    pub(crate) fn start(thinks_for: Pause) -> Self {
        let (status, received) = (AtomicU16::new(204), Mutex::default());
        let inbox = Data::new(Inbox { status, thinks_for, received });
        let shared = inbox.clone();
        let server =
            HttpServer::new(move || App::new().app_data(shared.clone()).default_service(to(take)));
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/hooks", server.addrs()[0]);
        actix_web::rt::spawn(server.run());
        Self { url, inbox }
    }

    pub(crate) fn answer(&self, status: u16) {
        self.inbox.status.store(status, Ordering::SeqCst);
    }

    pub(crate) fn received(&self) -> Vec<[String; 4]> {
        self.inbox.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The types of what came, in the order of their names.
    fn types(&self) -> Vec<String> {
        let kind = |body: &str| {
            let told: Value = serde_json::from_str(body).unwrap();
            told["type"].as_str().unwrap().to_owned()
        };
        let mut types: Vec<_> = self.received().iter().map(|it| kind(&it[3])).collect();
        types.sort_unstable();
        types
    }

    async fn has(&self, count: usize) -> Vec<[String; 4]> {
        let enough = async || Some(self.received()).filter(|it| it.len() >= count);
        eventually("webhooks", enough).await
    }
}

async fn take(inbox: Data<Inbox>, request: HttpRequest, body: String) -> HttpResponse {
    actix_web::rt::time::sleep(inbox.thinks_for).await;
    let status = inbox.status.load(Ordering::SeqCst);
    let header = |name: &str| request.headers().get(name).unwrap().to_str().unwrap().to_owned();
    if status < 300 {
        let webhook =
            [header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"), body];
        inbox.received.lock().unwrap_or_else(PoisonError::into_inner).push(webhook);
    }
    HttpResponse::build(StatusCode::from_u16(status).unwrap()).body("taken, or not")
}

async fn listen(client: &Client, url: &str, events: &[&str]) -> Value {
    let wish = json!({"url": url, "events": events});
    client.post(ENDPOINTS, &wish).await.expect(201)
}

fn path(endpoint: &Value) -> String {
    format!("{ENDPOINTS}/{}", endpoint["id"].as_str().unwrap())
}

#[actix_web::test]
async fn a_purchase_is_told_signed_and_every_try_is_listed() {
    let (site, receiver) = (Site::start().await, Receiver::start(Pause::ZERO));
    let asha = site.sign_up("Asha").await;
    let kinds = ["booking.created", "booking.confirmed", "document.ready"];
    let endpoint = listen(&asha, &receiver.url, &kinds).await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;

    let secret = EndpointSecret::read(endpoint["secret"].as_str().unwrap()).unwrap();
    for [id, timestamp, signature, body] in receiver.has(3).await {
        assert_eq!(signature, secret.sign(&id, timestamp.parse().unwrap(), &body));
        assert!(body.contains(booking["booking_ref"].as_str().unwrap()), "{body}");
        assert!(!body.contains("Rao"), "{body}");
    }
    assert_eq!(receiver.types(), ["booking.confirmed", "booking.created", "document.ready"]);

    let all_arrived = async || {
        let address = format!("{}/deliveries?status=SUCCEEDED", path(&endpoint));
        let listed = asha.get(&address).await.expect(200)["data"].as_array().unwrap().clone();
        (listed.len() == 3).then_some(listed)
    };
    for delivery in eventually("deliveries", all_arrived).await {
        let attempt = &delivery["attempts"][0];
        assert_eq!(attempt["response_status"], 204);
        assert_eq!((&attempt["error"], &delivery["next_attempt_at"]), (&Value::Null, &Value::Null));
    }
    let events = asha.get("/v1/events?type=booking.confirmed").await.expect(200);
    assert_eq!(events["data"][0]["data"]["status"], "CONFIRMED");
    let ravi = site.sign_up("Ravi").await;
    assert_eq!(ravi.get("/v1/events").await.expect(200)["data"], json!([]));
    ravi.get(&path(&endpoint)).await.refused(404, "not_found");
    let shown = asha.get(&path(&endpoint)).await.expect(200);
    assert!(shown.get("secret").is_none() && shown["last_success_at"].is_string());
}

#[actix_web::test]
async fn a_receiver_that_was_down_for_an_hour_gets_everything() {
    let (site, receiver) = (Site::start().await, Receiver::start(Pause::ZERO));
    let asha = site.sign_up("Asha").await;
    let endpoint = listen(&asha, &receiver.url, &["booking.created", "booking.confirmed"]).await;
    receiver.answer(503);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    asha.buy(&[&offer], &[adult("Asha")]).await;
    let tried = async |times: usize| {
        let all_tried = async || {
            let address = format!("{}/deliveries", path(&endpoint));
            let listed = asha.get(&address).await.expect(200)["data"].as_array().unwrap().clone();
            let tries = |it: &Value| it["attempts"].as_array().unwrap().len();
            (listed.len() == 2 && listed.iter().all(|it| tries(it) >= times)).then_some(())
        };
        eventually("tries", all_tried).await;
    };
    for (times, wait) in
        [(1, Duration::seconds(6)), (2, Duration::minutes(6)), (3, Duration::minutes(31))]
    {
        tried(times).await;
        site.clock.advance(wait);
    }
    tried(4).await;
    assert_eq!(asha.get(&path(&endpoint)).await.expect(200)["last_success_at"], Value::Null);
    receiver.answer(200);
    site.clock.advance(Duration::hours(2) + Duration::minutes(1));
    receiver.has(2).await;
    assert_eq!(receiver.types(), ["booking.confirmed", "booking.created"]);
}

#[actix_web::test]
async fn an_endpoint_is_tried_changed_and_left_alone() {
    let (site, receiver) = (Site::start().await, Receiver::start(Pause::ZERO));
    let asha = site.sign_up("Asha").await;
    for url in ["http://10.0.0.1/", "https://192.168.1.1/", "ftp://shop.example/", "shop"] {
        let wish = json!({"url": url, "events": ["booking.created"]});
        asha.post(ENDPOINTS, &wish).await.refused(422, "unsafe_url");
    }
    let endpoint = listen(&asha, &receiver.url, &["booking.created"]).await;
    let (path, ping) = (path(&endpoint), format!("{}/ping", path(&endpoint)));
    let sent = asha.call(Method::POST, &ping).await.expect(202);
    let [[id, _, _, body]] = &receiver.has(1).await[..] else { panic!("one came") };
    assert_eq!(sent["id"], **id);
    assert_eq!(sent, serde_json::from_str::<Value>(body).unwrap());

    let rotate = format!("{path}/rotate-secret");
    let rotated = asha.call(Method::POST, &rotate).await.expect(200);
    asha.call(Method::POST, &ping).await.expect(202);
    let [id, timestamp, signature, body] = receiver.has(2).await.remove(1);
    let sign = |of: &Value| {
        let secret = EndpointSecret::read(of["secret"].as_str().unwrap()).unwrap();
        secret.sign(&id, timestamp.parse().unwrap(), &body)
    };
    assert_eq!(signature, format!("{} {}", sign(&rotated), sign(&endpoint)));

    receiver.answer(410);
    asha.call(Method::POST, &ping).await.expect(202);
    let disabled = async || {
        let shown = asha.get(&path).await.expect(200);
        (shown["is_enabled"] == false).then_some(shown)
    };
    assert_eq!(eventually("disabled", disabled).await["disabled"]["because"], "GONE");
    asha.call(Method::POST, &ping).await.refused(409, "endpoint_disabled");
    let on = json!({"is_enabled": true, "description": "web shop"});
    let shown = asha.call(Method::PATCH, &path).json(&on).await.expect(200);
    assert_eq!((&shown["disabled"], &shown["description"]), (&Value::Null, &json!("web shop")));
    asha.delete(&path).await.expect(204);
    asha.get(&path).await.refused(404, "not_found");
}

/// A thousand events to one receiver that answers at once and one that takes its time: a few
/// seconds for one, whatever the other does.
#[actix_web::test]
async fn a_slow_receiver_keeps_no_fast_one_waiting() {
    const EVENTS: u128 = 1_000;
    let site = Site::start().await;
    let fast = Receiver::start(Pause::ZERO);
    let slow = Receiver::start(Pause::from_secs(5));
    let asha = site.sign_up("Asha").await;
    for receiver in [&fast, &slow] {
        listen(&asha, &receiver.url, &["booking.created"]).await;
    }
    let me = asha.get("/v1/users/me").await.expect(200);
    let owner: UserId = me["id"].as_str().unwrap().parse().unwrap();
    let event = |number: u128| Event {
        id: HappeningId(uuid::Uuid::from_u128(0x0193_7b5e_0000_7000_8000_0000_0000_0000 + number)),
        kind: EventKind::BookingCreated,
        at: NOON,
        owner: Some(owner),
        booking: None,
        data: json!({"booking_ref": "K7Q2MZ", "status": "PENDING_PAYMENT"}).to_string(),
    };
    let began = Instant::now();
    let store = site.store().await;
    for from in (0..EVENTS).step_by(100) {
        let events = (from..from + 100).map(event);
        store.commit(Changes::default().tell(events)).await.unwrap();
    }
    fast.has(usize::try_from(EVENTS).unwrap()).await;
    let took = began.elapsed();
    let behind = slow.received().len();
    println!("{EVENTS} events in {took:?}; the slow receiver had {behind}");
    assert!(behind < 100, "it was to be slow");
}
