//! Cancelling: what a quote says by brand and hour, what it covers, and the money back.

use futures::future::join_all;
use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, DAY_BACK, adult, child, minor, request, with};
use crate::site::{Site, eventually};

/// Days with a flight at noon in each window: over 168 hours, over 72, over 2, and less.
const WINDOWS: [(&str, &str, Option<i64>); 4] = [
    ("6E", DAY, Some(0)),
    ("6E", "2026-11-14", Some(300_000)),
    // 14:10, in 2 hours and 10 minutes.
    ("6E", "2026-11-10", Some(350_000)),
    // 13:05.
    ("SG", "2026-11-10", None),
];

#[actix_web::test]
async fn the_charge_follows_the_brand_and_the_hours_left() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for (airline, day, standard) in WINDOWS {
        for brand in ["SAVER", "STANDARD", "FLEXIBLE"] {
            let offer = offer_of(&asha, brand, airline, day).await;
            let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
            let quoted = asha.quote(&booking, &json!({})).await;
            let Some(standard) = standard else {
                quoted.refused(409, "too_late_to_cancel");
                continue;
            };
            let quote = quoted.expect(201);
            let price = &offer["price"];
            let charge = match brand {
                "SAVER" => minor(&price["base"]),
                "STANDARD" => standard.min(minor(&price["base"])),
                _ => 0,
            };
            let line = &quote["lines"][0];
            assert_eq!(minor(&line["paid"]), minor(&price["total"]), "{brand} {day}");
            assert_eq!(minor(&line["charge"]), charge, "{brand} {day}");
            assert_eq!(minor(&line["taxes_kept"]), kept(price), "{brand} {day}");
            assert_adds_up(&quote);
            asha.confirm(&quote).await.expect(200);
            assert_eq!(asha.booking(&booking).await["status"], "CANCELLED");
        }
    }
}

#[actix_web::test]
async fn a_quote_ends_before_its_figures_would_change() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    // 14:10: from 12:10 on it is too late.
    let offer = asha.offer("6E", "DEL-BOM", "2026-11-10").await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let quote = asha.quote(&booking, &json!({})).await.expect(201);
    assert_eq!(quote["expires_at"], "2026-11-10T06:40:00Z");
}

#[actix_web::test]
async fn discount_and_baggage_are_part_of_what_was_paid() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let party = "adults=1&children=1";
    let offer = asha.offer_for(party, "6E", "DEL-BOM", DAY).await;
    let travellers = [with(adult("Asha"), "extra_baggage_kg", 10), child("Mira")];
    let body = with(request(&[&offer], &travellers), "promo_code", "WELCOME10");
    let booking = asha.try_book(&body).await.expect(201);
    asha.pay(&booking, "pm_card_visa").await;
    let quote = asha.quote(&booking, &json!({})).await.expect(201);
    assert_eq!(quote["lines"][0]["paid"], booking["price"]["total"]);
    let back = minor(&booking["price"]["total"]) - kept(&offer["price"]);
    assert_eq!(minor(&quote["refund"]), back);

    let cancelled = asha.settled(&asha.confirm(&quote).await.expect(200)).await;
    assert_eq!(cancelled["refund_status"], "SUCCEEDED");
    let receipt = site.anybody().get(cancelled["receipt"]["url"].as_str().unwrap()).await;
    assert!(receipt.bytes.starts_with(b"%PDF"));
    let listed = asha.ready_documents(&booking, 2).await;
    let listed = listed.iter().find(|it| it["kind"] == "REFUND_RECEIPT").unwrap();
    assert_eq!(listed["id"], cancelled["receipt"]["document_id"]);
    assert_eq!(listed["cancellation_id"], cancelled["id"]);
}

#[actix_web::test]
async fn one_direction_of_a_ticket_can_be_cancelled_and_the_ticket_is_made_again() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = round_trip(&asha, "6E", "6E").await;
    let before = asha.ready_documents(&booking, 1).await;

    let refused = asha.quote(&booking, &json!({})).await;
    assert_eq!(refused.blamed("journeys_required"), ["/journeys"]);
    let both = asha.quote(&booking, &json!({"journeys": "BOTH"})).await.expect(201);
    assert_eq!(both["lines"].as_array().unwrap().len(), 2);
    assert_adds_up(&both);

    let cancelled = asha.cancel(&booking, &json!({"journeys": "RETURNING"})).await;
    assert_eq!(cancelled["lines"].as_array().unwrap().len(), 1);
    let partly = asha.booking(&booking).await;
    assert_eq!(partly["status"], "PARTIALLY_CANCELLED");
    assert_eq!(partly["tickets"][0]["status"], "PARTIALLY_CANCELLED");
    assert_eq!(partly["journeys"][0]["status"], "CONFIRMED");
    assert_eq!(partly["journeys"][1]["status"], "CANCELLED");
    asha.settled(&cancelled).await;
    let after = asha.ready_documents(&booking, 2).await;
    let tickets: Vec<_> = after.iter().filter(|it| it["kind"] == "TICKET").collect();
    assert_eq!(tickets.len(), 1, "only the newest ticket is listed");
    assert_ne!(tickets[0]["id"], before[0]["id"]);

    let again = asha.quote(&booking, &json!({"journeys": "RETURNING"})).await;
    again.refused(409, "already_cancelled");
    // What is left needs no name.
    asha.cancel(&booking, &json!({})).await;
    assert_eq!(asha.booking(&booking).await["status"], "CANCELLED");
    asha.quote(&booking, &json!({})).await.refused(409, "already_cancelled");
    asha.ready_documents(&booking, 3).await;
}

