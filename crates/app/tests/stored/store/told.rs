//! Everything that a store holds, told in lines, by fields that are named here.

use std::fmt::Write as _;

use airside_app::ports::Store;
use airside_app::ports::payments::GatewayEventId;
use airside_app::ports::store::Page;
use airside_app::wire::{encode, encode_event};
use airside_booking::{Booking, Cancellation, Document, Payment, Refund};
use airside_port_contracts::samples;
use airside_primitives::SessionId;
use airside_records::{Column, Kept, PromoCodeRecord};
use serde_json::Value;
use time::Duration;
use uuid::Uuid;

use super::filled::{DAY, NOW, answer_key, bookings, holder, promo_codes, sold};
use crate::releases::records;

/// Tells all of it; the records are asserted to be what their release wrote, to the byte.
pub(super) async fn told(store: &dyn Store, release: &str) -> String {
    let mut lines = world(store).await;
    lines.extend(sales(store).await);
    lines.extend(accounts(store).await);
    lines.extend(waiting(store).await);
    for (name, text) in records(release) {
        let kind = name.split('-').next().unwrap();
        match kind {
            "booking" => is_kept::<Booking>(store, &text).await,
            "cancellation" => is_kept::<Cancellation>(store, &text).await,
            "document" => is_kept::<Document>(store, &text).await,
            "payment" => is_kept::<Payment>(store, &text).await,
            "refund" => is_kept::<Refund>(store, &text).await,
            "promo" => (),
            other => panic!("{other} is no kind"),
        }
    }
    let mut text = String::new();
    for line in lines {
        writeln!(text, "{line}").unwrap();
    }
    text
}

/// A row has the record as it stands in its file.
async fn is_kept<T: Kept>(store: &dyn Store, text: &str) {
    let record: Value = serde_json::from_str(text).unwrap();
    let id: Uuid = serde_json::from_value(record["id"].clone()).unwrap();
    let rows = store.records(T::TABLE, Column::id("id", id)).await.unwrap();
    let [row] = &rows[..] else { panic!("{} rows are {id}", rows.len()) };
    assert_eq!(row.value, text, "{id}");
}

async fn world(store: &dyn Store) -> Vec<String> {
    let mut lines = Vec::new();
    for it in store.airports().await.unwrap() {
        lines.push(format!(
            "airport {} {:?} {} {} {} {:?} {} {} {}",
            it.iata,
            it.icao,
            it.name,
            it.city,
            it.country,
            it.city_code,
            it.latitude,
            it.longitude,
            it.zone.name(),
        ));
    }
    for it in store.airlines().await.unwrap() {
        lines.push(format!("airline {} {}", it.code, it.name));
    }
    for it in store.flights().await.unwrap() {
        lines.push(format!(
            "flight {} {} {:?} {}-{} {} {} {} {} from {} until {} {}, id {}",
            it.number,
            it.operating_airline,
            it.operating_number.map(|it| it.to_string()),
            it.origin,
            it.destination,
            it.departs,
            it.arrives,
            it.arrival_day_offset,
            it.days,
            it.valid_from,
            it.valid_until,
            it.aircraft,
            it.id,
        ));
    }
    for it in store.fares().await.unwrap() {
        let when = it.conditions;
        lines.push(format!(
            "fare {} {}-{} {} {}: {:?} {:?} {:?} {:?} {:?} {:?}",
            it.airline,
            it.origin,
            it.destination,
            it.cabin,
            it.base.get(),
            when.flight.map(|it| it.to_string()),
            when.travel_from.map(|it| it.to_string()),
            when.travel_until.map(|it| it.to_string()),
            when.days.map(|it| it.to_string()),
            when.book_days_before,
            when.brand.map(|it| it.to_string()),
        ));
    }
    lines.sort();
    let tariff = store.tariff().await.unwrap().unwrap();
    let text = tariff.text.len();
    lines.push(format!(
        "tariff {} {} {}, {text} bytes",
        tariff.version, tariff.name, tariff.loaded_at
    ));
    let provenance = store.provenance().await.unwrap();
    let currency = store.fares_currency().await.unwrap().map(|it| it.to_string());
    lines.push(format!(
        "world {} {provenance:?} {currency:?}",
        store.world_version().await.unwrap().0
    ));
    lines
}

