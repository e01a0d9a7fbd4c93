//! Accounts, from sign-up to the end of a session.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use crate::service::{Service, new_user, signed};
use airside_app::Ports;
use airside_app::ports::{Decision, Limit, Limits, LimitsError};
use async_trait::async_trait;
use serde_json::{Value, json};
use time::Duration;

const EMAIL: &str = "asha@example.com";

#[actix_web::test]
async fn a_sign_up_answers_the_user_and_a_key_that_works() {
    let service = Service::start();
    let answer = service.post("/v1/users", new_user(EMAIL)).await;
    assert_eq!(answer.status, 201);
    let (user, api_key) = (&answer.json()["user"], &answer.json()["api_key"]);
    assert_eq!(user["email"], EMAIL);
    assert_eq!(user["created_at"], "2026-11-01T12:00:00Z");
    assert!(!answer.text.contains("correct horse") && !answer.text.contains("argon2"));

    let key = api_key["key"].as_str().unwrap();
    assert!(key.starts_with("air_test_") && key.len() == 47);
    let me = service.get("/v1/users/me", key).await;
    let mut account = me.json();
    let scopes = account.as_object_mut().unwrap().remove("scopes");
    assert_eq!((me.status.as_u16(), &account), (200, user));
    assert_eq!(scopes, Some(json!(["search", "book", "pay", "cancel", "account"])));
}

#[actix_web::test]
async fn an_address_has_one_account_whatever_its_case() {
    let service = Service::start();
    service.key_of(EMAIL).await;
    let again = service.post("/v1/users", new_user("ASHA@example.com")).await;
    assert_eq!((again.status.as_u16(), again.code().as_str()), (409, "email_taken"));
}

#[actix_web::test]
async fn every_wrong_field_of_a_sign_up_is_named() {
    let service = Service::start();
    let body = json!({
        "email": "no address", "password": "short", "given_name": "A\u{0}", "family_name": "  ",
        "phone": "ring me",
    });
    let answer = service.post("/v1/users", body).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "invalid_request"));
    let pointers = ["/phone", "/email", "/family_name", "/given_name", "/password"];
    assert_eq!(answer.pointers(), pointers);
}

#[actix_web::test]
async fn a_session_lives_on_refresh_tokens_that_work_once() {
    let service = Service::start();
    service.key_of(EMAIL).await;
    let first = log_in(&service).await;
    assert_eq!((&first["token_type"], &first["expires_in"]), (&json!("Bearer"), &json!(900)));
    assert_eq!(me(&service, &first).await, 200);

    service.clock.advance(Duration::seconds(900));
    assert_eq!(me(&service, &first).await, 401);
    let second = refresh(&service, &first).await.unwrap();
    assert_eq!(me(&service, &second).await, 200);
    let third = refresh(&service, &second).await.unwrap();

    // The second token again: somebody has a copy, and the whole family ends.
    assert_eq!(refresh(&service, &second).await, Err("invalid_refresh_token".to_owned()));
    assert_eq!(refresh(&service, &third).await, Err("invalid_refresh_token".to_owned()));
}

#[actix_web::test]
async fn of_two_refreshes_at_once_one_is_answered() {
    let service = Service::start();
    service.key_of(EMAIL).await;
    let pair = log_in(&service).await;
    let (one, other) = futures::join!(refresh(&service, &pair), refresh(&service, &pair));
    assert_eq!([&one, &other].iter().filter(|refreshed| refreshed.is_ok()).count(), 1);
}

#[actix_web::test]
async fn a_refresh_token_lapses_and_an_unknown_one_is_refused() {
    let service = Service::start();
    service.key_of(EMAIL).await;
    let pair = log_in(&service).await;
    let unknown = json!({"refresh_token": "\u{0}nobody's"});
    assert_eq!(refresh(&service, &unknown).await, Err("invalid_refresh_token".to_owned()));

    service.clock.advance(Duration::days(30));
    assert_eq!(refresh(&service, &pair).await, Err("invalid_refresh_token".to_owned()));
}

