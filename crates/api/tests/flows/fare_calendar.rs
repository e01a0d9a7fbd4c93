//! The fare calendar: what each day says is what a search of that day finds.

use serde_json::Value;

use crate::journeys::minor;
use crate::site::Site;

const DEL_BOM: &str = "/v1/fare-calendar?origin=DEL&destination=Mumbai&month=2026-12";

#[actix_web::test]
async fn each_day_has_the_cheapest_offer_of_its_search() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let days = days(&asha.get(DEL_BOM).await.expect(200));
    assert_eq!(days.len(), 31);
    for (at, day) in days.iter().enumerate() {
        let date = format!("2026-12-{:02}", at + 1);
        assert_eq!(day["date"], date.as_str());
        if at % 7 == 0 {
            let search = format!("origin=DEL&destination=BOM&departure_date={date}&sort=PRICE");
            let cheapest = asha.offers(&search).await.remove(0);
            assert_eq!(day["total"], cheapest["price"]["total"], "{date}");
        }
    }

    let there_and_back =
        self::days(&asha.get(&format!("{DEL_BOM}&return_after_days=3")).await.expect(200));
    let way_back = "/v1/fare-calendar?origin=BOM&destination=DEL&month=2026-12";
    let back = self::days(&asha.get(way_back).await.expect(200));
    for at in 0..28 {
        let sum = minor(&days[at]["total"]) + minor(&back[at + 3]["total"]);
        assert_eq!(minor(&there_and_back[at]["total"]), sum, "{at}");
    }
}

#[actix_web::test]
async fn days_that_are_past_and_places_without_flights_have_no_fare() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let past = asha.get("/v1/fare-calendar?origin=DEL&destination=BOM&month=2025-02").await;
    let past = days(&past.expect(200));
    assert_eq!(past.len(), 28);
    assert!(past.iter().all(|day| day["total"].is_null() && day["stops"].is_null()));
}

#[actix_web::test]
async fn what_is_wrong_with_a_calendar_is_named() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let wrong =
        asha.get("/v1/fare-calendar?origin=DEL&month=2026-13&cabin=ATTIC").await.expect(422);
    let mut pointers: Vec<_> =
        wrong["errors"].as_array().unwrap().iter().map(|it| it["pointer"].clone()).collect();
    pointers.sort_by_key(ToString::to_string);
    assert_eq!(pointers, ["/cabin", "/destination", "/month"]);
    for (ends, code) in [
        ("origin=Atlantis&destination=BOM", "unknown_place"),
        ("origin=DEL&destination=DEL", "invalid_request"),
    ] {
        let told = asha.get(&format!("/v1/fare-calendar?{ends}&month=2026-12")).await.expect(422);
        assert_eq!(told["code"], code, "{ends}");
    }
}

fn days(calendar: &Value) -> Vec<Value> {
    calendar["days"].as_array().unwrap().clone()
}
