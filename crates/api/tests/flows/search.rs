//! Search: every filter and sort, the shapes of the answer, and what is refused.

use serde_json::{Value, json};

use crate::journeys::{DAY, DAY_BACK, minor};
use crate::site::Site;

const DEL_BOM: &str = "origin=DEL&destination=BOM&departure_date=2026-12-01&limit=200";
const DEL_LHR: &str = "origin=DEL&destination=LHR&departure_date=2026-12-01&limit=200";

/// A filter, and what then holds for every offer.
type Case<'a> = (&'a str, &'a dyn Fn(&Value) -> bool);

/// A sort, and what then rises.
type Order = (&'static str, fn(&Value) -> Value);

#[actix_web::test]
async fn every_filter_keeps_only_what_it_says() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let every_segment = |offer: &Value, holds: &dyn Fn(&Value) -> bool| segments(offer).all(holds);
    let cases: &[Case] = &[
        ("max_stops=0", &|it| it["stops"] == 0),
        ("max_stops=1", &|it| it["stops"].as_u64().unwrap() <= 1),
        ("airlines=6E,SG", &|it| {
            every_segment(it, &|segment| {
                ["6E", "SG"].iter().any(|code| segment["airline"] == *code)
            })
        }),
        ("exclude_airlines=6E,SG", &|it| {
            every_segment(it, &|segment| {
                ["6E", "SG"].iter().all(|code| segment["airline"] != *code)
            })
        }),
        ("flight_number=6E95", &|it| segments(it).any(|it| it["flight_number"] == "6E95")),
        ("max_price=400000", &|it| total(it) <= 400_000),
        ("max_duration=130", &|it| it["duration_minutes"].as_i64().unwrap() <= 130),
        ("departure_window=12:00-13:05", &|it| within(&departure(it), "12:00", "13:05")),
        ("departure_window=MORNING", &|it| within(&departure(it), "05:00", "11:00")),
        ("departure_window=22:00-06:00", &|it| !within(&departure(it), "06:00", "22:00")),
        ("arrival_window=EVENING", &|it| within(&arrival(it), "16:00", "19:00")),
        ("refundable=true", &|it| it["conditions"]["refundable"] == true),
        ("checked_baggage=true", &|it| it["baggage"]["checked_kg"].as_u64().unwrap() > 0),
        ("cabin=BUSINESS", &|it| every_segment(it, &|segment| segment["cabin"] == "BUSINESS")),
        ("via=BLR", &|it| layovers(it).any(|it| it["airport"] == "BLR")),
        ("min_layover=200&max_stops=1", &|it| layovers(it).all(|it| minutes(it) >= 200)),
        ("max_layover=90", &|it| layovers(it).all(|it| minutes(it) <= 90)),
    ];
    let all = asha.offers(DEL_BOM).await;
    for (filter, holds) in cases {
        let found = asha.offers(&format!("{DEL_BOM}&{filter}")).await;
        assert!(!found.is_empty(), "{filter}");
        assert!(found.iter().all(holds), "{filter}");
    }
    let holds_anyway = ["max_stops=1", "checked_baggage=true", "min_layover=200&max_stops=1"];
    for (filter, holds) in cases.iter().filter(|(filter, _)| !holds_anyway.contains(filter)) {
        assert!(all.iter().any(|offer| !holds(offer)), "{filter} filters nothing");
    }
}

#[actix_web::test]
async fn a_sort_orders_the_list_and_every_brand_is_an_offer() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let sorts: [Order; 4] = [
        ("PRICE", |it| json!(total(it))),
        ("DURATION", |it| it["duration_minutes"].clone()),
        ("DEPARTURE", |it| segments(it).next().unwrap()["departure"].clone()),
        ("ARRIVAL", |it| segments(it).last().unwrap()["arrival"].clone()),
    ];
    for (sort, key) in sorts {
        let offers = asha.offers(&format!("{DEL_BOM}&sort={sort}")).await;
        let keys: Vec<_> = offers.iter().map(key).collect();
        let in_order = keys.windows(2).all(|pair| match (pair[0].as_i64(), pair[1].as_i64()) {
            (Some(one), Some(next)) => one <= next,
            _ => pair[0].as_str() <= pair[1].as_str(),
        });
        assert!(in_order && keys.len() > 20, "{sort}");
    }
    let best = asha.offers(&format!("{DEL_BOM}&sort=BEST")).await;
    assert_eq!(best.len(), asha.offers(DEL_BOM).await.len());
    for brand in ["SAVER", "STANDARD", "FLEXIBLE"] {
        let of_brand = best.iter().filter(|offer| offer["brand"]["code"] == brand).count();
        assert_eq!(of_brand * 3, best.len(), "{brand}");
    }
}

