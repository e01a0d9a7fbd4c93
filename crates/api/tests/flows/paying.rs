//! Paying: by hosted page or by card, declined, twice, late, and with the gateway away.

use std::collections::BTreeSet;
use std::future::IntoFuture as _;

use futures::future::{join, join_all};
use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, adult, minor, payments, request, seats, with};
use crate::site::{Site, eventually};

#[actix_web::test]
async fn who_approves_the_hosted_page_has_seats_and_tickets_at_once() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    let page = asha.checkout(&booking).await;
    assert!(
        page.starts_with(&format!("{}/sandbox/payments/", site.gateway_url()))
            && !page.contains('?')
    );
    let shown = asha.without_bearer().get(&page).await;
    assert_eq!(shown.status, 200);
    assert!(shown.text().contains("Approve") && shown.text().contains("Decline"));

    asha.press(&page, "approve").await.expect(200);
    let confirmed = eventually("the booking is no longer pending", async || {
        let read = asha.booking(&booking).await;
        (read["status"] != "PENDING_PAYMENT").then_some(read)
    })
    .await;
    // Whoever reads CONFIRMED reads everything that comes with it.
    assert_eq!(confirmed["status"], "CONFIRMED");
    assert_eq!(confirmed["payment_due_by"], Value::Null);
    assert_eq!(confirmed["tickets"][0]["status"], "ISSUED");
    assert_eq!(confirmed["journeys"][0]["status"], "CONFIRMED");
    let number = confirmed["tickets"][0]["passengers"][0]["ticket_number"].as_str().unwrap();
    assert_eq!((number.len(), &number[3..4]), (14, "-"));
    assert!(seats(&confirmed)[0].is_string());
    let attempts = list(&asha, &booking).await;
    assert_eq!(statuses(&attempts), ["SUCCEEDED"]);
    assert!(attempts[0]["payment_intent_id"].as_str().unwrap().starts_with("pi_"));
    assert_eq!(attempts[0]["next_action"], Value::Null);
}

#[actix_web::test]
async fn after_a_decline_the_same_page_can_still_be_approved() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    let page = asha.checkout(&booking).await;
    asha.press(&page, "decline").await.expect(200);
    eventually("the attempt is declined", async || {
        (statuses(&list(&asha, &booking).await) == ["FAILED"]).then_some(())
    })
    .await;
    assert_eq!(asha.booking(&booking).await["status"], "PENDING_PAYMENT");

    // Asked again, the answer has an address that works.
    let again = asha.checkout(&booking).await;
    asha.press(&again, "approve").await.expect(200);
    asha.booking_once(&booking, "CONFIRMED").await;
    assert_eq!(statuses(&list(&asha, &booking).await), ["SUCCEEDED"]);
}

#[actix_web::test]
async fn a_card_that_works_confirms_in_the_same_call() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    let payment = asha.pay(&booking, "pm_card_visa").await;
    assert_eq!(payment["status"], "SUCCEEDED");
    assert_eq!(payment["next_action"], Value::Null);
    assert_eq!(payment["amount"], booking["price"]["total"]);
    assert_eq!(payment["booking_ref"], booking["booking_ref"]);
    assert_eq!(asha.booking(&booking).await["status"], "CONFIRMED");
}

#[actix_web::test]
async fn a_declined_card_can_be_followed_by_another() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    let declined = asha.pay(&booking, "pm_card_chargeDeclined").await;
    assert_eq!(declined["status"], "FAILED");
    assert_eq!(declined["failure"]["code"], "generic_decline");
    assert!(
        declined["failure"]["message"].as_str().is_some_and(|words| words.contains("declined"))
    );
    assert_eq!(asha.booking(&booking).await["status"], "PENDING_PAYMENT");
    assert_eq!(asha.pay(&booking, "pm_card_visa").await["status"], "SUCCEEDED");
    assert_eq!(asha.booking(&booking).await["status"], "CONFIRMED");
    assert_eq!(statuses(&list(&asha, &booking).await), ["FAILED", "SUCCEEDED"]);
}

#[actix_web::test]
async fn a_card_that_wants_its_owner_sends_them_to_their_bank() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    let payment = asha.pay(&booking, "pm_card_threeDSecure2Required").await;
    assert_eq!(payment["status"], "REQUIRES_ACTION");
    let bank = payment["next_action"]["url"].as_str().unwrap();
    asha.press(bank, "approve").await.expect(200);
    asha.booking_once(&booking, "CONFIRMED").await;
}

#[actix_web::test]
async fn a_wrong_method_or_return_address_is_refused() {
    let site = Site::start_with(|settings| {
        settings.payments.return_origins = "https://shop.example".to_owned();
    })
    .await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    for (field, value) in [
        ("payment_method", "pm_card_gold"),
        ("payment_method", "visa"),
        ("payment_method", "pm_card_visa\u{0}"),
        ("return_url", "https://evil.example/"),
        ("return_url", "https://shop.example.evil.example/"),
        ("return_url", "javascript:alert(1)"),
        ("return_url", "https://shop.example/a b"),
    ] {
        let refused = asha.post(&payments(&booking), &json!({field: value})).once().await;
        assert_eq!(refused.blamed("invalid_request"), [format!("/{field}")], "{value}");
    }
    let body = json!({"return_url": "https://shop.example/done?x=1"});
    asha.post(&payments(&booking), &body).once().await.expect(201);
}

#[actix_web::test]
async fn of_two_cards_at_the_same_moment_one_pays() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    for _ in 0..10 {
        let booking = asha.book(&[&offer], &[adult("Asha")]).await;
        let pay = |card: &str| {
            let body = json!({"payment_method": card});
            asha.post(&payments(&booking), &body).once().into_future()
        };
        let (one, other) = join(pay("pm_card_mastercard"), pay("pm_card_visa")).await;
        let statuses = [one.status, other.status];
        assert!(statuses.contains(&201), "{} {}", one.text(), other.text());
        asha.booking_once(&booking, "CONFIRMED").await;
    }
}

