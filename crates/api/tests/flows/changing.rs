//! Changing journeys: what a quote says by brand, money there and back, and what becomes of tickets.

use airside_app::audit::{Finding, Sources, audit};
use airside_app::ports::Clock as _;
use airside_app::world::{Scope, Snapshot};
use airside_bootstrap::Books;
use airside_primitives::Currency;
use serde_json::{Value, json};
use time::Duration;

use crate::call::{Answer, Client};
use crate::journeys::{DAY, DAY_BACK, adult, child, infant, minor, path, request, with};
use crate::site::{HOLD, Site, eventually};

pub(crate) const LATER: &str = "2026-12-12";

/// An offer of this brand on the first flight of the day.
pub(crate) async fn offer_of(client: &Client, brand: &str, route: &str, day: &str) -> Value {
    of_party(client, "adults=1", brand, route, day).await
}

pub(crate) async fn of_party(
    client: &Client,
    party: &str,
    brand: &str,
    route: &str,
    day: &str,
) -> Value {
    let offers = by_departure(client, party, route, day).await;
    offers.into_iter().find(|offer| offer["brand"]["code"] == brand).unwrap()
}

/// An offer of this brand on the last flight of the day.
pub(crate) async fn last_of(client: &Client, brand: &str, route: &str, day: &str) -> Value {
    let offers = by_departure(client, "adults=1", route, day).await;
    offers.into_iter().rfind(|offer| offer["brand"]["code"] == brand).unwrap()
}

async fn by_departure(client: &Client, party: &str, route: &str, day: &str) -> Vec<Value> {
    let (from, to) = route.split_once('-').unwrap();
    let query = format!(
        "origin={from}&destination={to}&departure_date={day}&airlines=6E&max_stops=0\
         &sort=DEPARTURE&{party}"
    );
    client.offers(&query).await
}

pub(crate) async fn quote(
    client: &Client,
    booking: &Value,
    direction: &str,
    offer: &Value,
) -> Answer {
    let body = json!({"replace": [{"direction": direction, "offer": offer["id"]}]});
    client.post(&format!("{}/changes", path(booking)), &body).await
}

pub(crate) async fn confirm(client: &Client, change: &Value, body: &Value) -> Answer {
    client.post(&confirmation(change), body).once().await
}

pub(crate) fn confirmation(change: &Value) -> String {
    format!("/v1/changes/{}/confirm", change["id"].as_str().unwrap())
}

pub(crate) async fn change(client: &Client, change: &Value) -> Value {
    client.get(&format!("/v1/changes/{}", change["id"].as_str().unwrap())).await.expect(200)
}

/// A round trip for one, in this brand.
pub(crate) async fn bought(client: &Client, brand: &str) -> Value {
    let there = offer_of(client, brand, "DEL-BOM", DAY).await;
    let back = offer_of(client, brand, "BOM-DEL", DAY_BACK).await;
    client.buy(&[&there, &back], &[adult("Asha")]).await
}

/// Each line adds up, and all of them to what is due.
pub(crate) fn assert_adds_up(change: &Value) {
    let mut due = 0;
    for line in change["lines"].as_array().unwrap() {
        let of = |name: &str| minor(&line[name]);
        let counts = of("old_value") - of("extras_moved") - of("not_returned");
        assert_eq!(of("difference"), of("new_price") + of("change_fee") - counts, "{line}");
        assert!(of("taxes_returned") <= (-of("difference")).max(0), "{line}");
        due += of("difference");
    }
    assert_eq!(minor(&change["to_pay"]), due.max(0));
    assert_eq!(minor(&change["to_refund"]), (-due).max(0));
}

pub(crate) fn numbers(booking: &Value) -> Vec<Value> {
    let tickets = booking["tickets"].as_array().unwrap().iter();
    tickets
        .flat_map(|it| it["passengers"].as_array().unwrap())
        .map(|it| it["ticket_number"].clone())
        .collect()
}

pub(crate) fn departure(booking: &Value, journey: usize) -> Value {
    booking["journeys"][journey]["segments"][0]["departure"].clone()
}

/// Everything agrees, once nothing waits: stock, money, papers, the gateway and what clients were
/// told.
pub(crate) async fn assert_audited(site: &Site) {
    let findings = eventually("nothing waits any more", async || {
        let findings = audited(site).await;
        let waits = findings.iter().any(|it| matches!(it, Finding::Waiting { .. }));
        (!waits).then_some(findings)
    });
    assert_eq!(findings.await, []);
}

