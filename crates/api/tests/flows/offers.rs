//! Offers are promises: they stand until they expire, and nobody can change one.

use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, adult, minor, request, with};
use crate::site::Site;

#[actix_web::test]
async fn a_changed_offer_is_refused() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let id = offer["id"].as_str().unwrap();
    let middle = id.len() / 2;
    let other = if id.as_bytes()[middle] == b'A' { "B" } else { "A" };
    let changed = format!("{}{other}{}", &id[..middle], &id[middle + 1..]);
    let shortened = &id[..id.len() - 1];
    for wrong in [changed.as_str(), shortened, "off_", "off_AAAA", "nonsense", "", "off_\u{0}é"] {
        let body = with(request(&[&offer], &[adult("Asha")]), "offers", json!([wrong]));
        assert_eq!(asha.try_book(&body).await.blamed("invalid_offer"), ["/offers/0"], "{wrong}");
    }
    asha.get(&format!("/v1/offers/{changed}/seat-map")).await.refused(422, "invalid_offer");
    asha.book(&[&offer], &[adult("Asha")]).await;
}

#[actix_web::test]
async fn an_offer_of_another_server_is_refused() {
    let (site, other) = (Site::start().await, Site::start().await);
    let (asha, ravi) = (site.sign_up("Asha").await, other.sign_up("Ravi").await);
    let offer = ravi.offer("6E", "DEL-BOM", DAY).await;
    let refused = asha.try_book(&request(&[&offer], &[adult("Asha")])).await;
    refused.refused(422, "invalid_offer");
}

#[actix_web::test]
async fn an_offer_expires_and_so_does_the_one_past_the_sales_cut_off() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (offer, soon) =
        (asha.offer("6E", "DEL-BOM", DAY).await, asha.offer("SG", "DEL-BOM", "2026-11-10").await);
    asha.get(&seat_map(&offer)).await.expect(200);
    asha.get(&seat_map(&soon)).await.expect(200);

    // At 12:06 the flight at 13:05 is past its cut-off, though its offer has 24 minutes to go.
    let site = site.restarted(Duration::minutes(6)).await;
    let refused = asha.try_book(&request(&[&soon], &[adult("Asha")])).await;
    refused.refused(410, "offer_expired");
    asha.book(&[&offer], &[adult("Asha")]).await;

    let _site = site.restarted(Duration::minutes(25)).await;
    let refused = asha.try_book(&request(&[&offer], &[adult("Asha")])).await;
    refused.refused(410, "offer_expired");
    asha.get(&seat_map(&offer)).await.refused(410, "offer_expired");
}

#[actix_web::test]
async fn what_an_offer_showed_is_what_is_charged() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let there = asha.offer("6E", "DEL-BOM", DAY).await;
    let back = asha.offer("SG", "BOM-DEL", "2026-12-05").await;
    let booking = asha.book(&[&there, &back], &[adult("Asha")]).await;
    let shown = minor(&there["price"]["total"]) + minor(&back["price"]["total"]);
    assert_eq!(minor(&booking["price"]["total"]), shown);
    for (journey, offer) in booking["journeys"].as_array().unwrap().iter().zip([&there, &back]) {
        for field in ["price", "conditions", "baggage", "brand", "airline", "duration_minutes"] {
            assert_eq!(journey[field], offer[field], "{field}");
        }
    }
    let payment = asha.pay(&booking, "pm_card_visa").await;
    assert_eq!(minor(&payment["amount"]), shown);
}

#[actix_web::test]
async fn a_seat_map_has_the_cabin_of_the_offer_and_knows_what_is_taken() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let first = asha.offer_for("cabin=FIRST", "BA", "DXB-LHR", DAY).await;
    assert_eq!(seats(&asha, &first).await.len(), 8);

    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let all = seats(&asha, &offer).await;
    assert!(all.len() > 100 && all.iter().all(|seat| seat["available"] == true));
    for kind in ["WINDOW", "MIDDLE", "AISLE"] {
        assert!(all.iter().any(|seat| seat["kind"] == kind), "{kind}");
    }
    assert!(all.iter().any(|seat| seat["exit_row"] == true));
    assert!(all.iter().all(|seat| !seat["number"].as_str().unwrap().ends_with('I')));

    let picked = with(adult("Asha"), "seats", json!(["12A"]));
    let booking = asha.book(&[&offer], &[picked]).await;
    assert_eq!(crate::journeys::seats(&booking), ["12A"]);
    let taken: Vec<_> =
        seats(&asha, &offer).await.into_iter().filter(|seat| seat["available"] == false).collect();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0]["number"], "12A");
}

fn seat_map(offer: &Value) -> String {
    format!("/v1/offers/{}/seat-map", offer["id"].as_str().unwrap())
}

async fn seats(client: &Client, offer: &Value) -> Vec<Value> {
    let map = client.get(&seat_map(offer)).await.expect(200);
    let rows = map["segments"][0]["rows"].as_array().unwrap().iter();
    rows.flat_map(|row| row["seats"].as_array().unwrap()).cloned().collect()
}
