//! Payments whose metadata says what they are to go through.

use serde_json::Value;

use crate::server::{Endpoint, Server, basket, purchase};

/// A page whose payment goes through this.
fn basket_with(scenario: &str) -> Vec<(&str, &str)> {
    let mut form: Vec<(&str, &str)> = basket();
    form.push(("metadata[scenario]", scenario));
    form.push(("payment_intent_data[metadata][scenario]", scenario));
    form
}

fn purchase_with(scenario: &str) -> Vec<(&str, &str)> {
    let mut form = purchase("pm_card_visa");
    form.push(("metadata[scenario]", scenario));
    form
}

#[actix_web::test]
async fn a_declined_payment_is_declined_with_any_card() {
    let server = Server::start();
    let session = server.post("checkout/sessions", &basket_with("DECLINED")).await;
    for _ in 0..2 {
        let decided = server.decide(session.id(), "approve").await;
        assert_eq!((decided.status, &decided.body["status"]), (200, &"open".into()));
    }
    let charged = server.post("payment_intents", &purchase_with("DECLINED")).await;
    assert_eq!((charged.status, charged.error("decline_code")), (402, "generic_decline"));
}

#[actix_web::test]
async fn late_money_is_on_its_way_for_a_long_time_and_arrives() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    let session = server.post("checkout/sessions", &basket_with("LATEPAYMENT")).await;
    let decided = server.decide(session.id(), "approve").await;
    assert_eq!(decided.body["status"], "complete");
    let charged = server.post("payment_intents", &purchase_with("LATEPAYMENT")).await;
    assert_eq!(charged.body["status"], "processing");
    let session = server.get(&format!("checkout/sessions/{}", session.id())).await.body;
    assert_eq!(session["payment_status"], "unpaid");
    let intent = format!("payment_intents/{}", session["payment_intent"].as_str().unwrap());
    assert_eq!(server.get(&intent).await.body["status"], "processing");
    assert_eq!(server.decide(session["id"].as_str().unwrap(), "decline").await.status, 409);
    let given_up = server.post(&format!("payment_intents/{}/cancel", charged.id()), &[]).await;
    assert_eq!(given_up.error("code"), "payment_intent_unexpected_state");

    server.move_clock(3_601);
    let mut arrived = Vec::new();
    while arrived.len() < 3 {
        let kind = endpoint.next().await.kind();
        if kind.ends_with("succeeded") {
            arrived.push(kind);
        }
    }

    arrived.sort();
    let succeeded = "payment_intent.succeeded";
    assert_eq!(arrived, ["checkout.session.async_payment_succeeded", succeeded, succeeded]);
    assert_eq!(server.get(&intent).await.body["status"], "succeeded");
    let path = format!("checkout/sessions/{}", session["id"].as_str().unwrap());
    assert_eq!(server.get(&path).await.body["payment_status"], "paid");
}

#[actix_web::test]
async fn a_refund_that_is_to_fail_fails_each_time() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    let paid = server.post("payment_intents", &purchase_with("REFUNDFAILS")).await;
    for _ in 0..2 {
        let refund = server.post("refunds", &[("payment_intent", paid.id())]).await;
        assert_eq!(refund.body["status"], "succeeded");
        while endpoint.next().await.kind() != "refund.failed" {}
    }
}

#[actix_web::test]
async fn each_event_comes_twice_where_it_is_to() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    server.charge("pm_card_visa").await;
    let paid = server.post("payment_intents", &purchase_with("DUPLICATEEVENTS")).await;
    server.post("refunds", &[("payment_intent", paid.id())]).await;
    let (mut of_others, mut of_it) = (0, Vec::new());
    while of_it.len() < 8 {
        let event = endpoint.next().await;
        let body: Value = serde_json::from_str(&event.body).unwrap();
        let object = &body["data"]["object"];
        if object["id"] == paid.id() || object["payment_intent"] == paid.id() {
            of_it.push((event.kind(), body["id"].to_string()));
        } else {
            of_others += 1;
        }
    }
    of_it.sort();
    assert!(of_it.chunks(2).all(|pair| pair[0] == pair[1]), "{of_it:?}");
    assert!(of_others <= 2, "{of_others}");
}

#[actix_web::test]
async fn a_slow_payment_takes_two_seconds_to_make() {
    let server = Server::start();
    let began = std::time::Instant::now();
    let made = server.post("payment_intents", &purchase_with("SLOW")).await;
    assert_eq!(made.body["status"], "succeeded");
    assert!(began.elapsed().as_millis() >= 2_000);
}

#[actix_web::test]
async fn only_a_whole_name_is_a_scenario() {
    let server = Server::start();
    for name in ["declined", "DECLINED ", "Declined", "DECLINEDX", ""] {
        let charged = server.post("payment_intents", &purchase_with(name)).await;
        assert_eq!(charged.body["status"], "succeeded", "{name}");
    }
}
