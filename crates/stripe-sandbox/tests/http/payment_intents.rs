//! Charging a card at once.

use serde_json::Value;

use crate::server::Server;

#[actix_web::test]
async fn a_good_card_is_charged_at_once() {
    let server = Server::start();
    let intent = server.charge("pm_card_visa").await;

    assert_eq!(intent.body["status"], "succeeded");
    assert_eq!(intent.body["next_action"], Value::Null);
    assert!(intent.body["latest_charge"].as_str().unwrap().starts_with("ch_"));
    assert_eq!(server.events().await, ["payment_intent.created", "payment_intent.succeeded"]);
}

#[actix_web::test]
async fn an_amount_that_cards_do_not_carry_is_refused() {
    let server = Server::start();
    for (amount, currency) in [("15809", "kwd"), ("6963", "isk"), ("50", "ugx")] {
        let form = [("amount", amount), ("currency", currency)];
        let refused = server.post("payment_intents", &form).await;
        assert_eq!((refused.status, refused.error("type")), (400, "invalid_request_error"));
        assert_eq!(refused.error("param"), "amount", "{currency}");
    }
    let taken = server.post("payment_intents", &[("amount", "15810"), ("currency", "kwd")]).await;
    assert_eq!((taken.status, &taken.body["amount"]), (200, &15_810.into()));
}

#[actix_web::test]
async fn a_declined_card_answers_402_and_leaves_the_intent_open() {
    let server = Server::start();
    let declined = server.charge("pm_card_chargeDeclinedInsufficientFunds").await;

    assert_eq!((declined.status, declined.error("type")), (402, "card_error"));
    assert_eq!(declined.error("code"), "card_declined");
    assert_eq!(declined.error("decline_code"), "insufficient_funds");
    let intent = &declined.body["error"]["payment_intent"];
    assert_eq!(intent["status"], "requires_payment_method");
    let page = "https://stripe.com/docs/error-codes/card-declined";
    assert_eq!(declined.error("doc_url"), page);
    let card = &declined.body["error"]["payment_method"];
    assert_eq!(
        (&card["object"], &card["card"]["last4"]),
        (&"payment_method".into(), &"0002".into())
    );
    let failed = server.get(&format!("charges/{}", declined.error("charge"))).await.body;
    assert_eq!((&failed["status"], &failed["paid"]), (&"failed".into(), &false.into()));
    assert_eq!(failed["failure_code"], "card_declined");
    assert_eq!(intent["latest_charge"], failed["id"]);
    let last = &intent["last_payment_error"];
    assert_eq!((&last["charge"], &last["doc_url"]), (&failed["id"], &page.into()));
    assert_eq!(last["payment_method"], *card);
    let refused = server.post("refunds", &[("charge", declined.error("charge"))]).await;
    assert_eq!((refused.status, refused.error("param")), (400, "charge"));

    let path = format!("payment_intents/{}/confirm", intent["id"].as_str().unwrap());
    let confirmed = server.post(&path, &[("payment_method", "pm_card_visa")]).await;
    assert_eq!(confirmed.body["status"], "succeeded");
    assert_eq!(confirmed.body["last_payment_error"], Value::Null);
    assert_eq!(server.post(&path, &[]).await.error("code"), "payment_intent_unexpected_state");
}

#[actix_web::test]
async fn a_card_with_3ds_waits_for_its_payer() {
    let server = Server::start();
    let intent = server.charge("pm_card_authenticationRequired").await;

    assert_eq!(intent.body["status"], "requires_action");
    let redirect = &intent.body["next_action"]["redirect_to_url"];
    let page = format!("{}/sandbox/payments/{}", server.url, intent.id());
    assert_eq!(redirect["url"], page.as_str());

    let declined = server.click(intent.id(), "decline").await;
    let location = declined.headers()["Location"].to_str().unwrap().to_owned();
    assert!(location.starts_with("https://shop.example/return?token=1&payment_intent=pi_"));
    assert!(location.ends_with("&redirect_status=failed"));
    let path = format!("payment_intents/{}", intent.id());
    assert_eq!(server.get(&path).await.body["status"], "requires_payment_method");

    let approved = server.decide(intent.id(), "approve").await;
    assert_eq!((approved.status, &approved.body["status"]), (200, &"succeeded".into()));
    assert_eq!(server.decide(intent.id(), "approve").await.status, 200);
    assert_eq!(
        server.events().await,
        [
            "payment_intent.created",
            "payment_intent.requires_action",
            "payment_intent.payment_failed",
            "payment_intent.succeeded"
        ]
    );
}

#[actix_web::test]
async fn three_d_secure_comes_only_when_asked_for_with_a_card_that_allows_both() {
    let server = Server::start();
    let plain = server.charge("pm_card_threeDSecureOptional").await;
    assert_eq!(plain.body["status"], "succeeded");

    let mut form = crate::server::purchase("pm_card_threeDSecureOptional");
    form.push(("payment_method_options[card][request_three_d_secure]", "any"));
    let asked = server.post("payment_intents", &form).await;
    assert_eq!(asked.body["status"], "requires_action");
}

#[actix_web::test]
async fn an_unknown_payment_method_charges_nothing() {
    let server = Server::start();
    let refused = server.charge("pm_card_gold").await;
    assert_eq!((refused.status, refused.error("code")), (400, "resource_missing"));
    assert_eq!(refused.error("param"), "payment_method");
    assert!(server.events().await.is_empty());
}

#[actix_web::test]
async fn an_unpaid_intent_can_be_cancelled_and_a_paid_one_cannot() {
    let server = Server::start();
    let waiting = server.charge("pm_card_threeDSecure2Required").await;
    let canceled = server.post(&format!("payment_intents/{}/cancel", waiting.id()), &[]).await;
    assert_eq!(canceled.body["status"], "canceled");
    assert_eq!(server.decide(waiting.id(), "approve").await.status, 409);

    let paid = server.charge("pm_card_visa").await;
    let refused = server.post(&format!("payment_intents/{}/cancel", paid.id()), &[]).await;
    assert_eq!(refused.error("code"), "payment_intent_unexpected_state");
    assert_eq!(refused.body["error"]["payment_intent"]["status"], "succeeded");
}

#[actix_web::test]
async fn a_payment_of_a_checkout_page_ends_with_the_page() {
    let server = Server::start();
    let session = server.checkout().await;
    server.decide(session.id(), "decline").await;
    let session = server.get(&format!("checkout/sessions/{}", session.id())).await;
    let intent = session.body["payment_intent"].as_str().unwrap();

    let refused = server.post(&format!("payment_intents/{intent}/cancel"), &[]).await;

    assert_eq!(refused.status, 400);
    assert!(refused.error("message").contains("Expire the Checkout Session"));
}
