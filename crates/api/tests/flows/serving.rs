//! Special services: asked for when booking and later, counted by departure, listed and ticketed.

use airside_app::account::Role;
use airside_client::bookings::NewSpecialService;
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::call::{Answer, Client};
use crate::changing::{LATER, assert_audited, confirm, offer_of, quote};
use crate::journeys::{DAY, DAY_BACK, adult, path, request, with};
use crate::site::{HOLD, Site, eventually};

async fn set(client: &Client, booking: &Value, passenger: usize, services: Value) -> Answer {
    let id = booking["passengers"][passenger]["id"].as_str().unwrap();
    let address = format!("{}/passengers/{id}/special-services", path(booking));
    client.call(Method::PUT, &address).json(&json!({"special_services": services})).await
}

fn served(booking: &Value) -> Value {
    booking["passengers"][0]["special_services"].clone()
}

fn of(code: &str) -> Value {
    json!([{"code": code}])
}

async fn list(agent: &Client, booking: &Value, journey: usize) -> Value {
    let segment = &booking["journeys"][journey]["segments"][0];
    let day = &segment["departure"].as_str().unwrap()[..10];
    let flight = segment["flight_id"].as_str().unwrap();
    let list = format!("/v1/admin/departures/{flight}/{day}/passengers");
    agent.get(&list).await.expect(200)["travelling"].clone()
}

#[actix_web::test]
async fn what_is_asked_for_stands_on_the_booking_the_list_and_the_ticket() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    let there = offer_of(&asha, "STANDARD", "DEL-BOM", DAY).await;
    let back = offer_of(&asha, "STANDARD", "BOM-DEL", DAY_BACK).await;
    let chair = json!([
        {"code": "wchr", "text": "walks with two sticks"},
        {"code": "VGML", "journeys": ["RETURNING"]},
    ]);
    let traveller = with(adult("Asha"), "special_services", chair);
    let booking = asha.buy(&[&there, &back], &[traveller]).await;
    asha.ready_documents(&booking, 1).await;
    let both = json!(["DEPARTING", "RETURNING"]);
    let expected = json!([
        {"code": "WCHR", "name": "Wheelchair to the gate", "journeys": both,
         "text": "walks with two sticks"},
        {"code": "VGML", "name": "Vegan meal", "journeys": ["RETURNING"], "text": null},
    ]);
    assert_eq!(served(&booking), expected);
    let wchr = json!({"code": "WCHR", "text": "walks with two sticks"});
    assert_eq!(list(&agent, &booking, 0).await[0]["special_services"], json!([wchr]));
    let meal = json!({"code": "VGML", "text": null});
    assert_eq!(list(&agent, &booking, 1).await[0]["special_services"], json!([wchr, meal]));

    let now = set(&asha, &booking, 0, of("BLND")).await.expect(200);
    let blind =
        json!([{"code": "BLND", "name": "Blind passenger", "journeys": both, "text": null}]);
    assert_eq!(served(&now), blind);
    assert_eq!(set(&asha, &booking, 0, of("BLND")).await.expect(200), now, "nothing new");
    let client = asha.typed();
    let blind = NewSpecialService { code: "BLND".to_owned(), ..NewSpecialService::default() };
    let (reference, id) = (&booking["booking_ref"], &booking["passengers"][0]["id"]);
    let (reference, id) = (reference.as_str().unwrap(), id.as_str().unwrap());
    let typed = client.bookings().set_special_services(reference, id, &[blind]).await.unwrap();
    assert_eq!(typed.passengers[0].special_services[0].name, "Blind passenger");
    assert_eq!(list(&agent, &booking, 0).await[0]["special_services"][0]["code"], "BLND");
    let history = format!("/v1/admin/bookings/{reference}/history?limit=200");
    let history = agent.get(&history).await.expect(200);
    let lines = history["data"].as_array().unwrap().iter();
    let lines: Vec<_> = lines.filter(|it| it["what"] == "SERVICES_CHANGED").collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["before"]["special_services"][0]["code"], "WCHR");
    let events = asha.get("/v1/events?type=booking.changed").await.expect(200);
    assert_eq!(events["data"].as_array().unwrap().len(), 1);
    assert!(!events.to_string().contains("BLND"), "nothing of anybody's health");
    asha.ready_documents(&booking, 1).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn a_departure_has_each_service_as_often_as_the_tariff_says() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = offer_of(&asha, "STANDARD", "DEL-BOM", DAY).await;
    let pet = || with(adult("Asha"), "special_services", of("PETC"));
    let held = asha.book(&[&offer], &[pet()]).await;
    let bought = asha.buy(&[&offer], &[pet()]).await;
    let third = asha.try_book(&request(&[&offer], &[pet()])).await;
    third.refused(409, "service_full");
    let other = asha.buy(&[&offer], &[adult("Asha")]).await;
    set(&asha, &other, 0, of("PETC")).await.refused(409, "service_full");
    assert_eq!(served(&asha.booking(&other).await), json!([]));

    // What is given up, lapses, or is cancelled, others can have.
    asha.delete(&path(&held)).await.expect(204);
    set(&asha, &other, 0, of("PETC")).await.expect(200);
    let cancelled = asha.cancel(&bought, &json!({})).await;
    asha.settled(&cancelled).await;
    let lapses = asha.book(&[&offer], &[pet()]).await;
    asha.try_book(&request(&[&offer], &[pet()])).await.refused(409, "service_full");
    site.clock.advance(HOLD);
    eventually("the hold has lapsed", async || {
        let status = asha.booking(&lapses).await["status"].clone();
        let free = asha.try_book(&request(&[&offer], &[pet()])).await;
        (status == "EXPIRED" && free.status == 201).then_some(())
    })
    .await;
    set(&asha, &other, 0, json!([])).await.expect(200);
    set(&asha, &other, 0, of("PETC")).await.expect(200);
    set(&asha, &lapses, 0, of("PETC")).await.refused(409, "booking_not_payable");

    // Another flight has its own, and whoever moves takes theirs along.
    let later = offer_of(&asha, "STANDARD", "DEL-BOM", LATER).await;
    let quoted = quote(&asha, &other, "DEPARTING", &later).await.expect(201);
    confirm(&asha, &quoted, &json!({"payment_method": "pm_card_visa"})).await.expect(200);
    assert_eq!(served(&asha.booking(&other).await)[0]["code"], "PETC");
    let next = asha.buy(&[&offer], &[pet()]).await;
    set(&asha, &next, 0, of("VGML")).await.expect(200);
    for booking in [&other, &next] {
        eventually("the documents are there", async || {
            let all = asha.get(&format!("{}/documents", path(booking))).await.expect(200);
            let all = all["data"].as_array().unwrap().clone();
            all.iter().all(|it| it["status"] == "READY").then_some(())
        })
        .await;
    }
    assert_audited(&site).await;
}