#[actix_web::test]
async fn a_price_is_the_sum_of_its_parts() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for route in [DEL_BOM, DEL_LHR] {
        for party in ["adults=1", "adults=2&children=1&infants=2", "adults=3&children=7"] {
            for offer in asha.offers(&format!("{route}&{party}")).await {
                let price = &offer["price"];
                let taxes: i64 = rows(price, "taxes").map(|tax| minor(&tax["amount"])).sum();
                assert_eq!(minor(&price["base"]) + taxes, minor(&price["total"]), "{price}");
                let of_party = |part: &str| -> i64 {
                    rows(price, "per_passenger")
                        .map(|it| minor(&it[part]) * it["count"].as_i64().unwrap())
                        .sum()
                };
                assert_eq!(of_party("base"), minor(&price["base"]), "{price}");
                assert_eq!(of_party("taxes"), taxes, "{price}");
                assert_eq!(of_party("total"), minor(&price["total"]), "{price}");
                for it in rows(price, "per_passenger") {
                    assert_eq!(minor(&it["base"]) + minor(&it["taxes"]), minor(&it["total"]));
                }
            }
        }
    }
}

#[actix_web::test]
async fn the_answer_has_the_shape_of_the_trip() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let one_way = asha.get(&format!("/v1/offers?{DEL_BOM}")).await.expect(200);
    assert_eq!(one_way["trip_type"], "ONE_WAY");
    assert_eq!((one_way.get("returning"), one_way.get("slices")), (None, None));

    let round = format!("/v1/offers?{DEL_BOM}&return_date={DAY_BACK}&airlines=6E&max_stops=0");
    let round = asha.get(&round).await.expect(200);
    assert_eq!(round["trip_type"], "ROUND_TRIP");
    for offer in rows(&round, "returning") {
        assert_eq!(segments(offer).next().unwrap()["origin"]["iata"], "BOM");
        assert!(
            segments(offer).next().unwrap()["departure"].as_str().unwrap().starts_with(DAY_BACK)
        );
    }

    let slices = json!({"max_stops": 0, "limit": 3, "airlines": ["AI"], "slices": [
        {"origin": "DEL", "destination": "BOM", "date": DAY},
        {"origin": "BOM", "destination": "London", "date": DAY_BACK},
        {"origin": "LHR", "destination": "DEL", "date": "2026-12-10"},
    ]});
    let multi = asha.post("/v1/offers/search", &slices).await.expect(200);
    assert_eq!(multi["trip_type"], "MULTI_CITY");
    let found: Vec<_> = rows(&multi, "slices").map(|it| it.as_array().unwrap().len()).collect();
    assert_eq!(found, [3, 3, 3]);

    let json = json!({"origin": "DEL", "destination": "BOM", "departure_date": DAY, "limit": 200});
    let posted = asha.post("/v1/offers/search", &json).await.expect(200);
    assert_eq!(flights(&posted["departing"]), flights(&one_way["departing"]));
}

#[actix_web::test]
async fn a_place_is_an_airport_a_city_code_or_a_name() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let to = |destination: &str| {
        let path = format!("origin=DEL&departure_date={DAY}&max_stops=0&destination={destination}");
        let asha = asha.clone();
        async move { flights(&Value::from(asha.offers(&path).await)) }
    };
    let london = to("LON").await;
    assert!(!london.is_empty());
    assert_eq!(to("London").await, london);
    assert_eq!(to("london").await, london);
    assert!(to("NYC").await.len() > to("JFK").await.len(), "a city has all its airports");
    assert_eq!(to("SYD").await, to("Sydney").await);
    assert_eq!(to("LGA").await, Vec::<String>::new(), "no match is no error");

    for (field, query) in [
        ("/destination", format!("origin=DEL&destination=Atlantis&departure_date={DAY}")),
        ("/origin", format!("origin=XQX&destination=DEL&departure_date={DAY}")),
    ] {
        let refused = asha.get(&format!("/v1/offers?{query}")).await;
        assert_eq!(refused.blamed("unknown_place"), [field]);
    }
}

