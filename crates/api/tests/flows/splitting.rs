//! A booking becomes two: what each has, what each gets back, and that nothing is lost between them.

use airside_app::account::Role;
use serde_json::{Value, json};
use time::Duration;

use crate::call::{Answer, Client};
use crate::changing::{assert_audited, confirm, numbers, of_party, quote};
use crate::journeys::{DAY, DAY_BACK, adult, child, infant, minor, path, payments, request, with};
use crate::schedules::{later, revise};
use crate::site::{Site, eventually};

const PARTY: &str = "adults=2&children=1&infants=1";

/// A round trip for two adults, a child and an infant, with bags, at a discount.
async fn family(client: &Client) -> Value {
    let there = of_party(client, PARTY, "STANDARD", "DEL-BOM", DAY).await;
    let back = of_party(client, PARTY, "STANDARD", "BOM-DEL", DAY_BACK).await;
    let travellers = [
        with(adult("Asha"), "extra_baggage_kg", 5),
        with(adult("Ravi"), "extra_baggage_kg", 10),
        child("Mira"),
        infant("Dev", 1),
    ];
    let body = with(request(&[&there, &back], &travellers), "promo_code", "WELCOME10");
    let booking = client.try_book(&body).await.expect(201);
    client.pay(&booking, "pm_card_visa").await;
    client.booking_once(&booking, "CONFIRMED").await
}

async fn split(client: &Client, booking: &Value, places: &[usize]) -> Answer {
    client.post(&format!("{}/split", path(booking)), &named(booking, places)).once().await
}

fn named(booking: &Value, places: &[usize]) -> Value {
    let ids: Vec<_> = places.iter().map(|at| booking["passengers"][at]["id"].clone()).collect();
    json!({ "passengers": ids })
}

fn seats(booking: &Value) -> Vec<Value> {
    let journeys = booking["journeys"].as_array().unwrap().iter();
    let segments = journeys.flat_map(|it| it["segments"].as_array().unwrap());
    let mut seats: Vec<_> =
        segments.flat_map(|it| it["seats"].as_array().unwrap()).cloned().collect();
    seats.sort_by_key(ToString::to_string);
    seats
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_key(ToString::to_string);
    values
}

/// What a booking was paid with, less what pays for others since.
async fn paid(client: &Client, booking: &Value) -> i64 {
    let listed = client.get(&payments(booking)).await.expect(200);
    let listed = listed["data"].as_array().unwrap().clone();
    let of = |payment: &Value| {
        let given = payment.get("split_amount").map_or(0, minor);
        minor(&payment["amount"]) - given
    };
    listed.iter().filter(|it| it["status"] == "SUCCEEDED").map(of).sum()
}

#[actix_web::test]
async fn each_half_has_its_people_and_its_share_to_the_last_unit() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let whole = family(&asha).await;
    let answer = split(&asha, &whole, &[1]).await;
    let location = answer.header("location").unwrap().to_owned();
    let theirs = answer.expect(201);
    assert!(location.ends_with(&path(&theirs)), "{location}");
    let rest = asha.booking(&whole).await;
    let half = asha.booking(&theirs).await;

    assert_eq!(half["split_from"], whole["booking_ref"]);
    assert_eq!(rest["split_to"], json!([half["booking_ref"]]));
    assert_eq!((&rest["split_from"], &half["split_to"]), (&Value::Null, &json!([])));
    assert_eq!((&half["status"], &rest["status"]), (&json!("CONFIRMED"), &json!("CONFIRMED")));
    let people = |it: &Value| it["passengers"].as_array().unwrap().len();
    assert_eq!((people(&half), people(&rest)), (2, 2), "the infant goes with its adult");
    assert_eq!((&half["promo_code"], &rest["promo_code"]), (&Value::Null, &whole["promo_code"]));
    for part in ["base", "taxes", "extra_baggage", "discount", "total"] {
        let of = |it: &Value| minor(&it["price"][part]);
        assert_eq!(of(&half) + of(&rest), of(&whole), "{part}");
    }
    assert_eq!(sorted([seats(&half), seats(&rest)].concat()), seats(&whole));
    let all = sorted([numbers(&half), numbers(&rest)].concat());
    assert_eq!(all, sorted(numbers(&whole)));
    assert_eq!(paid(&asha, &half).await, minor(&half["price"]["total"]));
    assert_eq!(paid(&asha, &rest).await, minor(&rest["price"]["total"]));
    // A ticket each, and the one of all of them.
    asha.ready_documents(&half, 1).await;
    asha.ready_documents(&rest, 1).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn each_half_is_cancelled_changed_and_split_by_itself() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let whole = family(&asha).await;
    let half = split(&asha, &whole, &[1]).await.expect(201);

    // They fly later, for the fee and the difference; and come back from it in a booking of each.
    let offer = of_party(&asha, "adults=1&infants=1", "FLEXIBLE", "BOM-DEL", "2026-12-12").await;
    let change = quote(&asha, &half, "RETURNING", &offer).await.expect(201);
    confirm(&asha, &change, &json!({"payment_method": "pm_card_visa"})).await.expect(200);
    assert_eq!(asha.booking(&whole).await["status"], "CONFIRMED");
    assert_audited(&site).await;

    let both = json!({"journeys": "BOTH"});
    returned(&asha, &asha.cancel(&half, &both).await).await;
    assert_eq!(asha.booking(&half).await["status"], "CANCELLED");
    let rest = asha.booking(&whole).await;
    assert_eq!(rest["status"], "CONFIRMED");
    returned(&asha, &asha.cancel(&rest, &both).await).await;
    assert_audited(&site).await;
    let admin = site.admin("Ravi").await;
    let sales = admin.get("/v1/admin/reports/sales?from=2026-11-01&to=2026-12-31").await;
    let sales = sales.expect(200);
    assert_eq!(sales["totals"][0]["sold"], 2, "a split sells nothing: {sales}");
}

