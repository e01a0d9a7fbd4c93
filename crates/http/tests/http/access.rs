//! Who may call what: every call of the description against every way of not being allowed to.

use std::collections::BTreeSet;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use airside_app::ports::{Changes, Write};
use airside_booking::Booking;
use airside_port_contracts::samples as stored;
use serde_json::json;
use time::Duration;

use crate::samples::address;
use crate::service::{Service, signed};

/// Who a call answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Anybody,
    /// Anybody with a key or a token; what they see is the same for all, or their own by itself.
    Known,
    /// The owner of what the path names: for everybody else it does not exist.
    Owner,
}

use Access::{Anybody, Known, Owner};

/// One row for each call of the description. A call without a row fails the test.
const CALLS: &[(&str, &str, Access)] = &[
    ("get", "/healthz", Anybody),
    ("get", "/readyz", Anybody),
    ("get", "/metrics", Anybody),
    ("post", "/v1/users", Anybody),
    ("post", "/v1/sessions", Anybody),
    ("post", "/v1/sessions/refresh", Anybody),
    // Signed by the gateway, not by a caller.
    ("post", "/v1/webhooks/stripe", Anybody),
    ("delete", "/v1/sessions", Known),
    ("get", "/v1/users/me", Known),
    ("get", "/v1/users/me/export", Known),
    ("post", "/v1/users/me/erase", Known),
    ("get", "/v1/api-keys", Known),
    ("post", "/v1/api-keys", Known),
    ("delete", "/v1/api-keys/{id}", Owner),
    ("get", "/v1/airports", Known),
    ("get", "/v1/airports/{iata}", Known),
    ("get", "/v1/airlines", Known),
    ("get", "/v1/airlines/{code}", Known),
    ("get", "/v1/flights", Known),
    ("get", "/v1/flights/{id}", Known),
    ("get", "/v1/fare-calendar", Known),
    ("get", "/v1/destinations", Known),
    ("get", "/v1/offers", Known),
    ("post", "/v1/offers/search", Known),
    ("get", "/v1/offers/{id}", Known),
    ("get", "/v1/offers/{id}/seat-map", Known),
    ("get", "/v1/bookings", Known),
    ("post", "/v1/bookings", Known),
    ("get", "/v1/bookings/{booking_ref}", Owner),
    ("get", "/v1/bookings/{booking_ref}/payments", Owner),
    ("post", "/v1/bookings/{booking_ref}/payments", Owner),
    ("get", "/v1/bookings/{booking_ref}/documents", Owner),
    ("post", "/v1/bookings/{booking_ref}/cancellations", Owner),
    ("post", "/v1/bookings/{booking_ref}/schedule-changes/{id}/accept", Owner),
    ("post", "/v1/bookings/{booking_ref}/schedule-changes/{id}/refund", Owner),
    ("get", "/v1/cancellations/{id}", Owner),
    ("post", "/v1/cancellations/{id}/confirm", Owner),
    ("get", "/v1/documents/{id}", Owner),
];

/// Paths whose object the store here has, so that their owner finds it.
const NOT_THERE: [&str; 2] = ["/accept", "/refund"];

fn request(method: &str, path: &str) -> TestRequest {
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    let request = TestRequest::default().method(method.clone()).uri(path);
    if method == Method::POST {
        request.insert_header(("Idempotency-Key", "one")).set_json(json!({}))
    } else {
        request
    }
}

#[actix_web::test]
async fn every_call_of_the_description_has_a_row() {
    let description = Service::start().get("/openapi.json", "").await.json();
    let paths = description["paths"].as_object().unwrap();
    let described = paths.iter().flat_map(|(path, calls)| {
        let methods = calls.as_object().unwrap().keys();
        let methods =
            methods.filter(|it| ["get", "post", "put", "patch", "delete"].contains(&it.as_str()));
        methods.map(move |method| (method.clone(), path.clone()))
    });
    let rows = CALLS.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()));
    assert_eq!(described.collect::<BTreeSet<_>>(), rows.collect::<BTreeSet<_>>());
}

