//! Timetables that change under what was sold: nothing is sold twice, and bookings follow.

use airside_app::timetable::{Plan, Wanted, apply, capacity, plan};
use airside_timetable::Flight;
use serde_json::{Value, json};
use time::Duration;
use time::macros::date;

use crate::call::{Answer, Client};
use crate::journeys::{DAY, adult, minor, path, request, with};
use crate::site::{NOON, Site, eventually};

/// From Dubai to London with eight seats in front.
const FIRST: &str = "cabin=FIRST";

/// Makes an airline's timetable another one, as an import does, and tells the plan.
pub(crate) async fn revise(site: &Site, airline: &str, change: impl Fn(&mut Flight)) -> Changed {
    let store = site.store().await;
    let is_theirs = |row: &Flight| row.number.airline().as_str() == airline;
    let mut rows: Vec<Flight> =
        store.flights().await.unwrap().into_iter().filter(is_theirs).collect();
    rows.iter_mut().for_each(&change);
    rows.retain(|row| row.valid_from <= row.valid_until);
    let airlines = [airline.parse().unwrap()].into();
    let wanted = Wanted { airlines, rows, window: date!(2026 - 11 - 10)..=date!(2027 - 12 - 31) };
    let capacity = capacity(&*store).await.unwrap().unwrap();
    let plan = plan(&*store, wanted, capacity, NOON).await.unwrap();
    let changed = Changed::of(&plan);
    apply(&*store, plan, None, Vec::new(), &|_| ()).await.unwrap();
    changed
}

/// What a plan said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Changed {
    touched: usize,
    bookings: usize,
    passengers: usize,
    closed: usize,
    takes_away_much: bool,
}

impl Changed {
    fn of(plan: &Plan) -> Self {
        Self {
            touched: plan.touched.len(),
            bookings: plan.bookings,
            passengers: plan.passengers,
            closed: plan.closed.len(),
            takes_away_much: plan.takes_away_much(),
        }
    }
}

pub(crate) fn later(row: &mut Flight, minutes: i64) {
    let by = Duration::minutes(minutes);
    let (departs, arrives) = (row.departs + by, row.arrives + by);
    row.arrival_day_offset += i8::from(arrives < row.arrives) - i8::from(departs < row.departs);
    (row.departs, row.arrives) = (departs, arrives);
}

/// The one flight of an offer, in the timetable.
pub(crate) fn is_of(offer: &Value, row: &Flight) -> bool {
    offer["segments"][0]["flight_id"] == row.id.to_string()
}

/// The booking as soon as it shows a schedule change.
async fn changed(client: &Client, booking: &Value) -> (Value, Value) {
    eventually("the booking has followed its flight", async || {
        let booking = client.booking(booking).await;
        let change = booking["schedule_changes"].as_array()?.last().cloned()?;
        Some((booking, change))
    })
    .await
}

async fn answer(client: &Client, booking: &Value, change: &Value, how: &str) -> Answer {
    let id = change["id"].as_str().unwrap();
    client.post(&format!("{}/schedule-changes/{id}/{how}", path(booking)), &json!({})).once().await
}

