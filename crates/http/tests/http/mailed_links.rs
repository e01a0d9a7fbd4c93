//! Links that are mailed: to set a password, and to prove an address.

use std::collections::BTreeSet;

use actix_web::test::TestRequest;
use airside_app::mail::{MailKind, Recipient};
use airside_primitives::UserId;
use serde_json::{Value, json};
use time::Duration;

use crate::service::{Answer, Service, new_user, signed};

const EMAIL: &str = "asha@example.com";

/// Signs up, and answers the id and the key.
async fn signed_up(service: &Service) -> (UserId, String) {
    let new = service.post("/v1/users", new_user(EMAIL)).await.json();
    let key = new["api_key"]["key"].as_str().unwrap().to_owned();
    (UserId(new["user"]["id"].as_str().unwrap().parse().unwrap()), key)
}

/// The tokens that were mailed to a user, newest first.
async fn tokens(service: &Service, user: UserId) -> Vec<String> {
    let mails = service.app.ports.store.mails_to(Recipient::User(user)).await.unwrap();
    let token = |kind| match kind {
        MailKind::PasswordReset { token } | MailKind::ProveEmail { token } => Some(token),
        _ => None,
    };
    mails.into_iter().rev().filter_map(|mail| token(mail.value.kind)).collect()
}

/// What was mailed, once it was.
async fn mailed(service: &Service, user: UserId) -> String {
    service.app.outbox.notified().await;
    tokens(service, user).await.swap_remove(0)
}

async fn ask(service: &Service, email: &str) -> Answer {
    service.post("/v1/password-resets", json!({"email": email})).await
}

async fn confirm(service: &Service, token: &str, password: &str) -> (u16, String) {
    let body = json!({"token": token, "new_password": password});
    let answer = service.post("/v1/password-resets/confirm", body).await;
    let code = if answer.status == 204 { String::new() } else { answer.code() };
    (answer.status.as_u16(), code)
}

async fn log_in(service: &Service, password: &str) -> Answer {
    service.post("/v1/sessions", json!({"email": EMAIL, "password": password})).await
}

fn refused() -> (u16, String) {
    (422, "invalid_reset_token".to_owned())
}

#[actix_web::test]
async fn a_forgotten_password_is_set_by_a_mailed_link_once() {
    let service = Service::start();
    let (user, key) = signed_up(&service).await;
    let session = log_in(&service, "correct horse").await.json();
    let token_of_session = session["access_token"].as_str().unwrap();

    assert_eq!(ask(&service, "ASHA@example.com").await.status, 202);
    let first = mailed(&service, user).await;
    assert_eq!(ask(&service, EMAIL).await.status, 202);
    let second = mailed(&service, user).await;
    assert_ne!(first, second);
    assert_eq!(confirm(&service, "made up", "staple battery").await, refused());
    assert_eq!(log_in(&service, "correct horse").await.status, 201);

    assert_eq!(confirm(&service, &first, "staple battery").await, (204, String::new()));
    assert_eq!(confirm(&service, &first, "staple battery").await, refused());
    assert_eq!(confirm(&service, &second, "staple battery").await, refused());
    assert_eq!(log_in(&service, "correct horse").await.status, 401);
    assert_eq!(log_in(&service, "staple battery").await.status, 201);
    // Every session has ended; keys go on. Whoever read the mail has proved the address.
    assert_eq!(service.get("/v1/users/me", token_of_session).await.status, 401);
    let body = json!({"refresh_token": session["refresh_token"]});
    assert_eq!(service.post("/v1/sessions/refresh", body).await.status, 401);
    let me = service.get("/v1/users/me", &key).await.json();
    assert_eq!(me["email_proved_at"], "2026-11-01T12:00:00Z");
}

#[actix_web::test]
async fn a_link_that_sets_a_password_lapses_and_is_good_for_nothing_else() {
    let service = Service::start();
    let (user, key) = signed_up(&service).await;
    ask(&service, EMAIL).await;
    let token = mailed(&service, user).await;
    let proof = service.post("/v1/email-proofs/confirm", json!({"token": token})).await;
    assert_eq!((proof.status.as_u16(), proof.code().as_str()), (422, "invalid_proof_token"));
    service.call(signed(TestRequest::post().uri("/v1/email-proofs"), &key)).await;
    let other = mailed(&service, user).await;
    assert_eq!(confirm(&service, &other, "staple battery").await, refused());

    service.clock.advance(Duration::minutes(60));
    assert_eq!(confirm(&service, &token, "staple battery").await, refused());
    assert_eq!(log_in(&service, "correct horse").await.status, 201);
}

