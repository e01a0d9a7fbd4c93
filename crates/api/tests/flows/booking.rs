//! Booking: keys, parties, names, seats, baggage and promo codes.

use std::collections::HashSet;

use futures::future::join_all;
use serde_json::{Value, json};

use crate::call::Client;
use crate::journeys::{DAY, DAY_BACK, adult, child, infant, minor, request, seats, with};
use crate::site::Site;

#[actix_web::test]
async fn the_same_key_gives_the_same_booking() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let body = request(&[&offer], &[adult("Asha")]);
    let first = asha.post("/v1/bookings", &body).key("trip").await;
    let second = asha.post("/v1/bookings", &body).key("trip").await;
    assert_eq!(first.expect(201), second.expect(201));
    assert!(!first.is_replay() && second.is_replay());

    let other = request(&[&offer], &[adult("Ravi")]);
    let reused = asha.post("/v1/bookings", &other).key("trip").await;
    reused.refused(422, "idempotency_key_reused");
    asha.post("/v1/bookings", &body).await.refused(400, "idempotency_key_required");
    assert_eq!(count(&asha).await, 1);

    // A key belongs to its user.
    let ravi = site.sign_up("Ravi").await;
    let his = ravi.post("/v1/bookings", &body).key("trip").await;
    assert_ne!(his.expect(201)["booking_ref"], first.json()["booking_ref"]);
}

#[actix_web::test]
async fn a_key_is_free_again_after_a_refusal() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let wrong = request(&[&offer], &[adult("")]);
    asha.post("/v1/bookings", &wrong).key("trip").await.refused(422, "invalid_request");
    let right = request(&[&offer], &[adult("Asha")]);
    asha.post("/v1/bookings", &right).key("trip").await.expect(201);
}

#[actix_web::test]
async fn of_many_requests_with_one_key_one_books() {
    let site = Site::start_with(|settings| settings.server.workers = 2).await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let body = request(&[&offer], &[adult("Asha")]);
    let calls = (0..20).map(|_| asha.post("/v1/bookings", &body).key("trip").into_future());
    let answers = join_all(calls).await;

    let mut references: Vec<_> = Vec::new();
    for answer in &answers {
        match answer.status {
            201 => references.push(answer.json()["booking_ref"].clone()),
            _ => drop(answer.refused(409, "idempotency_key_in_use")),
        }
    }
    references.dedup();
    assert_eq!(references.len(), 1);
    assert_eq!(count(&asha).await, 1);
}

#[actix_web::test]
async fn an_account_holds_so_many_seats_unpaid_and_no_more() {
    let site = Site::start_with(|settings| settings.booking.max_unpaid_seats = 3).await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let [one, two] = [
        asha.offer("6E", "DEL-BOM", DAY).await,
        asha.offer_for("adults=2", "6E", "DEL-BOM", DAY).await,
    ];
    let pair = [adult("Asha"), adult("Mira")];
    let first = asha.book(&[&two], &pair).await;
    let refused = asha.try_book(&request(&[&two], &pair)).await;
    refused.refused(409, "too_many_holds");
    asha.book(&[&one], &[adult("Asha")]).await;
    // Nobody else is limited by that, and what is paid counts no more.
    ravi.book(&[&two], &pair).await;
    asha.pay(&first, "pm_card_visa").await;
    asha.book(&[&two], &pair).await;
}

#[actix_web::test]
async fn ten_may_travel_and_eleven_may_not() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("adults=10", "6E", "DEL-BOM", DAY).await;
    let mut party: Vec<_> = (0..10).map(|_| adult("Asha")).collect();
    party.push(adult("Ravi"));
    let refused = asha.try_book(&request(&[&offer], &party)).await;
    assert_eq!(refused.blamed("too_many_passengers"), ["/passengers"]);

    party.pop();
    let booking = asha.buy(&[&offer], &party).await;
    let ids: HashSet<_> = rows(&booking, "passengers").map(|it| it["id"].clone()).collect();
    assert_eq!(ids.len(), 10, "the same name ten times is ten people");
    let seated: HashSet<_> = rows(&booking["journeys"][0]["segments"][0], "seats")
        .map(|it| it["seat"].clone())
        .collect();
    assert_eq!(seated.len(), 10);
    assert!(!seated.contains(&Value::Null));
    let numbers: HashSet<_> =
        rows(&booking["tickets"][0], "passengers").map(|it| it["ticket_number"].clone()).collect();
    assert_eq!(numbers.len(), 10);
}

