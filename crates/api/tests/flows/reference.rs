//! What can be flown: airports, airlines and the timetable.

use serde_json::{Value, json};

use crate::call::Client;
use crate::site::Site;

#[actix_web::test]
async fn airports_are_found_by_code_name_city_and_country() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for (query, first) in [
        ("q=DEL", "DEL"),
        ("q=indira", "DEL"),
        ("q=new+del", "DEL"),
        ("q=Bengaluru", "BLR"),
        ("q=Bangalore", "BLR"),
        ("q=gatwick", "LGW"),
        ("country=SG", "SIN"),
        ("q=Japan", "HND"),
    ] {
        assert_eq!(codes(&asha, query).await.first().map(String::as_str), Some(first), "{query}");
    }
    assert_eq!(codes(&asha, "country=GB").await, ["LGW", "LHR"]);
    assert_eq!(codes(&asha, "q=Atlantis").await, Vec::<String>::new());
    asha.get("/v1/airports/DEL").await.expect(200);
    assert_eq!(asha.get("/v1/airports/del").await.expect(200)["iata"], "DEL");
    for unknown in ["XXX", "DELHI", "%00"] {
        asha.get(&format!("/v1/airports/{unknown}")).await.refused(404, "not_found");
    }
}

#[actix_web::test]
async fn a_list_in_pages_is_the_whole_list() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for (list, key) in [("airports", "iata"), ("flights", "id"), ("airlines", "code")] {
        let separator = if list == "flights" { "origin=DEL&" } else { "" };
        let mut paged = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/v1/{list}?{separator}limit=7{cursor}");
            let page = asha.get(&path).await.expect(200);
            paged.extend(page["data"].as_array().unwrap().iter().map(|it| it[key].clone()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        let whole = asha.get(&format!("/v1/{list}?{separator}limit=200")).await.expect(200);
        let whole: Vec<_> = whole["data"].as_array().unwrap().iter().map(|it| &it[key]).collect();
        assert!(paged.len() > 7 && paged.iter().eq(whole), "{list}");

        asha.get(&format!("/v1/{list}?cursor=zzz")).await.refused(422, "invalid_cursor");
        for limit in ["0", "201", "-1", "x", ""] {
            let refused = asha.get(&format!("/v1/{list}?limit={limit}")).await;
            assert_eq!(refused.blamed("invalid_request"), ["/limit"], "{list} {limit}");
        }
        assert_eq!(asha.get(&format!("/v1/{list}?x=1")).await.blamed("invalid_request"), ["/x"]);
    }
}

#[actix_web::test]
async fn the_timetable_is_filtered_by_number_route_and_airline() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let query = "/v1/flights?origin=DEL&destination=BOM&airline=6E";
    let flights = asha.get(query).await.expect(200)["data"].clone();
    let flights = flights.as_array().unwrap();
    assert!(!flights.is_empty());
    for flight in flights {
        assert_eq!(flight["origin"], "DEL");
        assert_eq!(flight["destination"], "BOM");
        assert_eq!(flight["airline"], "6E");
    }
    let number = flights[0]["flight_number"].as_str().unwrap();
    let numbered = asha.get(&format!("/v1/flights?flight_number={number}")).await.expect(200);
    for flight in numbered["data"].as_array().unwrap() {
        assert_eq!(flight["flight_number"], number);
    }

    let id = flights[0]["id"].as_str().unwrap();
    let flight = asha.get(&format!("/v1/flights/{id}")).await.expect(200);
    let steps: Vec<_> = flight["baggage"]["extra"].as_array().unwrap().iter().collect();
    let kilograms: Vec<_> = steps.iter().map(|step| &step["kg"]).collect();
    assert_eq!(kilograms, [3, 5, 10, 15, 20, 30]);
    let prices: Vec<_> = steps.iter().map(|step| &step["prepaid"]["amount"]).collect();
    assert_eq!(prices, [135_000, 225_000, 450_000, 675_000, 900_000, 1_350_000]);
    assert_eq!(
        flight["baggage"]["at_airport_per_kg"],
        json!({"amount": 55_000, "currency": "INR"})
    );
    asha.get("/v1/airlines/6E").await.expect(200);
    asha.get("/v1/airlines/ZZ").await.refused(404, "not_found");
}

async fn codes(client: &Client, query: &str) -> Vec<String> {
    let found = client.get(&format!("/v1/airports?{query}")).await.expect(200);
    let airports: &Value = &found["data"];
    airports.as_array().unwrap().iter().map(|it| it["iata"].as_str().unwrap().to_owned()).collect()
}
