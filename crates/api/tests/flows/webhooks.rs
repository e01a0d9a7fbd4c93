//! The gateway's events: twice, out of order, forged, late. None does harm.

use airside_app::ports::Clock;
use airside_app::ports::payments::GatewayEventId;
use hmac::{Hmac, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use time::Duration;

use crate::call::{Answer, Client};
use crate::journeys::{DAY, adult, payments, request, seats, with};
use crate::site::{HOLD, NOON, Site, eventually};

const WEBHOOK: &str = "/v1/webhooks/stripe";

#[actix_web::test]
async fn events_that_come_twice_and_out_of_order_do_no_harm() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    site.break_gateway("duplicate_events", 100).await;
    site.break_gateway("reorder_events", 6).await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    let page = asha.checkout(&booking).await;
    asha.press(&page, "decline").await.expect(200);
    asha.press(&page, "approve").await.expect(200);
    asha.booking_once(&booking, "CONFIRMED").await;
    asha.ready_documents(&booking, 1).await;

    let cancelled = asha.cancel(&booking, &json!({})).await;
    asha.settled(&cancelled).await;
    assert_eq!(asha.ready_documents(&booking, 2).await.len(), 2);
    let attempts = asha.get(&payments(&booking)).await.expect(200);
    assert_eq!(attempts["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn an_event_sent_again_much_later_changes_nothing() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let cancelled = asha.cancel(&booking, &json!({})).await;
    asha.settled(&cancelled).await;
    let before = asha.booking(&booking).await;

    let events = events(&site).await;
    assert!(events.iter().any(|event| event["type"] == "payment_intent.succeeded"));
    for event in &events {
        send(&site, &event.to_string(), NOON.unix_timestamp()).await.expect(200);
    }
    assert_eq!(asha.booking(&booking).await, before);
    asha.ready_documents(&booking, 2).await;
}

#[actix_web::test]
async fn what_the_gateway_did_not_sign_is_refused() {
    let site = Site::start().await;
    let anybody = site.anybody();
    let event = json!({"id": "evt_1", "object": "event", "type": "payment_intent.succeeded",
        "data": {"object": {"id": "pi_1", "object": "payment_intent"}}})
    .to_string();
    let now = NOON.unix_timestamp();
    let right = signature(&site, &event, now);
    let old = signature(&site, &event, now - 3600);
    let of_other = signature(&site, "{}", now);
    for wrong in ["", "t=1,v1=00", "v1=", &old, &of_other, &right.replace("v1=", "v0="), "t=é"] {
        let request = anybody.call(Method::POST, WEBHOOK).raw_body(event.clone());
        let request =
            if wrong.is_ascii() { request.header("Stripe-Signature", wrong) } else { request };
        request.await.refused(400, "invalid_signature");
    }
}

#[actix_web::test]
async fn an_event_of_an_unknown_kind_or_about_nothing_we_know_is_accepted() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let unknown = [
        ("payment_intent.succeeded", json!({"id": "pi_nobody", "object": "payment_intent"})),
        (
            "payment_intent.succeeded",
            json!({"id": "pi_x", "object": "payment_intent",
            "metadata": {"payment": "not-an-id", "booking": "'; --"}}),
        ),
        ("charge.refunded", json!({"id": "ch_nobody", "object": "charge"})),
        ("refund.failed", json!({"id": "re_nobody", "object": "refund"})),
        ("checkout.session.completed", json!({"id": "cs_nobody", "object": "checkout.session"})),
        ("customer.created", json!({"id": "cus_1", "object": "customer"})),
        ("comet.sighted", json!({"anything": [1, null, {"deep": true}]})),
    ];
    let ids: Vec<_> = (0..unknown.len()).map(|at| format!("evt_unknown_{at}")).collect();
    for ((kind, object), id) in unknown.iter().zip(&ids) {
        let event = json!({"id": id, "object": "event", "type": kind,
            "api_version": "2026-01-01", "created": NOON.unix_timestamp(),
            "data": {"object": object}});
        send(&site, &event.to_string(), NOON.unix_timestamp()).await.expect(200);
    }
    // What is signed and no event cannot be acted upon, and is refused.
    for nonsense in ["", "{}", "[]", "null", "{\"id\": 7}"] {
        let answer = send(&site, nonsense, NOON.unix_timestamp()).await;
        answer.refused(400, "invalid_signature");
    }
    // Each is looked into, and no more is due; what was bought is as it was.
    site.clock.advance(Duration::MINUTE);
    let store = site.store().await;
    eventually("all events are acted upon", async || {
        store.unsettled_events(site.clock.now(), 100).await.unwrap().is_empty().then_some(())
    })
    .await;
    for id in ids {
        let recorded = store.gateway_event(&GatewayEventId(id.clone())).await.unwrap();
        assert!(recorded.is_some(), "{id} was not recorded");
    }
    assert_eq!(asha.booking(&booking).await, booking);
}

#[actix_web::test]
async fn money_that_comes_too_late_for_its_places_goes_back_with_a_receipt() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let offer = asha.offer_for("cabin=FIRST&adults=7", "BA", "DXB-LHR", DAY).await;
    let body = request(&[&offer], &["A", "B", "C", "D", "E", "F", "G"].map(adult));
    let booking = paid_while_others_book(&site, &asha, &ravi, &body).await;

    let receipt = asha.ready_documents(&booking, 1).await.remove(0);
    assert_eq!(receipt["kind"], "REFUND_RECEIPT");
    assert_eq!(asha.booking(&booking).await["status"], "EXPIRED");
    let pdf = site.anybody().get(receipt["url"].as_str().unwrap()).await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
}