#[actix_web::test]
async fn separate_tickets_are_cancelled_separately() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = round_trip(&asha, "6E", "SG").await;
    let ticket = &booking["tickets"][1]["id"];
    asha.quote(&booking, &json!({})).await.refused(422, "journeys_required");
    let cancelled = asha.cancel(&booking, &json!({"ticket_id": ticket})).await;
    assert_eq!(cancelled["lines"][0]["journey"], "RETURNING");
    assert_eq!(&cancelled["lines"][0]["ticket_id"], ticket);
    let now = asha.booking(&booking).await;
    assert_eq!(now["status"], "PARTIALLY_CANCELLED");
    assert_eq!(now["tickets"][0]["status"], "ISSUED");
    assert_eq!(now["tickets"][1]["status"], "CANCELLED");
}

#[actix_web::test]
async fn the_legs_of_a_longer_trip_are_cancelled_by_name() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let legs = [
        asha.offer("6E", "DEL-BOM", DAY).await,
        asha.offer("SG", "BOM-DEL", DAY_BACK).await,
        asha.offer("6E", "DEL-BLR", "2026-12-07").await,
    ];
    let booking = asha.buy(&legs.each_ref(), &[adult("Asha")]).await;
    for wrong in [
        json!({"journeys": "BOTH"}),
        json!({"journeys": []}),
        json!({"journeys": ["LEG_4"]}),
        json!({"journeys": "DEPARTING"}),
        json!({"journeys": "NOWHERE"}),
        json!({"journeys": 7}),
        json!({"ticket_id": "nobody"}),
        json!({"journeys": ["LEG_1"], "ticket_id": booking["tickets"][1]["id"]}),
        json!({"reason": "rain"}),
    ] {
        asha.quote(&booking, &wrong).await.refused(422, "invalid_request");
    }
    let quote = asha.quote(&booking, &json!({"journeys": ["LEG_3", "LEG_2"]})).await.expect(201);
    let named: Vec<_> =
        quote["lines"].as_array().unwrap().iter().map(|it| &it["journey"]).collect();
    assert_eq!(named, ["LEG_2", "LEG_3"]);
    assert_adds_up(&quote);
    asha.confirm(&quote).await.expect(200);
    let statuses: Vec<_> = asha.booking(&booking).await["journeys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|journey| journey["status"].clone())
        .collect();
    assert_eq!(statuses, ["CONFIRMED", "CANCELLED", "CANCELLED"]);
}

#[actix_web::test]
async fn only_the_newest_quote_counts_and_it_expires() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = round_trip(&asha, "6E", "6E").await;
    let older = asha.quote(&booking, &json!({"journeys": "DEPARTING"})).await.expect(201);
    let newer = asha.quote(&booking, &json!({"journeys": "BOTH"})).await.expect(201);
    asha.confirm(&older).await.refused(409, "quote_superseded");
    assert_eq!(read(&asha, &older).await["status"], "SUPERSEDED");
    assert_eq!(read(&asha, &newer).await["status"], "QUOTED");

    let _site = site.restarted(Duration::minutes(15)).await;
    assert_eq!(read(&asha, &newer).await["status"], "EXPIRED");
    asha.confirm(&newer).await.refused(410, "quote_expired");
    assert_eq!(asha.booking(&booking).await["status"], "CONFIRMED");
}

#[actix_web::test]
async fn a_confirmation_happens_once() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let quote = asha.quote(&booking, &json!({})).await.expect(201);
    let confirm = format!("/v1/cancellations/{}/confirm", quote["id"].as_str().unwrap());
    asha.post(&confirm, &json!({})).await.refused(400, "idempotency_key_required");
    let first = asha.post(&confirm, &json!({})).key("cancel").await;
    let second = asha.post(&confirm, &json!({})).key("cancel").await;
    assert_eq!(first.expect(200), second.expect(200));
    assert!(second.is_replay());
    asha.post(&confirm, &json!({})).once().await.refused(409, "already_cancelled");
    let settled = asha.settled(&quote).await;
    assert_eq!(settled["refund"], quote["refund"]);
}

