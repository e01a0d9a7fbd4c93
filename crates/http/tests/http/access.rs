//! Who may call what: every call of the description against every way of not being allowed to.
//!
//! The description says it of each call, from the table that calls are checked by; here is what
//! needs no key, written down again, so that nobody opens a call without meaning to.

use std::collections::BTreeSet;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use airside_app::account::{Role, Scope};
use airside_app::ports::changes::UserChange;
use airside_app::ports::{Changes, Limit, Write};
use airside_app::webhooks::EventKind;
use airside_booking::Booking;
use airside_port_contracts::samples as stored;
use airside_primitives::UserId;
use serde_json::{Value, json};
use time::Duration;

use crate::samples::{self, address};
use crate::service::{Service, signed};

/// Calls that need no key.
const PUBLIC: &[(&str, &str)] = &[
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
    ("post", "/v1/users"),
    ("post", "/v1/sessions"),
    ("post", "/v1/sessions/refresh"),
    ("post", "/v1/password-resets"),
    ("post", "/v1/password-resets/confirm"),
    ("post", "/v1/email-proofs/confirm"),
    // There only beside the sandbox, with a token of its own.
    ("post", "/sandbox/clock/advance"),
    // Signed by the gateway, not by a caller.
    ("post", "/v1/webhooks/stripe"),
];

/// Ends of paths of which the store here has no object, so that not even its owner finds it.
const NOT_THERE: &[&str] = &["/accept", "/refund"];

/// A call that needs a key, and whose.
#[derive(Debug)]
struct Call {
    method: String,
    path: String,
    role: Role,
    scopes: Vec<String>,
    is_owners: bool,
}

/// Every call of the description that says who may make it, and those that say nothing.
async fn calls() -> (Vec<Call>, BTreeSet<(String, String)>) {
    let description = Service::start().get("/openapi.json", "").await.json();
    let (mut calls, mut public) = (Vec::new(), BTreeSet::new());
    for (path, methods) in description["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "patch", "delete"] {
            let Some(call) = methods.get(method) else { continue };
            let (method, path) = (method.to_owned(), path.clone());
            let access = &call["x-access"];
            let Some(role) = access["role"].as_str() else {
                public.insert((method, path));
                continue;
            };
            let scopes = access["scopes"].as_array().unwrap().iter();
            calls.push(Call {
                method,
                path,
                role: Role::of_code(role).unwrap(),
                scopes: scopes.map(|it| it.as_str().unwrap().to_owned()).collect(),
                is_owners: access["owner_only"] == true,
            });
        }
    }
    (calls, public)
}

impl Call {
    fn request(&self, path: &str) -> TestRequest {
        let method = Method::from_bytes(self.method.to_uppercase().as_bytes()).unwrap();
        let request = TestRequest::default().method(method).uri(path);
        if matches!(self.method.as_str(), "post" | "put" | "patch") {
            let samples = samples::all();
            // Where a payer comes back to is a setting of the server.
            let is_whole = !["/payments", "/confirm"].iter().any(|end| self.path.ends_with(end));
            let sample = samples.iter().find(|it| it.path == self.path && is_whole);
            let body = sample.map_or_else(|| json!({}), |sample| sample.body.clone());
            request.insert_header(("Idempotency-Key", "one")).set_json(body)
        } else {
            request
        }
    }
}

#[actix_web::test]
async fn no_call_is_open_to_everybody_but_those_that_are_meant_to_be() {
    let (_, public) = calls().await;
    let meant = PUBLIC.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned()));
    assert_eq!(public, meant.collect());
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
    let (calls, _) = calls().await;
    let answered = service.opened().await;
    for call in &calls {
        let request = || call.request(&address(&call.path));
        let without = answered(request()).await;
        let told = (without.status.as_u16(), without.code());
        assert_eq!(told, (401, "unauthorized".to_owned()), "{call:?}");
        for bearer in refused {
            let answer = answered(signed(request(), bearer)).await;
            assert_eq!(answer.status, 401, "{call:?} with {bearer}");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        }
    }
    service.clock.advance(Duration::seconds(901));
    for call in &calls {
        let lapsed = answered(signed(call.request(&address(&call.path)), token)).await;
        assert_eq!(lapsed.status, 401, "{call:?}, with a lapsed token");
    }
}