fn departure(segments: &Value) -> String {
    segments[0]["departure"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_sold_out_flight_that_is_revised_is_still_sold_out() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let one = asha.offer_for(FIRST, "BA", "DXB-LHR", DAY).await;
    let party: Vec<Value> = ["Asha", "Ravi", "Mira", "Dev"].map(adult).into();
    let four = asha.offer_for("cabin=FIRST&adults=4", "BA", "DXB-LHR", DAY).await;
    let booking = asha.buy(&[&four], &party).await;
    asha.buy(&[&four], &party).await;

    let told = revise(&site, "BA", |row| {
        if is_of(&one, row) {
            later(row, 5);
        }
    })
    .await;
    let right =
        Changed { touched: 1, bookings: 2, passengers: 8, closed: 0, takes_away_much: false };
    assert_eq!(told, right);

    let (now, change) = changed(&asha, &booking).await;
    assert_eq!((&change["status"], &change["is_major"]), (&json!("ACCEPTED"), &json!(false)));
    assert_eq!(change["kind"], "RETIMED");
    let flown = &now["journeys"][0]["segments"];
    assert_eq!(departure(flown), departure(&change["after"]["segments"]));
    assert_ne!(departure(flown), departure(&booking["journeys"][0]["segments"]));
    assert_eq!(flown[0]["seats"], booking["journeys"][0]["segments"][0]["seats"]);
    assert_eq!(flown[0]["flight_id"], booking["journeys"][0]["segments"][0]["flight_id"]);

    let old = asha.try_book(&request(&[&one], &[adult("Nia")])).await;
    assert_eq!(old.problem()["code"], "flight_changed", "the old times are not sold any more");
    let query =
        format!("origin=DXB&destination=LHR&departure_date={DAY}&airlines=BA&max_stops=0&{FIRST}");
    assert!(asha.offers(&query).await.is_empty(), "nor the same seats a second time");
    // A new ticket, beside the one before.
    asha.ready_documents(&booking, 1).await;
}

#[actix_web::test]
async fn a_flight_that_moves_by_hours_is_asked_about_and_accepted() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    revise(&site, "6E", |row| {
        if is_of(&offer, row) {
            later(row, 120);
        }
    })
    .await;

    let (open, change) = changed(&asha, &booking).await;
    assert_eq!((&change["status"], &change["is_major"]), (&json!("OPEN"), &json!(true)));
    let old = departure(&booking["journeys"][0]["segments"]);
    assert_eq!(departure(&open["journeys"][0]["segments"]), old, "the old times stand meanwhile");
    assert_eq!(departure(&change["before"]["segments"]), old);
    let new = departure(&change["after"]["segments"]);
    assert_ne!(new, old);

    let quote = asha.quote(&booking, &json!({})).await.expect(201);
    assert_eq!(minor(&quote["refund"]), minor(&booking["price"]["total"]), "cancelling is free");

    let accepted = answer(&asha, &booking, &change, "accept").await.expect(200);
    assert_eq!(departure(&accepted["journeys"][0]["segments"]), new);
    assert_eq!(accepted["schedule_changes"][0]["status"], "ACCEPTED");
    answer(&asha, &booking, &change, "accept").await.refused(409, "already_answered");
    answer(&asha, &booking, &change, "refund").await.refused(409, "already_answered");

    let unknown = json!({"id": "01937b5e-0000-7000-8000-000000000001"});
    assert_eq!(answer(&asha, &booking, &unknown, "accept").await.status, 404);
    let ravi = site.sign_up("Ravi").await;
    assert_eq!(answer(&ravi, &booking, &change, "accept").await.status, 404);
}

#[actix_web::test]
async fn a_quote_from_before_a_flight_moved_charges_nobody() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let query = format!("origin=DEL&destination=BOM&departure_date={DAY}&airlines=6E&max_stops=0");
    let offers = asha.offers(&query).await;
    let saver = offers.iter().find(|offer| offer["brand"]["code"] == "SAVER").unwrap();
    let booking = asha.buy(&[saver], &[adult("Asha")]).await;
    let charged = asha.quote(&booking, &json!({})).await.expect(201);
    assert!(minor(&charged["refund"]) < minor(&booking["price"]["total"]));
    revise(&site, "6E", |row| {
        if is_of(saver, row) {
            later(row, 120);
        }
    })
    .await;
    changed(&asha, &booking).await;

    asha.confirm(&charged).await.refused(409, "quote_superseded");
    let free = asha.quote(&booking, &json!({})).await.expect(201);
    let confirmed = asha.confirm(&free).await.expect(200);
    assert_eq!(minor(&confirmed["refund"]), minor(&booking["price"]["total"]));
}

#[actix_web::test]
async fn a_flight_that_is_withdrawn_gives_all_the_money_back() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let passenger = with(adult("Asha"), "extra_baggage_kg", 5);
    let booking = asha.buy(&[&offer], &[passenger]).await;
    let told = revise(&site, "6E", |row| {
        if is_of(&offer, row) {
            row.valid_until = row.valid_from - Duration::DAY;
        }
    })
    .await;
    assert!(told.takes_away_much, "{told:?}");

    let (_, change) = changed(&asha, &booking).await;
    assert_eq!((&change["status"], &change["kind"]), (&json!("OPEN"), &json!("WITHDRAWN")));
    assert_eq!(change["after"], Value::Null);
    answer(&asha, &booking, &change, "accept").await.refused(409, "no_alternative");

    let body = json!({"whole_ticket": true});
    let id = change["id"].as_str().unwrap();
    let address = format!("{}/schedule-changes/{id}/refund", path(&booking));
    let refunded = asha.post(&address, &body).key("once").await.expect(200);
    let again = asha.post(&address, &body).key("once").await;
    assert!(again.is_replay());
    assert_eq!(again.expect(200), refunded);
    assert_eq!(refunded["status"], "CANCELLED");
    assert_eq!(refunded["schedule_changes"][0]["status"], "REFUNDED");
    eventually("all of it is refunded, with a receipt", async || {
        let list = asha.get(&format!("{}/documents", path(&booking))).await.expect(200);
        let receipts = list["data"].as_array()?.iter().filter(|it| it["kind"] == "REFUND_RECEIPT");
        let receipts: Vec<_> = receipts.filter(|it| it["status"] == "READY").collect();
        (receipts.len() == 1).then_some(())
    })
    .await;
}

