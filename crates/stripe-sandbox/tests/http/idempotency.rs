//! One key, one effect.

use crate::server::{Server, purchase};

#[actix_web::test]
async fn the_same_key_and_body_replay_the_first_answer() {
    let server = Server::start();
    let first = server.post_with_key("k", "payment_intents", &purchase("pm_card_visa")).await;
    let second = server.post_with_key("k", "payment_intents", &purchase("pm_card_visa")).await;

    assert!(!first.is_replay && second.is_replay);
    assert_eq!(first.body, second.body);
    assert_eq!(server.events().await.len(), 2);
}

#[actix_web::test]
async fn the_same_key_with_another_request_is_an_error() {
    let server = Server::start();
    server.post_with_key("k", "payment_intents", &purchase("pm_card_visa")).await;

    let body = server.post_with_key("k", "payment_intents", &purchase("pm_card_amex")).await;
    assert_eq!((body.status, body.error("type")), (400, "idempotency_error"));
    let address = server.post_with_key("k", "refunds", &purchase("pm_card_visa")).await;
    assert_eq!(address.error("type"), "idempotency_error");
}

#[actix_web::test]
async fn the_order_of_the_parameters_makes_no_other_request() {
    let server = Server::start();
    let mut form = purchase("pm_card_visa");
    let first = server.post_with_key("k", "payment_intents", &form).await;
    form.reverse();
    let second = server.post_with_key("k", "payment_intents", &form).await;
    assert!(!first.is_replay && second.is_replay);
    assert_eq!(first.body, second.body);
}

#[actix_web::test]
async fn a_decline_is_replayed_too() {
    let server = Server::start();
    let form = purchase("pm_card_chargeDeclined");
    let first = server.post_with_key("k", "payment_intents", &form).await;
    let second = server.post_with_key("k", "payment_intents", &form).await;
    assert_eq!((second.status, second.is_replay), (402, true));
    assert_eq!(first.body, second.body);
}

#[actix_web::test]
async fn a_refused_request_leaves_its_key_free() {
    let server = Server::start();
    let refused = server.post_with_key("k", "payment_intents", &purchase("pm_card_gold")).await;
    assert_eq!(refused.status, 400);
    let mended = server.post_with_key("k", "payment_intents", &purchase("pm_card_visa")).await;
    assert_eq!((mended.status, mended.is_replay), (200, false));
}

#[actix_web::test]
async fn calls_racing_with_one_key_charge_once() {
    let server = Server::start();
    let form = purchase("pm_card_visa");
    let calls = [(); 8].map(|()| {
        let call = server.request("payment_intents", &form).header("Idempotency-Key", "k");
        tokio::spawn(async move {
            call.send().await.unwrap().json::<serde_json::Value>().await.unwrap()
        })
    });
    let mut bodies = Vec::new();
    for call in calls {
        bodies.push(call.await.unwrap());
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    assert_eq!(server.events().await.len(), 2);
}