#[actix_web::test]
async fn nobody_is_answered_whose_key_or_token_is_not_good() {
    let service = Service::start();
    let key = service.key_of("asha@example.com").await;
    let revoked = service.call(signed(TestRequest::post().uri("/v1/api-keys"), &key)).await.json();
    let path = format!("/v1/api-keys/{}", revoked["id"].as_str().unwrap());
    assert_eq!(service.delete(&path, &key).await.status, 204);
    let credentials = json!({"email": "asha@example.com", "password": "correct horse"});
    let token = service.post("/v1/sessions", credentials).await.json()["access_token"].clone();
    let token = token.as_str().unwrap();
    assert_eq!(service.get("/v1/users/me", token).await.status, 200);

    let (head, signature) = token.rsplit_once('.').unwrap();
    let other = if signature.starts_with('A') { 'B' } else { 'A' };
    let tampered = format!("{head}.{other}{}", &signature[1..]);
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.";
    let cut = &key[..key.len() - 1];
    let revoked = revoked["key"].as_str().unwrap();
    let refused = ["nobody", cut, revoked, &tampered, unsigned];
    for (method, path, access) in CALLS {
        if *access == Anybody {
            continue;
        }
        let call = || request(method, &address(path));
        let without = service.call(call()).await;
        assert_eq!(
            (without.status.as_u16(), without.code().as_str()),
            (401, "unauthorized"),
            "{method} {path}"
        );
        for bearer in refused {
            let answer = service.call(signed(call(), bearer)).await;
            assert_eq!(answer.status, 401, "{method} {path} with {bearer}");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        }
    }
    service.clock.advance(Duration::seconds(901));
    for (method, path, access) in CALLS.iter().filter(|it| it.2 != Anybody) {
        let lapsed = service.call(signed(request(method, &address(path)), token)).await;
        assert_eq!(lapsed.status, 401, "{method} {path}, {access:?}, with a lapsed token");
    }
}

#[actix_web::test]
async fn what_belongs_to_another_user_does_not_exist() {
    let service = Service::start();
    let (asha, ravi) =
        (service.key_of("asha@example.com").await, service.key_of("ravi@example.com").await);
    let me = service.get("/v1/users/me", &asha).await.json();
    let owner = me["id"].as_str().unwrap().parse().unwrap();
    let booking = Booking { owner, ..stored::confirmed(1, []) };
    let changes = Changes::default()
        .write_all(Write::add_booking(&booking))
        .write(Write::add(&stored::cancellation(1, booking.id)))
        .write(Write::add(&stored::document(1, booking.id)));
    service.app.commit(changes).await.unwrap();
    let keys = service.get("/v1/api-keys", &asha).await.json();
    let key = keys["data"][0]["id"].as_str().unwrap();

    let theirs = CALLS.iter().filter(|it| it.2 == Owner);
    // Revoking the key that asks comes last.
    let (keys, others): (Vec<_>, Vec<_>) = theirs.partition(|it| it.1.contains("api-keys"));
    for (method, path, _) in others.into_iter().chain(keys) {
        let id = if path.contains("api-keys") { key.to_owned() } else { stored::id(1).to_string() };
        let path =
            path.replace("{booking_ref}", &booking.reference.to_string()).replace("{id}", &id);
        let strange = service.call(signed(request(method, &path), &ravi)).await;
        assert_eq!(
            (strange.status.as_u16(), strange.code().as_str()),
            (404, "not_found"),
            "{method} {path}"
        );
        let own = service.call(signed(request(method, &path), &asha)).await;
        let is_there = !NOT_THERE.iter().any(|end| path.ends_with(end));
        assert_eq!(own.status != 404, is_there, "{method} {path}: {}", own.text);
    }
}
