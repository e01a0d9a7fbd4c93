//! Compares what a store says twice: what is counted as sold with what bookings hold, and
//! when bookings fly with the timetable. Uses the store, and changes nothing.
//!
//! It is for a store at rest. While others write, a difference may be a half-read commit: look
//! again before you believe it.

mod finding;
mod sales;
mod times;

use airside_booking::BookingStatus;
use time::OffsetDateTime;

use crate::ports::{Store, StoreError};
use crate::world::Snapshot;
use sales::Held;

pub use finding::{Audit, Finding};

/// The most bookings that are read at a time.
const BATCH: u16 = 500;

/// Reads the whole store, and compares it with itself and with the timetable of `world`.
pub async fn audit(
    store: &dyn Store,
    world: &Snapshot,
    now: OffsetDateTime,
) -> Result<Audit, StoreError> {
    let mut audit = Audit::default();
    let mut held = Held::default();
    let mut after = None;
    loop {
        let page = store.all_bookings(after, BATCH).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.value.id);
        for booking in page.iter().map(|it| &it.value) {
            audit.bookings += 1;
            held.add(booking);
            match booking.status(now) {
                BookingStatus::PendingPayment
                | BookingStatus::Confirmed
                | BookingStatus::PartiallyCancelled => {
                    audit.live += 1;
                    audit.open_changes += times::open_changes(booking, now);
                    audit.findings.extend(times::behind(booking, world, now));
                }
                BookingStatus::Cancelled | BookingStatus::Expired => (),
            }
        }
    }
    held.compare(store, &mut audit).await?;
    Ok(audit)
}