async fn sales(store: &dyn Store) -> Vec<String> {
    let mut lines = Vec::new();
    for it in store.sold_from(DAY).await.unwrap() {
        let inventory = it.inventory;
        lines.push(format!(
            "sold {} {} {}: {} of {}",
            inventory.flight, inventory.date, inventory.cabin, inventory.count, it.capacity
        ));
    }
    for (flight, date, seat, booking) in store.taken_seats(&[(sold(), DAY)]).await.unwrap() {
        assert_eq!(booking, holder());
        lines.push(format!("seat {flight} {date} {seat}"));
    }
    lines.sort();
    let touched = store.touched_departures(None, 10).await.unwrap();
    for it in touched {
        let moved = it.touched.moved_to.map(|it| it.to_string());
        lines.push(format!(
            "touched {} {} {moved:?} in {}",
            it.touched.flight, it.touched.date, it.world.0
        ));
    }
    for (flight, date) in store.booked_from(DAY).await.unwrap() {
        let bookings = store.bookings_on(flight, date).await.unwrap();
        let bookings: Vec<_> = bookings.iter().map(ToString::to_string).collect();
        lines.push(format!("booked {flight} {date}: {}", bookings.join(" ")));
    }
    for code in promo_codes() {
        let kept = store.promo_code(&code.name).await.unwrap().unwrap();
        let uses = store.promo_uses(&code.name, bookings()[0].owner).await.unwrap();
        let record = serde_json::to_string(&PromoCodeRecord::from(&kept)).unwrap();
        lines.push(format!("promo code {record}, used {} {}", uses.total, uses.by_user));
    }
    lines
}

async fn accounts(store: &dyn Store) -> Vec<String> {
    let mut lines = Vec::new();
    for number in [1, 2] {
        let it = store.user(samples::user_id(number)).await.unwrap().unwrap();
        lines.push(format!(
            "user {} {} {} {} {} {:?} {:?} {}",
            it.id,
            it.email,
            it.password_hash,
            it.given_name,
            it.family_name,
            it.phone,
            it.role,
            it.created_at,
        ));
        let by_email = store.user_by_email(&it.email.to_uppercase()).await.unwrap();
        assert_eq!(by_email.map(|user| user.id), Some(it.id));
        let session = SessionId(samples::id(number));
        let it = store.session(session).await.unwrap().unwrap();
        lines.push(format!(
            "session {} {} {} {:?}",
            it.id,
            it.user,
            it.created_at,
            it.revoked_at.map(|it| it.to_string())
        ));
    }
    for it in store.api_keys(samples::user_id(1), Page { limit: 9, before: None }).await.unwrap() {
        lines.push(format!("key {} {:?} {} {}", it.id, it.hash.0, it.hint, it.created_at));
    }
    assert!(store.live_api_key(samples::hash(2)).await.unwrap().is_none(), "it was revoked");
    for number in [1, 2] {
        let it = store.refresh_token(samples::hash(number)).await.unwrap().unwrap();
        lines.push(format!(
            "token {:?} {} {} {:?}",
            it.hash.0,
            it.session,
            it.expires_at,
            it.used_at.map(|it| it.to_string())
        ));
    }
    lines
}

async fn waiting(store: &dyn Store) -> Vec<String> {
    let mut lines = Vec::new();
    let answer = store.remembered(&answer_key(), NOW).await.unwrap().unwrap();
    lines.push(format!(
        "answer {:?} {} {} {} {}",
        answer.fingerprint, answer.status, answer.body, answer.answered_at, answer.expires_at
    ));
    assert!(store.remembered(&answer_key(), NOW + Duration::DAY).await.unwrap().is_none());
    for number in [1, 2] {
        let id = GatewayEventId(format!("evt_{number}"));
        let event = store.gateway_event(&id).await.unwrap().unwrap();
        lines.push(format!("event {}", encode_event(&event).unwrap()));
    }
    let unsettled = store.unsettled_events(NOW, 10).await.unwrap();
    lines.extend(unsettled.into_iter().map(|id| format!("unsettled {}", id.0)));
    for it in store.unsent(100).await.unwrap() {
        lines.push(format!("message {}", encode(&it.message().unwrap()).unwrap()));
    }
    let later = NOW + Duration::days(365);
    let lists = [
        ("overdue holds", listed(store.overdue_holds(later, 100).await.unwrap())),
        ("unanswered changes", listed(store.unanswered_changes(later, 100).await.unwrap())),
        ("live payments", listed(store.live_payments(later, 100).await.unwrap())),
        ("unfinished refunds", listed(store.unfinished_refunds(later, 100).await.unwrap())),
        ("pending documents", listed(store.pending_documents(later, 100).await.unwrap())),
    ];
    lines.extend(lists.map(|(what, ids)| format!("{what} {ids}")));
    lines
}

fn listed<T: ToString>(ids: Vec<T>) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
