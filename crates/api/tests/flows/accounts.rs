//! Accounts and sessions, and that nobody sees what is another's.

use airside_client::accounts::Credentials;
use reqwest::Method;
use serde_json::json;

use crate::call::{PASSWORD, refusal};
use crate::journeys::{DAY, adult, path, payments};
use crate::site::{Site, new_user};

#[actix_web::test]
async fn an_account_is_opened_once_and_its_key_works_at_once() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let me = asha.get("/v1/users/me").await.expect(200);
    assert_eq!((&me["email"], &me["role"]), (&json!("asha@example.com"), &json!("CUSTOMER")));
    site.anybody().post("/v1/users", &new_user("ASHA")).await.refused(409, "email_taken");
}

#[actix_web::test]
async fn a_session_lives_on_refresh_tokens_and_a_stolen_one_ends_it() {
    let site = Site::start().await;
    site.sign_up("Asha").await;
    let anybody = site.anybody().typed();
    let first = anybody.accounts().log_in(&credentials()).await.unwrap();
    let second = anybody.accounts().refresh(&first.refresh_token).await.unwrap();
    anybody.clone().with_key(second.access_token).accounts().me().await.unwrap();

    for token in [&first.refresh_token, &second.refresh_token] {
        let again = anybody.accounts().refresh(token).await.unwrap_err();
        assert_eq!(refusal(&again), (401, "invalid_refresh_token"));
    }
}

#[actix_web::test]
async fn logging_out_ends_the_session_of_the_token() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let anybody = site.anybody().typed();
    let session = anybody.accounts().log_in(&credentials()).await.unwrap();
    anybody.clone().with_key(session.access_token).accounts().log_out().await.unwrap();
    let refreshed = anybody.accounts().refresh(&session.refresh_token).await.unwrap_err();
    assert_eq!(refusal(&refreshed), (401, "invalid_refresh_token"));
    asha.delete("/v1/sessions").await.refused(422, "not_a_session");
}

#[actix_web::test]
async fn keys_are_listed_without_themselves_and_a_revoked_one_stops() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let second = asha.call(Method::POST, "/v1/api-keys").await.expect(201);
    let key = second["key"].as_str().unwrap();
    assert!(key.starts_with("air_test_"));
    let spare = asha.with_bearer(key);

    let list = spare.get("/v1/api-keys").await;
    assert_eq!(list.expect(200)["data"].as_array().unwrap().len(), 2);
    assert!(!list.text().contains(key));

    asha.delete(&format!("/v1/api-keys/{}", second["id"].as_str().unwrap())).await.expect(204);
    spare.get("/v1/users/me").await.refused(401, "unauthorized");
    assert_eq!(asha.get("/v1/api-keys").await.expect(200)["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn what_belongs_to_another_user_is_not_there() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let document = asha.ready_documents(&booking, 1).await.remove(0);
    let quote = asha.quote(&booking, &json!({})).await.expect(201);

    let document = format!("/v1/documents/{}", document["id"].as_str().unwrap());
    let cancellation = format!("/v1/cancellations/{}", quote["id"].as_str().unwrap());
    let path = path(&booking);
    let reads = [
        path.clone(),
        payments(&booking),
        format!("{path}/documents"),
        document,
        cancellation.clone(),
    ];
    for address in &reads {
        asha.get(address).await.expect_ok();
        ravi.get(address).await.refused(404, "not_found");
    }
    for address in
        [payments(&booking), format!("{path}/cancellations"), format!("{cancellation}/confirm")]
    {
        ravi.post(&address, &json!({})).once().await.refused(404, "not_found");
    }
    assert_eq!(ravi.get("/v1/bookings").await.expect(200)["data"], json!([]));
    assert_eq!(asha.booking(&booking).await["status"], "CONFIRMED");
}

#[actix_web::test]
async fn nobody_without_a_key_sees_anything() {
    let site = Site::start().await;
    for path in [
        "/v1/users/me",
        "/v1/api-keys",
        "/v1/airports",
        "/v1/airlines",
        "/v1/flights",
        "/v1/offers?origin=DEL&destination=BOM&departure_date=2026-12-01",
        "/v1/offers/off_x/seat-map",
        "/v1/bookings",
        "/v1/bookings/ABCDEF",
        "/v1/bookings/ABCDEF/payments",
        "/v1/bookings/ABCDEF/documents",
        "/v1/cancellations/0198c0de-0000-7000-8000-000000000001",
        "/v1/documents/0198c0de-0000-7000-8000-000000000001",
    ] {
        for bearer in [None, Some("air_test_nobody"), Some("a.b.c")] {
            let anybody = site.anybody();
            let anybody = bearer.map_or(anybody.clone(), |bearer| anybody.with_bearer(bearer));
            anybody.get(path).await.refused(401, "unauthorized");
        }
    }
}

fn credentials() -> Credentials {
    Credentials::new("asha@example.com", PASSWORD)
}
