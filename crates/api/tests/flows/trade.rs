//! What an administrator changes over HTTP while servers sell: the timetable, places, the tariff and
//! promo codes.

use reqwest::Method;
use serde_json::{Value, json};

use crate::call::{Answer, Client};
use crate::journeys::{DAY, adult, minor, path, request, with};
use crate::site::{Site, eventually};

const HEADER: &str = "flight_number,origin,destination,departure_local,arrival_local,days_of_week,\
                      valid_from,valid_until,aircraft\n";
const WHY: &str = "reason=Winter";

/// Two daily flights of an airline that the demo does not have; one leaves at this time.
fn winter(departs: &str, arrives: &str) -> String {
    format!(
        "{HEADER}QZ2045,DEL,BOM,{departs},{arrives},1234567,2026-11-10,2027-03-01,320\n\
         QZ2046,BOM,DEL,18:00,20:10,1234567,2026-11-10,2027-03-01,320\n"
    )
}

async fn send(admin: &Client, query: &str, file: impl Into<Vec<u8>>) -> Answer {
    let call = admin.call(Method::POST, &format!("/v1/admin/timetable?{query}"));
    call.file("text/csv", file).await
}

async fn put(admin: &Client, address: &str, body: &Value) -> Answer {
    admin.call(Method::PUT, address).json(body).await
}

/// The earliest offer of the new airline, once there is one.
async fn sold(client: &Client) -> Value {
    let query = format!(
        "origin=DEL&destination=BOM&departure_date={DAY}&airlines=QZ&max_stops=0&limit=200"
    );
    eventually("the new flights are for sale", async || {
        let offers = client.offers(&query).await;
        offers.into_iter().find(|offer| offer["brand"]["code"] == "STANDARD")
    })
    .await
}

#[actix_web::test]
async fn a_timetable_is_planned_put_in_force_and_followed() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);

    let planned = send(&admin, "dry_run=true", winter("08:00", "10:10")).await.expect(200);
    assert_eq!((&planned["applied"], &planned["version"]), (&json!(false), &Value::Null));
    assert_eq!(planned["airlines"], json!(["QZ"]));
    assert_eq!(planned["departures"]["added"], json!(224));
    let version = send(&admin, WHY, winter("08:00", "10:10")).await.expect(200)["version"].clone();
    let offer = sold(&asha).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;

    // Half an hour later: the plan names the booking, and it follows.
    let planned = send(&admin, "dry_run=true", winter("08:30", "10:40")).await.expect(200);
    assert_eq!((&planned["bookings"], &planned["passengers"]), (&json!(1), &json!(1)));
    let change = &planned["changes"][0];
    assert_eq!((&change["change"], &change["date"]), (&json!("RETIMED"), &json!(DAY)));
    assert_eq!(change["bookings"], json!([booking["booking_ref"]]));
    assert_eq!(change["flight_number"], "QZ2045");
    let applied = send(&admin, WHY, winter("08:30", "10:40")).await.expect(200);
    assert!(applied["version"].as_i64() > version.as_i64());
    eventually("the booking has followed its flight", async || {
        let booking = asha.booking(&booking).await;
        booking["schedule_changes"].as_array()?.last().filter(|it| it["kind"] == "RETIMED").cloned()
    })
    .await;

    // Without the flight that is booked: much is taken away.
    let whole = winter("", "");
    let without: String =
        whole.split_inclusive('\n').filter(|line| !line.contains("2045")).collect();
    let refused = send(&admin, WHY, without.clone()).await;
    refused.refused(409, "needs_confirmation");
    let planned = send(&admin, "dry_run=true", without.clone()).await.expect(200);
    assert_eq!(
        (&planned["needs_confirmation"], &planned["applied"]),
        (&json!(true), &json!(false))
    );
    send(&admin, &format!("{WHY}&confirm=true"), without).await.expect(200);
    eventually("the booking knows that its flight is gone", async || {
        let booking = asha.booking(&booking).await;
        booking["schedule_changes"]
            .as_array()?
            .last()
            .filter(|it| it["kind"] == "WITHDRAWN")
            .cloned()
    })
    .await;
}