#[actix_web::test]
async fn of_many_confirmations_at_once_one_gives_money_back() {
    let site = Site::start_with(|settings| settings.server.workers = 2).await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let quote = asha.quote(&booking, &json!({})).await.expect(201);
    let answers = join_all((0..8).map(|_| asha.confirm(&quote))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.refused(409, "already_cancelled");
    }
    asha.settled(&quote).await;
    asha.ready_documents(&booking, 2).await;
}

#[actix_web::test]
async fn an_airline_may_give_everything_back_within_a_day() {
    let site = Site::start_with(|settings| settings.cancellation.free_within_24h = true).await;
    let asha = site.sign_up("Asha").await;
    for (day, free) in [(DAY, true), ("2026-11-14", false)] {
        let offer = offer_of(&asha, "SAVER", "6E", day).await;
        let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
        let quote = asha.quote(&booking, &json!({})).await.expect(201);
        assert_eq!(quote["refund"] == booking["price"]["total"], free, "{day}");
    }
}

#[actix_web::test]
async fn what_is_not_confirmed_cannot_be_cancelled() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    asha.quote(&booking, &json!({})).await.refused(409, "booking_not_confirmed");
}

#[actix_web::test]
async fn cancelled_seats_are_for_sale_again() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("cabin=FIRST", "BA", "DXB-LHR", DAY).await;
    let map = format!("/v1/offers/{}/seat-map", offer["id"].as_str().unwrap());
    let seat =
        asha.get(&map).await.expect(200)["segments"][0]["rows"][0]["seats"][0]["number"].clone();
    let booking = asha.buy(&[&offer], &[with(adult("Asha"), "seats", json!([seat]))]).await;
    let again = request(&[&offer], &[with(adult("Ravi"), "seats", json!([seat]))]);
    asha.try_book(&again).await.refused(409, "seat_taken");
    asha.cancel(&booking, &json!({})).await;
    // At once: the seats were freed in the commit that was answered.
    asha.try_book(&again).await.expect(201);
    let cancelled = asha.booking(&booking).await;
    assert_eq!(cancelled["tickets"][0]["status"], "CANCELLED");
}

#[actix_web::test]
async fn a_refund_that_fails_is_tried_again_and_the_booking_stays_cancelled() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    asha.pay(&booking, "pm_card_refundFail").await;
    let cancelled = asha.cancel(&booking, &json!({})).await;
    assert_eq!(cancelled["refund_status"], "PENDING");
    eventually("the refund fails", async || {
        let now = read(&asha, &cancelled).await;
        (now["refund_status"] == "FAILED").then_some(())
    })
    .await;
    assert_eq!(asha.booking(&booking).await["status"], "CANCELLED");
}

#[actix_web::test]
async fn a_refund_with_the_gateway_away_is_made_when_it_is_back() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    site.break_gateway("unavailable", 60_000).await;
    let cancelled = asha.cancel(&booking, &json!({})).await;
    assert_eq!(cancelled["refund_status"], "PENDING");
    assert_eq!(cancelled["receipt"]["status"], "PENDING");
    let receipt = cancelled["receipt"]["document_id"].as_str().unwrap();
    let waiting = asha.get(&format!("/v1/documents/{receipt}")).await;
    assert_eq!((waiting.status, waiting.header("retry-after")), (202, Some("1")));
    assert_eq!(asha.booking(&booking).await["status"], "CANCELLED");
    site.break_gateway("unavailable", 0).await;
    assert_eq!(asha.settled(&cancelled).await["refund_status"], "SUCCEEDED");
}

async fn offer_of(client: &Client, brand: &str, airline: &str, day: &str) -> Value {
    let query = format!(
        "origin=DEL&destination=BOM&departure_date={day}&airlines={airline}&max_stops=0\
         &sort=DEPARTURE"
    );
    let offers = client.offers(&query).await;
    offers.into_iter().find(|offer| offer["brand"]["code"] == brand).unwrap()
}

async fn round_trip(client: &Client, there: &str, back: &str) -> Value {
    let there = client.offer(there, "DEL-BOM", DAY).await;
    let back = client.offer(back, "BOM-DEL", DAY_BACK).await;
    client.buy(&[&there, &back], &[adult("Asha")]).await
}

async fn read(client: &Client, cancellation: &Value) -> Value {
    let id = cancellation["id"].as_str().unwrap();
    client.get(&format!("/v1/cancellations/{id}")).await.expect(200)
}

/// The taxes of a price that do not come back.
fn kept(price: &Value) -> i64 {
    let taxes = price["taxes"].as_array().unwrap().iter();
    taxes.filter(|tax| tax["refundable"] == false).map(|tax| minor(&tax["amount"])).sum()
}

fn assert_adds_up(quote: &Value) {
    let mut refund = 0;
    for line in quote["lines"].as_array().unwrap() {
        let kept = minor(&line["charge"]) + minor(&line["taxes_kept"]);
        assert_eq!(minor(&line["refund"]), minor(&line["paid"]) - kept, "{line}");
        refund += minor(&line["refund"]);
    }
    assert_eq!(minor(&quote["refund"]), refund, "{quote}");
}
