//! One customer's whole story, with everything that goes wrong on the way, against all that was
//! logged of it: names, addresses, cards, keys and links are in none of it, nor in the metrics.

use reqwest::Method;
use serde_json::{Value, json};

use crate::journeys::{DAY, DAY_BACK, path, payments, request, with};
use crate::logged;
use crate::site::Site;

const PASSWORD: &str = "seven quiet otters";
const EMAIL: &str = "quirina.zwingli@otters.example";
const OTHER_EMAIL: &str = "desk@otters.example";
const PHONE: &str = "+41 79 555 01 77";
const BORN: &str = "1961-03-17";
const NAMES: [&str; 3] = ["Quirina", "Wolfhilde", "Zwinglimann"];

/// What may be nowhere, with what it is.
struct Secrets(Vec<(&'static str, String)>);

impl Secrets {
    fn add(&mut self, what: &'static str, secret: &Value) -> String {
        let secret = secret.as_str().unwrap_or_else(|| panic!("no {what}")).to_owned();
        assert!(secret.len() > 8, "too short to be told from others: {secret}");
        self.0.push((what, secret.clone()));
        secret
    }

    /// The part of an address that makes it a key.
    fn add_link(&mut self, what: &'static str, url: &Value) -> String {
        let url = url.as_str().unwrap_or_else(|| panic!("no {what}")).to_owned();
        let key = url.rsplit(['=', '/']).next().unwrap().to_owned();
        self.add(what, &json!(key));
        url
    }

    fn are_not_in(&self, place: &str, text: &str) {
        for (what, secret) in &self.0 {
            let lower = text.to_lowercase();
            assert!(!lower.contains(&secret.to_lowercase()), "{what} in {place}: {text}");
        }
    }
}

#[actix_web::test]
async fn nothing_that_is_secret_or_tells_of_a_person_is_logged_or_counted() {
    let site = Site::start().await;
    let anybody = site.anybody();
    let mut secrets = Secrets(Vec::new());
    for (what, secret) in
        [("the password", PASSWORD), ("the address", EMAIL), ("the contact", OTHER_EMAIL)]
    {
        secrets.add(what, &json!(secret));
    }
    secrets.add("the phone number", &json!(PHONE));
    secrets.add("the birth date", &json!(BORN));
    secrets.0.extend(NAMES.map(|name| ("a name", name.to_owned())));
    let (webhook_secret, gateway_key) = site.gateway_secrets();
    secrets.add("the secret of webhooks", &json!(webhook_secret));
    secrets.add("the key of the gateway", &json!(gateway_key));

    // An account: opened, opened again, entered by the wrong password and by the right one.
    let user = json!({
        "email": EMAIL, "password": PASSWORD, "phone": PHONE,
        "given_name": NAMES[0], "family_name": NAMES[2],
    });
    let signed_up = anybody.post("/v1/users", &user).await.expect(201);
    let key = secrets.add("the API key", &signed_up["api_key"]["key"]);
    let customer = anybody.with_bearer(&key);
    anybody.post("/v1/users", &user).await.refused(409, "email_taken");
    anybody.post("/v1/users", &with(user, "phone", "ring me")).await.problem();
    let wrong = json!({"email": EMAIL, "password": "seven loud otters"});
    anybody.post("/v1/sessions", &wrong).await.problem();
    let right = json!({"email": EMAIL, "password": PASSWORD});
    let session = anybody.post("/v1/sessions", &right).await.expect(201);
    let access = secrets.add("an access token", &session["access_token"]);
    let refresh =
        json!({"refresh_token": secrets.add("a refresh token", &session["refresh_token"])});
    let next = anybody.post("/v1/sessions/refresh", &refresh).await.expect(201);
    secrets.add("an access token", &next["access_token"]);
    secrets.add("a refresh token", &next["refresh_token"]);
    anybody.post("/v1/sessions/refresh", &refresh).await.refused(401, "invalid_refresh_token");
    anybody.with_bearer(&access).get("/v1/users/me").await;
    let second = customer.call(Method::POST, "/v1/api-keys").await.expect(201);
    secrets.add("the second API key", &second["key"]);
    customer.delete(&format!("/v1/api-keys/{}", second["id"].as_str().unwrap())).await.expect(204);
    anybody.with_bearer(second["key"].as_str().unwrap()).get("/v1/users/me").await.problem();

    // A booking: in bad shape, with offers of nobody, then well.
    let there = customer.offer("6E", "DEL-BOM", DAY).await;
    let back = customer.offer("6E", "BOM-DEL", DAY_BACK).await;
    customer
        .get(&format!("/v1/offers/{}/seat-map", there["id"].as_str().unwrap()))
        .await
        .expect(200);
    let traveller = json!({
        "given_name": NAMES[0], "middle_name": NAMES[1], "family_name": NAMES[2],
        "gender": "FEMALE", "date_of_birth": BORN,
    });
    let contact = json!({"email": OTHER_EMAIL, "phone": PHONE});
    let body = with(request(&[&there, &back], &[traveller]), "contact", contact);
    let mut misspelt = body.clone();
    misspelt["passengers"][0]["gender"] = json!(NAMES[1]);
    customer.try_book(&misspelt).await.problem();
    customer.try_book(&with(body.clone(), "offers", json!(["off_nobody"]))).await.problem();
    let booking = customer.try_book(&body).await.expect(201);

    // Payments: with the gateway away, declined, by page.
    site.break_gateway("unavailable", 100).await;
    let card = json!({"payment_method": "pm_card_visa"});
    let away = customer.post(&payments(&booking), &card).once().await;
    away.refused(502, "payment_gateway_unavailable");
    site.break_gateway("unavailable", 0).await;
    customer.pay(&booking, "pm_card_chargeDeclined").await;
    secrets.add("a card", &json!("pm_card_chargeDeclined"));
    let page = customer.checkout(&booking).await;
    let landed = customer.press(&page, "approve").await;
    if let Some(back) = landed.header("location").filter(|it| it.contains("token=")) {
        let back = secrets.add_link("the link of the payer", &json!(back));
        anybody.get(&back).await;
    }
    customer.booking_once(&booking, "CONFIRMED").await;
    let event = json!({"id": "evt_1", "type": "payment_intent.succeeded"}).to_string();
    let forged = anybody.call(Method::POST, "/v1/webhooks/stripe").raw_body(event);
    forged.header("Stripe-Signature", "t=1,v1=00").await.refused(400, "invalid_signature");

    // Documents: by their links, right and wrong; a cancellation, and its receipt.
    let ticket = customer.ready_documents(&booking, 1).await.remove(0);
    let link = secrets.add_link("the link of a ticket", &ticket["url"]);
    anybody.get(&link).await;
    anybody.get(&format!("{link}x")).await.problem();
    let cancelled = customer.cancel(&booking, &json!({"journeys": "BOTH"})).await;
    let settled = customer.settled(&cancelled).await;
    secrets.add_link("the link of a receipt", &settled["receipt"]["url"]);
    customer.get(&format!("{}/nothing", path(&booking))).await.refused(404, "not_found");
    anybody.with_bearer(&access).delete("/v1/sessions").await;
    // Who takes one thing for another, and writes it into the path.
    customer.delete(&format!("/v1/api-keys/{key}")).await.problem();
    customer.get(&format!("/v1/bookings/{EMAIL}")).await.problem();
    customer.get(&format!("/v1/{access}")).await.problem();

    let metrics = anybody.get("/metrics").await.text();
    assert!(metrics.contains("airside"), "{metrics}");
    secrets.are_not_in("the metrics", &metrics);
    let lines = logged::lines();
    for line in &lines {
        secrets.are_not_in("the log", line);
    }
    // The story is in the log, or the lines above would prove nothing.
    for part in [
        "route=\"/v1/users\"",
        "route=\"/v1/bookings/{booking_ref}/payments\"",
        "route=\"/v1/webhooks/stripe\"",
        "route=\"/v1/documents/{id}\"",
        "airside_http",
        "airside_payments_stripe",
        "airside_bootstrap",
        "answered",
        "a refresh token was used twice",
        "the payment gateway",
    ] {
        assert!(lines.iter().any(|line| line.contains(part)), "nothing was logged of {part}");
    }
}
