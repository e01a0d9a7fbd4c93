//! What a journey could be changed for: each figure is what a quote says, and nothing is kept.

use serde_json::{Value, json};

use crate::call::{Answer, Client};
use crate::changing::{LATER, assert_adds_up, offer_of, quote};
use crate::journeys::{DAY, DAY_BACK, adult, minor, path};
use crate::site::Site;

async fn instead(client: &Client, booking: &Value, query: &str) -> Answer {
    client.get(&format!("{}/change-offers?{query}", path(booking))).await
}

#[actix_web::test]
async fn each_alternative_costs_what_its_quote_says() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let out = offer_of(&asha, "STANDARD", "DEL-BOM", DAY).await;
    let back = offer_of(&asha, "STANDARD", "BOM-DEL", DAY_BACK).await;
    let booking = asha.buy(&[&out, &back], &[adult("Asha")]).await;
    let query = format!("journey=RETURNING&departure_date={LATER}&max_stops=0&limit=200");
    let listed = instead(&asha, &booking, &query).await.expect(200);
    let listed = listed["data"].as_array().unwrap();
    assert!(listed.len() > 3, "{listed:?}");
    let due = |it: &Value| minor(&it["to_pay"]) - minor(&it["to_refund"]);
    assert!(listed.is_sorted_by_key(due));
    for it in [&listed[0], &listed[listed.len() / 2], &listed[listed.len() - 1]] {
        let quoted = quote(&asha, &booking, "RETURNING", &json!({ "id": it["offer"] })).await;
        let quoted = quoted.expect(201);
        assert_adds_up(&quoted);
        assert_eq!(quoted["lines"][0], it["line"]);
        assert_eq!((&quoted["to_pay"], &quoted["to_refund"]), (&it["to_pay"], &it["to_refund"]));
        assert!(it["brand"]["code"].is_string() && it["cabin"] == "ECONOMY", "{it}");
    }
    let few = format!("journey=RETURNING&departure_date={LATER}&limit=2");
    let few = instead(&asha, &booking, &few).await.expect(200);
    assert_eq!(few["data"].as_array().unwrap().len(), 2);
    // Before the way out there is nothing for the way back.
    let early = instead(&asha, &booking, "journey=RETURNING&departure_date=2026-11-20").await;
    assert_eq!(early.expect(200)["data"], json!([]));
    let elsewhere = format!("journey=RETURNING&departure_date={LATER}&destination=BLR");
    let elsewhere = instead(&asha, &booking, &elsewhere).await.expect(200);
    for it in elsewhere["data"].as_array().unwrap() {
        let last = it["line"]["segments"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["destination"]["iata"], "BLR");
    }
}

#[actix_web::test]
async fn what_cannot_be_listed_is_told_in_the_words_of_the_api() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let flexible = offer_of(&asha, "FLEXIBLE", "DEL-BOM", DAY).await;
    let flexible = asha.buy(&[&flexible], &[adult("Asha")]).await;
    let good = format!("journey=DEPARTING&departure_date={LATER}");
    instead(&ravi, &flexible, &good).await.refused(404, "not_found");
    for (query, at) in [
        ("", vec!["/journey", "/departure_date"]),
        ("journey=NORTH&departure_date=soon", vec!["/journey", "/departure_date"]),
        ("journey=RETURNING&departure_date=2026-12-12", vec!["/journey"]),
        ("journey=DEPARTING&departure_date=2020-01-01", vec!["/departure_date"]),
        ("journey=DEPARTING&departure_date=2026-12-12&max_stops=3", vec!["/max_stops"]),
        ("journey=DEPARTING&departure_date=2026-12-12&limit=0", vec!["/limit"]),
        ("journey=DEPARTING&departure_date=2026-12-12&destination=DEL", vec!["/destination"]),
    ] {
        let refused = instead(&asha, &flexible, query).await;
        assert_eq!(refused.blamed("invalid_request"), at, "{query}");
    }
    let nowhere = format!("{good}&origin=Atlantis");
    instead(&asha, &flexible, &nowhere).await.refused(422, "unknown_place");
    asha.cancel(&flexible, &json!({})).await;
    instead(&asha, &flexible, &good).await.refused(409, "already_cancelled");
}
