//! Nothing is sold twice, and what is not paid in time goes back on sale.

use std::collections::HashSet;

use airside_app::ports::{Changes, Write};
use airside_fares::{Percent, PromoCode, Reduction};
use futures::future::join_all;
use serde_json::json;
use time::Duration;

use crate::call::Answer;
use crate::journeys::{DAY, adult, payments, request, seats, with};
use crate::site::{HOLD, Site, eventually};

const FIRST: &str = "cabin=FIRST";

#[actix_web::test]
async fn of_forty_clients_for_the_last_five_seats_five_get_one() {
    let site = Site::start_with(|settings| settings.server.workers = 2).await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for(FIRST, "BA", "DXB-LHR", DAY).await;
    let for_three = asha.offer_for("cabin=FIRST&adults=3", "BA", "DXB-LHR", DAY).await;
    asha.book(&[&for_three], &[adult("Asha"), adult("Ravi"), adult("Mira")]).await;

    let body = request(&[&offer], &[adult("Asha")]);
    let answers = join_all((0..40).map(|_| asha.try_book(&body))).await;
    let sold = answers.iter().filter(|answer| answer.status == 201).count();
    let is_sold_out =
        |answer: &&Answer| answer.status == 409 && answer.problem()["code"] == "sold_out";
    let sold_out = answers.iter().filter(is_sold_out).count();
    assert_eq!((sold, sold_out), (5, 35));

    let query =
        format!("origin=DXB&destination=LHR&departure_date={DAY}&airlines=BA&max_stops=0&{FIRST}");
    eventually("the sold-out flight is not offered", async || {
        asha.offers(&query).await.is_empty().then_some(())
    })
    .await;

    // A quarter of an hour later nobody has paid.
    let _site = site.restarted(Duration::minutes(16)).await;
    let expired = "/v1/bookings?status=EXPIRED";
    assert_eq!(asha.get(expired).await.expect(200)["data"].as_array().unwrap().len(), 6);
    eventually("all seats are back on sale", async || {
        let offers = asha.offers(&query).await;
        offers.first().is_some_and(|offer| offer["seats_left"] == 8).then_some(())
    })
    .await;
    asha.try_book(&body).await.expect(201);
}

#[actix_web::test]
async fn of_ninety_who_pay_for_one_flight_at_once_ninety_are_confirmed() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let mut bookings = Vec::new();
    for _ in 0..90 {
        bookings.push(asha.book(&[&offer], &[adult("Asha")]).await);
    }

    let payments = join_all(bookings.iter().map(|booking| asha.pay(booking, "pm_card_visa"))).await;

    assert!(payments.iter().all(|payment| payment["status"] == "SUCCEEDED"));
    let mut given = HashSet::new();
    for booking in &bookings {
        let confirmed = asha.booking(booking).await;
        assert_eq!(confirmed["status"], "CONFIRMED");
        let seat = seats(&confirmed)[0].clone();
        assert!(seat.is_null() || given.insert(seat.to_string()), "{seat} was given twice");
    }
    assert!(given.len() > 80, "only {} were given a seat with a number", given.len());
}

#[actix_web::test]
async fn an_offer_shows_how_many_seats_are_left() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for(FIRST, "BA", "DXB-LHR", DAY).await;
    assert_eq!(offer["seats_left"], 8);
    asha.book(&[&offer], &[adult("Asha")]).await;
    eventually("one seat less", async || {
        let offer = asha.offer_for(FIRST, "BA", "DXB-LHR", DAY).await;
        (offer["seats_left"] == 7).then_some(())
    })
    .await;
    // All brands share the cabin, and a party is offered only what it fits in.
    let query = format!("origin=DXB&destination=LHR&departure_date={DAY}&airlines=BA&{FIRST}");
    assert!(asha.offers(&format!("{query}&adults=8&max_stops=0")).await.is_empty());
    assert_eq!(asha.offers(&format!("{query}&adults=7&max_stops=0")).await.len(), 3);
}

#[actix_web::test]
async fn a_hold_ends_by_itself_and_gives_back_seats_and_promo_code() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let reduction = Reduction::Percent(Percent::new(50).unwrap());
    let mut once = PromoCode::unlimited("ONCE".parse().unwrap(), reduction);
    once.limit_total = Some(1);
    let saved = Changes::default().write(Write::SavePromoCode(once));
    site.store().await.commit(saved).await.unwrap();

    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let body = request(&[&offer], &[with(adult("Asha"), "seats", json!(["12A"]))]);
    let booking = asha.try_book(&with(body.clone(), "promo_code", "ONCE")).await.expect(201);
    let page = asha.checkout(&booking).await;
    let no_seat = request(&[&offer], &[adult("Asha")]);
    let used_up = asha.try_book(&with(no_seat, "promo_code", "ONCE")).await;
    assert_eq!(used_up.blamed("invalid_promo_code"), ["/promo_code"]);

    site.clock.advance(HOLD);
    let expired = asha.booking_once(&booking, "EXPIRED").await;
    assert_eq!(expired["tickets"][0]["status"], "EXPIRED");
    assert_eq!(expired["journeys"][0]["status"], "EXPIRED");
    let payments = payments(&booking);
    asha.post(&payments, &json!({})).once().await.refused(409, "booking_not_payable");
    eventually("seat and promo code are free again", async || {
        let again = asha.try_book(&with(body.clone(), "promo_code", "ONCE")).await;
        (again.status == 201).then_some(())
    })
    .await;
    eventually("its payment is closed at the gateway", async || {
        let list = asha.get(&payments).await.expect(200);
        (list["data"][0]["status"] == "CANCELED").then_some(())
    })
    .await;
    assert_eq!(asha.press(&page, "approve").await.status, 409);
    assert_eq!(asha.booking(&booking).await["status"], "EXPIRED");
}

#[actix_web::test]
async fn a_hold_never_outlives_the_sales_cut_off() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    // It is noon, and the flight leaves at 13:05.
    let soon = asha.offer("SG", "DEL-BOM", "2026-11-10").await;
    let booking = asha.book(&[&soon], &[adult("Asha")]).await;
    assert_eq!(booking["payment_due_by"], "2026-11-10T06:35:00Z");
}
