//! Whole bodies against snapshots: what a client sees, field by field.
//!
//! Ids, times and tokens differ from run to run and are blanked by name; flights, prices and
//! seats do not, because the world and the clock are the same every time.

use insta::internals::{Content, ContentPath};
use insta::{Settings, assert_json_snapshot};
use serde_json::{Value, json};

use crate::journeys::{DAY, DAY_BACK, adult, child, infant, path, request, with};
use crate::site::{Site, new_user};

const BLANKED: &[&str] = &[
    "access_token",
    "booking_ref",
    "cancellation_id",
    "created_at",
    "document_id",
    "expires_at",
    "id",
    "key",
    "next_cursor",
    "passenger_id",
    "payment_due_by",
    "payment_intent_id",
    "refresh_token",
    "request_id",
    "ticket_id",
    "ticket_number",
    "url",
];

fn assert_body(name: &str, body: &Value) {
    let mut settings = Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for field in BLANKED {
        let blank = |value: Content, _: ContentPath<'_>| match value {
            Content::None | Content::Unit => value,
            _ => Content::from("[set]"),
        };
        settings.add_redaction(&format!(".**.{field}"), insta::dynamic_redaction(blank));
    }
    // Of a journey they are ids, of a booking and its tickets more than that.
    let id = |value: Content, _: ContentPath<'_>| match value.as_str() {
        Some(_) => Content::from("[set]"),
        None => value,
    };
    settings.add_redaction(".**.passengers[]", insta::dynamic_redaction(id));
    for link in ["self", "payments", "documents", "changes", "cancellations"] {
        settings.add_redaction(&format!(".links.{link}"), "[path]");
    }
    let kind = |value: Content, _: ContentPath<'_>| match value.as_str() {
        Some(kind) => Content::from(kind.split_once('#').map_or(kind, |(_, code)| code)),
        None => value,
    };
    settings.add_redaction(".type", insta::dynamic_redaction(kind));
    settings.bind(|| assert_json_snapshot!(name, body));
}

#[actix_web::test]
async fn an_account_its_session_and_its_keys_read_like_this() {
    let site = Site::start().await;
    let signed_up = site.anybody().post("/v1/users", &new_user("Asha")).await.expect(201);
    assert_body("user", &signed_up);
    let credentials = json!({"email": "asha@example.com", "password": crate::call::PASSWORD});
    let session = site.anybody().post("/v1/sessions", &credentials).await.expect(201);
    assert_body("session", &session);
}

#[actix_web::test]
async fn an_offer_reads_like_this() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let party = "adults=2&children=1&infants=1";
    assert_body("offer", &asha.offer_for(party, "6E", "DEL-BOM", DAY).await);
    let connecting = format!(
        "origin=PNQ&destination=LHR&departure_date={DAY}&via=DEL&max_stops=1&sort=DURATION&limit=1"
    );
    assert_body("offer_connecting", &asha.offers(&connecting).await[0]);
    let flight = asha.offer("BA", "DXB-LHR", DAY).await["segments"][0]["flight_id"].clone();
    let flight = asha.get(&format!("/v1/flights/{}", flight.as_str().unwrap())).await.expect(200);
    assert_body("flight", &flight);
    assert_body("airport", &asha.get("/v1/airports/DEL").await.expect(200));
}

#[actix_web::test]
async fn a_round_trip_of_a_family_reads_like_this_from_booking_to_cancellation() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let party = "adults=2&children=1&infants=1";
    let there = asha.offer_for(party, "6E", "DEL-BOM", DAY).await;
    let back = asha.offer_for(party, "6E", "BOM-DEL", DAY_BACK).await;
    let family = [
        with(adult("Asha"), "extra_baggage_kg", 5),
        with(adult("Ravi"), "seats", json!(["12A", null])),
        with(child("Mira"), "seat_preference", "WINDOW"),
        infant("Dev", 0),
    ];
    let booked = with(request(&[&there, &back], &family), "promo_code", "WELCOME10");
    let booking = asha.try_book(&booked).await.expect(201);
    assert_body("booking_pending", &booking);

    let payments = crate::journeys::payments(&booking);
    let payment = asha.post(&payments, &json!({})).once().await.expect(201);
    assert_body("payment_open", &payment);
    let page = payment["next_action"]["url"].as_str().unwrap();
    asha.press(page, "approve").await.expect(200);
    assert_body("booking_confirmed", &asha.booking_once(&booking, "CONFIRMED").await);
    assert_body("payments", &asha.get(&payments).await.expect(200));

    asha.ready_documents(&booking, 1).await;
    let documents = asha.get(&format!("{}/documents", path(&booking))).await.expect(200);
    assert_body("documents", &documents);

    let quote = asha.quote(&booking, &json!({"journeys": "RETURNING"})).await.expect(201);
    assert_body("quote", &quote);
    let confirmed = asha.confirm(&quote).await.expect(200);
    assert_body("cancellation_confirmed", &confirmed);
    assert_body("cancellation_settled", &asha.settled(&confirmed).await);
    assert_body("booking_partially_cancelled", &asha.booking(&booking).await);
}

#[actix_web::test]
async fn problems_read_like_this() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let refused = [
        ("problem_no_such_booking", asha.get("/v1/bookings/ABCDEF").await),
        ("problem_unknown_parameter", asha.get("/v1/offers?orgin=DEL").await),
        ("problem_who_are_you", site.anybody().get("/v1/users/me").await),
        ("problem_no_key", asha.post("/v1/bookings", &json!({})).await),
        ("problem_wrong_field", asha.post("/v1/bookings", &json!({"offers": 7})).once().await),
        ("problem_wrong_account", site.anybody().post("/v1/users", &json!({
            "email": "asha", "password": "short", "given_name": "", "family_name": "Rao",
        })).await),
    ];
    for (name, answer) in refused {
        assert_body(name, &answer.problem());
    }
}
