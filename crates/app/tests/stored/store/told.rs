//! Everything that a store holds, told in lines, by fields that are named here.

use std::fmt::Write as _;

use airside_app::ports::Store;
use airside_booking::{Booking, Cancellation, Document, Exchange, Payment, Refund};
use airside_records::{Column, Kept, PromoCodeRecord};
use serde_json::Value;
use uuid::Uuid;

use super::filled::{bookings, holder, promo_codes, sold};
use super::world::DAY;
use super::{accounts, waiting};
use crate::releases::records;

/// Tells all of it; the records are asserted to be what their release wrote, to the byte.
pub(super) async fn told(store: &dyn Store, release: &str) -> String {
    let mut lines = world(store).await;
    lines.extend(sales(store).await);
    lines.extend(accounts::told(store).await);
    lines.extend(waiting::told(store).await);
    for (name, text) in records(release) {
        let kind = name.split('-').next().unwrap();
        match kind {
            "booking" => is_kept::<Booking>(store, &text).await,
            "cancellation" => is_kept::<Cancellation>(store, &text).await,
            "document" => is_kept::<Document>(store, &text).await,
            "exchange" => is_kept::<Exchange>(store, &text).await,
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
