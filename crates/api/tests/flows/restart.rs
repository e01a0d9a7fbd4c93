//! Nothing that was answered is lost when the server stops between any two steps.

use serde_json::json;
use time::Duration;

use crate::journeys::{DAY, DAY_BACK, adult, payments, request, with};
use crate::site::Site;

#[actix_web::test]
async fn a_trip_goes_on_where_it_was_after_every_restart() {
    let later = Duration::seconds(5);
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;

    let site = site.restarted(later).await;
    let there = asha.offer("6E", "DEL-BOM", DAY).await;
    let back = asha.offer("SG", "BOM-DEL", DAY_BACK).await;

    let site = site.restarted(later).await;
    let body = request(&[&there, &back], &[with(adult("Asha"), "seats", json!(["12A", null]))]);
    let booking = asha.post("/v1/bookings", &body).key("trip").await.expect(201);

    let site = site.restarted(later).await;
    let again = asha.post("/v1/bookings", &body).key("trip").await;
    assert!(again.is_replay());
    assert_eq!(again.expect(201), booking);
    asha.try_book(&body).await.refused(409, "seat_taken");
    let page = asha.checkout(&booking).await;

    let site = site.restarted(later).await;
    assert_eq!(asha.checkout(&booking).await, page);
    asha.press(&page, "approve").await.expect(200);

    // Whether or not the event had arrived.
    let site = site.restarted(later).await;
    let confirmed = asha.booking_once(&booking, "CONFIRMED").await;

    let site = site.restarted(later).await;
    let documents = asha.ready_documents(&booking, 2).await;
    assert_eq!(asha.booking(&booking).await, confirmed);
    let quote = asha.quote(&booking, &json!({"journeys": "DEPARTING"})).await.expect(201);

    let site = site.restarted(later).await;
    let pdf = site.anybody().get(documents[0]["url"].as_str().unwrap()).await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
    let cancelled = asha.confirm(&quote).await.expect(200);

    let site = site.restarted(later).await;
    assert_eq!(asha.settled(&cancelled).await["refund_status"], "SUCCEEDED");
    assert_eq!(asha.booking(&booking).await["status"], "PARTIALLY_CANCELLED");
    let attempts = asha.get(&payments(&booking)).await.expect(200);
    assert_eq!(attempts["data"].as_array().unwrap().len(), 1);
    drop(site);
}
