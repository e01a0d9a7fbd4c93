//! What is kept about a person: taken along, erased, and forgotten when its time is over.

use airside_app::audit::{Sources, audit};
use airside_app::world::{Scope, Snapshot};
use airside_primitives::Currency;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::call::{Client, PASSWORD};
use crate::journeys::{DAY, adult, path};
use crate::site::{Site, eventually, new_user};

const ERASE: &str = "/v1/users/me/erase";
const EXPORT: &str = "/v1/users/me/export";

/// A booking that was paid, cancelled and paid back; its refund has arrived.
async fn cancelled(asha: &Client) -> Value {
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    asha.ready_documents(&booking, 1).await;
    let quote = asha.quote(&booking, &json!({})).await.expect(201);
    let confirmed = asha.confirm(&quote).await.expect(200);
    asha.settled(&confirmed).await;
    asha.ready_documents(&booking, 2).await;
    booking
}

#[actix_web::test]
async fn an_export_has_everything_and_nothing_of_anybody_else() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let credentials = json!({"email": "asha@example.com", "password": PASSWORD});
    site.anybody().post("/v1/sessions", &credentials).await.expect(201);
    let booking = cancelled(&asha).await;

    let answer = asha.get(EXPORT).await;
    let export = answer.expect(200);
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    let mut me = asha.get("/v1/users/me").await.expect(200);
    // Of the key that asks, not of the account.
    me.as_object_mut().unwrap().remove("scopes").unwrap();
    assert_eq!(export["user"], me);
    assert_eq!(export["api_keys"].as_array().unwrap().len(), 1);
    let login = &export["sessions"][0];
    assert_eq!(
        (&login["revoked_at"], &login["refresh_tokens"][0]["used_at"]),
        (&Value::Null, &Value::Null)
    );
    let operations = export["answers"].as_array().unwrap().iter();
    let operations: Vec<_> = operations.map(|it| it["operation"].as_str().unwrap()).collect();
    assert!(operations.contains(&"POST /v1/bookings"), "{operations:?}");

    let whole = &export["bookings"][0];
    assert_eq!(whole["booking"], asha.get(&path(&booking)).await.expect(200));
    assert_eq!(whole["booking"]["passengers"][0]["date_of_birth"], "1990-05-01");
    let payments = asha.get(&crate::journeys::payments(&booking)).await.expect(200);
    assert_eq!(whole["payments"][0]["id"], payments["data"][0]["id"]);
    assert!(whole["payments"][0]["return_url"].as_str().unwrap().starts_with("http"));
    assert_eq!(whole["cancellations"][0]["status"], "CONFIRMED");
    assert_eq!(whole["refunds"][0]["status"], "SUCCEEDED");
    let documents = whole["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 2);
    for document in documents {
        asha.without_bearer().get(document["url"].as_str().unwrap()).await.expect_ok();
    }
    assert!(!whole["gateway_events"].as_array().unwrap().is_empty());
    let text = answer.text();
    for secret in ["argon2", "password", "\"hash\""] {
        assert!(!text.contains(secret), "{secret}");
    }

    let theirs = ravi.get(EXPORT).await.expect(200);
    assert_eq!(theirs["bookings"], json!([]));
    assert!(!ravi.get(EXPORT).await.text().contains("Asha"));
}

