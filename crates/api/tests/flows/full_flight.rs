//! A measurement: a departure with five hundred bookings is cancelled, and everybody is refunded.

use std::time::Instant;

use airside_app::audit::{Sources, audit};
use airside_app::ports::Clock as _;
use airside_app::world::{Scope, Snapshot};
use airside_primitives::Currency;
use futures::{StreamExt as _, stream};
use reqwest::Method;
use serde_json::json;

use crate::journeys::{DAY, adult};
use crate::site::{Site, eventually};

const BOOKINGS: u64 = 500;
/// Room for all of them.
const LARGE: &str = r#"
[[aircraft]]
types = { 38F = "A very large aircraft" }
cabins = [{ cabin = "ECONOMY", rows = "1-90", letters = "ABC-DEF" }]
exit_rows = [30]
"#;

#[actix_web::test]
#[ignore = "buys five hundred trips, which takes a minute or two"]
async fn five_hundred_bookings_have_their_money_on_its_way_in_thirty_seconds() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let store = site.store().await;
    let tariff = store.tariff().await.unwrap().unwrap().text + LARGE;
    let put = admin.call(Method::PUT, "/v1/admin/tariff?reason=Large");
    put.file("application/toml", tariff).await.expect_ok();
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();
    let departure = format!("/v1/admin/departures/{flight}/{DAY}");
    let body = json!({"aircraft": "38F", "reason": "Large"});
    eventually("the aircraft is known", async || {
        let changed = admin.call(Method::PATCH, &departure).json(&body).await;
        (changed.status == 200).then_some(())
    })
    .await;

    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    stream::iter(0..BOOKINGS)
        .map(|_| async {
            let booking = asha.book(&[&offer], &[adult("Asha")]).await;
            asha.pay(&booking, "pm_card_visa").await;
        })
        .buffer_unordered(8)
        .collect::<Vec<()>>()
        .await;

    let began = Instant::now();
    let body = json!({"refund": "AT_ONCE", "reason": "Fog"});
    let asked = admin.post(&format!("{departure}/cancel"), &body).once().await.expect(202);
    println!("answered after {:?}: {asked}", began.elapsed());
    assert_eq!(asked["total"], BOOKINGS);
    let mut seen = Vec::new();
    eventually("everybody is told", async || {
        let shown = admin.get(&format!("{departure}/cancel")).await;
        let done = shown.json()["done"].as_u64().unwrap();
        if seen.last() != Some(&done) {
            seen.push(done);
        }
        (shown.status == 200).then_some(())
    })
    .await;
    println!("told after {:?}; progress {seen:?}", began.elapsed());
    assert!(seen.is_sorted() && seen.len() > 5, "{seen:?}");
    let now = || site.clock.now() + time::Duration::DAY;
    eventually("everybody is refunded", async || {
        let unfinished = store.unfinished_refunds(now(), 1).await.unwrap();
        unfinished.is_empty().then_some(())
    })
    .await;
    println!("refunded after {:?}", began.elapsed());
    let world = Snapshot::read(&*store, Currency::INR, Scope::Everything).await.unwrap();
    let sources = Sources::of_store(&*store, &world, site.clock.now());
    assert_eq!(audit(sources, &|_| ()).await.unwrap().findings, []);
}