#[actix_web::test]
async fn a_party_must_be_the_one_of_the_offer() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("adults=1&infants=1", "6E", "DEL-BOM", DAY).await;
    for party in [
        vec![adult("Asha")],
        vec![adult("Asha"), adult("Ravi")],
        vec![adult("Asha"), child("Mira")],
        // An infant without an adult.
        vec![infant("Dev", 0)],
        vec![infant("Dev", 1), infant("Dev", 0)],
    ] {
        let refused = asha.try_book(&request(&[&offer], &party)).await;
        assert_eq!(refused.blamed("party_mismatch")[0], "/offers/0", "{party:?}");
    }
    for (dev, pointer) in [
        (with(infant("Dev", 0), "infant_of", Value::Null), "/passengers/1/infant_of"),
        (infant("Dev", 1), "/passengers/1/infant_of"),
        (infant("Dev", 7), "/passengers/1/infant_of"),
    ] {
        let refused = asha.try_book(&request(&[&offer], &[adult("Asha"), dev])).await;
        assert_eq!(refused.blamed("invalid_request"), [pointer]);
    }
    let unborn = with(infant("Dev", 0), "date_of_birth", "2026-11-20");
    let refused = asha.try_book(&request(&[&offer], &[adult("Asha"), unborn])).await;
    assert_eq!(refused.blamed("invalid_request"), ["/passengers/1/date_of_birth"]);
    let booking = asha.book(&[&offer], &[adult("Asha"), infant("Dev", 0)]).await;
    let seats = rows(&booking["journeys"][0]["segments"][0], "seats").count();
    assert_eq!(seats, 1, "an infant has no seat entry");
}

#[actix_web::test]
async fn every_wrong_field_is_named() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    for (field, value) in [
        ("given_name", json!("")),
        ("given_name", json!("A\u{0}")),
        ("family_name", json!("12")),
        ("gender", json!("F")),
        ("date_of_birth", json!("1990-02-30")),
        ("date_of_birth", json!("2031-01-01")),
        // Before the flight, and after today.
        ("date_of_birth", json!("2026-11-20")),
        ("date_of_birth", json!("1856-01-01")),
        ("seat_preference", json!("ROOF")),
        ("hand_baggage_kg", json!(8)),
        ("extra_baggage_kg", json!(4)),
        ("infant_of", json!(0)),
        ("seats", json!(["12A", "12B"])),
    ] {
        let body = request(&[&offer], &[with(adult("Asha"), field, value.clone())]);
        let blamed = asha.try_book(&body).await.blamed("invalid_request");
        assert_eq!(blamed, [format!("/passengers/0/{field}")], "{value}");
    }
    for (field, value, pointer) in [
        ("offers", json!([]), "/offers"),
        ("passengers", json!([]), "/passengers"),
        ("contact", json!({"email": "nobody"}), "/contact/email"),
        ("contact", json!({"email": "a@b.co", "phone": "ring"}), "/contact/phone"),
        ("contact", json!({"email": "a@b.co", "phone": "+0000000"}), "/contact/phone"),
        ("extra_baggage_mode", json!("FREE"), "/extra_baggage_mode"),
        ("colour", json!("red"), "/colour"),
    ] {
        let body = with(request(&[&offer], &[adult("Asha")]), field, value);
        assert_eq!(asha.try_book(&body).await.blamed("invalid_request"), [pointer]);
    }
    assert_eq!(count(&asha).await, 0);
}

#[actix_web::test]
async fn laps_and_seats_are_told_of_with_the_rest() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let heavy = with(adult("Asha"), "extra_baggage_kg", 4);
    let seated = with(adult("Ravi"), "seats", json!(["99A"]));
    let lone = with(infant("Dev", 0), "infant_of", Value::Null);
    let refused = asha.try_book(&request(&[&offer], &[heavy, seated, lone])).await;
    let all =
        ["/passengers/0/extra_baggage_kg", "/passengers/2/infant_of", "/passengers/1/seats/0"];
    assert_eq!(refused.blamed("invalid_request"), all);
}

#[actix_web::test]
async fn offers_are_in_time_order_and_six_at_most() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (there, back) =
        (asha.offer("6E", "DEL-BOM", DAY).await, asha.offer("6E", "BOM-DEL", DAY_BACK).await);
    for (offers, pointer) in [
        (vec![&back, &there], "/offers/1"),
        (vec![&there, &there], "/offers/1"),
        (vec![&there; 7], "/offers"),
    ] {
        let refused = asha.try_book(&request(&offers, &[adult("Asha")])).await;
        assert_eq!(refused.blamed("invalid_request"), [pointer]);
    }
    let booking = asha.book(&[&there, &back], &[adult("Asha")]).await;
    assert_eq!(booking["trip_type"], "ROUND_TRIP");
}

#[actix_web::test]
async fn a_promo_code_takes_from_the_base_and_from_nothing_else() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (there, back) =
        (asha.offer("6E", "DEL-BOM", DAY).await, asha.offer("SG", "BOM-DEL", DAY_BACK).await);
    let body = request(&[&there, &back], &[with(adult("Asha"), "extra_baggage_kg", 5)]);
    let plain = asha.try_book(&body).await.expect(201)["price"].clone();
    assert_eq!(minor(&plain["extra_baggage"]), 2 * 225_000);
    for (code, discount) in [("WELCOME10", minor(&plain["base"]) / 10), ("FLAT500", 50_000)] {
        let booking = asha.try_book(&with(body.clone(), "promo_code", code)).await.expect(201);
        let price = &booking["price"];
        assert_eq!(minor(&price["discount"]), discount, "{code}");
        assert_eq!(minor(&price["total"]), minor(&plain["total"]) - discount, "{code}");
        assert_eq!(booking["promo_code"], code);
        for part in ["base", "taxes", "extra_baggage"] {
            assert_eq!(price[part], plain[part], "{code} {part}");
        }
    }
    for unknown in ["WELCOME11", "", "'; DROP TABLE promo_codes; --", "\u{0}"] {
        let refused = asha.try_book(&with(body.clone(), "promo_code", unknown)).await;
        assert_eq!(refused.blamed("invalid_promo_code"), ["/promo_code"]);
    }
}

