//! What is sent: paths, bodies, and the key to whom it belongs only.

use airside_client::bookings::Direction;
use airside_client::cancellations::{Journeys, NewCancellation};
use airside_client::offers::{Cabin, Search, Slice, Window};
use airside_client::{Client, Error, IdempotencyKey, Secret};
use serde_json::{Value, json};
use time::macros::{date, time};

use crate::samples::{new_booking, new_user, signed_up};
use crate::server::{Server, answer, refusal};

/// The body that a call sends.
async fn body_of(call: impl AsyncFnOnce(Client)) -> Value {
    let server = Server::start([refusal(404, "not_found")]).await;
    call(server.client()).await;
    server.only_request().json()
}

#[tokio::test]
async fn a_booking_says_what_is_wished_and_nothing_else() {
    let body = body_of(async |client| {
        let _ = client.bookings().book(&new_booking(), &IdempotencyKey::random()).await;
    });
    let asha = json!({
        "given_name": "Asha", "family_name": "Rao", "gender": "FEMALE",
        "date_of_birth": "1990-05-01", "seats": ["12A", null],
        "hand_baggage_kg": 0, "extra_baggage_kg": 0,
    });
    let contact = json!({ "email": "asha@example.com" });
    let expected = json!({ "offers": ["off_1"], "passengers": [asha], "contact": contact });
    assert_eq!(body.await, expected);
}

#[tokio::test]
async fn a_search_names_its_trip() {
    let search = |search: Search| {
        body_of(async move |client| {
            let _ = client.offers().search(&search).await;
        })
    };
    let (there, back) = (date!(2026 - 12 - 01), date!(2026 - 12 - 08));

    let round = Search {
        infants: 1,
        cabin: Some(Cabin::PremiumEconomy),
        departure_window: Some(Window::Between(time!(22:00), time!(2:05))),
        arrival_window: Some(Window::EarlyMorning),
        ..Search::round_trip("DEL", "Bombay", there, back)
    };
    assert_eq!(
        search(round).await,
        json!({
            "origin": "DEL", "destination": "Bombay",
            "departure_date": "2026-12-01", "return_date": "2026-12-08",
            "adults": 1, "children": 0, "infants": 1, "cabin": "PREMIUM_ECONOMY",
            "departure_window": "22:00-02:05", "arrival_window": "EARLY_MORNING",
        })
    );
    assert_eq!(
        search(Search::multi_city([Slice::new("DEL", "BOM", there)])).await,
        json!({
            "slices": [{ "origin": "DEL", "destination": "BOM", "date": "2026-12-01" }],
            "adults": 1, "children": 0, "infants": 0,
        })
    );
}

#[tokio::test]
async fn a_cancellation_names_its_journeys() {
    let quote = |cancellation: NewCancellation| {
        body_of(async move |client| {
            let _ = client.cancellations().quote("K7Q2MZ", &cancellation).await;
        })
    };
    assert_eq!(quote(NewCancellation::default()).await, json!({}));
    let both = NewCancellation::of(Journeys::Both);
    assert_eq!(quote(both).await, json!({ "journeys": "BOTH" }));
    let second = NewCancellation::of(Journeys::These(vec![Direction::Leg2]));
    assert_eq!(quote(second).await, json!({ "journeys": ["LEG_2"] }));
}

#[tokio::test]
async fn a_refund_of_a_schedule_change_says_how_much_of_the_ticket() {
    let server =
        Server::start([refusal(409, "already_answered"), refusal(409, "already_answered")]).await;
    let (client, key) = (server.client(), IdempotencyKey::random());
    client.schedule_changes().refund("K7Q2MZ", "c1", &key).await.unwrap_err();
    client.schedule_changes().refund_whole_ticket("K7Q2MZ", "c1", &key).await.unwrap_err();
    let [one, all] = server.requests().try_into().unwrap();
    assert_eq!(one.line, "POST /v1/bookings/K7Q2MZ/schedule-changes/c1/refund");
    assert_eq!(one.body, "");
    assert_eq!(all.json(), json!({ "whole_ticket": true }));
}

#[tokio::test]
async fn the_key_stays_where_it_belongs() {
    let file = || answer(200, &json!(null)).body("%PDF-1.7");
    let server = Server::start([answer(201, &signed_up()), file(), file()]).await;
    let client = server.client();

    client.accounts().sign_up(&new_user()).await.unwrap();
    let link = server.url("/v1/documents/d1?expires=1&signature=abc");
    client.documents().open(&Secret::from(link)).await.unwrap();
    client.documents().file("d1").await.unwrap();

    let [signing_up, open, file] = server.requests().try_into().unwrap();
    assert_eq!(signing_up.header("authorization"), None);
    assert_eq!(open.header("authorization"), None);
    assert_eq!(open.line, "GET /v1/documents/d1?expires=1&signature=abc");
    assert_eq!(file.header("authorization"), Some("Bearer air_test_key"));
}

#[test]
fn an_address_that_is_none_is_refused() {
    for address in ["", "air.example.com", "/v1", "ftp://air.example.com", "data:x"] {
        let client = Client::new(address);
        assert!(matches!(client, Err(Error::Unsendable(_))), "{address}");
    }
}
