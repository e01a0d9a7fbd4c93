//! Single departures in the hands of operators: what is sold, who travels, what is otherwise than
//! the timetable says, and what does not fly at all.

use airside_app::audit::{Sources, audit};
use airside_app::ports::Clock as _;
use airside_app::world::{Scope, Snapshot};
use airside_primitives::Currency;
use reqwest::Method;
use serde_json::{Value, json};

use crate::call::{Answer, Client};
use crate::journeys::{DAY, DAY_BACK, adult, infant, minor, path, request, with};
use crate::schedules::revise;
use crate::site::{Site, eventually};

/// The departure of the only flight of an offer.
fn departure(offer: &Value) -> String {
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();
    format!("/v1/admin/departures/{flight}/{DAY}")
}

async fn change(admin: &Client, departure: &str, body: Value) -> Answer {
    let body = with(body, "reason", "The runway was closed");
    admin.call(Method::PATCH, departure).json(&body).await
}

async fn cancel(admin: &Client, departure: &str, refund: &str) -> Answer {
    let body = json!({"refund": refund, "reason": "The aircraft is on the ground"});
    admin.post(&format!("{departure}/cancel"), &body).once().await
}

/// The cancellation once it is done.
async fn done(admin: &Client, departure: &str) -> Value {
    eventually("every booking is told", async || {
        let shown = admin.get(&format!("{departure}/cancel")).await;
        (shown.status == 200).then(|| shown.json())
    })
    .await
}

/// The figures of a cabin.
async fn cabin(admin: &Client, departure: &str, cabin: &str) -> Value {
    let shown = admin.get(departure).await.expect(200);
    let cabins = shown["cabins"].as_array().unwrap();
    cabins.iter().find(|it| it["cabin"] == cabin).cloned().unwrap()
}

async fn is_offered(client: &Client, flight: &Value) -> bool {
    let query = format!("origin=DEL&destination=BOM&departure_date={DAY}&airlines=6E&max_stops=0");
    let offers = client.offers(&query).await;
    offers.iter().any(|offer| offer["segments"][0]["flight_id"] == *flight)
}

#[actix_web::test]
async fn a_departure_shows_what_is_sold_held_and_given() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    asha.book(&[&offer], &[with(adult("Mira"), "seats", json!(["12A"]))]).await;
    asha.buy(&[&offer], &[adult("Asha")]).await;

    let economy = cabin(&admin, &departure(&offer), "ECONOMY").await;
    let figures = ["sold", "held", "seats_given"].map(|it| economy[it].as_i64().unwrap());
    assert_eq!(figures, [1, 1, 2], "{economy}");
    assert!(economy["capacity"].as_i64().unwrap() > 100);

    let number = offer["segments"][0]["flight_number"].as_str().unwrap();
    let list = format!("/v1/admin/departures?date={DAY}&flight={number}&origin=del");
    let listed = admin.get(&list).await.expect(200);
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    assert_eq!(listed["data"][0], admin.get(&departure(&offer)).await.expect(200));

    let first = admin.get(&format!("/v1/admin/departures?date={DAY}&limit=2")).await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let next = format!("/v1/admin/departures?date={DAY}&limit=2&cursor={cursor}");
    let next = admin.get(&next).await.expect(200);
    assert_ne!(first["data"][1], next["data"][0]);
    admin.get("/v1/admin/departures").await.refused(422, "invalid_request");
    asha.get(&list).await.refused(403, "forbidden");
    let nowhere = "/v1/admin/departures/0198c0de-0000-7000-8000-000000000001/2026-12-01";
    admin.get(nowhere).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_closed_departure_flies_and_sells_nothing_more() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let flight = offer["segments"][0]["flight_id"].clone();
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;

    let closed = change(&admin, &departure(&offer), json!({"status": "CLOSED"})).await.expect(200);
    assert_eq!(closed["status"], "CLOSED");
    assert!(!is_offered(&asha, &flight).await);
    let before = asha.try_book(&request(&[&offer], &[adult("Mira")])).await;
    before.refused(409, "sold_out");
    let kept = asha.booking(&booking).await;
    assert_eq!((&kept["status"], &kept["schedule_changes"]), (&json!("CONFIRMED"), &json!([])));

    change(&admin, &departure(&offer), json!({"status": "open"})).await.expect(200);
    assert!(is_offered(&asha, &flight).await);
    asha.book(&[&offer], &[adult("Mira")]).await;
}

