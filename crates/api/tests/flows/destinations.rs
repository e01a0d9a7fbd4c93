//! Destinations: each row is the least of its fare calendar, at once and when flights sell out.

use serde_json::{Value, json};

use crate::call::Client;
use crate::journeys::{adult, minor};
use crate::site::{HOLD, Site, eventually};

const FROM_DEL: &str = "origin=DEL&month=2026-12";
const FIRST_FROM_DXB: &str = "origin=DXB&month=2026-12&cabin=FIRST";

#[actix_web::test]
async fn each_row_is_the_least_of_its_fare_calendar() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for from in [FROM_DEL, FIRST_FROM_DXB, "origin=London&month=2026-11"] {
        let rows = asha.destinations(from).await;
        let order: Vec<_> = rows.iter().map(|row| (minor(&row["total"]), iata(row))).collect();
        assert!(order.is_sorted(), "{from}");
        for row in rows.iter().step_by(5) {
            assert_eq!(least(&asha, from, &iata(row)).await.as_ref(), Some(row), "{from}");
        }
    }

    let of_del = asha.destinations(FROM_DEL).await;
    assert!(of_del.len() > 15, "{}", of_del.len());
    assert_eq!(find(&of_del, "DEL"), None);
    let of_london = asha.destinations("origin=LHR&month=2026-12").await;
    assert_eq!((find(&of_london, "LGW"), find(&of_london, "LHR")), (None, None));
    let mumbai = json!({
        "iata": "BOM",
        "city": "Mumbai",
        "name": "Chhatrapati Shivaji International Airport",
        "country": "IN",
    });
    assert_eq!(find(&of_del, "BOM").unwrap()["destination"], mumbai);
}

#[actix_web::test]
async fn a_page_follows_another_and_a_price_may_be_too_high() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let whole = asha.destinations(FROM_DEL).await;

    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = asha.get(&format!("/v1/destinations?{FROM_DEL}&limit=7{cursor}")).await;
        let page = page.expect(200);
        paged.extend(page["data"].as_array().unwrap().clone());
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(paged, whole);
    for other in [
        "destinations?origin=BOM&month=2026-12",
        "destinations?origin=DEL&month=2026-11",
        "destinations?origin=DEL&month=2026-12&cabin=BUSINESS",
        "destinations?origin=DEL&month=2026-12&max_price=900000",
        "airports?q=",
    ] {
        let refused = asha.get(&format!("/v1/{other}{cursor}")).await;
        refused.refused(422, "invalid_cursor");
    }

    let most = minor(&whole[whole.len() / 2]["total"]);
    let affordable = asha.destinations(&format!("{FROM_DEL}&max_price={most}")).await;
    let expected: Vec<_> =
        whole.iter().filter(|row| minor(&row["total"]) <= most).cloned().collect();
    assert_eq!(affordable, expected);
}

#[actix_web::test]
async fn a_flight_that_sells_out_makes_way_for_the_next_best_until_it_has_room_again() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let before = asha.destinations(FIRST_FROM_DXB).await;
    let to_london = find(&before, "LHR").unwrap();
    let date = to_london["date"].as_str().unwrap();

    let query = format!("origin=DXB&destination=LHR&departure_date={date}&cabin=FIRST&sort=PRICE");
    while let Some(offer) = asha.offers(&query).await.first()
        && offer["price"]["total"] == to_london["total"]
    {
        let seats = offer["seats_left"].as_u64().unwrap();
        let for_party = asha.offers(&format!("{query}&adults={seats}")).await;
        let same_flights = |it: &&Value| it["segments"] == offer["segments"];
        let for_party = for_party.iter().find(same_flights).unwrap();
        let party: Vec<_> = (0..seats).map(|_| adult("Asha")).collect();
        asha.book(&[for_party], &party).await;
        eventually("the flight is sold out", async || {
            let offers = asha.offers(&query).await;
            (!offers.iter().any(|it| it["segments"] == offer["segments"])).then_some(())
        })
        .await;
    }
    let during = asha.destinations(FIRST_FROM_DXB).await;
    let row = find(&during, "LHR");
    assert_ne!(row, Some(to_london));
    assert_eq!(row, least(&asha, FIRST_FROM_DXB, "LHR").await.as_ref());
    for row in &during {
        assert_eq!(least(&asha, FIRST_FROM_DXB, &iata(row)).await.as_ref(), Some(row));
    }

    // Nobody pays.
    site.clock.advance(HOLD);
    eventually("the flight is on sale again", async || {
        (asha.destinations(FIRST_FROM_DXB).await == before).then_some(())
    })
    .await;
}

#[actix_web::test]
async fn a_month_that_is_past_has_no_destinations() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let past = asha.destinations("origin=DEL&month=2026-10").await;
    assert_eq!(past, Vec::<Value>::new());
}

#[actix_web::test]
async fn what_is_wrong_is_named() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for (query, code, pointers) in [
        ("", "invalid_request", vec!["/origin", "/month"]),
        ("origin=DEL&month=2026-13", "invalid_request", vec!["/month"]),
        ("origin=DEL&month=December", "invalid_request", vec!["/month"]),
        ("origin=DEL&month=2026-12&cabin=ATTIC", "invalid_request", vec!["/cabin"]),
        ("origin=DEL&month=2026-12&max_price=-1", "invalid_request", vec!["/max_price"]),
        ("origin=DEL&month=2026-12&limit=0", "invalid_request", vec!["/limit"]),
        ("origin=DEL&month=2026-12&destination=BOM", "invalid_request", vec!["/destination"]),
        ("origin=Atlantis&month=2026-12", "unknown_place", vec!["/origin"]),
        ("origin=DEL&month=2026-12&cursor=MQ", "invalid_cursor", vec!["/cursor"]),
    ] {
        let told = asha.get(&format!("/v1/destinations?{query}")).await;
        assert_eq!(told.blamed(code), pointers, "{query}");
    }
}

impl Client {
    /// Every row.
    async fn destinations(&self, query: &str) -> Vec<Value> {
        let found = self.get(&format!("/v1/destinations?{query}&limit=200")).await.expect(200);
        assert_eq!(found["next_cursor"], Value::Null);
        found["data"].as_array().unwrap().clone()
    }
}

/// The row of a destination as its fare calendar has it.
async fn least(asha: &Client, from: &str, destination: &str) -> Option<Value> {
    let calendar = asha.get(&format!("/v1/fare-calendar?{from}&destination={destination}")).await;
    let calendar = calendar.expect(200);
    let days = calendar["days"].as_array().unwrap().iter().filter(|day| !day["total"].is_null());
    let day = days.min_by_key(|day| minor(&day["total"]))?;
    let airport = asha.get(&format!("/v1/airports/{destination}")).await.expect(200);
    let shown = |field: &str| airport[field].clone();
    let airport = json!({
        "iata": shown("iata"),
        "city": shown("city"),
        "name": shown("name"),
        "country": shown("country"),
    });
    Some(json!({
        "destination": airport,
        "date": day["date"],
        "total": day["total"],
        "stops": day["stops"],
    }))
}

fn find<'r>(rows: &'r [Value], destination: &str) -> Option<&'r Value> {
    rows.iter().find(|row| row["destination"]["iata"] == destination)
}

fn iata(row: &Value) -> String {
    row["destination"]["iata"].as_str().unwrap().to_owned()
}
