//! Some of a party cancel for themselves: what they get back, and what the others keep.

use airside_app::account::Role;
use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::changing::{assert_audited, confirm, of_party, quote};
use crate::journeys::{DAY, DAY_BACK, adult, child, infant, minor, request, with};
use crate::site::Site;

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
    client.booking(&booking).await
}

fn passenger(booking: &Value, at: usize) -> &Value {
    &booking["passengers"][at]["id"]
}

fn seated(booking: &Value, journey: usize) -> Vec<Value> {
    let seats = booking["journeys"][journey]["segments"][0]["seats"].as_array().unwrap();
    seats.iter().map(|it| it["passenger_id"].clone()).collect()
}

/// The given names on the passenger list of a journey's flight.
async fn listed(agent: &Client, booking: &Value, journey: usize) -> Vec<String> {
    let flight = &booking["journeys"][journey]["segments"][0];
    let id = flight["flight_id"].as_str().unwrap();
    let address = format!("/v1/admin/departures/{id}/{DAY}/passengers");
    let list = agent.get(&address).await.expect(200);
    let names = list["travelling"].as_array().unwrap().iter();
    names.map(|it| it["name"].as_str().unwrap().split_once('/').unwrap().1.to_owned()).collect()
}

#[actix_web::test]
async fn one_of_a_party_cancels_and_the_others_fly() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = family(&asha).await;
    let paid = minor(&booking["price"]["total"]);
    let one = json!({"journeys": "DEPARTING", "passengers": [passenger(&booking, 0)]});
    let figures = asha.quote(&booking, &one).await.expect(201);
    let line = &figures["lines"][0];
    assert_eq!(line["passengers"], json!([passenger(&booking, 0)]));
    let of = |name: &str| minor(&line[name]);
    assert_eq!(of("refund"), of("paid") - of("charge") - of("taxes_kept"));

    let done = asha.settled(&asha.confirm(&figures).await.expect(200)).await;
    assert_eq!(done["refund_status"], "SUCCEEDED");
    let after = asha.booking(&booking).await;
    assert_eq!(after["status"], "CONFIRMED");
    assert_eq!(after["passengers"][0]["status"], "CONFIRMED", "on the way back");
    assert_eq!(seated(&after, 0), [passenger(&booking, 1).clone(), passenger(&booking, 2).clone()]);
    assert_eq!(seated(&after, 1).len(), 3);
    assert_eq!(minor(&after["price"]["total"]), paid - of("paid"));
    let agent = site.operator("Meera", Role::Agent).await;
    assert_eq!(listed(&agent, &after, 0).await, ["MIRA CHD", "RAVI MS", "DEV INF"]);

    let rest = json!({"journeys": "BOTH", "passengers": [passenger(&booking, 0)]});
    asha.quote(&booking, &rest).await.refused(409, "already_cancelled");
    let back = json!({"journeys": "RETURNING", "passengers": [passenger(&booking, 0)]});
    let figures = asha.quote(&booking, &back).await.expect(201);
    asha.settled(&asha.confirm(&figures).await.expect(200)).await;
    let after = asha.booking(&booking).await;
    assert_eq!(after["passengers"][0]["status"], "CANCELLED");
    assert_eq!(after["journeys"][0]["status"], "CONFIRMED");
    // The receipts of both, and the newest ticket.
    assert_eq!(asha.ready_documents(&booking, 3).await.len(), 3);
    assert_audited(&site).await;
}

#[actix_web::test]
async fn one_after_the_other_costs_what_all_at_once_does() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (together, apart) = (family(&asha).await, family(&asha).await);
    // Four days before the way out, when the charge is 3,000.00 a journey.
    site.clock.advance(Duration::days(17));
    let all = json!({"journeys": "DEPARTING"});
    let whole = asha.quote(&together, &all).await.expect(201);
    let mut refunds = 0;
    for places in [vec![2], vec![3], vec![0], vec![1]] {
        let some: Vec<_> = places.iter().map(|at| passenger(&apart, *at).clone()).collect();
        let body = json!({"journeys": "DEPARTING", "passengers": some});
        let figures = asha.quote(&apart, &body).await.expect(201);
        refunds += minor(&figures["refund"]);
        asha.confirm(&figures).await.expect(200);
    }
    assert_eq!(refunds, minor(&whole["refund"]));
    assert_eq!(asha.booking(&apart).await["status"], "PARTIALLY_CANCELLED");
    asha.confirm(&whole).await.expect(200);
    assert_audited(&site).await;
}

#[actix_web::test]
async fn those_who_stay_change_their_journey_for_themselves() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = family(&asha).await;
    let one = json!({"journeys": "BOTH", "passengers": [passenger(&booking, 0)]});
    let figures = asha.quote(&booking, &one).await.expect(201);
    asha.confirm(&figures).await.expect(200);

    let later = of_party(&asha, PARTY, "STANDARD", "BOM-DEL", "2026-12-12").await;
    quote(&asha, &booking, "RETURNING", &later).await.refused(422, "party_mismatch");
    let rest = "adults=1&children=1&infants=1";
    let later = of_party(&asha, rest, "FLEXIBLE", "BOM-DEL", "2026-12-12").await;
    let change = quote(&asha, &booking, "RETURNING", &later).await.expect(201);
    let paid = json!({"payment_method": "pm_card_visa"});
    assert_eq!(confirm(&asha, &change, &paid).await.expect(200)["status"], "CONFIRMED");

    let after = asha.booking(&booking).await;
    assert_eq!(seated(&after, 1).len(), 2);
    let numbers = |at: usize| after["tickets"][0]["passengers"][at]["exchanged_numbers"].clone();
    assert_eq!((numbers(0), numbers(1).as_array().map(Vec::len)), (json!([]), Some(1)));
    assert_audited(&site).await;
}

#[actix_web::test]
async fn who_is_named_must_be_of_the_booking_and_nobody_is_left_alone() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = family(&asha).await;
    let ask = async |some: Value| {
        asha.quote(&booking, &json!({"journeys": "BOTH", "passengers": some})).await
    };
    let nobody = "00000000-0000-0000-0000-000000000000";
    let unknown = ask(json!([passenger(&booking, 0), nobody])).await;
    assert_eq!(unknown.refused(422, "invalid_request")["errors"][0]["pointer"], "/passengers/1");
    ask(json!([])).await.refused(422, "invalid_request");
    ask(json!(["Asha"])).await.refused(422, "invalid_request");
    ask(json!("Asha")).await.refused(422, "invalid_request");
    let alone = ask(json!([passenger(&booking, 0), passenger(&booking, 1)])).await;
    let alone = alone.refused(422, "invalid_request");
    assert_eq!(alone["errors"][0]["pointer"], "/passengers");

    // An agent cancels for one at once, and the infant goes along.
    let agent = site.operator("Agnes", Role::Agent).await;
    let path =
        format!("/v1/admin/bookings/{}/cancellations", booking["booking_ref"].as_str().unwrap());
    let body = json!({"journeys": "BOTH", "passengers": [passenger(&booking, 1)],
        "waive_charge": true, "reason": "A death in the family."});
    let done = agent.post(&path, &body).once().await.expect(200);
    assert_eq!(done["lines"][0]["passengers"].as_array().map(Vec::len), Some(2));
    assert_eq!(asha.booking(&booking).await["passengers"][3]["status"], "CANCELLED");
    assert_audited(&site).await;
}
