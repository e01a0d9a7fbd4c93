//! What travellers show at a border: kept, shown by its end, overtaken by a change of journeys, listed
//! for authorities, forgotten.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::call::{Answer, Client};
use crate::changing::{confirm, quote};
use crate::journeys::{DAY, adult, infant, path};
use crate::logged;
use crate::site::Site;

const ROUTE: &str = "DXB-LHR";
const LATER: &str = "2026-12-12";

/// A number that no log may have: `logged.rs` looks for it.
const NUMBER: &str = logged::DOCUMENT_NUMBER;

fn passport(expires_on: &str) -> Value {
    let typed = NUMBER.to_lowercase();
    json!({
        "type": "passport", "number": format!(" {}-{}", &typed[..2], &typed[2..]),
        "issuing_country": "in", "nationality": "IN", "expires_on": expires_on,
    })
}

fn address(booking: &Value, passenger: usize) -> String {
    let id = booking["passengers"][passenger]["id"].as_str().unwrap();
    format!("{}/passengers/{id}/travel-document", path(booking))
}

async fn put(client: &Client, booking: &Value, passenger: usize, body: &Value) -> Answer {
    client.call(Method::PUT, &address(booking, passenger)).json(body).await
}

#[actix_web::test]
async fn a_document_is_kept_and_shown_by_the_end_of_its_number_alone() {
    let site = Site::start().await;
    let (asha, mira) = (site.sign_up("Asha").await, site.sign_up("Mira").await);
    let admin = site.admin("Ravi").await;
    let offer = asha.offer("BA", ROUTE, DAY).await;
    let held = asha.book(&[&offer], &[adult("Asha")]).await;
    assert_eq!(held["passengers"][0]["travel_document"], Value::Null);
    // 72 hours before it leaves at six in the morning, by the clocks of Dubai or whenever.
    let leaves = held["journeys"][0]["segments"][0]["departure"].as_str().unwrap().to_owned();
    let due_by = held["journeys"][0]["documents_due_by"].as_str().unwrap().to_owned();
    assert_eq!(instant(&leaves) - instant(&due_by), Duration::hours(72));

    let answer = put(&asha, &held, 0, &passport(DAY)).await;
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    let kept = answer.expect(200)["passengers"][0]["travel_document"].clone();
    let shown = json!({
        "type": "PASSPORT", "number_ending": &NUMBER[NUMBER.len() - 4..],
        "issuing_country": "IN", "nationality": "IN", "expires_on": DAY, "valid_for_trip": true,
    });
    assert_eq!(kept, shown);
    put(&asha, &held, 0, &passport(DAY)).await.expect(200);
    asha.pay(&held, "pm_card_visa").await;
    let paid = asha.booking_once(&held, "CONFIRMED").await;
    assert_eq!(paid["passengers"][0]["travel_document"], shown);

    let reference = held["booking_ref"].as_str().unwrap();
    for place in [
        format!("/v1/admin/bookings/{reference}"),
        format!("/v1/admin/bookings/{reference}/history"),
        format!("/v1/admin/bookings?q={reference}"),
    ] {
        assert!(!admin.get(&place).await.text().contains(NUMBER), "{place}");
    }
    let export = asha.get("/v1/users/me/export").await;
    assert_eq!(
        export.expect(200)["bookings"][0]["booking"]["passengers"][0]["travel_document"],
        shown
    );
    assert!(!export.text().contains(NUMBER));

    put(&mira, &held, 0, &passport(DAY)).await.refused(404, "not_found");
    mira.delete(&address(&held, 0)).await.refused(404, "not_found");
    let nobody =
        json!({"booking_ref": reference, "passengers": [{"id": held["tickets"][0]["id"]}]});
    put(&asha, &nobody, 0, &passport(DAY)).await.refused(404, "not_found");
    for _ in 0..2 {
        assert_eq!(asha.delete(&address(&held, 0)).await.status, 204);
        assert_eq!(asha.booking(&held).await["passengers"][0]["travel_document"], Value::Null);
    }
}

#[actix_web::test]
async fn what_is_wrong_with_a_document_is_told_by_field() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("BA", ROUTE, DAY).await;
    let held = asha.book(&[&offer], &[adult("Asha")]).await;
    let wrong = json!({
        "type": "VISA", "number": "A<B", "issuing_country": "ZZ", "nationality": "IND",
        "expires_on": "soon",
    });
    let told = put(&asha, &held, 0, &wrong).await;
    assert_eq!(
        told.blamed("invalid_request"),
        ["/type", "/number", "/issuing_country", "/nationality", "/expires_on"]
    );
    let early = put(&asha, &held, 0, &passport("2026-11-30")).await;
    assert_eq!(early.blamed("invalid_request"), ["/expires_on"]);
    assert!(early.text().contains(&format!("must not be before {DAY}")), "{}", early.text());

    assert_eq!(asha.delete(&path(&held)).await.status, 204);
    put(&asha, &held, 0, &passport(DAY)).await.refused(409, "booking_not_confirmed");
}