#[actix_web::test]
async fn the_last_of_a_service_goes_to_one() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = offer_of(&asha, "STANDARD", "DEL-BOM", DAY).await;
    let traveller = with(adult("Asha"), "special_services", of("WCHC"));
    let body = request(&[&offer], &[traveller]);
    let mut statuses: Vec<_> =
        join_all((0..6).map(|_| async { asha.try_book(&body).await.status })).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 409, 409, 409, 409]);
}

#[actix_web::test]
async fn what_cannot_be_had_is_refused_with_its_pointer() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let offer = offer_of(&asha, "STANDARD", "DEL-BOM", DAY).await;
    let wrong = with(adult("Asha"), "special_services", of("XXXX"));
    let refused = asha.try_book(&request(&[&offer], &[wrong])).await;
    assert_eq!(refused.blamed("invalid_request"), ["/passengers/0/special_services/0/code"]);
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let blamed = async |services: Value| {
        set(&asha, &booking, 0, services).await.blamed("invalid_request").join(" ")
    };
    assert_eq!(blamed(json!([{"text": "x"}])).await, "/special_services/0/code");
    assert_eq!(blamed(json!([{"code": "W"}])).await, "/special_services/0/code");
    let twice = json!([{"code": "WCHR"}, {"code": "WCHR"}]);
    assert_eq!(blamed(twice).await, "/special_services/1/code");
    let baby = json!([{"code": "BSCT"}]);
    let two_meals = json!([{"code": "VGML"}, {"code": "WCHR"}, {"code": "KSML"}]);
    for (wanted, at, why) in [(baby, 0, "INFANT"), (two_meals, 2, "VGML")] {
        let refused = set(&asha, &booking, 0, wanted).await;
        let pointer = format!("/special_services/{at}/code");
        assert_eq!(refused.blamed("invalid_request"), [pointer]);
        assert!(refused.text().contains(why), "{}", refused.text());
    }
    let elsewhere = json!([{"code": "WCHR", "journeys": ["DEPARTING", "RETURNING"]}]);
    assert_eq!(blamed(elsewhere).await, "/special_services/0/journeys/1");
    let nowhere = json!([{"code": "WCHR", "journeys": []}]);
    assert_eq!(blamed(nowhere).await, "/special_services/0/journeys");
    let long = json!([{"code": "WCHR", "text": "x".repeat(101)}]);
    assert_eq!(blamed(long).await, "/special_services/0/text");
    set(&ravi, &booking, 0, of("WCHR")).await.refused(404, "not_found");
    asha.ready_documents(&booking, 1).await;
    site.clock.advance(Duration::days(25));
    set(&asha, &booking, 0, of("WCHR")).await.refused(409, "too_late_to_change");
}
