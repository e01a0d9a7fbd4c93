//! What the sandbox plays when a booking's first passenger is called by a scenario.

use std::time::Instant;

use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, adult, path, payments, request, seats, with};
use crate::site::{HOLD, Site, eventually};

/// What a booking for one adult of this family name is asked for with.
async fn asked(client: &Client, family_name: &str) -> Value {
    let offer = client.offer("6E", "DEL-BOM", DAY).await;
    request(&[&offer], &[with(adult("Asha"), "family_name", family_name)])
}

async fn booked(client: &Client, family_name: &str) -> Value {
    client.try_book(&asked(client, family_name).await).await.expect(201)
}

async fn attempts(client: &Client, booking: &Value) -> Vec<String> {
    let list = client.get(&payments(booking)).await.expect(200);
    let status = |it: &Value| it["status"].as_str().unwrap().to_owned();
    list["data"].as_array().unwrap().iter().map(status).collect()
}

#[actix_web::test]
async fn places_and_prices_are_gone_before_anything_is_booked() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let sold_out = asked(&asha, "SOLDOUT").await;
    asha.try_book(&sold_out).await.refused(409, "sold_out");
    let gone = asked(&asha, "PRICEGONE").await;
    asha.try_book(&gone).await.refused(410, "offer_expired");
    let list = asha.get("/v1/bookings").await.expect(200);
    assert_eq!(list["data"], json!([]));
}

#[actix_web::test]
async fn only_the_whole_name_of_the_first_passenger_is_a_scenario() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for family_name in ["Soldout", "SOLDOUT-RAO", "Pricegone", "Declined"] {
        let booking = booked(&asha, family_name).await;
        assert_eq!(asha.pay(&booking, "pm_card_visa").await["status"], "SUCCEEDED");
    }
    let offer = asha.offer_for("adults=2", "6E", "DEL-BOM", DAY).await;
    let second = with(adult("Mira"), "family_name", "SOLDOUT");
    asha.book(&[&offer], &[adult("Asha"), second]).await;
}

#[actix_web::test]
async fn a_bank_declines_every_attempt() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = booked(&asha, "DECLINED").await;
    let declined = asha.pay(&booking, "pm_card_visa").await;
    assert_eq!(declined["status"], "FAILED");
    assert_eq!(declined["failure"]["code"], "generic_decline");
    let page = asha.checkout(&booking).await;
    assert_eq!(asha.press(&page, "approve").await.expect(200)["status"], "open");
    eventually("the attempt on the page is declined", async || {
        (attempts(&asha, &booking).await == ["FAILED", "FAILED"]).then_some(())
    })
    .await;
    assert_eq!(asha.booking(&booking).await["status"], "PENDING_PAYMENT");
}

#[actix_web::test]
async fn late_money_buys_the_places_of_a_hold_that_has_ended() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let [by_card, on_page] =
        [booked(&asha, "LATEPAYMENT").await, booked(&asha, "LATEPAYMENT").await];
    assert_eq!(asha.pay(&by_card, "pm_card_visa").await["status"], "PROCESSING");
    let page = asha.checkout(&on_page).await;
    assert_eq!(asha.press(&page, "approve").await.expect(200)["status"], "complete");
    eventually("the page's money is on its way", async || {
        (attempts(&asha, &on_page).await == ["PROCESSING"]).then_some(())
    })
    .await;

    site.clock.advance(HOLD);
    for booking in [&by_card, &on_page] {
        asha.booking_once(booking, "EXPIRED").await;
        assert_eq!(attempts(&asha, booking).await, ["PROCESSING"]);
    }

    site.clock.advance(Duration::minutes(2));
    for booking in [&by_card, &on_page] {
        let confirmed = asha.booking_once(booking, "CONFIRMED").await;
        assert!(seats(&confirmed)[0].is_string());
        assert_eq!(attempts(&asha, booking).await, ["SUCCEEDED"]);
    }
}

#[actix_web::test]
async fn a_bank_sends_every_refund_back() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = booked(&asha, "REFUNDFAILS").await;
    asha.pay(&booking, "pm_card_visa").await;
    let cancelled = asha.cancel(&booking, &json!({})).await;
    let address = format!("/v1/cancellations/{}", cancelled["id"].as_str().unwrap());
    eventually("the refund fails", async || {
        let now = asha.get(&address).await.expect(200);
        (now["refund_status"] == "FAILED").then_some(())
    })
    .await;
    assert_eq!(asha.booking(&booking).await["status"], "CANCELLED");
}

