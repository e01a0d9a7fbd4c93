//! What must not end up in a log.

use airside_client::accounts::{Credentials, SignedUp};
use airside_client::bookings::Booking;
use airside_client::documents::File;
use airside_client::{Client, Error, IdempotencyKey, Retry, Secret};

use crate::samples::{booking, new_booking, new_user, signed_up};
use crate::server::{Server, Step};

#[test]
fn secrets_and_people_are_not_shown() {
    let client = Client::new("http://asha:hunter2@127.0.0.1:1/").unwrap().with_key("air_test_key");
    let email = "asha@example.com".to_owned();
    let shown = [
        format!("{client:?} {:?}", client.bookings()),
        format!("{:?}", IdempotencyKey::new("asha-order-1").unwrap()),
        format!("{:?}", Credentials { email, password: "hunter2".into() }),
        format!("{:?} {:?}", new_user(), new_booking()),
        format!("{:?}", serde_json::from_value::<SignedUp>(signed_up()).unwrap()),
        format!("{:?}", serde_json::from_value::<Booking>(booking("K7Q2MZ")).unwrap()),
        format!("{:?}", File::Ready(b"asha rao".to_vec())),
    ];
    for shown in shown {
        let lower = shown.to_lowercase();
        for secret in ["asha", "rao", "1990", "hunter2", "battery", "air_test_"] {
            assert!(!lower.contains(secret), "{secret} in {shown}");
        }
    }
}

#[tokio::test]
async fn an_error_does_not_show_a_signed_link() {
    let server = Server::start([Step::HangUp]).await;
    let client = server.client().with_retry(Retry::NEVER);
    let link = Secret::from(server.url("/v1/documents/d1?signature=abc"));
    let error = client.documents().open(&link).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)));
    assert!(!format!("{error:?}").contains("abc"), "{error:?}");
}