#[actix_web::test]
async fn silence_accepts_what_flies_and_is_refunded_what_does_not() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let gone = asha.offer("SG", "DEL-BOM", DAY).await;
    let moved = asha.buy(&[&offer], &[adult("Asha")]).await;
    let withdrawn = asha.buy(&[&gone], &[adult("Asha")]).await;
    revise(&site, "6E", |row| {
        if is_of(&offer, row) {
            later(row, 120);
        }
    })
    .await;
    revise(&site, "SG", |row| {
        if is_of(&gone, row) {
            row.valid_until = row.valid_from - Duration::DAY;
        }
    })
    .await;
    let (_, change) = changed(&asha, &moved).await;
    changed(&asha, &withdrawn).await;

    // The answer was due 72 hours before the flight.
    let site = site.restarted(Duration::days(19)).await;
    let booking = asha.booking(&moved).await;
    assert_eq!(booking["schedule_changes"][0]["status"], "LAPSED");
    eventually("the new times stand", async || {
        let booking = asha.booking(&moved).await;
        let stands = departure(&booking["journeys"][0]["segments"]);
        (stands == departure(&change["after"]["segments"])).then_some(())
    })
    .await;
    asha.booking_once(&withdrawn, "CANCELLED").await;
    drop(site);
}

#[actix_web::test]
async fn a_smaller_aircraft_throws_nobody_off_and_sells_no_more() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("cabin=BUSINESS&adults=4", "6E", "DEL-BOM", DAY).await;
    let party: Vec<Value> = ["Asha", "Ravi", "Mira", "Dev"].map(adult).into();
    let booking = asha.buy(&[&offer], &party).await;
    // A turboprop has no business cabin at all.
    let told = revise(&site, "6E", |row| {
        if is_of(&offer, row) {
            row.aircraft = "AT7".parse().unwrap();
        }
    })
    .await;
    assert_eq!(told.closed, 1);

    let (open, change) = changed(&asha, &booking).await;
    assert_eq!((&change["status"], &change["kind"]), (&json!("OPEN"), &json!("EQUIPMENT")));
    assert_eq!(open["status"], "CONFIRMED");
    let query = format!(
        "origin=DEL&destination=BOM&departure_date={DAY}&airlines=6E&cabin=BUSINESS&max_stops=0"
    );
    let flight = &offer["segments"][0]["flight_id"];
    eventually("the flight sells no business class", async || {
        let offers = asha.offers(&query).await;
        offers.iter().all(|offer| offer["segments"][0]["flight_id"] != *flight).then_some(())
    })
    .await;
}

#[actix_web::test]
async fn a_hold_follows_a_small_change_and_ends_with_a_large_one() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let hold = asha.book(&[&offer], &[adult("Asha")]).await;
    revise(&site, "6E", |row| {
        if is_of(&offer, row) {
            later(row, 5);
        }
    })
    .await;
    let (booking, change) = changed(&asha, &hold).await;
    assert_eq!(
        (&booking["status"], &change["status"]),
        (&json!("PENDING_PAYMENT"), &json!("ACCEPTED"))
    );

    revise(&site, "6E", |row| {
        if is_of(&offer, row) {
            later(row, 180);
        }
    })
    .await;
    asha.booking_once(&hold, "EXPIRED").await;
    let payments = format!("{}/payments", path(&hold));
    asha.post(&payments, &json!({})).once().await.refused(409, "booking_not_payable");
}

#[actix_web::test]
async fn a_flight_lists_every_row_that_it_has() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();
    let shown = asha.get(&format!("/v1/flights/{flight}")).await.expect(200);
    let schedules = shown["schedules"].as_array().unwrap();
    assert!(!schedules.is_empty());
    assert!(schedules.iter().any(|row| row["departure_time"] == shown["departure_time"]));
}