#[actix_web::test]
async fn picked_seats_are_lost_and_others_given_and_the_lost_ones_are_free_again() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let asked = asked(&asha, "SEATLOST").await;
    let offer = asked["offers"][0].as_str().unwrap().to_owned();
    let passenger = with(asked["passengers"][0].clone(), "seats", json!(["20A"]));
    let asked = with(asked, "passengers", json!([passenger]));
    let booking = asha.try_book(&asked).await.expect(201);
    assert_eq!(seats(&booking), [json!("20A")]);

    asha.pay(&booking, "pm_card_visa").await;

    let confirmed = asha.booking_once(&booking, "CONFIRMED").await;
    let given = seats(&confirmed)[0].as_str().unwrap().to_owned();
    assert_ne!(given, "20A");
    let map = asha.get(&format!("/v1/offers/{offer}/seat-map")).await.expect(200);
    let available = |number: &str| {
        let rows = map["segments"][0]["rows"].as_array().unwrap().iter();
        let mut seats = rows.flat_map(|row| row["seats"].as_array().unwrap());
        seats.find(|seat| seat["number"] == number).unwrap()["available"].clone()
    };
    assert_eq!((available("20A"), available(&given)), (json!(true), json!(false)));
}

#[actix_web::test]
async fn a_gateway_that_tells_everything_twice_or_slowly_is_paid_once() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let twice = booked(&asha, "DUPLICATEEVENTS").await;
    let page = asha.checkout(&twice).await;
    asha.press(&page, "approve").await.expect(200);
    asha.booking_once(&twice, "CONFIRMED").await;
    assert_eq!(attempts(&asha, &twice).await, ["SUCCEEDED"]);

    let slow = booked(&asha, "SLOW").await;
    let began = Instant::now();
    assert_eq!(asha.pay(&slow, "pm_card_visa").await["status"], "SUCCEEDED");
    assert!(began.elapsed().as_secs() >= 2);
    asha.get(&path(&slow)).await.expect(200);
}

/// The change of a booking, once it is there.
async fn changed(site: &Site, client: &Client, booking: &Value) -> Value {
    let now = client.booking(booking).await;
    assert_eq!(now["status"], "CONFIRMED");
    site.clock.advance(Duration::seconds(2));
    let change = client.booking(booking).await["schedule_changes"][0].clone();
    assert_eq!((&change["simulated"], &change["status"]), (&json!(true), &json!("OPEN")));
    assert_eq!((&change["is_major"], &change["journey"]), (&json!(true), &json!("DEPARTING")));
    change
}

fn answer_path(booking: &Value, change: &Value, answer: &str) -> String {
    format!("{}/schedule-changes/{}/{answer}", path(booking), change["id"].as_str().unwrap())
}

#[actix_web::test]
async fn a_flight_is_retimed_a_moment_after_it_was_paid_for() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = booked(&asha, "RETIMED").await;
    let other = booked(&asha, "Rao").await;
    for booking in [&booking, &other] {
        asha.pay(booking, "pm_card_visa").await;
    }
    let change = changed(&site, &asha, &booking).await;
    assert_eq!(change["kind"], "RETIMED");
    let departure = |it: &Value| it["segments"][0]["departure"].clone();
    assert_ne!(departure(&change["before"]), departure(&change["after"]));

    let accept = answer_path(&booking, &change, "accept");
    let accepted = asha.post(&accept, &json!({})).once().await.expect(200);

    for now in [accepted, asha.booking(&booking).await] {
        assert_eq!(departure(&now["journeys"][0]), departure(&change["after"]));
        assert_eq!(now["schedule_changes"].as_array().unwrap().len(), 1);
        assert_eq!(now["schedule_changes"][0]["status"], "ACCEPTED");
    }
    assert_eq!(asha.booking(&other).await["schedule_changes"], json!([]));
}

#[actix_web::test]
async fn a_flight_is_cancelled_a_moment_after_it_was_paid_for() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = booked(&asha, "CANCELLEDFLIGHT").await;
    asha.pay(&booking, "pm_card_visa").await;
    let change = changed(&site, &asha, &booking).await;
    assert_eq!((&change["kind"], &change["after"]), (&json!("CANCELLED"), &Value::Null));
    let accept = answer_path(&booking, &change, "accept");
    asha.post(&accept, &json!({})).once().await.refused(409, "no_alternative");

    let refund = answer_path(&booking, &change, "refund");
    let refunded = asha.post(&refund, &json!({})).once().await.expect(200);

    assert_eq!(refunded["status"], "CANCELLED");
    assert_eq!(refunded["schedule_changes"][0]["status"], "REFUNDED");
}