/// The tariff has no seats for a type that it does not know, so nothing could be sold.
#[actix_web::test]
async fn a_flight_on_an_aircraft_that_the_tariff_does_not_know_is_told_of() {
    let site = Site::start().await;
    let admin = site.admin("Ravi").await;
    let known = winter("08:00", "10:10");
    let planned = send(&admin, "dry_run=true", known.clone()).await.expect(200);
    assert_eq!(planned["seatless"], json!([]));

    // Flights that were never sold take nothing away.
    let unknown = known.replace(",320", ",XYZ");
    let planned = send(&admin, "dry_run=true", unknown.clone()).await.expect(200);
    assert_eq!(planned["seatless"], json!([{ "aircraft": "XYZ", "rows": 2 }]));
    assert_eq!(planned["needs_confirmation"], false);

    // Those that are for sale would come off it.
    send(&admin, WHY, known).await.expect(200);
    let refused = send(&admin, WHY, unknown.clone()).await;
    refused.refused(409, "needs_confirmation");
    let why = refused.text();
    assert!(why.contains("2 rows that are for sale") && why.contains("XYZ"), "{why}");
    send(&admin, &format!("{WHY}&confirm=true"), unknown).await.expect(200);
}

#[actix_web::test]
async fn a_standard_schedule_is_taken_as_a_table_is() {
    let site = Site::start().await;
    let admin = site.admin("Ravi").await;
    let schedule = include_str!("../../../import/src/samples/ssim/local.txt");
    let planned = send(&admin, "dry_run=true&from=2026-11-10", schedule).await;
    // Its season is over, and one of its airports is not in the small world.
    let blamed = planned.blamed("invalid_request");
    assert!(blamed.iter().all(|at| at.starts_with("/lines/") || at == "/until"), "{blamed:?}");
}

#[actix_web::test]
async fn a_bad_row_is_named_and_nothing_is_changed() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let bad = format!("{}QZ2047,DEL,XXX,25:00,10:10,1234567,,,320\n", winter("08:00", "10:10"));
    let refused = send(&admin, WHY, bad).await;
    assert_eq!(
        refused.blamed("invalid_request"),
        ["/lines/4/destination", "/lines/4/departure_local"]
    );
    assert_eq!(asha.get("/v1/flights?airline=QZ").await.expect(200)["data"], json!([]));

    for (query, at) in [
        ("", "/reason"),
        ("reason=", "/reason"),
        ("reason=x&airline=AI", "/airline"),
        ("reason=x&from=2026-11-09", "/from"),
        ("reason=x&until=2026-11-01", "/until"),
        ("reason=x&confirmed=true", "/confirmed"),
    ] {
        let refused = send(&admin, query, winter("08:00", "10:10")).await;
        assert_eq!(refused.blamed("invalid_request"), [at], "{query}");
    }
    send(&asha, WHY, winter("08:00", "10:10")).await.refused(403, "forbidden");
    send(&admin, WHY, vec![b'a'; 70 * 1_024 * 1_024]).await.refused(413, "payload_too_large");
}

#[actix_web::test]
async fn airports_and_airlines_are_kept_while_something_needs_them() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let airport = json!({
        "icao": "XXQA", "name": "Quartz Field", "city": "Quartz", "country": "IN",
        "latitude": 12.5, "longitude": 77, "time_zone": "Asia/Kolkata", "reason": "A new airport",
    });
    put(&admin, "/v1/admin/airports/xqa", &airport).await.expect(201);
    eventually("the airport is known", async || {
        let found = asha.get("/v1/airports/XQA").await;
        (found.status == 200 && found.json()["latitude"] == 12.5).then_some(())
    })
    .await;
    let moved = with(airport.clone(), "time_zone", "Asia/Dubai");
    put(&admin, "/v1/admin/airports/XQA", &moved).await.expect(200);
    let gone = async |code: &str| {
        let address = format!("/v1/admin/airports/{code}?reason=It+was+closed");
        admin.delete(&address).await
    };
    assert_eq!(gone("XQA").await.status, 204);
    gone("XQA").await.refused(404, "not_found");
    eventually("the airport is gone", async || {
        (asha.get("/v1/airports/XQA").await.status == 404).then_some(())
    })
    .await;

    gone("DEL").await.refused(409, "in_use");
    let delhi = with(moved, "icao", Value::Null);
    put(&admin, "/v1/admin/airports/DEL", &delhi).await.refused(409, "in_use");
    assert_eq!(asha.get("/v1/airports/DEL").await.expect(200)["time_zone"], "Asia/Kolkata");
    let wrong = json!({"name": " ", "city": "x", "country": "IND", "latitude": 91, "longitude": "1",
                       "time_zone": "Mars/Olympus", "reason": " "});
    let mut blamed = put(&admin, "/v1/admin/airports/XQB", &wrong).await.blamed("invalid_request");
    blamed.sort();
    let expected = ["/country", "/latitude", "/longitude", "/name", "/reason", "/time_zone"];
    assert_eq!(blamed, expected);

    let named = json!({"name": "Quetzal Air", "reason": "A partner"});
    put(&admin, "/v1/admin/airlines/qz", &named).await.expect(201);
    put(&admin, "/v1/admin/airlines/QZ", &named).await.expect(200);
    eventually("the airline is known", async || {
        let found = asha.get("/v1/airlines/QZ").await;
        (found.status == 200 && found.json()["name"] == "Quetzal Air").then_some(())
    })
    .await;
}