#[actix_web::test]
async fn who_is_erased_is_nowhere_and_the_books_stay_whole() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let me = asha.get("/v1/users/me").await.expect(200);
    let password = json!({"password": PASSWORD});
    asha.post(ERASE, &json!({"password": "wrong horse"})).await.refused(401, "invalid_credentials");
    assert_eq!(asha.post(ERASE, &json!({})).await.blamed("invalid_request"), ["/password"]);

    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let held = asha.book(&[&offer], &[adult("Asha")]).await;
    let problem = asha.post(ERASE, &password).await.refused(409, "has_live_bookings");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains(held["booking_ref"].as_str().unwrap()), "{detail}");
    asha.pay(&held, "pm_card_visa").await;
    asha.booking_once(&held, "CONFIRMED").await;
    asha.post(ERASE, &password).await.refused(409, "has_live_bookings");
    asha.ready_documents(&held, 1).await;
    let quote = asha.quote(&held, &json!({})).await.expect(201);
    let confirmed = asha.confirm(&quote).await.expect(200);
    asha.settled(&confirmed).await;
    let documents = asha.ready_documents(&held, 2).await;
    let links: Vec<_> = documents.iter().map(|it| it["url"].as_str().unwrap()).collect();

    let erasing = asha.post(ERASE, &password).await;
    assert_eq!(erasing.status, 202, "{}", erasing.text());
    asha.get("/v1/users/me").await.refused(401, "unauthorized");
    let credentials = json!({"email": "asha@example.com", "password": PASSWORD});
    site.anybody().post("/v1/sessions", &credentials).await.refused(401, "invalid_credentials");
    let again = site.anybody().post("/v1/users", &new_user("Asha")).await.expect(201);
    assert_ne!(again["user"]["id"], me["id"], "the address is free for another account");

    site.clock.advance(Duration::minutes(3));
    let store = site.store().await;
    let reference = held["booking_ref"].as_str().unwrap().parse().unwrap();
    let nameless = eventually("the booking is nameless", async || {
        let booking = store.booking_by_reference(reference).await.unwrap().unwrap().value;
        booking.erased_at.is_some().then_some(booking)
    })
    .await;
    assert_eq!(nameless.people().count(), 0);
    assert_eq!(nameless.price().total.get(), held["price"]["total"]["amount"].as_i64().unwrap());
    for link in links {
        site.anybody().get(link).await.refused(404, "not_found");
    }
    site.clock.advance(Duration::minutes(16));
    eventually("the account is gone", async || {
        store.leaving(None, 9).await.unwrap().is_empty().then_some(())
    })
    .await;
    nothing_is_wrong(&site, NOW_AND_LATER).await;
}

/// Long after everything here.
const NOW_AND_LATER: Duration = Duration::minutes(30);

/// The books agree with themselves.
async fn nothing_is_wrong(site: &Site, later: Duration) {
    let store = site.store().await;
    let world = Snapshot::read(&*store, Currency::INR, Scope::Everything).await.unwrap();
    let now: OffsetDateTime = crate::site::NOON + later;
    let sources = Sources::of_store(&*store, &world, now);
    let findings = audit(sources, &|_| ()).await.unwrap().findings;
    assert_eq!(findings, []);
}

#[actix_web::test]
async fn a_booking_keeps_its_people_for_as_long_as_the_settings_say() {
    let site = Site::start_with(|settings| settings.personal_data.retention_days = 400).await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let link = asha.ready_documents(&booking, 1).await[0]["id"].clone();
    let document = format!("/v1/documents/{}", link.as_str().unwrap());

    site.clock.advance(Duration::days(399));
    let flown = asha.get(&path(&booking)).await.expect(200);
    assert_eq!(flown["passengers"][0]["given_name"], "Asha");
    site.clock.advance(Duration::days(60));
    let nameless = eventually("the booking is nameless", async || {
        let booking = asha.get(&path(&booking)).await.expect(200);
        booking["contact"].is_null().then_some(booking)
    })
    .await;
    let passenger = &nameless["passengers"][0];
    for field in ["given_name", "middle_name", "family_name", "gender", "date_of_birth"] {
        assert_eq!(passenger[field], Value::Null, "{field}");
    }
    assert_eq!(nameless["price"], flown["price"]);
    assert_eq!(nameless["tickets"], flown["tickets"]);
    assert!(nameless["personal_data_erased_at"].is_string());
    asha.get(&document).await.refused(404, "not_found");
    let documents = asha.get(&format!("{}/documents", path(&booking))).await.expect(200);
    let listed = &documents["data"][0];
    assert_eq!((&listed["status"], &listed["url"]), (&json!("ERASED"), &Value::Null));
    asha.get("/v1/users/me").await.expect(200);
}