#[actix_web::test]
async fn a_booking_is_paid_once() {
    let site = Site::start_with(|settings| settings.server.workers = 2).await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    let card = json!({"payment_method": "pm_card_visa"});
    let calls = (0..8).map(|_| asha.post(&payments(&booking), &card).once().into_future());
    let answers = join_all(calls).await;
    let (paid, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == 201);
    for refused in refused {
        assert_eq!(refused.status, 409, "{}", refused.text());
    }
    // Who began the payment and who saw it through may be two: they are told of the same one.
    let told: BTreeSet<_> = paid.iter().map(|it| it.expect(201)["id"].to_string()).collect();
    let attempts = list(&asha, &booking).await;
    let succeeded = attempts.iter().filter(|it| it["status"] == "SUCCEEDED");
    let succeeded: Vec<_> = succeeded.map(|it| it["id"].to_string()).collect();
    assert_eq!(Vec::from_iter(told), succeeded);
    assert_eq!(succeeded.len(), 1);
    let again = asha.post(&payments(&booking), &card).once().await;
    again.refused(409, "booking_not_payable");
}

#[actix_web::test]
async fn a_new_way_to_pay_closes_the_one_before() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    let page = asha.checkout(&booking).await;
    assert_eq!(asha.checkout(&booking).await, page, "an open page is gone on with");
    assert_eq!(asha.pay(&booking, "pm_card_visa").await["status"], "SUCCEEDED");
    let too_late = asha.press(&page, "approve").await;
    assert_eq!(too_late.status, 409, "{}", too_late.text());
    assert_eq!(statuses(&list(&asha, &booking).await), ["CANCELED", "SUCCEEDED"]);
}

#[actix_web::test]
async fn the_same_key_pays_once_and_answers_the_same() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    let card = json!({"payment_method": "pm_card_visa"});
    let first = asha.post(&payments(&booking), &card).key("pay").await;
    let second = asha.post(&payments(&booking), &card).key("pay").await;
    assert_eq!(first.expect(201), second.expect(201));
    assert!(second.is_replay());
    let other = asha.post(&payments(&booking), &json!({})).key("pay").await;
    other.refused(422, "idempotency_key_reused");
    let without = asha.post(&payments(&booking), &card).await;
    without.refused(400, "idempotency_key_required");
    assert_eq!(list(&asha, &booking).await.len(), 1);
}

#[actix_web::test]
async fn with_the_gateway_away_nothing_is_charged_and_the_same_key_works_later() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for body in [json!({}), json!({"payment_method": "pm_card_visa"})] {
        let booking = held(&asha).await;
        site.break_gateway("unavailable", 100).await;
        let pay = || asha.post(&payments(&booking), &body).key("pay");
        pay().await.refused(502, "payment_gateway_unavailable");
        assert_eq!(asha.booking(&booking).await["status"], "PENDING_PAYMENT");

        site.break_gateway("unavailable", 0).await;
        let payment = pay().await.expect(201);
        assert_eq!(list(&asha, &booking).await.len(), 1);
        if let Some(page) = payment["next_action"]["url"].as_str() {
            asha.press(page, "approve").await.expect(200);
        }
        asha.booking_once(&booking, "CONFIRMED").await;
        assert_eq!(statuses(&list(&asha, &booking).await), ["SUCCEEDED"]);
    }
}

#[actix_web::test]
async fn a_charge_whose_event_comes_before_its_answer_is_told_as_paid() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = held(&asha).await;
    // The first answer is lost, and asked for again when we have waited long enough.
    site.break_gateway("timeout_after_effect", 1).await;
    assert_eq!(asha.pay(&booking, "pm_card_visa").await["status"], "SUCCEEDED");
    assert_eq!(asha.booking(&booking).await["status"], "CONFIRMED");
    assert_eq!(statuses(&list(&asha, &booking).await), ["SUCCEEDED"]);
}

#[actix_web::test]
async fn a_late_payment_takes_its_places_again() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let picked = with(adult("Asha"), "seats", json!(["12A"]));
    let booking = asha.book(&[&offer], &[picked]).await;
    let page = asha.checkout(&booking).await;
    // The payer approves at the last moment, and we hear of it when the hold is over.
    site.break_gateway("unavailable", 60_000).await;
    asha.press(&page, "approve").await.expect(200);
    let site = site.restarted(Duration::minutes(16)).await;
    site.break_gateway("unavailable", 0).await;

    let confirmed = asha.booking_once(&booking, "CONFIRMED").await;
    assert_eq!(seats(&confirmed), ["12A"]);
    assert_eq!(statuses(&list(&asha, &booking).await), ["SUCCEEDED"]);
    asha.ready_documents(&booking, 1).await;
    drop(site);
}

/// A booking of one adult that waits for its payment.
async fn held(client: &Client) -> Value {
    let offer = client.offer("6E", "DEL-BOM", DAY).await;
    let body = request(&[&offer], &[adult("Asha")]);
    let booking = client.try_book(&body).await.expect(201);
    assert_eq!(minor(&booking["price"]["total"]), minor(&offer["price"]["total"]));
    booking
}

async fn list(client: &Client, booking: &Value) -> Vec<Value> {
    let list = client.get(&payments(booking)).await.expect(200);
    list["data"].as_array().unwrap().clone()
}

fn statuses(payments: &[Value]) -> Vec<&str> {
    payments.iter().map(|payment| payment["status"].as_str().unwrap()).collect()
}
