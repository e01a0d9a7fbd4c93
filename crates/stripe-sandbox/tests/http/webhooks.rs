//! Events find their way to whoever registered for them.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::server::{Endpoint, SECRET, Server};

#[actix_web::test]
async fn an_event_arrives_signed_with_the_endpoints_secret() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    server.charge("pm_card_visa").await;

    let received = endpoint.next().await;

    let (timestamp, signature) = received.signature.split_once(",v1=").unwrap();
    let timestamp = timestamp.strip_prefix("t=").unwrap();
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let expected = mac.chain_update(format!("{timestamp}.{}", received.body)).finalize();
    assert_eq!(signature, format!("{:x}", expected.into_bytes()));
    let stored: serde_json::Value = serde_json::from_str(&received.body).unwrap();
    let listed = server.get(&format!("events/{}", stored["id"].as_str().unwrap())).await;
    assert_eq!(listed.body, stored);
}

#[actix_web::test]
async fn a_refused_event_is_sent_again_until_it_is_accepted() {
    let endpoint = Endpoint::start();
    endpoint.refuse(2);
    let server = Server::with_webhook(&endpoint.url);
    let session = server.checkout().await;
    server.post(&format!("checkout/sessions/{}/expire", session.id()), &[]).await;

    let attempts = [endpoint.next().await, endpoint.next().await, endpoint.next().await];

    assert!(attempts.iter().all(|attempt| attempt.body == attempts[0].body));
    assert_eq!(attempts.map(|attempt| attempt.was_accepted), [false, false, true]);
}

#[actix_web::test]
async fn a_session_that_runs_out_is_told_of_without_being_asked() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    server.checkout().await;
    server.move_clock(24 * 3600 + 1);
    assert_eq!(endpoint.next().await.kind(), "checkout.session.expired");
}

#[actix_web::test]
async fn everything_answered_before_a_crash_is_there_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.sqlite3");
    // Nobody listens here: what is owed stays owed.
    let server = Server::with_file(file.clone(), Some("http://127.0.0.1:9/webhook"));
    let open = server.checkout().await;
    let paid = server.checkout().await;
    server.decide(paid.id(), "approve").await;
    let told = server.events().await;
    server.kill().await;

    let endpoint = Endpoint::start();
    let server = Server::with_file(file, Some(&endpoint.url));

    let mut arrived = Vec::new();
    for _ in &told {
        arrived.push(endpoint.next().await.kind());
    }
    arrived.sort();
    let mut expected = told.clone();
    expected.sort();
    assert_eq!(arrived, expected);
    let session = server.get(&format!("checkout/sessions/{}", paid.id())).await;
    assert_eq!(session.body["status"], "complete");
    assert_eq!(server.decide(open.id(), "approve").await.body["status"], "complete");
    assert_eq!(server.events().await[..told.len()], told);
}

#[actix_web::test]
async fn an_endpoint_gets_the_events_it_registered_for_until_it_is_deleted() {
    let endpoint = Endpoint::start();
    let server = Server::start();
    let form = [("url", endpoint.url.as_str()), ("enabled_events[]", "charge.refunded")];
    let created = server.post("webhook_endpoints", &form).await;
    assert!(created.body["secret"].as_str().unwrap().starts_with("whsec_"));
    let listed = server.get("webhook_endpoints").await;
    assert_eq!(listed.body["data"][0]["id"], created.id());
    assert!(listed.body["data"][0]["secret"].is_null());

    let paid = server.charge("pm_card_visa").await;
    server.post("refunds", &[("payment_intent", paid.id())]).await;
    assert_eq!(endpoint.next().await.kind(), "charge.refunded");

    let path = format!("webhook_endpoints/{}", created.id());
    assert_eq!(server.delete(&path).await.body["deleted"], true);
    assert_eq!(server.delete(&path).await.status, 404);
}

#[actix_web::test]
async fn an_address_that_is_registered_again_gets_each_event_once() {
    let endpoint = Endpoint::start();
    let server = Server::apart();
    let form = |event| [("url", endpoint.url.as_str()), ("enabled_events[]", event)];
    let first = server.post("webhook_endpoints", &form("payment_intent.succeeded")).await;
    let again = server.post("webhook_endpoints", &form("payment_intent.succeeded")).await;
    let wider = server.post("webhook_endpoints", &form("refund.created")).await;
    assert_eq!((first.id(), first.id()), (again.id(), wider.id()));
    assert_eq!(first.body["secret"], SECRET);

    let paid = server.charge("pm_card_visa").await;
    server.post("refunds", &[("payment_intent", paid.id())]).await;

    let mut kinds = [endpoint.next().await.kind(), endpoint.next().await.kind()];
    kinds.sort();
    assert_eq!(kinds, ["payment_intent.succeeded", "refund.created"]);
    let events = server.get("events?type=payment_intent.succeeded").await;
    assert_eq!(events.body["data"][0]["pending_webhooks"], 1);
}

#[actix_web::test]
async fn every_answer_has_an_id_of_its_own() {
    let server = Server::start();
    let paid = server.charge("pm_card_visa").await;
    let unknown = server.get("subscriptions").await;
    assert!(paid.request_id.starts_with("req_") && unknown.request_id.starts_with("req_"));
    assert_ne!(paid.request_id, unknown.request_id);
}

#[actix_web::test]
async fn an_address_that_cannot_be_called_is_refused() {
    let server = Server::start();
    for url in ["https://shop.example/hook", "not a url", "file:///etc/passwd"] {
        let form = [("url", url), ("enabled_events[]", "*")];
        let refused = server.post("webhook_endpoints", &form).await;
        assert_eq!((refused.status, refused.error("param")), (400, "url"), "{url}");
    }
}

#[actix_web::test]
async fn an_unknown_address_is_told_apart_as_stripe_does() {
    let server = Server::start();
    let unknown = server.get("subscriptions").await;
    assert_eq!((unknown.status, unknown.error("type")), (404, "invalid_request_error"));
}
