//! Fills a store with one of everything.

use std::collections::BTreeSet;

use airside_app::account::{ApiKey, RefreshToken, Role, Session, User};
use airside_app::ports::bus::Message;
use airside_app::ports::changes::{AnswerKey, Remembered, SeatClaim};
use airside_app::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};
use airside_app::ports::store::{Adoption, Judge, NewTariff, Restocked, Touched};
use airside_app::ports::{Changes, Store, Write};
use airside_booking::booking::Inventory;
use airside_booking::{Booking, Cancellation, Document, IntentId, Payment, Refund, State};
use airside_fares::PromoCode;
use airside_port_contracts::samples;
use airside_primitives::{BookingId, Cabin, FlightId, SeatNumber, UserId};
use airside_records::{Kept, PromoCodeRecord};
use airside_timetable::Flight;
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};

use super::world;
use crate::releases::{self, NEWEST, records};

pub(super) const NOW: OffsetDateTime = datetime!(2026-11-29 09:00:00.654321 UTC);
pub(super) const DAY: Date = date!(2027 - 03 - 10);

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
    store.save_tariff(tariff).await.unwrap();
    adopt(store, Some(world::flights()), Vec::new(), Vec::new()).await;

    for writes in [accounts(), kept(), waiting()] {
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
    };
    store.adopt(adoption).await.unwrap();
}

fn accounts() -> Vec<Write> {
    let (customer, admin) = (samples::user_id(1), samples::user_id(2));
    let user = |role, number, phone: Option<&str>| User {
        id: samples::user_id(number),
        email: format!("Asha.{number}@example.com"),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".to_owned(),
        given_name: "Zoë".to_owned(),
        family_name: "O’Brien".to_owned(),
        phone: phone.map(str::to_owned),
        role,
        created_at: NOW,
    };
    let key = |number: u8, user| ApiKey {
        id: airside_primitives::ApiKeyId(samples::id(number.into())),
        user,
        hash: samples::hash(number),
        hint: format!("air_test_{number}"),
        created_at: NOW,
        revoked_at: None,
    };
    let session = |number, user: UserId| Session {
        id: airside_primitives::SessionId(samples::id(number)),
        user,
        created_at: NOW,
        revoked_at: None,
    };
    let token = |number| RefreshToken {
        hash: samples::hash(number),
        session: session(1, customer).id,
        expires_at: NOW + Duration::DAY,
        used_at: None,
    };
    vec![
        Write::AddUser(user(Role::Customer, 1, Some("+919800000000"))),
        Write::AddUser(user(Role::Admin, 2, None)),
        Write::AddApiKey(key(1, customer)),
        Write::AddApiKey(key(2, customer)),
        Write::RevokeApiKey { id: key(2, customer).id, user: customer, at: NOW },
        Write::AddSession(session(1, customer)),
        Write::AddSession(session(2, admin)),
        Write::RevokeSession { id: session(2, admin).id, at: NOW },
        Write::AddRefreshToken(token(1)),
        Write::AddRefreshToken(token(2)),
        Write::UseRefreshToken { hash: samples::hash(2), at: NOW },
    ]
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

/// An answer, and events of the gateway: one that was settled, and one that was not.
fn waiting() -> Vec<Write> {
    let event = |number| GatewayEvent {
        id: GatewayEventId(format!("evt_{number}")),
        kind: "payment_intent.succeeded".to_owned(),
        about: EventSubject::Intent { id: IntentId(format!("pi_{number}")), payment: None },
    };
    vec![
        Write::Remember(Remembered {
            key: answer_key(),
            fingerprint: [255; 32],
            status: 201,
            body: "{\"given_name\":\"Zoë\"}".to_owned(),
            answered_at: NOW,
            expires_at: NOW + Duration::DAY,
        }),
        Write::RecordGatewayEvent { event: event(1), at: NOW },
        Write::RecordGatewayEvent { event: event(2), at: NOW },
        Write::SettleGatewayEvent { id: event(1).id, at: NOW },
    ]
}

pub(super) fn answer_key() -> AnswerKey {
    AnswerKey {
        user: samples::user_id(1),
        operation: "POST /v1/bookings".to_owned(),
        key: "key".to_owned(),
    }
}
