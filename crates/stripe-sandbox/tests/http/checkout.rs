//! Checkout Sessions and the hosted page.

use serde_json::Value;

use crate::server::{Server, basket};

#[actix_web::test]
async fn a_new_session_has_a_page_and_no_payment_yet() {
    let server = Server::start();
    let session = server.checkout().await;

    assert!(session.id().starts_with("cs_test_"));
    assert_eq!(session.body["payment_intent"], Value::Null);
    assert_eq!(session.body["amount_total"], 458_900);
    assert_eq!(session.body["url"], format!("{}/sandbox/payments/{}", server.url, session.id()));
    let page = server.page(session.id()).await;
    let policy = page.headers()["Content-Security-Policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("https://shop.example"));
    let html = page.text().await.unwrap();
    assert!(html.contains(&format!("action=\"{}/approve\"", session.id())));
    for shown in ["Test &lt;Merchant&gt;", "DEL – BOM &amp; back", "INR 4,589.00", "no money moves"]
    {
        assert!(html.contains(shown), "{shown}");
    }
}

#[actix_web::test]
async fn approving_pays_the_session_and_tells_of_it() {
    let server = Server::start();
    let session = server.checkout().await;

    let decided = server.decide(session.id(), "approve").await;

    assert_eq!((decided.status, &decided.body["status"]), (200, &"complete".into()));
    let session = server.get(&format!("checkout/sessions/{}", session.id())).await;
    assert_eq!(session.body["payment_status"], "paid");
    assert_eq!(session.body["url"], Value::Null);
    let intent = session.body["payment_intent"].as_str().unwrap();
    let intent = server.get(&format!("payment_intents/{intent}")).await;
    assert_eq!(intent.body["status"], "succeeded");
    assert_eq!(intent.body["amount_received"], 458_900);
    assert_eq!(intent.body["metadata"]["booking"], "K7Q2MZ");
    assert_eq!(
        server.events().await,
        ["payment_intent.created", "payment_intent.succeeded", "checkout.session.completed"]
    );
}

#[actix_web::test]
async fn a_declined_session_stays_open_and_can_then_be_approved() {
    let server = Server::start();
    let session = server.checkout().await;

    let declined = server.decide(session.id(), "decline").await;
    assert_eq!((declined.status, &declined.body["status"]), (200, &"open".into()));
    let page = server.page(session.id()).await.text().await.unwrap();
    assert!(page.contains("Your card was declined.") && page.contains("Approve"));

    let approved = server.decide(session.id(), "approve").await;
    assert_eq!(approved.body["status"], "complete");
    assert_eq!(
        server.events().await,
        [
            "payment_intent.created",
            "payment_intent.payment_failed",
            "payment_intent.succeeded",
            "checkout.session.completed"
        ]
    );
}

#[actix_web::test]
async fn a_script_may_decide_with_a_form_with_json_or_with_nothing() {
    let server = Server::start();
    for decision in ["decline", "approve"] {
        for body in ["", "{}", " {} \n"] {
            let session = server.checkout().await;
            let decided = server.decide_with(session.id(), decision, body).await;
            assert_eq!(decided.status, 200, "{decision} {body:?}: {decided:?}");
        }
    }
    for body in ["payment_method=pm_card_amex", r#"{"payment_method": "pm_card_amex"}"#] {
        let session = server.checkout().await;
        let decided = server.decide_with(session.id(), "approve", body).await;
        assert_eq!(decided.body["status"], "complete", "{decided:?}");
        let charges = server.get("charges?limit=1").await.body;
        assert_eq!(charges["data"][0]["payment_method"], "pm_card_amex");
    }
    let session = server.checkout().await;
    for (decision, body) in
        [("approve", r#"{"card": "x"}"#), ("approve", "{"), ("decline", r#"{"amount": 5}"#)]
    {
        let refused = server.decide_with(session.id(), decision, body).await;
        assert_eq!(
            (refused.status, refused.error("type")),
            (400, "invalid_request_error"),
            "{body}"
        );
    }
}

#[actix_web::test]
async fn approving_twice_charges_once() {
    let server = Server::start();
    let session = server.checkout().await;
    server.decide(session.id(), "approve").await;
    let told = server.events().await;

    let again = server.decide(session.id(), "approve").await;

    assert_eq!((again.status, &again.body["status"]), (200, &"complete".into()));
    assert_eq!(server.events().await, told);
    assert_eq!(server.decide(session.id(), "decline").await.status, 409);
}

#[actix_web::test]
async fn an_expired_session_takes_no_money() {
    let server = Server::start();
    let session = server.checkout().await;
    server.decide(session.id(), "decline").await;

    let path = format!("checkout/sessions/{}/expire", session.id());
    assert_eq!(server.post(&path, &[]).await.body["status"], "expired");
    assert_eq!(server.post(&path, &[]).await.status, 400);

    assert_eq!(server.decide(session.id(), "approve").await.status, 409);
    let page = server.page(session.id()).await.text().await.unwrap();
    assert!(page.contains("expired") && !page.contains("<button"));
    let session = server.get(&format!("checkout/sessions/{}", session.id())).await;
    let intent = session.body["payment_intent"].as_str().unwrap();
    let intent = server.get(&format!("payment_intents/{intent}")).await;
    assert_eq!(intent.body["status"], "canceled");
}

#[actix_web::test]
async fn a_session_expires_when_its_time_has_passed() {
    let server = Server::start();
    let session = server.checkout().await;

    server.move_clock(24 * 3600 + 1);

    assert_eq!(server.decide(session.id(), "approve").await.status, 409);
    let session = server.get(&format!("checkout/sessions/{}", session.id())).await;
    assert_eq!(session.body["status"], "expired");
    assert_eq!(server.events().await, ["checkout.session.expired"]);
}

#[actix_web::test]
async fn browsers_are_sent_on_to_the_merchant() {
    let server = Server::start();
    let session = server.checkout().await;

    let declined = server.click(session.id(), "decline").await;
    assert_eq!(declined.status(), 303);
    assert_eq!(declined.headers()["Location"], "https://shop.example/back");

    let approved = server.click(session.id(), "approve").await;
    assert_eq!(approved.status(), 303);
    let expected = format!("https://shop.example/done?session={}", session.id());
    assert_eq!(approved.headers()["Location"], expected.as_str());
    let page = server.page(session.id()).await.text().await.unwrap();
    assert!(page.contains("This payment is done.") && !page.contains("<button"));
}

#[actix_web::test]
async fn an_unknown_payment_is_not_found() {
    let server = Server::start();
    assert_eq!(server.page("cs_test_none").await.status(), 404);
    assert_eq!(server.decide("cs_test_none", "approve").await.status, 404);
    assert_eq!(server.decide("pi_none", "decline").await.status, 404);
    let unknown = server.get("checkout/sessions/cs_test_none").await;
    assert_eq!((unknown.status, unknown.error("code")), (404, "resource_missing"));
}

#[actix_web::test]
async fn what_makes_no_sense_is_refused_by_name() {
    let server = Server::start();
    for (name, value, param) in [
        ("mode", "subscription", "mode"),
        ("tip", "5", "tip"),
        ("success_url", "javascript:alert(1)", "success_url"),
        ("expires_at", "1767270000", "expires_at"),
        ("line_items[0][quantity]", "0", "line_items[0][quantity]"),
    ] {
        let mut form = basket();
        form.retain(|(existing, _)| *existing != name);
        form.push((name, value));
        let refused = server.post("checkout/sessions", &form).await;
        assert_eq!((refused.status, refused.error("param")), (400, param), "{refused:?}");
        assert_eq!(refused.error("type"), "invalid_request_error");
    }
}

#[actix_web::test]
async fn a_request_without_a_test_key_is_unauthorized() {
    let server = Server::start();
    let address = format!("{}/sandbox/stripe/v1/events", server.url);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let without = client.get(&address).send().await.unwrap();
    assert_eq!(without.status(), 401);
    let live = client.get(&address).bearer_auth("sk_live_1").send().await.unwrap();
    assert_eq!(live.status(), 401);
    let basic = client.get(&address).basic_auth("sk_test_1", Some("")).send().await.unwrap();
    assert_eq!(basic.status(), 200);
}
