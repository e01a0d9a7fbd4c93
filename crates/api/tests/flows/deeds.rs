//! What was done stays told: to a booking, to its flights, and to what is no booking.

use airside_app::account::Role;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, adult};
use crate::site::{Site, eventually};

/// All lines of a booking's history with this word.
async fn told(staff: &Client, booking: &Value, what: &str) -> Vec<Value> {
    let reference = booking["booking_ref"].as_str().unwrap();
    let history = format!("/v1/admin/bookings/{reference}/history?limit=200");
    let history = staff.get(&history).await.expect(200);
    let lines = history["data"].as_array().unwrap().clone();
    lines.into_iter().filter(|line| line["what"] == what).collect()
}

async fn history(staff: &Client, about: &str) -> Vec<Value> {
    let history = staff.get(&format!("/v1/admin/history?about={about}")).await.expect(200);
    history["data"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_change_that_was_taken_back_stays_told_and_so_does_who_made_it() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();
    let departure = format!("/v1/admin/departures/{flight}/{DAY}");
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;

    for (aircraft, reason) in [(json!("321"), "Swapped"), (Value::Null, "Swapped back")] {
        let body = json!({"aircraft": aircraft, "reason": reason});
        admin.call(Method::PATCH, &departure).json(&body).await.expect(200);
        site.clock.advance(Duration::minutes(1));
        asha.booking(&booking).await;
    }
    let changed = told(&admin, &booking, "SCHEDULE_CHANGED").await;
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert!(changed.iter().all(|line| line["by"].is_null()), "{changed:?}");
    let by = told(&admin, &booking, "DEPARTURE_CHANGED").await;
    let reasons: Vec<_> = by.iter().map(|line| line["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["Swapped", "Swapped back"]);
    assert!(by.iter().all(|line| line["by"]["role"] == "ADMIN"), "{by:?}");
    let of_departure = history(&admin, &format!("DEPARTURE&id={flight}/{DAY}")).await;
    assert_eq!(of_departure, by.iter().rev().cloned().collect::<Vec<_>>());

    let body = json!({"refund": "AT_ONCE", "reason": "The aircraft is on the ground"});
    admin.post(&format!("{departure}/cancel"), &body).once().await.expect(202);
    let cancelled = eventually("the booking is cancelled", async || {
        let now = asha.booking(&booking).await;
        (now["status"] == "CANCELLED").then_some(now)
    });
    let by = told(&admin, &cancelled.await, "DEPARTURE_CANCELLED").await;
    assert_eq!(by.len(), 1, "{by:?}");
    assert_eq!((&by[0]["by"]["role"], &by[0]["reason"]), (&json!("ADMIN"), &body["reason"]));
}

#[actix_web::test]
async fn what_was_done_to_codes_accounts_and_the_tariff_can_be_read() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let agent = site.operator("Meera", Role::Agent).await;

    let new = json!({"code": "WINTER15", "percent": 15, "reason": "The winter campaign"});
    admin.post("/v1/admin/promo-codes", &new).await.expect(201);
    admin.delete("/v1/admin/promo-codes/winter15?reason=Too+dear").await;
    let lines = history(&admin, "PROMO_CODE&id=winter15").await;
    let lines: Vec<_> = lines.iter().map(|line| (&line["what"], &line["reason"])).collect();
    let (ended, saved) = (json!("PROMO_CODE_REMOVED"), json!("PROMO_CODE_SAVED"));
    assert_eq!(lines, [(&ended, &json!("Too dear")), (&saved, &new["reason"])]);

    let id = asha.get("/v1/users/me").await.expect(200)["id"].as_str().unwrap().to_owned();
    let blocked = json!({"is_blocked": true, "reason": "Stolen cards"});
    admin.call(Method::PATCH, &format!("/v1/admin/users/{id}")).json(&blocked).await.expect(200);
    let lines = history(&admin, &format!("user&id={id}")).await;
    assert_eq!(
        (&lines[0]["what"], &lines[0]["reason"]),
        (&json!("USER_CHANGED"), &blocked["reason"])
    );
    assert_eq!(history(&admin, "TARIFF").await, [] as [Value; 0]);

    for (query, at) in [
        ("", "/about"),
        ("?about=BOOKING&id=K7Q2MZ", "/about"),
        ("?about=AIRPORT", "/id"),
        ("?about=AIRPORT&id=Delhi", "/id"),
        ("?about=DEPARTURE&id=2026-12-01", "/id"),
        ("?about=TARIFF&id=1", "/id"),
    ] {
        let refused = admin.get(&format!("/v1/admin/history{query}")).await;
        assert_eq!(refused.blamed("invalid_request"), [at], "{query}");
    }
    let refused = agent.get("/v1/admin/history?about=TARIFF").await.refused(403, "forbidden");
    assert_eq!(refused["detail"], "this call needs the role ADMIN");
}

#[actix_web::test]
async fn a_refund_that_fails_stays_told() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let mut traveller = adult("Asha");
    traveller["family_name"] = json!("REFUNDFAILS");
    let booking = asha.book(&[&offer], &[traveller]).await;
    asha.pay(&booking, "pm_card_visa").await;
    asha.cancel(&booking, &json!({})).await;
    let failed = async |at_least: usize| {
        eventually("the refund fails", async || {
            let lines = told(&agent, &booking, "REFUND_FAILED").await;
            (lines.len() >= at_least).then_some(lines)
        })
        .await
    };
    let first = failed(1).await;
    site.clock.advance(Duration::minutes(2));
    let both = failed(2).await;
    assert_eq!(both[0], first[0]);
    assert!(first[0]["by"].is_null(), "{first:?}");
}