#[actix_web::test]
async fn money_that_comes_too_late_for_its_seat_buys_another_of_the_kind() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let at_window = with(adult("Asha"), "seat_preference", "WINDOW");
    let body = request(&[&offer], &[with(at_window, "seats", json!(["12A"]))]);
    let booking = paid_while_others_book(&site, &asha, &ravi, &body).await;

    let seat = seats(&asha.booking_once(&booking, "CONFIRMED").await).remove(0);
    let seat = seat.as_str().unwrap();
    assert!(seat != "12A" && seat.ends_with(['A', 'F']), "{seat}");
}

/// Books and pays, but the gateway cannot be asked about it until the hold is over and
/// somebody else has booked the same.
async fn paid_while_others_book(
    site: &Site,
    client: &Client,
    other: &Client,
    body: &Value,
) -> Value {
    let booking = client.try_book(body).await.expect(201);
    let page = client.checkout(&booking).await;
    site.break_gateway("unavailable", 60_000).await;
    client.press(&page, "approve").await.expect(200);
    site.clock.advance(HOLD);
    eventually("somebody else has booked the same", async || {
        (other.try_book(body).await.status == 201).then_some(())
    })
    .await;
    site.break_gateway("unavailable", 0).await;
    let events = events(site).await;
    let paid = events.iter().find(|event| event["type"] == "payment_intent.succeeded").unwrap();
    let reminder = with(paid.clone(), "id", "evt_reminder").to_string();
    send(site, &reminder, site.clock.now().unix_timestamp()).await.expect(200);
    booking
}

/// Every event that the sandbox has had, oldest first.
async fn events(site: &Site) -> Vec<Value> {
    let list = site.gateway().get("/sandbox/stripe/v1/events?limit=100").await.expect(200);
    let mut events = list["data"].as_array().unwrap().clone();
    events.reverse();
    events
}

async fn send(site: &Site, event: &str, at: i64) -> Answer {
    let signature = signature(site, event, at);
    let request = site.anybody().call(Method::POST, WEBHOOK);
    request.raw_body(event).header("Stripe-Signature", &signature).await
}

/// As Stripe signs.
fn signature(site: &Site, event: &str, at: i64) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(site.webhook_secret().as_bytes()).unwrap();
    let code = mac.chain_update(format!("{at}.{event}")).finalize().into_bytes();
    format!("t={at},v1={code:x}")
}
