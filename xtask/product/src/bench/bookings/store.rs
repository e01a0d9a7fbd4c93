//! Commits of bookings through the Store port, without HTTP and without use cases.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use airside_app::ports::changes::{AnswerKey, CommitError};
use airside_app::ports::{Changes, Message, Remembered, Store, Write};
use airside_booking::booking::Inventory;
use airside_booking::{Booking, RecordLocator};
use airside_primitives::{BookingId, Cabin, FlightId};
use time::Date;
use time::macros::date;
use uuid::{Builder, Uuid};

use super::load::{Rate, load};
use super::sample::Sample;

/// As many flights and days as the scripts of pgbench have.
const FLIGHTS: u64 = 12_631;
const DAYS: u64 = 30;
const FIRST_DAY: Date = date!(2026 - 12 - 01);
const HOT_DAY: Date = date!(2026 - 11 - 30);
/// A departure holds 65,535: after so many, the one of the day before is everybody's.
const SOLD_BEFORE_THE_NEXT: u64 = 50_000;

/// Numbers the bookings of this process; each makes an id, a locator and a key.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Commits booking after booking, each on another flight or all on one.
pub(super) async fn run(
    store: &dyn Store,
    is_hot: bool,
    callers: usize,
    lasting: Duration,
    sample: &Sample,
) -> anyhow::Result<Rate> {
    load(callers, lasting, |_| async {
        // pgbench and the API draw their locators at random: now and then one is taken, and
        // another is drawn, as placing a booking does.
        while let Err(error) = store.commit(changes(sample, is_hot)).await {
            match error {
                CommitError::Conflict => (),
                other => return Err(other.into()),
            }
        }
        Ok(())
    })
    .await
}

/// What placing a booking commits (`airside_app::bookings::place`).
fn changes(sample: &Sample, is_hot: bool) -> Changes {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let (flight, date) = if is_hot {
        (0, HOT_DAY.saturating_sub(days(number / SOLD_BEFORE_THE_NEXT)))
    } else {
        let spread = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
        (1 + spread % FLIGHTS, FIRST_DAY.saturating_add(days((spread >> 20) % DAYS)))
    };
    let flight = FlightId(Uuid::from_u64_pair(0x7000, 0x8000_0000_0000_0000 | flight));
    let booking = Booking {
        id: BookingId(id(sample, number)),
        reference: locator(number),
        ..sample.booking.clone()
    };
    let answer = Remembered {
        key: AnswerKey {
            user: booking.owner,
            operation: "POST /v1/bookings".to_owned(),
            key: format!("bench-{number}"),
        },
        fingerprint: [7; 32],
        status: 201,
        body: sample.answer.clone(),
        answered_at: booking.created_at,
        expires_at: booking.created_at + time::Duration::DAY,
    };
    let inventory = Inventory { flight, date, cabin: Cabin::Economy, count: 1 };
    Changes::default()
        .write(Write::Remember(answer))
        .write(Write::TakeInventory { inventory, capacity: u16::MAX, world: sample.world })
        .write_all(Write::add_booking(&booking))
        .send(Message::InventoryChanged(vec![(flight, date)]))
}

/// As ids are in production: later ones sort after earlier ones.
fn id(sample: &Sample, number: u64) -> Uuid {
    let began = sample.booking.created_at.unix_timestamp() * 1_000;
    let moment = u64::try_from(began).unwrap_or_default() + number;
    let mut rest = [0; 10];
    rest[2..].copy_from_slice(&number.to_be_bytes());
    Builder::from_unix_timestamp_millis(moment, &rest).into_uuid()
}

fn days(count: u64) -> time::Duration {
    time::Duration::days(i64::try_from(count).unwrap_or_default())
}

/// Another for each number below 2^30, but for the few that are refused words.
fn locator(number: u64) -> RecordLocator {
    // Odd, so that no two numbers meet; large, so that neighbours lie apart as random ones do.
    let bits = |number: u64| number.wrapping_mul(0x2545_F491);
    let beyond = 1 << 29;
    RecordLocator::from_random(bits(number))
        .or_else(|| RecordLocator::from_random(bits(number + beyond)))
        .unwrap_or_else(|| locator(number + beyond + 1))
}