async fn audited(site: &Site) -> Vec<Finding> {
    let Books { store, blobs, payments } = site.books().await;
    let world = Snapshot::read(&*store, Currency::INR, Scope::Everything).await.unwrap();
    let now = site.clock.now();
    let sources = Sources {
        blobs: Some(&*blobs),
        gateway: Some(&*payments),
        listed_since: Some(now - Duration::DAY),
        answers: Some(&airside_http::told),
        ..Sources::of_store(&*store, &world, now)
    };
    audit(sources, &|_| ()).await.unwrap().findings
}

#[actix_web::test]
async fn a_dearer_journey_is_paid_for_and_the_ticket_is_reissued() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = bought(&asha, "STANDARD").await;
    asha.ready_documents(&booking, 1).await;
    let dearer = offer_of(&asha, "FLEXIBLE", "BOM-DEL", LATER).await;
    let conditions = &booking["journeys"][1]["conditions"];
    assert_eq!(
        (&conditions["changeable"], &conditions["returns_difference"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(conditions["change"][0]["hours_before_departure"], 72);

    let quoted = quote(&asha, &booking, "RETURNING", &dearer).await.expect(201);
    assert_eq!(
        (&quoted["status"], quoted["lines"].as_array().unwrap().len()),
        (&json!("QUOTED"), 1)
    );
    assert_eq!(minor(&quoted["lines"][0]["change_fee"]), 150_000);
    assert_eq!(quoted["lines"][0]["new_price"], dearer["price"]["total"]);
    assert_adds_up(&quoted);
    assert!(minor(&quoted["to_pay"]) > 150_000);

    let key = "change-it-once";
    let card = json!({"payment_method": "pm_card_visa"});
    let done = asha.post(&confirmation(&quoted), &card).key(key).await.expect(200);
    assert_eq!(
        (&done["status"], &done["payment"]["status"]),
        (&json!("CONFIRMED"), &json!("SUCCEEDED"))
    );
    assert_eq!(done["payment"]["amount"], quoted["to_pay"]);
    let again = asha.post(&confirmation(&quoted), &card).key(key).await;
    assert!(again.is_replay());
    assert_eq!(again.expect(200), done);
    asha.post(&confirmation(&quoted), &card).once().await.refused(409, "quote_superseded");

    let now = asha.booking(&booking).await;
    assert_eq!(departure(&now, 0), departure(&booking, 0));
    assert_eq!(departure(&now, 1), dearer["segments"][0]["departure"]);
    assert_eq!(now["journeys"][1]["brand"]["code"], "FLEXIBLE");
    assert_ne!(numbers(&now), numbers(&booking));
    assert!(now["journeys"][1]["segments"][0]["seats"][0]["seat"].is_string());
    let papers = asha.ready_documents(&booking, 2).await;
    let receipt = papers.iter().find(|it| it["kind"] == "CHANGE_RECEIPT").unwrap();
    assert_eq!(receipt["change_id"], quoted["id"]);
    assert_eq!(change(&asha, &quoted).await["status"], "CONFIRMED");

    // All of it comes back, from both payments.
    let cancelled = asha.cancel(&booking, &json!({"journeys": "RETURNING"})).await;
    let paid = &cancelled["lines"][0]["paid"];
    assert_eq!(paid, &dearer["price"]["total"], "what the new journey cost, without the fee");
    asha.settled(&cancelled).await;
    asha.ready_documents(&booking, 3).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn on_the_page_a_decline_leaves_the_old_journey_and_an_approval_swaps_it() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = bought(&asha, "STANDARD").await;
    let dearer = offer_of(&asha, "FLEXIBLE", "BOM-DEL", LATER).await;
    let quoted = quote(&asha, &booking, "RETURNING", &dearer).await.expect(201);
    let opened = confirm(&asha, &quoted, &json!({})).await.expect(200);
    assert_eq!(opened["status"], "PENDING_PAYMENT");
    let page = opened["payment"]["next_action"]["url"].as_str().unwrap().to_owned();
    asha.press(&page, "decline").await.expect(200);
    eventually("the attempt is declined", async || {
        (change(&asha, &quoted).await["payment"]["status"] == "FAILED").then_some(())
    })
    .await;
    assert_eq!(departure(&asha.booking(&booking).await, 1), departure(&booking, 1));

    // Another card in the same hold; declined at once, it leaves all as it was, too.
    let declined = json!({"payment_method": "pm_card_chargeDeclined"});
    let declined = confirm(&asha, &quoted, &declined).await.expect(200);
    assert_eq!(
        (&declined["status"], &declined["payment"]["status"]),
        (&json!("PENDING_PAYMENT"), &json!("FAILED"))
    );
    let again = confirm(&asha, &quoted, &json!({})).await.expect(200);
    let page = again["payment"]["next_action"]["url"].as_str().unwrap().to_owned();
    asha.press(&page, "approve").await.expect(200);
    eventually("the journey is another", async || {
        (change(&asha, &quoted).await["status"] == "CONFIRMED").then_some(())
    })
    .await;
    assert_eq!(departure(&asha.booking(&booking).await, 1), dearer["segments"][0]["departure"]);
    asha.ready_documents(&booking, 2).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn what_is_not_paid_in_time_stays_as_it_was_and_late_money_goes_back() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = bought(&asha, "STANDARD").await;
    let dearer = offer_of(&asha, "FLEXIBLE", "BOM-DEL", LATER).await;
    let quoted = quote(&asha, &booking, "RETURNING", &dearer).await.expect(201);
    let opened = confirm(&asha, &quoted, &json!({})).await.expect(200);
    let page = opened["payment"]["next_action"]["url"].as_str().unwrap().to_owned();

    // A newer quote is only paper, but the first that is accepted takes the place of this one.
    let other = offer_of(&asha, "STANDARD", "BOM-DEL", LATER).await;
    let second = quote(&asha, &booking, "RETURNING", &other).await.expect(201);
    let paid = json!({"payment_method": "pm_card_visa"});
    let with_key = asha.post(&confirmation(&second), &paid).key("a-key");
    let done = with_key.await.expect(200);
    assert_eq!(done["status"], "CONFIRMED");
    asha.press(&page, "approve").await;
    assert_eq!(change(&asha, &quoted).await["status"], "SUPERSEDED");

    let third = quote(&asha, &booking, "RETURNING", &dearer).await.expect(201);
    confirm(&asha, &third, &json!({})).await.expect(200);
    site.clock.advance(HOLD);
    eventually("what was held is free", async || {
        (change(&asha, &third).await["status"] == "EXPIRED").then_some(())
    })
    .await;
    confirm(&asha, &third, &paid).await.refused(410, "quote_expired");
    // A key of another change tells nothing of this one.
    let again = asha.post(&confirmation(&third), &paid).key("a-key");
    again.await.refused(410, "quote_expired");
    let now = asha.booking(&booking).await;
    assert_eq!(departure(&now, 1), other["segments"][0]["departure"]);
    assert_eq!(now["status"], "CONFIRMED");
    asha.ready_documents(&booking, 2).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn a_change_that_is_held_is_given_up_and_asked_for_once_more() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = bought(&asha, "STANDARD").await;
    let dearer = offer_of(&asha, "FLEXIBLE", "BOM-DEL", LATER).await;
    let quoted = quote(&asha, &booking, "RETURNING", &dearer).await.expect(201);
    let opened = confirm(&asha, &quoted, &json!({})).await.expect(200);
    let page = opened["payment"]["next_action"]["url"].as_str().unwrap();

    let address = format!("/v1/changes/{}", quoted["id"].as_str().unwrap());
    for _ in 0..2 {
        assert_eq!(asha.delete(&address).await.status, 204);
    }
    let now = change(&asha, &quoted).await;
    assert_eq!(
        (&now["status"], &now["payment"]["status"]),
        (&json!("SUPERSEDED"), &json!("CANCELED"))
    );
    asha.press(page, "approve").await;
    assert_eq!(departure(&asha.booking(&booking).await, 1), departure(&booking, 1));
    let paid = json!({"payment_method": "pm_card_visa"});
    confirm(&asha, &quoted, &paid).await.refused(409, "quote_superseded");
    site.sign_up("Ravi").await.delete(&address).await.refused(404, "not_found");

    let again = quote(&asha, &booking, "RETURNING", &dearer).await.expect(201);
    assert_eq!(confirm(&asha, &again, &paid).await.expect(200)["status"], "CONFIRMED");
    let address = format!("/v1/changes/{}", again["id"].as_str().unwrap());
    asha.delete(&address).await.refused(409, "quote_superseded");
    assert_audited(&site).await;
}

#[actix_web::test]
async fn a_cheaper_journey_returns_what_its_brand_says() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let cheaper = offer_of(&asha, "SAVER", "BOM-DEL", LATER).await;

    let flexible = bought(&asha, "FLEXIBLE").await;
    let quoted = quote(&asha, &flexible, "RETURNING", &cheaper).await.expect(201);
    assert_adds_up(&quoted);
    let line = &quoted["lines"][0];
    assert_eq!((minor(&line["change_fee"]), minor(&line["not_returned"])), (0, 0));
    let left_over = minor(&line["old_value"]) - minor(&cheaper["price"]["total"]);
    assert_eq!((minor(&quoted["to_pay"]), minor(&quoted["to_refund"])), (0, left_over));
    assert!(left_over > 0);
    let done = confirm(&asha, &quoted, &json!({})).await.expect(200);
    assert_eq!((&done["status"], done.get("payment")), (&json!("CONFIRMED"), None));
    // The ticket, and the receipt when the money is back.
    asha.ready_documents(&flexible, 2).await;

    let standard = bought(&asha, "STANDARD").await;
    let quoted = quote(&asha, &standard, "RETURNING", &cheaper).await.expect(201);
    assert_adds_up(&quoted);
    let line = &quoted["lines"][0];
    let left_over =
        (minor(&line["old_value"]) - minor(&cheaper["price"]["total"]) - 150_000).max(0);
    assert_eq!(minor(&line["not_returned"]) + minor(&quoted["to_refund"]), left_over);
    assert_eq!(quoted["to_refund"], line["taxes_returned"], "of the fare nothing comes back");
    assert_audited(&site).await;
}

#[actix_web::test]
async fn a_party_with_baggage_and_a_promo_code_moves_together() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let party = "adults=1&children=1&infants=1";
    let there = of_party(&asha, party, "STANDARD", "DEL-BOM", DAY).await;
    let people = [with(adult("Asha"), "extra_baggage_kg", 10), child("Mira"), infant("Baby", 0)];
    let body = with(request(&[&there], &people), "promo_code", "WELCOME10");
    let booking = asha.try_book(&body).await.expect(201);
    asha.pay(&booking, "pm_card_visa").await;
    let later = of_party(&asha, party, "STANDARD", "DEL-BOM", LATER).await;
    let quoted = quote(&asha, &booking, "DEPARTING", &later).await.expect(201);
    assert_adds_up(&quoted);
    let line = &quoted["lines"][0];
    assert_eq!(line["old_value"], booking["price"]["total"], "what was paid, less the discount");
    assert_eq!(line["extras_moved"], booking["price"]["extra_baggage"]);
    let paid = json!({"payment_method": "pm_card_visa"});
    confirm(&asha, &quoted, &paid).await.expect(200);
    let now = asha.booking(&booking).await;
    assert_eq!(now["price"]["extra_baggage"], booking["price"]["extra_baggage"]);
    assert_eq!(minor(&now["price"]["discount"]), 0);
    asha.ready_documents(&booking, 2).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn a_changed_flight_is_rebooked_free_of_charge() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = offer_of(&asha, "SAVER", "DEL-BOM", DAY).await;
    let retimed = with(adult("Asha"), "family_name", "RETIMED");
    let booking = asha.buy(&[&offer], &[retimed]).await;
    let asked = eventually("the flight has changed", async || {
        let read = asha.booking(&booking).await;
        read["schedule_changes"].as_array()?.first().cloned()
    })
    .await;
    let rebook = async |offer: &Value, id: &Value| {
        let replace = json!([{"direction": "DEPARTING", "offer": offer["id"]}]);
        let body = json!({"replace": replace, "schedule_change_id": id});
        asha.post(&format!("{}/changes", path(&booking)), &body).await
    };
    let next_day = offer_of(&asha, "FLEXIBLE", "DEL-BOM", "2026-12-02").await;
    let far = offer_of(&asha, "SAVER", "DEL-BOM", LATER).await;
    let elsewhere = offer_of(&asha, "SAVER", "DEL-BLR", "2026-12-02").await;
    for wrong in [&far, &elsewhere] {
        let refused = rebook(wrong, &asked["id"]).await;
        assert_eq!(refused.blamed("invalid_request"), ["/replace/0/offer"]);
    }
    let unknown = rebook(&next_day, &booking["passengers"][0]["id"]).await;
    assert_eq!(unknown.blamed("invalid_request"), ["/schedule_change_id"]);

    let quoted = rebook(&next_day, &asked["id"]).await.expect(201);
    assert_eq!((minor(&quoted["to_pay"]), minor(&quoted["to_refund"])), (0, 0));
    assert_eq!(quoted["schedule_change_id"], asked["id"]);
    confirm(&asha, &quoted, &json!({})).await.expect(200);
    let now = asha.booking(&booking).await;
    assert_eq!(now["schedule_changes"][0]["status"], "REBOOKED");
    assert_eq!(departure(&now, 0), next_day["segments"][0]["departure"]);
    assert_eq!(now["price"]["total"], booking["price"]["total"]);
    assert_eq!(now["journeys"][0]["brand"]["code"], "SAVER", "it keeps its terms");
    rebook(&next_day, &asked["id"]).await.refused(409, "already_answered");
    asha.ready_documents(&booking, 2).await;
}
