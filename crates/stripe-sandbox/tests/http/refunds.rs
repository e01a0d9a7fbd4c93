//! Giving money back.

use serde_json::Value;

use crate::server::{Endpoint, Server};

#[actix_web::test]
async fn a_refund_gives_back_all_that_is_left_and_never_more() {
    let server = Server::start();
    let paid = server.charge("pm_card_visa").await;
    let payment = ("payment_intent", paid.id());

    let part = server.post("refunds", &[payment, ("amount", "58900")]).await;
    assert_eq!((&part.body["status"], &part.body["amount"]), (&"succeeded".into(), &58_900.into()));

    let too_much = server.post("refunds", &[payment, ("amount", "400001")]).await;
    assert_eq!((too_much.status, too_much.error("param")), (400, "amount"));

    let rest = server.post("refunds", &[payment]).await;
    assert_eq!(rest.body["amount"], 400_000);

    let again = server.post("refunds", &[payment]).await;
    assert_eq!(again.error("code"), "charge_already_refunded");
    let listed = server.get(&format!("refunds?payment_intent={}", paid.id())).await;
    assert_eq!(listed.body["data"].as_array().unwrap().len(), 2);
    let events = server.events().await;
    assert_eq!(events.iter().filter(|kind| *kind == "refund.created").count(), 2);
    assert_eq!(events.iter().filter(|kind| *kind == "charge.refunded").count(), 2);
}

#[actix_web::test]
async fn who_is_told_of_a_refund_sees_which_card_it_goes_to() {
    let server = Server::start();
    let paid = server.charge("pm_card_mastercard").await;
    server.post("refunds", &[("payment_intent", paid.id())]).await;
    let told = server.get("events?type=charge.refunded").await;
    let card = &told.body["data"][0]["data"]["object"]["payment_method_details"]["card"];
    assert_eq!((&card["brand"], &card["last4"]), (&"mastercard".into(), &"4444".into()));
    assert_eq!((&card["exp_month"], &card["exp_year"]), (&1.into(), &2029.into()));
    for fact in ["country", "fingerprint", "funding", "network"] {
        assert_ne!(card[fact], Value::Null, "{fact}");
    }
}

#[actix_web::test]
async fn what_was_not_paid_is_not_refunded() {
    let server = Server::start();
    let waiting = server.charge("pm_card_authenticationRequired").await;
    let refused = server.post("refunds", &[("payment_intent", waiting.id())]).await;
    assert_eq!(refused.status, 400);
    let unknown = server.post("refunds", &[("payment_intent", "pi_none")]).await;
    assert_eq!(unknown.error("code"), "resource_missing");
}

#[actix_web::test]
async fn a_refund_that_fails_later_can_be_made_again() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    let paid = server.charge("pm_card_refundFail").await;
    let refund = server.post("refunds", &[("payment_intent", paid.id())]).await;
    assert_eq!(refund.body["status"], "succeeded");

    while endpoint.next().await.kind() != "refund.failed" {}

    let refund = server.get(&format!("refunds/{}", refund.id())).await;
    assert_eq!(refund.body["status"], "failed");
    let again = server.post("refunds", &[("payment_intent", paid.id())]).await;
    assert_eq!((again.status, &again.body["amount"]), (200, &458_900.into()));
}

#[actix_web::test]
async fn a_pending_refund_succeeds_later() {
    let endpoint = Endpoint::start();
    let server = Server::with_webhook(&endpoint.url);
    let session = server.checkout().await;
    let address = format!("{}/sandbox/payments/{}/approve", server.url, session.id());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    client.post(address).body("payment_method=pm_card_pendingRefund").send().await.unwrap();
    let session = server.get(&format!("checkout/sessions/{}", session.id())).await;
    let intent = session.body["payment_intent"].as_str().unwrap();

    let refund = server.post("refunds", &[("payment_intent", intent)]).await;
    assert_eq!(refund.body["status"], "pending");

    while endpoint.next().await.kind() != "refund.updated" {}
    let refund = server.get(&format!("refunds/{}", refund.id())).await;
    assert_eq!(refund.body["status"], "succeeded");
}