#[actix_web::test]
async fn a_document_that_a_change_of_journeys_overtakes_counts_as_missing() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("BA", ROUTE, DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    put(&asha, &booking, 0, &passport("2026-12-05")).await.expect(200);

    let later = asha.offer("BA", ROUTE, LATER).await;
    let quoted = quote(&asha, &booking, "DEPARTING", &later).await.expect(201);
    let pays = quoted["to_pay"]["amount"].as_i64().unwrap() > 0;
    let by = if pays { json!({"payment_method": "pm_card_visa"}) } else { json!({}) };
    confirm(&asha, &quoted, &by).await.expect(200);
    let changed = crate::site::eventually("the journey is changed", async || {
        let booking = asha.booking(&booking).await;
        let leaves =
            booking["journeys"][0]["segments"][0]["departure"].as_str().unwrap().to_owned();
        leaves.starts_with(LATER).then_some(booking)
    })
    .await;
    let document = &changed["passengers"][0]["travel_document"];
    assert_eq!(
        (&document["valid_for_trip"], &document["expires_on"]),
        (&json!(false), &json!("2026-12-05"))
    );
    put(&asha, &booking, 0, &passport("2027-01-01")).await.expect(200);
    let renewed = asha.booking(&booking).await;
    assert_eq!(renewed["passengers"][0]["travel_document"]["valid_for_trip"], true);

    asha.cancel(&booking, &json!({})).await;
    let refused = put(&asha, &booking, 0, &passport("2027-01-01")).await;
    refused.refused(409, "booking_not_confirmed");
    assert_eq!(asha.booking(&booking).await["journeys"][0]["documents_due_by"], Value::Null);
    assert_eq!(asha.delete(&address(&booking, 0)).await.status, 204);
}

#[actix_web::test]
async fn a_flight_within_one_country_asks_for_no_document() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    assert_eq!(booking["journeys"][0]["documents_due_by"], Value::Null);
    put(&asha, &booking, 0, &passport("2030-01-01")).await.expect(200);
}

#[actix_web::test]
async fn authorities_get_the_list_as_a_table_and_as_a_message() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer_for("infants=1", "BA", ROUTE, DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha"), infant("Tara", 0)]).await;
    put(&asha, &booking, 0, &passport("2031-12-31")).await.expect(200);
    let one = asha.offer("BA", ROUTE, DAY).await;
    asha.book(&[&one], &[adult("Mira")]).await;
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();
    let list = format!("/v1/admin/departures/{flight}/{DAY}/apis");

    let answer = admin.get(&list).await;
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    let shown = answer.expect(200);
    assert_eq!(
        shown["totals"],
        json!({"passengers": 2, "without_document": 1, "with_document_that_expires": 0})
    );
    let travelling = shown["travelling"].as_array().unwrap();
    let with = travelling.iter().find(|it| it["travel_document"] != Value::Null).unwrap();
    assert_eq!(with["travel_document"]["number"], NUMBER);
    assert_eq!(
        (&with["given_name"], &with["date_of_birth"]),
        (&json!("ASHA"), &json!("1990-05-01"))
    );

    let table = admin.get(&list).header("accept", "text/csv").await;
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(table.text().lines().count(), 3);
    assert!(table.text().contains(&format!(",IN,PASSPORT,{NUMBER},IN,2031-12-31,YES,ADULT,")));

    let message = admin.get(&list).header("accept", "application/edifact").await;
    assert_eq!(message.header("content-type"), Some("application/edifact"));
    assert_eq!(message.header("cache-control"), Some("private, no-store"));
    let text = message.text();
    let number = offer["segments"][0]["flight_number"].as_str().unwrap();
    let segments: Vec<_> = text.split_terminator('\'').collect();
    assert_eq!(segments[0], "UNA:+.? ");
    assert!(segments[1].starts_with("UNB+UNOA:4+BA:ZZ+APIS:ZZ+261110:"), "{text}");
    let holds = |segment: &str| assert!(segments.contains(&segment), "{segment} in {text}");
    for segment in [
        format!("TDT+20+{number}+++BA"),
        format!("RFF+AVF:{}", booking["booking_ref"].as_str().unwrap()),
        format!("DOC+P+{NUMBER}"),
    ] {
        holds(&segment);
    }
    for segment in [
        "BGM+745",
        "LOC+125+DXB",
        "LOC+87+LHR",
        "NAT+2+IND",
        "DTM+36:311231",
        "LOC+91+IND",
        "CNT+42:2",
        "UNE+1+1",
    ] {
        holds(segment);
    }
    // All but UNA, UNB, UNG, UNE and UNZ.
    holds(&format!("UNT+{}+PAX001", segments.len() - 5));

    let named = admin.get(&format!("{list}?format=paxlst&recipient=gbapis")).await;
    assert!(named.text().contains("+GBAPIS:ZZ+"));
    let wrong = admin.get(&format!("{list}?format=pdf&recipient=A%2BB")).await;
    assert_eq!(wrong.blamed("invalid_request"), ["/format", "/recipient"]);
    asha.get(&list).await.refused(403, "forbidden");
    let nowhere = format!("/v1/admin/departures/0198c0de-0000-7000-8000-000000000001/{DAY}/apis");
    admin.get(&nowhere).await.refused(404, "not_found");
}

fn instant(text: &str) -> time::OffsetDateTime {
    let format = &time::format_description::well_known::Rfc3339;
    time::OffsetDateTime::parse(text, format).unwrap()
}
