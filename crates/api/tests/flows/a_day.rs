//! A measurement: a day of a busy agency, whose every event, mail and figure agrees in the end.

use std::collections::BTreeSet;
use std::time::{Duration as Pause, Instant};

use airside_app::account::Role;
use airside_app::audit::{Sources, audit};
use airside_app::mail::{MailState, Recipient};
use airside_app::ports::Clock as _;
use airside_app::webhooks::EndpointSecret;
use airside_app::world::{Scope, Snapshot};
use airside_bootstrap::Books;
use airside_bootstrap::settings::Transport;
use airside_primitives::Currency;
use futures::{StreamExt as _, stream};
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{adult, minor};
use crate::receiving::{ENDPOINTS, Receiver};
use crate::site::{Site, eventually};

const BOOKINGS: usize = 2_000;
/// Each gets as many bookings as any other.
const DEPARTURES: usize = 20;
const RETIMED: usize = 10;
const CANCELLED: usize = 2;
const LOOK_UPS: usize = 40;
/// What an agency has done.
const TYPES: [&str; 6] = [
    "booking.created",
    "booking.confirmed",
    "booking.cancelled",
    "booking.schedule_changed",
    "document.ready",
    "refund.succeeded",
];

#[actix_web::test]
#[ignore = "sells two thousand trips, which takes minutes"]
async fn every_event_mail_and_figure_of_a_day_agrees() {
    let site = Site::start_with(|settings| settings.email.transport = Transport::Folder).await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let agent = site.operator("Meera", Role::Agent).await;
    let receivers = [Pause::ZERO, Pause::from_millis(20), Pause::ZERO].map(Receiver::start);
    let mut secrets = Vec::new();
    for receiver in &receivers {
        let wish = json!({"url": receiver.url, "events": TYPES});
        let endpoint = admin.post(ENDPOINTS, &wish).await.expect(201);
        secrets.push(EndpointSecret::read(endpoint["secret"].as_str().unwrap()).unwrap());
    }
    receivers[2].answer(503);
    let began = Instant::now();
    let passed = |what: &str| println!("{what} after {:.1} s", began.elapsed().as_secs_f64());

    let flights = departures(&asha).await;
    let bookings = sell(&asha, &flights).await;
    passed("sold");

    let (retimed, rest) = flights.split_at(RETIMED);
    for offer in retimed {
        let day = day(offer);
        let body = json!({
            "departure_local": format!("{day}T21:10"),
            "arrival_local": format!("{day}T23:20"),
            "reason": "Fog",
        });
        admin.call(Method::PATCH, &desk(offer)).json(&body).await.expect(200);
    }
    let (cancelled, rest) = rest.split_at(CANCELLED);
    for offer in cancelled {
        let body = json!({"refund": "AT_ONCE", "reason": "The aircraft is on the ground"});
        admin.post(&format!("{}/cancel", desk(offer)), &body).once().await.expect(202);
    }
    let smaller = json!({"aircraft": "319", "reason": "A smaller one came"});
    admin.call(Method::PATCH, &desk(&rest[0])).json(&smaller).await.expect(200);
    passed("retimed, cancelled and swapped");

    let waivers = waive(&agent, &bookings).await;
    passed("looked up and waived");
    receivers[2].answer(200);
    site.clock.advance(Duration::seconds(6));

    let events = everything_is_told(&site, &admin, &receivers).await;
    for (receiver, secret) in receivers.iter().zip(&secrets) {
        for [id, timestamp, signature, body] in receiver.received() {
            assert_eq!(signature, secret.sign(&id, timestamp.parse().unwrap(), &body));
        }
    }
    passed("told and verified");
    println!("{} events, {waivers} waivers", events.len());
    let mails = in_the_folder(&site, &bookings).await;
    passed(&format!("{mails} mailed"));
    let figures = agrees(&site, &admin, &bookings).await;
    passed(&format!("audited: {figures}"));
}

/// So many departures, with room for everybody: the first two of each of ten days.
async fn departures(client: &Client) -> Vec<Value> {
    let mut departures = Vec::new();
    for day in 1..=DEPARTURES / 2 {
        let query = format!(
            "origin=DEL&destination=BOM&departure_date=2026-12-{day:02}&airlines=6E&max_stops=0\
             &sort=DEPARTURE&limit=200"
        );
        let mut seen = BTreeSet::new();
        let mut offers = client.offers(&query).await;
        offers.retain(|offer| offer["brand"]["code"] == "STANDARD");
        offers.retain(|offer| seen.insert(offer["segments"][0]["flight_id"].to_string()));
        assert!(offers.len() >= 2, "{query}");
        departures.extend(offers.into_iter().take(2));
    }
    departures
}

async fn sell(asha: &Client, flights: &[Value]) -> Vec<Value> {
    stream::iter(0..BOOKINGS)
        .map(|number| async move { asha.buy(&[&flights[number % DEPARTURES]], &[adult("Asha")]).await })
        .buffered(8)
        .collect()
        .await
}