#[actix_web::test]
async fn a_capacity_holds_what_is_sold_and_no_more_than_the_aircraft_has() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer_for("adults=2", "6E", "DEL-BOM", DAY).await;
    asha.buy(&[&offer], &[adult("Asha"), adult("Mira")]).await;
    let departure = departure(&offer);

    let below = change(&admin, &departure, json!({"capacity": {"ECONOMY": 1}})).await;
    below.refused(409, "already_sold");
    let beyond = change(&admin, &departure, json!({"capacity": {"ECONOMY": 9000}})).await;
    assert_eq!(beyond.blamed("invalid_request"), ["/capacity/ECONOMY"]);
    let limited = change(&admin, &departure, json!({"capacity": {"economy": 2}})).await;
    limited.expect(200);
    assert_eq!(cabin(&admin, &departure, "ECONOMY").await["capacity"], 2);
    change(&admin, &departure, json!({"capacity": null})).await.expect(200);
    assert!(cabin(&admin, &departure, "ECONOMY").await["capacity"].as_i64().unwrap() > 100);
    change(&admin, &departure, json!({"capacity": {"ECONOMY": 2}})).await.expect(200);
    asha.try_book(&request(&[&offer], &[adult("Nia"), adult("Dev")]))
        .await
        .refused(409, "sold_out");
    change(&admin, &departure, json!({"capacity": {"ECONOMY": null}})).await.expect(200);
    asha.book(&[&offer], &[adult("Nia"), adult("Dev")]).await;

    let nobody = admin.call(Method::PATCH, &departure).json(&json!({"status": "CLOSED"})).await;
    assert_eq!(nobody.blamed("invalid_request"), ["/reason"]);
}

#[actix_web::test]
async fn a_retimed_departure_is_followed_and_outlives_a_new_timetable() {
    let mut site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let departure = departure(&offer);
    let was = admin.get(&departure).await.expect(200);

    let another_day = change(&admin, &departure, json!({"departure_local": "2026-12-02T10:00"}));
    assert_eq!(another_day.await.blamed("invalid_request"), ["/departure_local"]);
    let too_short = json!({
        "departure_local": format!("{DAY}T12:00"), "arrival_local": format!("{DAY}T12:10"),
    });
    let too_short = change(&admin, &departure, too_short).await;
    assert_eq!(too_short.blamed("invalid_request"), ["/arrival_local"]);

    let times = json!({
        "departure_local": format!("{DAY}T21:10"), "arrival_local": format!("{DAY}T23:20"),
        "aircraft": "321",
    });
    let retimed = change(&admin, &departure, times).await.expect(200);
    assert_eq!(retimed["departure"], format!("{DAY}T21:10:00+05:30"));
    assert_eq!(retimed["timetable"]["departure"], was["departure"]);
    let changed = async || {
        let booking = asha.booking(&booking).await;
        booking["schedule_changes"].as_array()?.last().cloned()
    };
    let open = eventually("the booking has followed", changed).await;
    assert_eq!((&open["kind"], &open["status"]), (&json!("RETIMED"), &json!("OPEN")));
    assert_eq!(open["after"]["segments"][0]["departure"], retimed["departure"]);
    assert_eq!(open["after"]["segments"][0]["aircraft"], "321");
    asha.try_book(&request(&[&offer], &[adult("Mira")])).await.refused(409, "flight_changed");

    // The season again, five minutes later; and another process.
    revise(&site, "6E", |row| {
        if offer["segments"][0]["flight_id"] == row.id.to_string() {
            row.departs += time::Duration::minutes(5);
            row.arrives += time::Duration::minutes(5);
        }
    })
    .await;
    site = site.restarted(time::Duration::ZERO).await;
    let now = admin.get(&departure).await.expect(200);
    assert_eq!(now["departure"], retimed["departure"]);
    assert_ne!(now["timetable"]["departure"], was["departure"]);
    assert_eq!(changed().await.unwrap()["after"], open["after"]);

    let given_back = json!({"departure_local": null, "arrival_local": null, "aircraft": null});
    let back = change(&admin, &departure, given_back).await.expect(200);
    assert_eq!(back["departure"], now["timetable"]["departure"]);
    eventually("five minutes are no matter", async || {
        let change = changed().await?;
        (change["status"] == "ACCEPTED").then_some(())
    })
    .await;
    drop(site);
}

