//! What the history has of a booking, and of the departures that it was to fly on. Uses the store.

use std::collections::BTreeSet;

use airside_booking::Booking;
use airside_booking::offer::Segment;
use airside_primitives::{BookingId, FlightId, HistoryId};
use time::Date;

use crate::history::{HistoryEntry, Subject};
use crate::ports::store::Page;
use crate::ports::{Store, StoreError};

/// How many lines are read at a time.
const BATCH: u16 = 200;

/// What was done to a booking, oldest first.
pub(crate) async fn done_to(
    store: &dyn Store,
    booking: BookingId,
) -> Result<Vec<HistoryEntry>, StoreError> {
    lines(store, &Subject::Booking(booking)).await
}

/// What operators did to the departures of a booking since it was made.
pub(super) async fn done_to_departures(
    store: &dyn Store,
    booking: &Booking,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let mut all = Vec::new();
    for (flight, date) in departures_ever(booking) {
        let done = lines(store, &Subject::Departure(flight, date)).await?;
        // A line that names a booking tells what became of that one.
        let of_all = done.into_iter().filter(|it| it.booking.is_none());
        all.extend(of_all.filter(|it| it.at >= booking.created_at));
    }
    Ok(all)
}

/// The departures that its journeys are or were to be flown on.
fn departures_ever(booking: &Booking) -> BTreeSet<(FlightId, Date)> {
    let now = booking.departures(&booking.directions());
    let changes = &booking.schedule_changes;
    let moved = changes.iter().flat_map(|it| it.before.iter().chain(it.after.iter().flatten()));
    let of_segment = |it: &Segment| (it.inventory, it.date);
    now.into_iter().chain(moved.map(of_segment)).collect()
}

async fn lines(store: &dyn Store, subject: &Subject) -> Result<Vec<HistoryEntry>, StoreError> {
    let mut before: Option<HistoryId> = None;
    let mut all = Vec::new();
    loop {
        let lines = store.history(subject, Page { limit: BATCH, before }).await?;
        before = lines.last().map(|line| line.id);
        let is_last = lines.len() < usize::from(BATCH);
        all.extend(lines);
        if is_last {
            // Lines of one moment stay in the order in which they were written.
            all.reverse();
            return Ok(all);
        }
    }
}