/// Looks bookings up by what travellers know, and waives the charge of every other one.
async fn waive(agent: &Client, bookings: &[Value]) -> usize {
    let mut waived = 0;
    for (number, booking) in bookings.iter().rev().take(LOOK_UPS).enumerate() {
        let reference = booking["booking_ref"].as_str().unwrap();
        let found = agent.get(&format!("/v1/admin/bookings?q={reference}")).await.expect(200);
        assert_eq!(found["data"][0]["booking_ref"], booking["booking_ref"]);
        if number % 2 == 0 {
            let body = json!({"waive_charge": true, "reason": "A death in the family"});
            let address = format!("/v1/admin/bookings/{reference}/cancellations");
            waived += usize::from(agent.post(&address, &body).once().await.status == 200);
        }
    }
    waived
}

/// Every event, once each receiver has it, signed by the secret of its endpoint.
async fn everything_is_told(
    site: &Site,
    admin: &Client,
    receivers: &[Receiver],
) -> BTreeSet<String> {
    let settled = async || {
        let store = site.store().await;
        let now = site.clock.now() + Duration::DAY;
        let waits = [
            store.touched_departures(None, 1).await.unwrap().is_empty(),
            store.unfinished_refunds(now, 1).await.unwrap().is_empty(),
            store.pending_documents(now, 1).await.unwrap().is_empty(),
        ];
        // Departures are followed for a minute.
        site.clock.advance(Duration::seconds(10));
        waits.iter().all(|it| *it).then_some(())
    };
    eventually("all is settled", settled).await;
    let events = events(admin).await;
    for receiver in receivers {
        eventually("every event has come", async || {
            site.clock.advance(Duration::seconds(10));
            let ids: BTreeSet<_> = receiver.received().into_iter().map(|[id, ..]| id).collect();
            (ids == events).then_some(())
        })
        .await;
    }
    events
}

async fn events(admin: &Client) -> BTreeSet<String> {
    let mut events = BTreeSet::new();
    let mut address = "/v1/events?limit=200".to_owned();
    loop {
        let page = admin.get(&address).await.expect(200);
        let told = page["data"].as_array().unwrap().iter();
        let told = told.filter(|it| TYPES.contains(&it["type"].as_str().unwrap()));
        events.extend(told.map(|it| it["id"].as_str().unwrap().to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else { return events };
        address = format!("/v1/events?limit=200&cursor={cursor}");
    }
}

/// Every mail of every booking was sent, and its file is there: so many.
async fn in_the_folder(site: &Site, bookings: &[Value]) -> usize {
    let store = site.store().await;
    let folder = site.settings().data_dir.join("mail");
    let all_sent = async || {
        let mut mails = 0;
        for booking in bookings {
            let reference = booking["booking_ref"].as_str().unwrap().parse().unwrap();
            let booking = store.booking_by_reference(reference).await.unwrap().unwrap();
            for mail in store.mails_to(Recipient::Contact(booking.value.id)).await.unwrap() {
                mails += match mail.value.state {
                    MailState::Sent { .. } => 1,
                    MailState::Dropped { .. } => 0,
                    MailState::Waiting { .. } | MailState::Failed { .. } => return None,
                };
            }
        }
        Some(mails)
    };
    let mails = eventually("every mail is sent", all_sent).await;
    let files = std::fs::read_dir(folder)
        .unwrap()
        .filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|it| it == "eml"));
    assert_eq!(files.count(), mails);
    assert!(mails >= BOOKINGS);
    mails
}

/// Bookings, report and audit say the same: in figures.
async fn agrees(site: &Site, admin: &Client, bookings: &[Value]) -> String {
    let query = "from=2026-11-10&to=2026-11-12&by=route";
    let report = admin.get(&format!("/v1/admin/reports/sales?{query}")).await.expect(200);
    let line = &report["totals"][0];
    let sold: i64 = bookings.iter().map(|it| minor(&it["price"]["total"])).sum();
    assert_eq!(minor(&line["gross"]) - minor(&line["discounts"]), sold);
    assert_eq!(line["sold"], BOOKINGS);

    let Books { store, blobs, payments } = site.books().await;
    let world = Snapshot::read(&*store, Currency::INR, Scope::Everything).await.unwrap();
    let now = site.clock.now();
    let sources = Sources {
        blobs: Some(&*blobs),
        gateway: Some(&*payments),
        listed_since: Some(now - Duration::WEEK),
        answers: Some(&airside_http::told),
        ..Sources::of_store(&*store, &world, now)
    };
    let audit = audit(sources, &|_| ()).await.unwrap();
    assert_eq!(audit.findings, []);
    format!(
        "gross {} minor units, refunds {}, {} documents, {} answers",
        minor(&line["gross"]),
        minor(&line["refunds"]),
        audit.documents,
        audit.answers
    )
}

fn desk(offer: &Value) -> String {
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();
    format!("/v1/admin/departures/{flight}/{}", day(offer))
}

/// The date that a departure has by the clocks of its airport.
fn day(offer: &Value) -> &str {
    &offer["segments"][0]["departure"].as_str().unwrap()[..10]
}