#[actix_web::test]
async fn baggage_at_the_airport_costs_nothing_now() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let body = request(&[&offer], &[with(adult("Asha"), "extra_baggage_kg", 30)]);
    let prepaid = asha.try_book(&body).await.expect(201);
    assert_eq!(minor(&prepaid["price"]["extra_baggage"]), 1_350_000);
    let later = asha.try_book(&with(body, "extra_baggage_mode", "AT_AIRPORT")).await.expect(201);
    assert_eq!(minor(&later["price"]["extra_baggage"]), 0);
    assert_eq!(minor(&later["extra_baggage_rate_per_kg"]), 55_000);
}

#[actix_web::test]
async fn a_picked_seat_is_kept_and_cannot_be_picked_twice() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let in_12a = request(&[&offer], &[with(adult("Asha"), "seats", json!(["12A"]))]);
    let booking = asha.try_book(&in_12a).await.expect(201);
    ravi.try_book(&in_12a).await.refused(409, "seat_taken");
    assert_eq!(count(&ravi).await, 0);
    asha.pay(&booking, "pm_card_visa").await;
    assert_eq!(seats(&asha.booking(&booking).await), ["12A"]);

    let window = with(adult("Ravi"), "seat_preference", "WINDOW");
    let seat = seats(&ravi.buy(&[&offer], &[window]).await).remove(0);
    let letter = seat.as_str().unwrap().chars().last();
    assert!(letter == Some('A') || letter == Some('F'), "{seat}");
}

#[actix_web::test]
async fn seats_that_are_not_for_everybody_are_refused() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("adults=1&children=1", "6E", "DEL-BOM", DAY).await;
    let map = format!("/v1/offers/{}/seat-map", offer["id"].as_str().unwrap());
    let map = asha.get(&map).await.expect(200);
    let all = rows(&map["segments"][0], "rows").flat_map(|row| rows(row, "seats"));
    let exit: Vec<_> = all.filter(|seat| seat["exit_row"] == true).collect();
    let exit = exit[0]["number"].as_str().unwrap();

    let book = async |adults: &str, childs: &str| {
        let asha_there = with(adult("Asha"), "seats", json!([adults]));
        let mira = with(child("Mira"), "seats", json!([childs]));
        asha.try_book(&request(&[&offer], &[asha_there, mira])).await
    };
    let pointer = |passenger: usize| [format!("/passengers/{passenger}/seats/0")];
    assert_eq!(book("20A", exit).await.blamed("invalid_request"), pointer(1));
    assert_eq!(book("20A", "20A").await.blamed("invalid_request"), pointer(1));
    for nowhere in ["99A", "12I", "1A", "12", "A12", "", "12AA"] {
        assert_eq!(book(nowhere, "20B").await.blamed("invalid_request"), pointer(0), "{nowhere}");
    }
    book(exit, "20B").await.expect(201);
}

#[actix_web::test]
async fn bookings_are_listed_newest_first_by_status_and_in_pages() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let paid = asha.buy(&[&offer], &[adult("Asha")]).await;
    let open = asha.book(&[&offer], &[adult("Asha")]).await;
    let references = async |query: &str| -> Vec<String> {
        let list = asha.get(&format!("/v1/bookings?{query}")).await.expect(200);
        rows(&list, "data").map(|it| it["booking_ref"].as_str().unwrap().to_owned()).collect()
    };
    let (paid, open) =
        (&paid["booking_ref"].as_str().unwrap(), &open["booking_ref"].as_str().unwrap());
    assert_eq!(references("").await, [*open, paid]);
    assert_eq!(references("status=CONFIRMED").await, [*paid]);
    assert_eq!(references("status=PENDING_PAYMENT").await, [*open]);
    assert_eq!(references("status=EXPIRED").await, Vec::<String>::new());
    let page = asha.get("/v1/bookings?limit=1").await.expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    assert_eq!(references(&format!("limit=1&cursor={cursor}")).await, [*paid]);
    assert_eq!(asha.get("/v1/bookings?status=LOST").await.blamed("invalid_request"), ["/status"]);
}

async fn count(client: &Client) -> usize {
    let list = client.get("/v1/bookings").await.expect(200);
    list["data"].as_array().unwrap().len()
}

fn rows<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value[field].as_array().unwrap().iter()
}
