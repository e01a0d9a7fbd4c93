//! Breaking on request.

use std::time::Duration;

use airside_stripe_sandbox::FaultKind;

use crate::server::{Endpoint, Server, purchase};

#[actix_web::test]
async fn an_unavailable_sandbox_does_nothing_until_it_heals() {
    let server = Server::start();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let address = format!("{}/sandbox/faults", server.url);
    let fault = serde_json::json!({"kind": "unavailable", "next": 2});
    assert_eq!(client.post(&address).json(&fault).send().await.unwrap().status(), 204);
    let unknown = serde_json::json!({"kind": "fire", "next": 2});
    assert_eq!(client.post(&address).json(&unknown).send().await.unwrap().status(), 400);

    assert_eq!(server.charge("pm_card_visa").await.status, 503);
    assert_eq!(server.charge("pm_card_visa").await.status, 503);
    assert!(server.events().await.is_empty());
    assert_eq!(server.charge("pm_card_visa").await.status, 200);
}

#[actix_web::test]
async fn who_asks_too_often_is_told_so_and_can_ask_again_with_the_same_key() {
    let server = Server::start();
    server.inject(FaultKind::TooManyRequests, 1);
    let form = purchase("pm_card_visa");
    let busy = server.post_with_key("k", "payment_intents", &form).await;
    assert_eq!((busy.status, &busy.body["error"]["code"]), (429, &"rate_limit".into()));
    assert!(server.events().await.is_empty());

    let charged = server.post_with_key("k", "payment_intents", &form).await;
    assert_eq!((charged.status, charged.is_replay), (200, false));
}

#[actix_web::test]
async fn a_sandbox_apart_breaks_only_for_holders_of_its_key() {
    let server = Server::apart();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let inject = || {
        let fault = serde_json::json!({"kind": "unavailable", "next": 1});
        client.post(format!("{}/sandbox/faults", server.url)).json(&fault)
    };
    assert_eq!(inject().send().await.unwrap().status(), 401);
    assert_eq!(inject().bearer_auth("sk_test_2").send().await.unwrap().status(), 401);
    assert_eq!(server.charge("pm_card_visa").await.status, 200);

    let with_key = inject().basic_auth("sk_test_1", Option::<&str>::None);
    assert_eq!(with_key.send().await.unwrap().status(), 204);
    assert_eq!(server.charge("pm_card_visa").await.status, 503);
}

#[actix_web::test]
async fn looking_whether_it_is_there_uses_up_no_fault() {
    let server = Server::start();
    assert_eq!(server.get("balance").await.body["object"], "balance");
    server.inject(FaultKind::Unavailable, 1);
    assert_eq!(
        [(); 2].map(|()| 503),
        [server.get("balance").await, server.get("balance").await].map(|reply| reply.status)
    );
    assert_eq!(server.charge("pm_card_visa").await.status, 503);
    assert_eq!(server.get("balance").await.status, 200);
}

#[actix_web::test]
async fn a_call_that_times_out_has_taken_effect() {
    let server = Server::start();
    server.inject(FaultKind::TimeoutAfterEffect, 1);
    let form = purchase("pm_card_visa");

    let call = server.request("payment_intents", &form).header("Idempotency-Key", "k");
    let timed_out = call.timeout(Duration::from_millis(300)).send().await;
    assert!(timed_out.unwrap_err().is_timeout());

    let again = server.post_with_key("k", "payment_intents", &form).await;
    assert!(again.is_replay);
    assert_eq!(again.body["status"], "succeeded");
    assert_eq!(server.events().await.len(), 2);
}

#[actix_web::test]
async fn events_come_twice_when_asked_to() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    server.inject(FaultKind::DuplicateEvents, 1);
    server.charge("pm_card_visa").await;

    let received = [endpoint.next().await, endpoint.next().await, endpoint.next().await];
    let created: Vec<_> =
        received.iter().filter(|event| event.kind() == "payment_intent.created").collect();
    assert_eq!(created.len(), 2);
    assert_eq!(created[0].body, created[1].body);
}

#[actix_web::test]
async fn events_come_last_first_when_asked_to() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    server.inject(FaultKind::ReorderEvents, 2);
    server.charge("pm_card_visa").await;

    assert_eq!(endpoint.next().await.kind(), "payment_intent.succeeded");
    assert_eq!(endpoint.next().await.kind(), "payment_intent.created");
}

#[actix_web::test]
async fn lost_events_have_happened_and_are_never_delivered() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    server.inject(FaultKind::LostEvents, 1);
    server.charge("pm_card_visa").await;

    // The first of two: what comes is the second.
    assert_eq!(endpoint.next().await.kind(), "payment_intent.succeeded");
    assert_eq!(server.events().await.len(), 2);
}

#[actix_web::test]
async fn late_events_come_half_a_minute_later() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    server.inject(FaultKind::LateEvents, 1);
    server.charge("pm_card_visa").await;

    assert_eq!(endpoint.next().await.kind(), "payment_intent.succeeded");
    server.move_clock(31);
    assert_eq!(endpoint.next().await.kind(), "payment_intent.created");
}