#[actix_web::test]
async fn logging_out_ends_the_session_and_no_other() {
    let service = Service::start();
    let key = service.key_of(EMAIL).await;
    let (here, there) = (log_in(&service).await, log_in(&service).await);

    let access_token = here["access_token"].as_str().unwrap();
    assert_eq!(service.delete("/v1/sessions", access_token).await.status, 204);
    assert_eq!(refresh(&service, &here).await, Err("invalid_refresh_token".to_owned()));
    assert!(refresh(&service, &there).await.is_ok());

    let with_key = service.delete("/v1/sessions", &key).await;
    assert_eq!((with_key.status.as_u16(), with_key.code().as_str()), (422, "not_a_session"));
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let service = Service::start();
    service.key_of(EMAIL).await;
    for (email, password) in [
        (EMAIL, "wrong horse"),
        ("nobody@example.com", "correct horse"),
        ("", ""),
        ("' OR 1=1 --\u{0}", "x"),
    ] {
        let body = json!({"email": email, "password": password});
        let answer = service.post("/v1/sessions", body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "invalid_credentials"));
    }
}

#[actix_web::test]
async fn an_account_can_be_tried_ten_times_a_minute() {
    let service = Service::start();
    let body = json!({"email": EMAIL, "password": "a guess"});
    for _ in 0..10 {
        assert_eq!(service.post("/v1/sessions", body.clone()).await.status, 401);
    }
    let refused = service.post("/v1/sessions", body).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "rate_limited"));
    let wait: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=6).contains(&wait));
    let counts: Vec<_> = refused.headers.get_all("ratelimit").collect();
    assert_eq!(counts.len(), 2);
    // The limit that refuses is given again when it says that one may come back.
    assert_eq!(counts[1], &format!("\"login-account\";r=0;t={wait}"));

    let other = json!({"email": "ravi@example.com", "password": "a guess"});
    assert_eq!(service.post("/v1/sessions", other).await.status, 401);
}

#[actix_web::test]
async fn an_address_may_have_so_many_strangers_looked_up() {
    let service = Service::start();
    let met = service.key_of(EMAIL).await;
    let made = service.call(signed(post("/v1/api-keys"), &met)).await;
    let not_met = made.json()["key"].as_str().unwrap().to_owned();

    let body = json!({"refresh_token": "made up"});
    // The key that was met took one of them.
    for _ in 1..100 {
        assert_eq!(service.post("/v1/sessions/refresh", body.clone()).await.status, 401);
    }
    let refused = service.post("/v1/sessions/refresh", body).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "rate_limited"));
    assert_eq!(service.get("/v1/users/me", &not_met).await.status, 429);
    assert_eq!(service.get("/v1/users/me", &met).await.status, 200);
}

#[actix_web::test]
async fn an_address_too_long_for_any_account_is_counted_for_none() {
    let service = Service::start();
    let email = format!("{}@example.com", "a".repeat(100_000));
    let answer = service.post("/v1/sessions", json!({"email": email, "password": "x"})).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "invalid_credentials"));
    let counts: Vec<_> = answer.headers.get_all("ratelimit").collect();
    assert_eq!(counts.len(), 1, "{counts:?}");
}

#[actix_web::test]
async fn keys_are_added_listed_and_revoked() {
    let service = Service::start();
    let first = service.key_of(EMAIL).await;
    let created = service.call(signed(post("/v1/api-keys"), &first)).await;
    assert_eq!(created.status, 201);
    let (id, second) = (created.json()["id"].clone(), created.json()["key"].clone());
    let second = second.as_str().unwrap();

    let list = service.get("/v1/api-keys", second).await;
    assert_eq!(list.json()["data"].as_array().unwrap().len(), 2);
    assert_eq!(list.json()["data"][0]["id"], id);
    assert!(second.starts_with(list.json()["data"][0]["hint"].as_str().unwrap()));
    assert!(!list.text.contains(second) && !list.text.contains(&first));

    let path = format!("/v1/api-keys/{}", id.as_str().unwrap());
    assert_eq!(service.delete(&path, &first).await.status, 204);
    assert_eq!(service.get("/v1/users/me", second).await.status, 401);
    assert_eq!(service.get("/v1/users/me", &first).await.status, 200);
    assert_eq!(service.get("/v1/api-keys", &first).await.json()["data"][1], Value::Null);
}

/// Limits that let everything pass, and remember who was counted.
#[derive(Default)]
struct Counted(Mutex<BTreeSet<String>>);

#[async_trait]
impl Limits for Counted {
    async fn take(&self, limit: Limit, subject: &str) -> Result<Decision, LimitsError> {
        if limit.name == "api" {
            self.0.lock().unwrap().insert(subject.to_owned());
        }
        Ok(Decision { allowed: true, remaining: 1, retry_after_seconds: 0, reset_seconds: 0 })
    }

