//! Offers are promises: they stand until they expire, and nobody can change one.

use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, adult, minor, request, with};
use crate::site::{Site, eventually};

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
async fn an_offer_is_shown_again_with_the_seats_that_are_left() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let path = format!("/v1/offers/{}", offer["id"].as_str().unwrap());
    assert_eq!(asha.get(&path).await.expect(200), offer);

    let refused = asha.get("/v1/offers/off_AAAA").await;
    refused.refused(422, "invalid_offer");
    site.clock.advance(Duration::hours(1));
    asha.get(&path).await.refused(410, "offer_expired");
}

#[actix_web::test]
async fn the_same_search_has_the_same_answer_for_a_minute_until_a_seat_is_sold() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let query = format!("origin=DXB&destination=LHR&departure_date={DAY}&airlines=BA&cabin=FIRST");
    let path = format!("/v1/offers?{query}&max_stops=0");
    let first = asha.get(&path).await.expect(200);
    let offer = first["departing"][0].clone();
    assert_eq!(offer["seats_left"], 8);

    site.clock.advance(Duration::seconds(50));
    assert_eq!(ravi.get(&path).await.expect(200), first);
    site.clock.advance(Duration::seconds(20));
    let later = ravi.get(&path).await.expect(200);
    assert_ne!(later["departing"][0]["id"], offer["id"]);

    asha.book(&[&offer], &[adult("Asha")]).await;
    eventually("the seat that was sold is offered no more", async || {
        let offers = ravi.get(&path).await.expect(200);
        (offers["departing"][0]["seats_left"] == 7).then_some(())
    })
    .await;

    let search = json!({
        "slices": [{"origin": "DXB", "destination": "LHR", "date": DAY}],
        "airlines": ["BA"], "cabin": "FIRST", "max_stops": 0,
    });
    let found = asha.post("/v1/offers/search", &search).await.expect(200);
    site.clock.advance(Duration::seconds(50));
    assert_eq!(ravi.post("/v1/offers/search", &search).await.expect(200), found);
}

#[actix_web::test]
async fn days_around_the_date_are_searched_where_they_will_do() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let found = async |query: &str| {
        let path = format!("/v1/offers?origin=DEL&destination=BOM&limit=200&{query}");
        let found = asha.get(&path).await.expect(200);
        assert_eq!(found["next_cursor"], Value::Null);
        let shown = |offer: &Value| {
            let segments: Vec<_> = offer["segments"].as_array().unwrap().iter().collect();
            let of = |it: &&Value| (it["flight_id"].to_string(), it["departure"].to_string());
            let flights: Vec<_> = segments.iter().map(of).collect();
            (flights, offer["brand"]["code"].to_string(), minor(&offer["price"]["total"]))
        };
        let list = |name: &str| -> Vec<_> {
            let offers = found[name].as_array();
            offers.map_or_else(Vec::new, |offers| offers.iter().map(shown).collect())
        };
        (list("departing"), list("returning"))
    };
    let filters = "airlines=AI&max_stops=0";
    let around = format!("departure_date=2026-12-09&return_date=2026-12-10&{filters}");
    let (mut there, mut back) = found(&format!("{around}&flexible_days=1")).await;
    let (mut each_there, mut each_back) = (Vec::new(), Vec::new());
    for (day, next) in [(8, 9), (9, 10), (10, 11)] {
        let dates = format!("departure_date=2026-12-{day:02}&return_date=2026-12-{next:02}");
        let (departing, returning) = found(&format!("{dates}&{filters}")).await;
        each_there.extend(departing);
        each_back.extend(returning);
    }
    assert!(!there.is_empty() && !back.is_empty());
    for list in [&mut there, &mut back, &mut each_there, &mut each_back] {
        list.sort();
    }
    assert_eq!((there, back), (each_there, each_back));

    let path = "/v1/offers?origin=DEL&destination=BOM&departure_date=2026-12-09&flexible_days=4";
    assert_eq!(asha.get(path).await.blamed("invalid_request"), ["/flexible_days"]);
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

#[actix_web::test]
async fn a_seat_map_has_no_more_seats_open_than_places_are_left() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("cabin=FIRST&adults=3", "BA", "DXB-LHR", DAY).await;
    let open = async || -> Vec<String> {
        let all = seats(&asha, &offer).await.into_iter();
        let open = all.filter(|seat| seat["available"] == true);
        open.map(|seat| seat["number"].as_str().unwrap().to_owned()).collect()
    };
    let mut party = [adult("Asha"), adult("Ravi"), adult("Mira")];
    let all = open().await;
    assert_eq!(all.len(), 8);

    // Three hold places and picked no seat: any of the others may be picked.
    asha.book(&[&offer], &party).await;
    assert_eq!(open().await, all[..5]);
    party[0] = with(adult("Asha"), "seats", json!([all[0]]));
    let booking = asha.book(&[&offer], &party).await;
    assert_eq!(open().await, all[1..3]);

    // Once they have paid, it is known which seats are theirs.
    asha.pay(&booking, "pm_card_visa").await;
    let paid = asha.booking(&booking).await;
    let theirs = paid["journeys"][0]["segments"][0]["seats"].as_array().unwrap().iter();
    let theirs: Vec<_> = theirs.map(|given| &given["seat"]).collect();
    assert!(theirs.contains(&&json!(all[0])));
    let free: Vec<_> = all.iter().filter(|seat| !theirs.contains(&&json!(seat))).collect();
    assert_eq!(open().await.iter().collect::<Vec<_>>(), free[..2]);

    // Nobody picks a seat, and nothing is left.
    let two_more = asha.offer_for("cabin=FIRST&adults=2", "BA", "DXB-LHR", DAY).await;
    asha.book(&[&two_more], &[adult("Dev"), adult("Nia")]).await;
    assert_eq!(open().await, Vec::<String>::new());
}

fn seat_map(offer: &Value) -> String {
    format!("/v1/offers/{}/seat-map", offer["id"].as_str().unwrap())
}

async fn seats(client: &Client, offer: &Value) -> Vec<Value> {
    let map = client.get(&seat_map(offer)).await.expect(200);
    let rows = map["segments"][0]["rows"].as_array().unwrap().iter();
    rows.flat_map(|row| row["seats"].as_array().unwrap()).cloned().collect()
}