#[actix_web::test]
async fn whoever_asks_for_a_link_is_not_told_whether_there_is_an_account() {
    let service = Service::start();
    let (user, _) = signed_up(&service).await;
    let told = |answer: &Answer| {
        let names: BTreeSet<_> = answer.headers.keys().map(ToString::to_string).collect();
        let limits = answer.headers.get_all("ratelimit").cloned().collect::<Vec<_>>();
        (answer.status, answer.text.clone(), names, limits.len())
    };
    let (known, unknown) = (ask(&service, EMAIL).await, ask(&service, "nobody@example.com").await);
    assert_eq!(told(&known), told(&unknown));
    assert_eq!(known.status, 202);
    // The answer does not wait for what is done for an account.
    assert!(!mailed(&service, user).await.is_empty());

    for email in [EMAIL, "nobody@example.com"] {
        for _ in 1..5 {
            assert_eq!(ask(&service, email).await.status, 202);
        }
        let refused = ask(&service, email).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "rate_limited"));
    }
}

#[actix_web::test]
async fn where_addresses_have_to_be_proved_a_new_account_only_looks_around() {
    let service = Service::start_as(|settings| settings.accounts.must_prove_email = true);
    let (user, key) = signed_up(&service).await;
    let token = mailed(&service, user).await;
    let session = log_in(&service, "correct horse").await.json();
    let session = session["access_token"].as_str().unwrap();
    let booked = async |bearer: &str| {
        let new = TestRequest::post().uri("/v1/bookings").insert_header(("Idempotency-Key", "one"));
        service.call(signed(new.set_json(json!({})), bearer)).await
    };
    for bearer in [&key, session] {
        assert_eq!(service.get("/v1/airports", bearer).await.status, 200);
        let refused = booked(bearer).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "insufficient_scope"));
    }
    let before = service.get("/v1/users/me", &key).await.json();
    assert_eq!(before["email_proved_at"], Value::Null);

    let prove = async |token: &str| {
        service.post("/v1/email-proofs/confirm", json!({"token": token})).await.status.as_u16()
    };
    assert_eq!([prove("made up").await, prove(&token).await, prove(&token).await], [422, 204, 422]);
    for bearer in [&key, session] {
        assert_eq!(booked(bearer).await.code(), "invalid_request");
    }
}

#[actix_web::test]
async fn links_lead_to_pages_that_do_nothing_until_a_button_is_pressed() {
    let service = Service::start();
    let (user, key) = signed_up(&service).await;
    ask(&service, EMAIL).await;
    let reset = mailed(&service, user).await;
    service.call(signed(TestRequest::post().uri("/v1/email-proofs"), &key)).await;
    let proof = mailed(&service, user).await;
    let (reset, proof) =
        (format!("/account/password?token={reset}"), format!("/account/email?token={proof}"));
    for address in [&reset, &proof] {
        let page = service.get(address, "").await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("<form") && page.text.contains("method=\"post\""));
        assert!(page.header("content-type").unwrap().starts_with("text/html"));
    }
    let press = async |address: &str, typed: &'static str| {
        let form = TestRequest::post().uri(address).insert_header(("Accept", "text/html"));
        let form = form.insert_header(("Content-Type", "application/x-www-form-urlencoded"));
        service.call(form.set_payload(typed)).await
    };
    let proved = press(&proof, "").await;
    assert_eq!(proved.status, 200, "{}", proved.text);
    let me = service.get("/v1/users/me", &key).await.json();
    assert_ne!(me["email_proved_at"], Value::Null);

    let short = press(&reset, "new_password=short").await;
    assert!(short.text.contains("8 to 128 characters"), "{}", short.text);
    assert_eq!(log_in(&service, "correct horse").await.status, 201);
    let set = press(&reset, "new_password=staple+battery").await;
    assert!(set.text.contains("The new password is set"), "{}", set.text);
    assert_eq!(log_in(&service, "staple battery").await.status, 201);
    let again = press(&reset, "new_password=staple+battery").await;
    assert_eq!(again.status, 422);
    assert!(again.text.contains("This link does not work any more"));
}
