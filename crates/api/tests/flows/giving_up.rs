//! Giving up a booking before it is paid.

use serde_json::{Value, json};

use crate::call::Client;
use crate::journeys::{DAY, adult, path, payments, request, with};
use crate::site::{Site, eventually};

/// A booking for one adult in this seat, and the offer that it is of.
async fn held(client: &Client, seat: &str) -> (Value, Value) {
    let offer = client.offer("6E", "DEL-BOM", DAY).await;
    let passenger = with(adult("Asha"), "seats", json!([seat]));
    let booking = client.try_book(&request(&[&offer], &[passenger])).await.expect(201);
    (offer, booking)
}

#[actix_web::test]
async fn an_unpaid_booking_is_given_up_and_its_seat_is_free_at_once() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (offer, booking) = held(&asha, "20A").await;
    let page = asha.checkout(&booking).await;
    let again = request(&[&offer], &[with(adult("Mira"), "seats", json!(["20A"]))]);
    asha.try_book(&again).await.refused(409, "seat_taken");

    for _ in 0..2 {
        asha.delete(&path(&booking)).await.expect(204);
        assert_eq!(asha.booking(&booking).await["status"], "EXPIRED");
    }

    asha.try_book(&again).await.expect(201);
    let attempts = asha.get(&payments(&booking)).await.expect(200);
    assert_eq!(attempts["data"][0]["status"], "CANCELED");
    let pay = asha.post(&payments(&booking), &json!({})).once().await;
    pay.refused(409, "booking_not_payable");
    let too_late = asha.press(&page, "approve").await;
    assert_ne!(too_late.status, 200, "the page is closed: {}", too_late.text());
}

#[actix_web::test]
async fn what_was_paid_before_anybody_heard_of_it_goes_back_with_a_receipt() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (_, booking) = held(&asha, "20A").await;
    let page = asha.checkout(&booking).await;
    site.break_gateway("lost_events", 9).await;
    asha.press(&page, "approve").await.expect(200);

    asha.delete(&path(&booking)).await.expect(204);

    assert_eq!(asha.booking(&booking).await["status"], "EXPIRED");
    let receipt = eventually("a receipt is made", async || {
        let list = asha.get(&format!("{}/documents", path(&booking))).await.expect(200);
        let document = list["data"][0].clone();
        (document["status"] == "READY").then_some(document)
    })
    .await;
    assert_eq!(receipt["kind"], "REFUND_RECEIPT");
    assert_eq!(receipt["cancellation_id"], Value::Null);
}

#[actix_web::test]
async fn nobody_gives_up_what_is_paid_or_belongs_to_another() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (_, booking) = held(&asha, "20A").await;
    let mira = site.sign_up("Mira").await;
    mira.delete(&path(&booking)).await.refused(404, "not_found");
    asha.pay(&booking, "pm_card_visa").await;

    asha.delete(&path(&booking)).await.refused(409, "already_paid");

    assert_eq!(asha.booking(&booking).await["status"], "CONFIRMED");
}
