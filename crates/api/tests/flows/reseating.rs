//! Other seats, before and after payment: free ones, each other's, and nobody else's.

use airside_app::account::Role;
use airside_client::bookings::{Direction, NewSeat};
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::call::{Answer, Client};
use crate::changing::assert_audited;
use crate::journeys::{DAY, adult, infant, path};
use crate::site::{Site, eventually};

/// A seat for a passenger on the first flight.
fn seat(booking: &Value, passenger: usize, seat: &str) -> Value {
    let id = &booking["passengers"][passenger]["id"];
    json!({"passenger_id": id, "journey": "DEPARTING", "segment": 0, "seat": seat})
}

async fn sit(client: &Client, booking: &Value, seats: &[Value]) -> Answer {
    let address = format!("{}/seats", path(booking));
    client.call(Method::PUT, &address).json(&json!({ "seats": seats })).await
}

/// The seat of each passenger on the first flight.
fn seats(booking: &Value) -> Vec<String> {
    let rows = booking["journeys"][0]["segments"][0]["seats"].as_array().unwrap();
    let of = |id: &Value| rows.iter().find(|row| row["passenger_id"] == *id);
    let passengers = booking["passengers"].as_array().unwrap().iter();
    let rows = passengers.filter_map(|it| of(&it["id"]));
    rows.map(|row| row["seat"].as_str().unwrap_or_default().to_owned()).collect()
}

#[actix_web::test]
async fn travellers_sit_elsewhere_after_they_have_paid() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let offer = asha.offer_for("adults=2", "6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha"), adult("Mira")]).await;
    asha.ready_documents(&booking, 1).await;
    let other = ravi.buy(&[&ravi.offer("6E", "DEL-BOM", DAY).await], &[adult("Ravi")]).await;
    let (had, theirs) = (seats(&booking), seats(&other)[0].clone());

    // Each other's.
    let swap = [seat(&booking, 0, &had[1]), seat(&booking, 1, &had[0])];
    let swapped = sit(&asha, &booking, &swap).await.expect(200);
    assert_eq!(seats(&swapped), [had[1].clone(), had[0].clone()]);
    // The same once more changes nothing; the ticket is made anew, under the same numbers.
    sit(&asha, &booking, &swap).await.expect(200);
    assert_eq!(swapped["tickets"], booking["tickets"]);
    asha.ready_documents(&booking, 1).await;

    // Somebody else's is theirs, and then nobody of them moves.
    let taken = [seat(&booking, 0, "15A"), seat(&booking, 1, &theirs)];
    sit(&asha, &booking, &taken).await.refused(409, "seat_taken");
    assert_eq!(seats(&asha.booking(&booking).await), seats(&swapped));
    let free = [seat(&booking, 0, "15A"), seat(&booking, 1, "15B")];
    assert_eq!(seats(&sit(&asha, &booking, &free).await.expect(200)), ["15A", "15B"]);
    let maps = format!("{}/seat-maps", path(&booking));
    let seen = asha.get(&maps).await.expect(200)["flights"][0].clone();
    assert_eq!((&seen["journey"], &seen["segment"]), (&json!("DEPARTING"), &json!(0)));
    let rows = seen["map"]["rows"].as_array().unwrap().iter();
    let all = rows.flat_map(|row| row["seats"].as_array().unwrap());
    let is_open = |number: &str| {
        all.clone().find(|it| it["number"] == number).map(|it| it["available"].clone())
    };
    assert_eq!(is_open(&had[0]), Some(json!(true)), "what they had is free again");
    assert_eq!(is_open("15A"), Some(json!(true)), "it is their own");
    assert_eq!(is_open(&theirs), Some(json!(false)), "it is somebody else's");
    ravi.get(&maps).await.refused(404, "not_found");

    let reference = booking["booking_ref"].as_str().unwrap();
    let client = asha.typed();
    let back = had.iter().zip(booking["passengers"].as_array().unwrap());
    let back: Vec<NewSeat> = back
        .map(|(seat, passenger)| NewSeat {
            passenger_id: passenger["id"].as_str().unwrap().to_owned(),
            journey: Direction::Departing,
            segment: 0,
            seat: seat.clone(),
        })
        .collect();
    client.bookings().change_seats(reference, &back).await.unwrap();
    assert_eq!(seats(&asha.booking(&booking).await), had);
    assert_eq!(seats(&sit(&asha, &booking, &free).await.expect(200)), ["15A", "15B"]);
    // Who serves them does the same, says why, and the history knows.
    let agent = site.operator("Meera", Role::Agent).await;
    let address = format!("/v1/admin/bookings/{reference}/seats");
    let body = json!({"seats": [seat(&booking, 0, "16A")], "reason": "She called."});
    let moved = agent.call(Method::PUT, &address).json(&body).await.expect(200);
    assert_eq!(seats(&moved)[0], "16A");
    let history = format!("/v1/admin/bookings/{reference}/history?limit=200");
    let history = agent.get(&history).await.expect(200);
    let told = history["data"].as_array().unwrap().iter();
    let told: Vec<_> = told.filter(|it| it["what"] == "SEATS_CHANGED").collect();
    assert_eq!(told.len(), 5, "once for each time that somebody moved");
    let last = told.iter().find(|it| it["reason"] == "She called.").unwrap();
    assert_eq!(last["before"]["seats"][0]["seat"], "15A");
    assert_eq!(last["after"]["seats"][0]["seat"], "16A");
    asha.call(Method::PUT, &address).json(&body).await.refused(403, "forbidden");
    // What they had is free for others.
    let moved = sit(&ravi, &other, &[seat(&other, 0, &had[0])]).await.expect(200);
    assert_eq!(seats(&moved), [had[0].clone()]);

    let mut strange = seat(&booking, 0, "16A");
    strange["journey"] = json!("RETURNING");
    let wrong =
        [strange, seat(&booking, 1, "1A"), seat(&other, 0, "16B"), seat(&booking, 0, "99A")];
    let blamed = sit(&asha, &booking, &wrong).await.blamed("invalid_request");
    assert_eq!(
        blamed,
        ["/seats/0/journey", "/seats/1/seat", "/seats/2/passenger_id", "/seats/3/seat"]
    );
    let twice = [seat(&booking, 0, "16A"), seat(&booking, 1, "16A")];
    let blamed = sit(&asha, &booking, &twice).await.blamed("invalid_request");
    assert_eq!(blamed, ["/seats/0/seat", "/seats/1/seat"]);
    sit(&ravi, &booking, &free).await.refused(404, "not_found");
    assert_audited(&site).await;

    site.clock.advance(Duration::days(60));
    let late = sit(&asha, &booking, &[seat(&booking, 0, "16A")]).await;
    late.refused(409, "too_late_to_change");
}