#[actix_web::test]
async fn a_tariff_is_shown_as_a_file_and_taken_as_one() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let file = admin.get("/v1/admin/tariff").await;
    file.expect_ok();
    let (text, before) = (file.text(), file.header("tariff-version").unwrap().to_owned());
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let load = async |text: String| {
        let call = admin.call(Method::PUT, "/v1/admin/tariff?reason=Cheaper+children");
        call.file("application/toml", text).await
    };
    let same = load(text.clone()).await.expect(200);
    assert_eq!((&same["is_new"], same["version"].to_string()), (&json!(false), before.clone()));

    let dearer = text.replacen("rounding = ", "# Dearer\nrounding = ", 1);
    let loaded = load(dearer.clone()).await.expect(200);
    assert_eq!(loaded["is_new"], json!(true));
    assert!(loaded["version"].as_i64().unwrap() > before.parse().unwrap());
    assert_eq!(admin.get("/v1/admin/tariff").await.text(), dearer);
    let old = admin.get(&format!("/v1/admin/tariff?version={before}")).await;
    assert_eq!(old.text(), text);
    admin.get("/v1/admin/tariff?version=999").await.refused(404, "not_found");
    // What was offered before is sold as it was.
    asha.buy(&[&offer], &[adult("Asha")]).await;

    let faulty = text.replacen("rounding = ", "roundings = ", 1);
    let refused = load(faulty).await;
    let blamed = refused.blamed("invalid_request");
    assert!(blamed.iter().any(|at| at.starts_with("/lines/")), "{blamed:?}");
    assert_eq!(admin.get("/v1/admin/tariff").await.text(), dearer);
    let other = load(text.replacen("\"INR\"", "\"EUR\"", 1)).await;
    assert_eq!(other.status, 422);
}

#[actix_web::test]
async fn a_promo_code_is_put_up_counted_and_ended() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let new = json!({"code": "winter15", "percent": 15, "limit": 2, "routes": ["del-bom"],
                     "valid_until": "2026-12-31", "reason": "The winter campaign"});
    let put_up = admin.post("/v1/admin/promo-codes", &new).await.expect(201);
    assert_eq!((&put_up["code"], &put_up["uses"]), (&json!("WINTER15"), &json!(0)));
    admin.post("/v1/admin/promo-codes", &new).await.refused(409, "promo_code_exists");
    let listed = async || {
        let list = admin.get("/v1/admin/promo-codes?limit=200").await.expect(200);
        let all = list["data"].as_array().unwrap().clone();
        all.into_iter().find(|it| it["code"] == "WINTER15").unwrap()
    };

    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let order = with(request(&[&offer], &[adult("Asha")]), "promo_code", "WINTER15");
    let booking = asha.try_book(&order).await.expect(201);
    assert_eq!(listed().await["uses"], json!(1));
    let base = minor(&offer["price"]["base"]);
    assert_eq!(minor(&booking["price"]["discount"]), base * 15 / 100);

    let end = async || admin.delete("/v1/admin/promo-codes/winter15?reason=Too+dear").await;
    for _ in 0..2 {
        assert_eq!(end().await.status, 204);
    }
    let ended = listed().await;
    assert_eq!((&ended["is_over"], &ended["uses"]), (&json!(true), &json!(1)));
    asha.try_book(&order).await.refused(422, "invalid_promo_code");
    // Who has it keeps it.
    let kept = asha.get(&path(&booking)).await.expect(200);
    assert_eq!(kept["price"]["discount"], booking["price"]["discount"]);
    admin.delete("/v1/admin/promo-codes/NOBODY?reason=x").await.refused(404, "not_found");

    let both = json!({"code": "AB", "percent": 1, "fixed": 1, "reason": "x"});
    let mut blamed = admin.post("/v1/admin/promo-codes", &both).await.blamed("invalid_request");
    blamed.sort();
    assert_eq!(blamed, ["/code", "/fixed"]);
    asha.get("/v1/admin/promo-codes").await.refused(403, "forbidden");
}