#[actix_web::test]
async fn a_wrong_search_is_refused_with_a_pointer() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for (query, pointer) in [
        ("orgin=DEL", "/orgin"),
        ("departure_date=2026-11-09", "/departure_date"),
        ("departure_date=2026-02-30", "/departure_date"),
        ("departure_date=tomorrow", "/departure_date"),
        ("return_date=2026-11-30", "/return_date"),
        ("adults=0", "/adults"),
        ("adults=11", "/adults"),
        ("adults=1&infants=2", "/adults"),
        ("adults=5&children=4&infants=2", "/adults"),
        ("cabin=STEERAGE", "/cabin"),
        ("max_stops=3", "/max_stops"),
        ("airlines=INDIGO", "/airlines"),
        ("max_price=-1", "/max_price"),
        ("departure_window=12:00", "/departure_window"),
        ("departure_window=25:00-26:00", "/departure_window"),
        ("via=NOWHERE", "/via"),
        ("sort=CHEAP", "/sort"),
        ("refundable=perhaps", "/refundable"),
        ("limit=201", "/limit"),
        ("destination=DEL", "/destination"),
    ] {
        let name = query.split('=').next().unwrap();
        let rest: Vec<_> = ["origin=DEL", "destination=BOM", "departure_date=2026-12-01"]
            .into_iter()
            .filter(|it| !it.starts_with(&format!("{name}=")))
            .collect();
        let refused = asha.get(&format!("/v1/offers?{}&{query}", rest.join("&"))).await;
        assert_eq!(refused.blamed("invalid_request"), [pointer], "{query}");
    }
    let missing = asha.get("/v1/offers").await.blamed("invalid_request");
    assert_eq!(missing, ["/origin", "/destination", "/departure_date"]);
    let cursor = asha.get(&format!("/v1/offers?{DEL_BOM}&cursor=zzz")).await;
    cursor.refused(422, "invalid_cursor");
}

#[actix_web::test]
async fn a_search_in_pages_is_the_whole_search() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let query = format!("origin=DEL&destination=BOM&departure_date={DAY}&max_stops=0");
    let whole = asha.offers(&format!("{query}&limit=200")).await;
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = asha.get(&format!("/v1/offers?{query}&limit=13{cursor}")).await.expect(200);
        paged.extend(rows(&page, "departing").cloned());
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(flights(&Value::from(paged)), flights(&Value::from(whole)));
}

#[actix_web::test]
async fn flights_that_leave_within_the_hour_are_not_offered() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let today = "origin=DEL&destination=BOM&departure_date=2026-11-10&max_stops=0&sort=DEPARTURE";
    let offers = asha.offers(&format!("{today}&limit=200")).await;
    // It is noon: the flight at 12:45 is gone, the one at 13:05 is there.
    assert_eq!(departure(&offers[0]), "13:05");
}

fn segments(offer: &Value) -> impl Iterator<Item = &Value> {
    rows(offer, "segments")
}

fn layovers(offer: &Value) -> impl Iterator<Item = &Value> {
    rows(offer, "layovers")
}

fn rows<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value[field].as_array().unwrap().iter()
}

fn minutes(layover: &Value) -> i64 {
    layover["minutes"].as_i64().unwrap()
}

fn total(offer: &Value) -> i64 {
    minor(&offer["price"]["total"])
}

/// The clock at the origin.
fn departure(offer: &Value) -> String {
    segments(offer).next().unwrap()["departure"].as_str().unwrap()[11..16].to_owned()
}

/// The clock at the destination.
fn arrival(offer: &Value) -> String {
    segments(offer).last().unwrap()["arrival"].as_str().unwrap()[11..16].to_owned()
}

fn within(clock: &str, start: &str, end: &str) -> bool {
    start <= clock && clock < end
}

/// What flies, and how it is sold.
fn flights(offers: &Value) -> Vec<String> {
    let offers = offers.as_array().unwrap().iter();
    offers
        .map(|offer| {
            let numbers: Vec<_> =
                segments(offer).map(|it| it["flight_number"].as_str().unwrap()).collect();
            format!("{} {}", numbers.join("+"), offer["brand"]["code"])
        })
        .collect()
}
