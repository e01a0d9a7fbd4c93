//! Fills a store with one of everything.

use std::collections::BTreeSet;

use airside_app::ports::bus::Message;
use airside_app::ports::changes::SeatClaim;
use airside_app::ports::store::{Adoption, Judge, NewTariff, Restocked, Touched};
use airside_app::ports::{Changes, Store, Write};
use airside_booking::booking::Inventory;
use airside_booking::{Booking, Cancellation, Document, Exchange, Payment, Refund, State};
use airside_fares::PromoCode;
use airside_port_contracts::samples;
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber};
use airside_records::{Kept, PromoCodeRecord};
use airside_timetable::Flight;

use super::world::{self, DAY, NOW};
use super::{accounts, waiting};
use crate::releases::{self, NEWEST, records};

/// The flight that is sold from.
pub(super) fn sold() -> FlightId {
    world::flights()[0].id
}

/// Whose seat is taken.
pub(super) fn holder() -> BookingId {
    bookings().remove(0).id
}

pub(super) fn bookings() -> Vec<Booking> {
    of_kind("booking-", |text| Booking::read(text).unwrap())
}

pub(super) fn promo_codes() -> Vec<PromoCode> {
    of_kind("promo-code-", |text| {
        serde_json::from_str::<PromoCodeRecord>(text).unwrap().try_into().unwrap()
    })
}

fn of_kind<T>(kind: &str, read: impl Fn(&str) -> T) -> Vec<T> {
    let records = records(NEWEST).into_iter().filter(|(name, _)| name.starts_with(kind));
    records.map(|(_, text)| read(&text)).collect()
}

fn write_of<T: Kept>(text: &str) -> Write {
    Write::add(&T::read(text).unwrap())
}

/// Writes everything, in the order in which it would come to be.
pub(super) async fn fill(store: &dyn Store) {
    store.load(world::rows()).await.unwrap();
    let text = releases::text(NEWEST, "tariff.toml");
    let tariff = NewTariff { name: "tariff.toml".to_owned(), text, loaded_at: NOW };
    store.save_tariff(tariff, Vec::new()).await.unwrap();
    adopt(store, Some(world::flights()), Vec::new(), Vec::new()).await;

    for writes in [accounts::writes(), kept(), waiting::writes()] {
        store.commit(Changes::default().write_all(writes)).await.unwrap();
    }
    store.commit(Changes::default().write_all(sales(store).await)).await.unwrap();
    let sent = [Message::TimetableChanged, Message::InventoryChanged(vec![(sold(), DAY)])];
    for message in sent {
        store.commit(Changes::default().send(message)).await.unwrap();
    }
    // What was sold changes: less of it, and on another day.
    let (flight, date, cabin) = (sold(), DAY, Cabin::Economy);
    let restocked = vec![Restocked { flight, date, cabin, capacity: 1 }];
    let moved_to = Some(date.next_day().unwrap());
    adopt(store, None, restocked, vec![Touched { flight, date, moved_to }]).await;
}

async fn adopt(
    store: &dyn Store,
    rows: Option<Vec<Flight>>,
    restocked: Vec<Restocked>,
    touched: Vec<Touched>,
) {
    let timetable = match rows {
        None => None,
        Some(rows) => {
            let airlines: BTreeSet<_> = rows.iter().map(|row| row.number.airline()).collect();
            let stage = store.stage(rows, &|_| ()).await.unwrap();
            Some((stage, airlines.into_iter().collect()))
        }
    };
    let adoption = Adoption {
        planned_at: store.world_version().await.unwrap(),
        timetable,
        provenance: None,
        restocked,
        touched,
        planned_when: store.time().await.unwrap(),
        judge: Judge::nothing_changes(),
        also: Vec::new(),
    };
    store.adopt(adoption).await.unwrap();
}

/// Every record of the release, bookings first.
fn kept() -> Vec<Write> {
    let mut writes: Vec<_> = bookings().iter().flat_map(Write::add_booking).collect();
    writes.extend(promo_codes().into_iter().map(Write::SavePromoCode));
    for (name, text) in records(NEWEST) {
        let kind = name.split('-').next().unwrap();
        writes.extend(match kind {
            "cancellation" => Some(write_of::<Cancellation>(&text)),
            "document" => Some(write_of::<Document>(&text)),
            "exchange" => Some(write_of::<Exchange>(&text)),
            "payment" => Some(write_of::<Payment>(&text)),
            "refund" => Some(write_of::<Refund>(&text)),
            _ => None,
        });
    }
    writes
}

async fn sales(store: &dyn Store) -> Vec<Write> {
    let world = store.world_version().await.unwrap();
    let (flight, date, booking) = (sold(), DAY, holder());
    let take = |cabin, count| Write::TakeInventory {
        inventory: Inventory { flight, date, cabin, count },
        capacity: 100,
        world,
    };
    let mut writes: Vec<_> =
        Cabin::ALL.into_iter().zip(1..).map(|(cabin, it)| take(cabin, it)).collect();
    let seats = ["1A", "99K"].map(samples::code::<SeatNumber>);
    writes.extend(seats.map(|seat| Write::ClaimSeat(SeatClaim { flight, date, seat, booking })));
    for booking in bookings() {
        if let State::Confirmed { ticket_numbers, .. } = booking.state {
            let numbers = ticket_numbers.concat();
            writes.push(Write::AddTicketNumbers { booking: booking.id, numbers });
        }
        if let Some(code) = booking.promo_code {
            writes.push(Write::UsePromo { code, user: booking.owner, booking: booking.id });
        }
    }
    writes
}