#[actix_web::test]
async fn sales_add_up_to_what_was_paid_and_what_went_back() {
    let site = Site::start_with(|settings| settings.reports.time_zone = "Asia/Kolkata".to_owned());
    let site = site.await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let plain = asha.buy(&[&offer], &[adult("Asha")]).await;
    let traveller = with(adult("Ravi"), "extra_baggage_kg", 5);
    let order = with(request(&[&offer], &[traveller]), "promo_code", "WELCOME10");
    let reduced = asha.try_book(&order).await.expect(201);
    asha.pay(&reduced, "pm_card_visa").await;
    asha.booking_once(&reduced, "CONFIRMED").await;
    let cancelled = asha.cancel(&reduced, &json!({})).await;
    asha.settled(&cancelled).await;

    let total = |booking: &Value| minor(&booking["price"]["total"]);
    let back = minor(
        &asha
            .get(&format!("/v1/cancellations/{}", cancelled["id"].as_str().unwrap()))
            .await
            .expect(200)["refund"],
    );
    let query = "from=2026-11-10&to=2026-11-10&by=day,airline,route,brand";
    let report = admin.get(&format!("/v1/admin/reports/sales?{query}")).await.expect(200);
    let line = &report["data"][0];
    assert_eq!(report["time_zone"], "Asia/Kolkata");
    assert_eq!((&line["airline"], &line["route"]), (&json!("6E"), &json!("DEL-BOM")));
    assert_eq!((&line["sold"], &line["given_back"]), (&json!(2), &json!(1)));
    let of = |name: &str| minor(&line[name]);
    assert_eq!(of("gross") - of("discounts"), total(&plain) + total(&reduced));
    assert_eq!(of("refunds"), back);
    assert_eq!(of("net"), of("gross") - of("discounts") - of("refunds"));
    assert_eq!(of("extras"), minor(&reduced["price"]["extra_baggage"]));
    let taxes = line["taxes"].as_array().unwrap().iter().map(|tax| minor(&tax["amount"]));
    assert_eq!(of("gross"), of("base") + taxes.sum::<i64>() + of("extras"));
    assert_eq!(report["totals"][0]["net"], line["net"]);

    let table =
        admin.get(&format!("/v1/admin/reports/sales?{query}")).header("Accept", "text/csv").await;
    table.expect_ok();
    let text = table.text();
    let rows: Vec<_> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(
        rows[0].starts_with("day,airline,route,brand,sold,changed,given_back,currency,gross,base,")
    );
    assert!(rows[1].starts_with("2026-11-10,6E,DEL-BOM,STANDARD,2,0,1,INR,"), "{rows:?}");
    assert!(rows[2].starts_with("TOTAL,TOTAL,TOTAL,TOTAL,2,0,1,INR,"), "{rows:?}");
    let net = format!("{}.{:02}", of("net") / 100, of("net") % 100);
    assert!(rows[1].ends_with(&format!(",{net}")), "{net} {rows:?}");

    for (query, at) in [
        ("from=2026-11-10", "/to"),
        ("from=2026-11-10&to=2026-11-09", "/to"),
        ("from=2026-11-10&to=2027-11-11", "/to"),
        ("from=2026-11-10&to=2026-11-10&by=week", "/by"),
    ] {
        let refused = admin.get(&format!("/v1/admin/reports/sales?{query}")).await;
        assert_eq!(refused.blamed("invalid_request"), [at], "{query}");
    }
    asha.get(&format!("/v1/admin/reports/sales?{query}")).await.refused(403, "forbidden");
}