/// Somebody of a role, with a key for each scope and one for none of the others.
async fn keys_of(service: &Service, role: Role) -> Vec<(Scope, String)> {
    let email = format!("{}@example.com", role.code().to_lowercase());
    let first = service.key_of(&email).await;
    let me = service.get("/v1/users/me", &first).await.json();
    let user = UserId(me["id"].as_str().unwrap().parse().unwrap());
    let raise = Write::ChangeUser { user, change: UserChange::Role(role) };
    service.app.commit(Changes::default().write(raise)).await.unwrap();
    service.clock.advance(Duration::seconds(5));

    let credentials = json!({"email": email, "password": "correct horse"});
    let pair = service.post("/v1/sessions", credentials).await.json();
    let token = pair["access_token"].as_str().unwrap();
    let mut keys = Vec::new();
    for scope in Scope::ALL {
        let body = json!({"scopes": [scope.code()]});
        let new = TestRequest::post().uri("/v1/api-keys").set_json(body);
        let new = service.call(signed(new, token)).await;
        if scope == Scope::Admin && role == Role::Customer {
            assert_eq!((new.status.as_u16(), new.code().as_str()), (403, "insufficient_scope"));
        } else {
            keys.push((scope, new.json()["key"].as_str().unwrap().to_owned()));
        }
    }
    keys
}

#[actix_web::test]
async fn every_call_answers_the_roles_and_scopes_of_the_table_and_no_others() {
    let service = Service::start_as(|settings| {
        let plenty = Limit { name: "api", rate: 100_000, period_seconds: 1, burst: 100_000 };
        settings.limits.api = plenty;
        settings.limits.login_address = Limit { name: "login-address", ..plenty };
        settings.limits.login_account = Limit { name: "login-account", ..plenty };
        settings.limits.strangers = Limit { name: "strangers", ..plenty };
    });
    let (calls, _) = calls().await;
    assert!(calls.len() > 30, "{}", calls.len());
    let answered = service.opened().await;
    for role in Role::ALL {
        for (scope, key) in keys_of(&service, role).await {
            for call in &calls {
                let answer = answered(signed(call.request(&address(&call.path)), &key)).await;
                let has_scope = call.scopes.iter().any(|it| it == scope.code());
                let expected = match (role < call.role, has_scope) {
                    (true, _) => Some("forbidden"),
                    (false, false) => Some("insufficient_scope"),
                    (false, true) => None,
                };
                let told = (answer.status == 403).then(|| answer.code());
                let about = || format!("{call:?}, {} with {}", role.code(), scope.code());
                assert_eq!(told.as_deref(), expected, "{}: {}", about(), answer.text);
            }
        }
    }
}

#[actix_web::test]
async fn what_belongs_to_another_user_does_not_exist() {
    let service = Service::start();
    let (asha, ravi) =
        (service.key_of("asha@example.com").await, service.key_of("ravi@example.com").await);
    let me = service.get("/v1/users/me", &asha).await.json();
    let owner: UserId = me["id"].as_str().unwrap().parse().unwrap();
    let booking = Booking { owner, ..stored::confirmed(1, []) };
    let changes = Changes::default()
        .write_all(Write::add_booking(&booking))
        .write(Write::add(&stored::cancellation(1, booking.id)))
        .write(Write::add(&stored::exchange(1, booking.id)))
        .write(Write::add(&stored::document(1, booking.id)))
        .write(Write::add(&stored::endpoint(1, owner, &[EventKind::BookingConfirmed])))
        .write(Write::AddEvent(stored::event(1, EventKind::BookingConfirmed, Some(owner))));
    service.app.commit(changes).await.unwrap();
    let credentials = json!({"email": "asha@example.com", "password": "correct horse"});
    service.post("/v1/sessions", credentials).await;
    let first = |list: Value| list["data"][0]["id"].as_str().unwrap().to_owned();
    let key = first(service.get("/v1/api-keys", &asha).await.json());
    let session = first(service.get("/v1/sessions", &asha).await.json());

    let (calls, _) = calls().await;
    let mut theirs: Vec<_> = calls.iter().filter(|it| it.is_owners).collect();
    // What takes something away comes last, and the key that asks at the very end.
    theirs.sort_by_key(|it| (it.method == "delete", it.path.contains("api-keys")));
    for call in theirs {
        let id = match call.path.split('/').nth(2) {
            Some("api-keys") => key.clone(),
            Some("sessions") => session.clone(),
            _ if call.path.contains("/passengers/") => booking.passengers[0].id.to_string(),
            _ => stored::id(1).to_string(),
        };
        let path = call.path.replace("{booking_ref}", &booking.reference.to_string());
        let mut path = path.replace("{id}", &id);
        if path.ends_with("/change-offers") {
            path += "?journey=DEPARTING&departure_date=2027-01-01";
        }
        let strange = service.call(signed(call.request(&path), &ravi)).await;
        let told = (strange.status.as_u16(), strange.code());
        assert_eq!(told, (404, "not_found".to_owned()), "{call:?}: {}", strange.text);
        let own = service.call(signed(call.request(&path), &asha)).await;
        let is_there = !NOT_THERE.iter().any(|end| path.ends_with(end));
        assert_eq!(own.status != 404, is_there, "{call:?}: {}", own.text);
    }
}
