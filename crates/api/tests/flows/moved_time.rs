//! Time that is moved on while the server runs, for those who test a client.

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::call::Client;
use crate::journeys::{DAY, adult, payments, with};
use crate::site::{HOLD, Site, eventually};

/// Moves the time on, and answers what it is then.
async fn advance(client: &Client, by: Duration) -> OffsetDateTime {
    let body = json!({"seconds": by.whole_seconds()});
    let moved = client.post("/sandbox/clock/advance", &body).await.expect(200);
    OffsetDateTime::parse(moved["now"].as_str().unwrap(), &Rfc3339).unwrap()
}

async fn booked(client: &Client, family_name: &str) -> Value {
    let offer = client.offer("6E", "DEL-BOM", DAY).await;
    client.book(&[&offer], &[with(adult("Asha"), "family_name", family_name)]).await
}

#[actix_web::test]
async fn holds_end_and_their_pages_close_before_the_answer() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = booked(&asha, "Rao").await;
    asha.checkout(&booking).await;
    let before = advance(&site.anybody(), Duration::SECOND).await;

    let after = advance(&site.anybody(), HOLD).await;

    assert!((HOLD..HOLD + Duration::minutes(3)).contains(&(after - before)));
    assert_eq!(asha.booking(&booking).await["status"], "EXPIRED");
    let attempts = asha.get(&payments(&booking)).await.expect(200);
    assert_eq!(attempts["data"][0]["status"], "CANCELED");
}

#[actix_web::test]
async fn late_money_arrives_when_its_time_has_come() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = booked(&asha, "LATEPAYMENT").await;
    assert_eq!(asha.pay(&booking, "pm_card_visa").await["status"], "PROCESSING");
    advance(&site.anybody(), HOLD).await;
    assert_eq!(asha.booking(&booking).await["status"], "EXPIRED");

    advance(&site.anybody(), Duration::minutes(2)).await;

    asha.booking_once(&booking, "CONFIRMED").await;
}

#[actix_web::test]
async fn the_time_stays_moved_when_the_server_starts_again() {
    let site = Site::start().await;
    let before = advance(&site.anybody(), Duration::days(300)).await;

    let site = site.restarted(Duration::ZERO).await;

    assert!(advance(&site.anybody(), Duration::SECOND).await > before);
}

#[actix_web::test]
async fn time_goes_forward_and_not_too_far() {
    let site = Site::start().await;
    for (body, pointer) in [
        (json!({}), "/seconds"),
        (json!({"seconds": 0}), "/seconds"),
        (json!({"seconds": -1}), "/seconds"),
        (json!({"seconds": 34_560_001}), "/seconds"),
        (json!({"seconds": 1, "days": 1}), "/days"),
    ] {
        let refused = site.anybody().post("/sandbox/clock/advance", &body).await;
        assert_eq!(refused.blamed("invalid_request"), [pointer], "{body}");
    }
}

#[actix_web::test]
async fn a_server_that_others_reach_asks_for_its_token() {
    let site = Site::start_with(|settings| {
        settings.server.host = "0.0.0.0".to_owned();
        settings.server.public_url = "http://127.0.0.1:1".to_owned();
        settings.sandbox.token = "let me play".to_owned();
    })
    .await;
    let minute = json!({"seconds": 60});
    let here = Client::new(site.url().replace("0.0.0.0", "127.0.0.1"));
    for client in [&here, &here.with_bearer("let me")] {
        let refused = client.post("/sandbox/clock/advance", &minute).await;
        refused.refused(401, "unauthorized");
    }
    let holder = here.with_bearer("let me play");
    eventually("the time is moved", async || {
        let moved = holder.post("/sandbox/clock/advance", &minute).await;
        (moved.status == 200).then_some(())
    })
    .await;
}