#[actix_web::test]
async fn the_halves_are_split_again_and_cancelling_all_of_them_costs_what_the_whole_does() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (together, apart) = (three(&asha).await, three(&asha).await);
    let first = split(&asha, &apart, &[1, 2]).await.expect(201);
    let second = split(&asha, &first, &[1]).await.expect(201);
    // Of what the first brought there is a part of a part.
    site.clock.advance(Duration::days(17));
    let out = json!({"journeys": "DEPARTING"});
    let whole = minor(&asha.cancel(&together, &out).await["refund"]);
    let mut refunds = 0;
    for booking in [&apart, &first, &second] {
        refunds += minor(&asha.cancel(booking, &out).await["refund"]);
    }
    assert_eq!(refunds, whole);
    assert_audited(&site).await;
}

/// All of it is back, by however many payments it had come.
async fn returned(client: &Client, cancellation: &Value) {
    let address = format!("/v1/cancellations/{}", cancellation["id"].as_str().unwrap());
    eventually("the money is back", async || {
        let now = client.get(&address).await.expect(200);
        (now["refund_status"] == "SUCCEEDED").then_some(())
    })
    .await;
}

async fn three(client: &Client) -> Value {
    let there = of_party(client, "adults=3", "STANDARD", "DEL-BOM", DAY).await;
    let back = of_party(client, "adults=3", "STANDARD", "BOM-DEL", DAY_BACK).await;
    client.buy(&[&there, &back], &[adult("Asha"), adult("Ravi"), adult("Mira")]).await
}

#[actix_web::test]
async fn what_cannot_be_split_stays_whole() {
    let site = Site::start().await;
    let (asha, mira) = (site.sign_up("Asha").await, site.sign_up("Mira").await);
    let whole = family(&asha).await;
    split(&mira, &whole, &[0]).await.refused(404, "not_found");
    let here = format!("{}/split", path(&whole));
    let nobody = "00000000-0000-0000-0000-000000000000";
    for (body, at) in [
        (json!({"passengers": []}), "/passengers"),
        (json!({"passengers": "all"}), "/passengers"),
        (json!({"passengers": [whole["passengers"][0]["id"], nobody]}), "/passengers/1"),
        (named(&whole, &[0, 1, 2]), "/passengers"),
        (named(&whole, &[2]), "/passengers"),
        (named(&whole, &[0, 1]), "/passengers"),
    ] {
        let refused = asha.post(&here, &body).once().await;
        assert_eq!(refused.blamed("invalid_request"), [at], "{body}");
    }
    asha.post(&here, &json!({})).once().await.refused(422, "invalid_request");
    asha.post(&here, &named(&whole, &[0])).await.refused(400, "idempotency_key_required");
    assert_eq!(asha.booking(&whole).await, whole);

    let agent = site.operator("Meera", Role::Agent).await;
    let desk = format!("/v1/admin/bookings/{}/split", whole["booking_ref"].as_str().unwrap());
    let body = with(named(&whole, &[1]), "reason", "They part in Mumbai.");
    mira.post(&desk, &body).once().await.refused(403, "forbidden");
    let half = agent.post(&desk, &body).once().await.expect(201);
    assert_eq!(asha.booking(&half).await["booking_ref"], half["booking_ref"], "it is hers");
    let history = agent.get(&desk.replace("/split", "/history")).await.expect(200);
    let lines = history["data"].as_array().unwrap();
    let line = lines.iter().find(|it| it["what"] == "BOOKING_SPLIT").unwrap();
    assert_eq!(line["reason"], "They part in Mumbai.");
    assert_audited(&site).await;
}

/// Asked twice, and by two at once: one booking comes of it, or two that part from each other.
#[actix_web::test]
async fn a_split_asked_for_twice_is_one() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let whole = three(&asha).await;
    let here = format!("{}/split", path(&whole));
    let ask = || asha.post(&here, &named(&whole, &[1])).key("once-and-again");
    let (first, again) = (ask().await.expect(201), ask().await.expect(201));
    assert_eq!(first["booking_ref"], again["booking_ref"]);

    let (one, other) = tokio::join!(split(&asha, &whole, &[2]), split(&asha, &whole, &[2]));
    let mut told = [one.status, other.status];
    told.sort_unstable();
    assert_eq!(told, [201, 422], "{} {}", one.text(), other.text());
    assert_audited(&site).await;
}

#[actix_web::test]
async fn each_half_follows_its_flights() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let whole = three(&asha).await;
    let half = split(&asha, &whole, &[1]).await.expect(201);
    let flight = whole["journeys"][0]["segments"][0]["flight_id"].clone();
    revise(&site, "6E", |row| {
        if json!(row.id.to_string()) == flight {
            later(row, 240);
        }
    })
    .await;
    for booking in [&whole, &half] {
        eventually("it has followed its flight", async || {
            let now = asha.booking(booking).await;
            (now["schedule_changes"][0]["status"] == "OPEN").then_some(())
        })
        .await;
    }
    split(&asha, &whole, &[2]).await.refused(409, "conflict");
    assert_audited(&site).await;
}