#[actix_web::test]
async fn a_seat_is_picked_before_it_is_paid_for_and_an_infant_has_none() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("adults=1&infants=1", "6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha"), infant("Mira", 0)]).await;
    let lap = sit(&asha, &booking, &[seat(&booking, 1, "15A")]).await;
    assert_eq!(lap.blamed("invalid_request"), ["/seats/0/seat"]);
    let picked = sit(&asha, &booking, &[seat(&booking, 0, "15A")]).await.expect(200);
    assert_eq!(picked["status"], "PENDING_PAYMENT");
    asha.pay(&booking, "pm_card_visa").await;
    let paid = asha.booking(&booking).await;
    assert_eq!(seats(&paid)[0], "15A");

    let back = json!({"journeys": "DEPARTING"});
    asha.cancel(&booking, &back).await;
    let gone = sit(&asha, &booking, &[seat(&booking, 0, "15B")]).await;
    gone.refused(409, "already_cancelled");
    let unpaid = asha.book(&[&asha.offer("6E", "DEL-BOM", DAY).await], &[adult("Asha")]).await;
    site.clock.advance(Duration::hours(1));
    let expired = sit(&asha, &unpaid, &[seat(&unpaid, 0, "15C")]).await;
    expired.refused(409, "booking_not_payable");
    eventually("what was held is free", async || {
        (asha.booking(&unpaid).await["status"] == "EXPIRED").then_some(())
    })
    .await;
    assert_audited(&site).await;
}