#[actix_web::test]
async fn a_cancelled_departure_gives_everything_back_at_once() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let there = asha.offer("6E", "DEL-BOM", DAY).await;
    let back = asha.offer("6E", "BOM-DEL", DAY_BACK).await;
    let laden = [with(adult("Asha"), "extra_baggage_kg", 5), infant("Tara", 0)];
    let query = "infants=1";
    let with_infant = asha.offer_for(query, "6E", "DEL-BOM", DAY).await;
    let single = asha.buy(&[&with_infant], &laden).await;
    let both_ways = asha.buy(&[&there, &back], &[adult("Mira")]).await;
    let hold = asha.book(&[&there], &[adult("Nia")]).await;
    let departure = departure(&there);

    let body = json!({"refund": "AT_ONCE", "reason": "The aircraft is on the ground"});
    let first = admin.post(&format!("{departure}/cancel"), &body).key("fog").await;
    let begun = first.expect(202);
    assert_eq!((&begun["total"], &begun["refund"]), (&json!(3), &json!("AT_ONCE")));
    let again = admin.post(&format!("{departure}/cancel"), &body).key("fog").await;
    assert!(again.is_replay());
    assert_eq!(again.expect(202), begun);
    cancel(&admin, &departure, "ON_ANSWER").await.refused(409, "already_cancelled");
    change(&admin, &departure, json!({"status": "OPEN"})).await.refused(409, "already_cancelled");

    let shown = admin.get(&departure).await.expect(200);
    assert_eq!(shown["status"], "CANCELLED");
    asha.try_book(&request(&[&there], &[adult("Dev")])).await.refused(409, "flight_changed");
    let done = done(&admin, &departure).await;
    assert_eq!(
        (&done["status"], &done["done"], &done["total"]),
        (&json!("DONE"), &json!(3), &json!(3))
    );

    let single = asha.booking(&single).await;
    assert_eq!(single["status"], "CANCELLED");
    let change = &single["schedule_changes"][0];
    assert_eq!((&change["kind"], &change["after"]), (&json!("CANCELLED"), &Value::Null));
    assert_eq!(change["status"], "REFUNDED");
    let mira = asha.booking(&both_ways).await;
    assert_eq!(mira["status"], "PARTIALLY_CANCELLED");
    assert_eq!(mira["journeys"][1]["status"], "CONFIRMED");
    let nia = asha.booking(&hold).await;
    assert_eq!(
        (&nia["status"], &nia["expired_because"]),
        (&json!("EXPIRED"), &json!("SCHEDULE_CHANGED"))
    );
    let economy = cabin(&admin, &departure, "ECONOMY").await;
    assert_eq!((&economy["sold"], &economy["held"]), (&json!(0), &json!(0)));

    // The extra baggage is part of what comes back.
    let store = site.store().await;
    let reference = single["booking_ref"].as_str().unwrap().parse().unwrap();
    let stored = store.booking_by_reference(reference).await.unwrap().unwrap().value;
    let refunds = store.refunds(stored.id).await.unwrap();
    let amount = refunds.iter().map(|refund| refund.value.amount.get()).sum::<i64>();
    assert_eq!(amount, minor(&single["price"]["total"]));
    let world = Snapshot::read(&*store, Currency::INR, Scope::Everything).await.unwrap();
    let sources = Sources::of_store(&*store, &world, site.clock.now());
    assert_eq!(audit(sources, &|_| ()).await.unwrap().findings, []);
}

#[actix_web::test]
async fn a_cancelled_departure_asks_its_travellers_first() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let departure = departure(&offer);
    cancel(&admin, &departure, "ON_ANSWER").await.expect(202);
    done(&admin, &departure).await;

    let told = asha.booking(&booking).await;
    let change = &told["schedule_changes"][0];
    assert_eq!((&told["status"], &change["status"]), (&json!("CONFIRMED"), &json!("OPEN")));
    let id = change["id"].as_str().unwrap();
    let accept = format!("{}/schedule-changes/{id}/accept", path(&booking));
    asha.post(&accept, &json!({})).once().await.refused(409, "no_alternative");
    let refund = format!("{}/schedule-changes/{id}/refund", path(&booking));
    let refunded = asha.post(&refund, &json!({})).once().await.expect(200);
    assert_eq!(refunded["status"], "CANCELLED");
}

#[actix_web::test]
async fn a_passenger_list_is_read_printed_and_opened_in_a_spreadsheet() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer_for("infants=1", "6E", "DEL-BOM", DAY).await;
    let laden = [with(adult("Asha"), "extra_baggage_kg", 5), infant("Tara", 0)];
    let booking = asha.buy(&[&offer], &laden).await;
    let one = asha.offer("6E", "DEL-BOM", DAY).await;
    asha.book(&[&one], &[adult("Mira")]).await;
    let address = format!("{}/passengers", departure(&offer));

    let answer = admin.get(&address).await;
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    let list = answer.expect(200);
    let travelling = list["travelling"].as_array().unwrap();
    assert_eq!(travelling.len(), 2);
    assert_eq!(travelling[0]["booking_ref"], booking["booking_ref"]);
    assert!(travelling[0]["seat"].is_string() && travelling[0]["ticket_number"].is_string());
    assert_eq!(travelling[0]["extra_kg"], 5);
    assert_eq!(travelling[1]["type"], "INFANT");
    assert_eq!(travelling[1]["infant_of"], travelling[0]["passenger_id"]);
    assert_eq!(list["held"].as_array().unwrap().len(), 1);
    assert_eq!(list["held"][0]["ticket_number"], Value::Null);
    assert_eq!((&list["totals"]["adults"], &list["totals"]["held"]), (&json!(1), &json!(1)));

    let table = admin.get(&address).header("accept", "text/csv").await;
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(table.header("cache-control"), Some("private, no-store"));
    assert_eq!(table.text().lines().count(), 4);
    let pdf = admin.get(&address).header("accept", "application/pdf").await;
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert!(pdf.bytes.starts_with(b"%PDF"));
    asha.get(&address).await.refused(403, "forbidden");
}
