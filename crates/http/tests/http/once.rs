//! Which request is the same as one that was carried out before: its body is compared by what it
//! says.

use actix_web::test::TestRequest;
use airside_app::ports::changes::AnswerKey;
use airside_app::ports::{Changes, Remembered, Write};
use airside_primitives::UserId;
use serde_json::json;
use sha2::{Digest, Sha256};
use time::Duration;

use crate::service::{Answer, NOW, Service, new_user, signed};

const PATH: &str = "/v1/bookings/ABCDEF/payments";
/// With its members in no order, as clients write them.
const SENT: &str =
    r#"{ "return_url": "https://shop.example/\u00e9", "payment_method": "pm_card_visa" }"#;
/// The same, written as what is compared.
const SAID: &str = r#"{"payment_method":"pm_card_visa","return_url":"https://shop.example/é"}"#;
const ANSWER: &str = r#"{"status":"SUCCEEDED"}"#;

/// A user's key, under whose idempotency key `first` a body with this fingerprint was answered.
async fn answered(service: &Service, fingerprint: &str) -> String {
    let signed_up = service.post("/v1/users", new_user("asha@example.com")).await.json();
    let user = signed_up["user"]["id"].as_str().unwrap().parse().unwrap();
    let remembered = Remembered {
        key: AnswerKey {
            user: UserId(user),
            operation: format!("POST {PATH}"),
            key: "first".to_owned(),
        },
        fingerprint: Sha256::digest(fingerprint).into(),
        status: 201,
        body: ANSWER.to_owned(),
        answered_at: NOW,
        expires_at: NOW + Duration::DAY,
    };
    service.app.commit(Changes::default().write(Write::Remember(remembered))).await.unwrap();
    signed_up["api_key"]["key"].as_str().unwrap().to_owned()
}

async fn pay(service: &Service, key: &str, body: impl Into<String>) -> Answer {
    let request = TestRequest::post().uri(PATH).insert_header(("Idempotency-Key", "first"));
    let request = request.insert_header(("Content-Type", "application/json"));
    service.call(signed(request.set_payload(body.into()), key)).await
}

fn assert_replayed(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (201, ANSWER));
    assert_eq!(answer.header("idempotent-replayed"), Some("true"));
    let list = format!("http://127.0.0.1:8080{PATH}");
    assert_eq!(answer.header("location"), Some(list.as_str()));
}

fn assert_reused(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "idempotency_key_reused"));
}

#[actix_web::test]
async fn a_body_is_the_same_however_it_is_written() {
    let service = Service::start();
    let key = answered(&service, SAID).await;
    for body in [SENT, SAID] {
        assert_replayed(&pay(&service, &key, body).await);
    }
    for other in [
        json!({"payment_method": "pm_card_visa"}),
        json!({"payment_method": "pm_card_mastercard", "return_url": "https://shop.example/é"}),
        json!({}),
    ] {
        assert_reused(&pay(&service, &key, other.to_string()).await);
    }
}

#[actix_web::test]
async fn null_says_no_more_than_what_is_left_out() {
    let service = Service::start();
    let key = answered(&service, "{}").await;
    for body in [r#"{"payment_method": null}"#, r#"{"return_url":null,"payment_method":null}"#, ""]
    {
        assert_replayed(&pay(&service, &key, body).await);
    }
}

#[actix_web::test]
async fn what_an_older_release_answered_is_answered_again_to_the_same_bytes() {
    let service = Service::start();
    let key = answered(&service, SENT).await;
    assert_replayed(&pay(&service, &key, SENT).await);
    // Of what it said nothing was kept.
    assert_reused(&pay(&service, &key, SAID).await);
}