    async fn ping(&self) -> Result<(), LimitsError> {
        Ok(())
    }
}

#[actix_web::test]
async fn another_key_buys_no_more_calls() {
    let counted = Arc::new(Counted::default());
    let limits = counted.clone();
    let service = Service::start_with(|ports| Ports { limits, ..ports });
    let first = service.key_of(EMAIL).await;
    let second = service.call(signed(post("/v1/api-keys"), &first)).await.json();
    let credentials = json!({"email": EMAIL, "password": "correct horse"});
    let session = service.post("/v1/sessions", credentials).await.json();
    let bearers =
        [&first, second["key"].as_str().unwrap(), session["access_token"].as_str().unwrap()];
    for bearer in bearers {
        assert_eq!(service.get("/v1/users/me", bearer).await.status, 200);
    }
    assert_eq!(counted.0.lock().unwrap().len(), 1);

    let other = service.key_of("ravi@example.com").await;
    service.get("/v1/users/me", &other).await;
    assert_eq!(counted.0.lock().unwrap().len(), 2);
}

#[actix_web::test]
async fn an_account_has_at_most_ten_keys_at_a_time() {
    let service = Service::start();
    let first = service.key_of(EMAIL).await;
    for _ in 1..10 {
        let created = service.call(signed(post("/v1/api-keys"), &first)).await;
        assert_eq!(created.status, 201);
    }
    let refused = service.call(signed(post("/v1/api-keys"), &first)).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (409, "too_many_keys"));

    let id = service.get("/v1/api-keys", &first).await.json()["data"][0]["id"].clone();
    let path = format!("/v1/api-keys/{}", id.as_str().unwrap());
    assert_eq!(service.delete(&path, &first).await.status, 204);
    assert_eq!(service.call(signed(post("/v1/api-keys"), &first)).await.status, 201);
}

#[actix_web::test]
async fn the_key_of_another_user_is_not_there() {
    let service = Service::start();
    let (asha, ravi) = (service.key_of(EMAIL).await, service.key_of("ravi@example.com").await);
    let id = service.get("/v1/api-keys", &asha).await.json()["data"][0]["id"].clone();
    for id in [id.as_str().unwrap(), "0198c0de-0000-7000-8000-000000000001", "1", "%00"] {
        let answer = service.delete(&format!("/v1/api-keys/{id}"), &ravi).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "not_found"), "{id}");
    }
    assert_eq!(service.get("/v1/users/me", &asha).await.status, 200);
}

#[actix_web::test]
async fn a_list_of_keys_comes_in_pages() {
    let service = Service::start();
    let key = service.key_of(EMAIL).await;
    for _ in 0..2 {
        service.call(signed(post("/v1/api-keys"), &key)).await;
    }
    let first = service.get("/v1/api-keys?limit=2", &key).await.json();
    assert_eq!(first["data"].as_array().unwrap().len(), 2);
    let cursor = first["next_cursor"].as_str().unwrap();
    let last = service.get(&format!("/v1/api-keys?limit=2&cursor={cursor}"), &key).await.json();
    assert_eq!(last["data"].as_array().unwrap().len(), 1);
    assert_eq!(last["next_cursor"], Value::Null);

    let wrong = service.get("/v1/api-keys?cursor=zzz", &key).await;
    assert_eq!((wrong.status.as_u16(), wrong.code().as_str()), (422, "invalid_cursor"));
}

fn post(path: &str) -> actix_web::test::TestRequest {
    actix_web::test::TestRequest::post().uri(path)
}

async fn log_in(service: &Service) -> Value {
    let body = json!({"email": EMAIL.to_uppercase(), "password": "correct horse"});
    let answer = service.post("/v1/sessions", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()
}

/// The next pair, or the code of the refusal.
async fn refresh(service: &Service, pair: &Value) -> Result<Value, String> {
    let body = json!({"refresh_token": pair["refresh_token"]});
    let answer = service.post("/v1/sessions/refresh", body).await;
    if answer.status == 201 { Ok(answer.json()) } else { Err(answer.code()) }
}

async fn me(service: &Service, pair: &Value) -> u16 {
    service.get("/v1/users/me", pair["access_token"].as_str().unwrap()).await.status.as_u16()
}
