//! Schedule changes: each of a journey of the booking, and at most one that a live one waits on;
//! and an exchange that is being paid for, of live journeys.
//!
//! One that is open of a journey that is over would be due for ever, and never done.

use std::collections::HashSet;

use airside_booking::{Booking, ChangeState};

use crate::BadRecord;

pub(super) fn check(booking: &Booking) -> Result<(), BadRecord> {
    let bad = |field| Err(BadRecord::new("schedule change", field));
    let live = booking.live_journeys();
    let (mut ids, mut open) = (HashSet::new(), HashSet::new());
    for change in &booking.schedule_changes {
        if !ids.insert(change.id) {
            return bad("id");
        }
        let Some(journey) = booking.journey(change.direction) else { return bad("direction") };
        match change.state {
            ChangeState::Open => {
                if !live.contains(&change.direction) || !open.insert(change.direction) {
                    return bad("state");
                }
                if change.before.len() != journey.offer.segments.len() {
                    return bad("before");
                }
            }
            ChangeState::Accepted { .. }
            | ChangeState::Rebooked { .. }
            | ChangeState::Refunded { .. }
            | ChangeState::Lapsed { .. } => (),
        }
    }
    let exchanging = booking.exchanging.iter().flat_map(|it| &it.to);
    if exchanging.into_iter().any(|(direction, _)| !live.contains(direction)) {
        return Err(BadRecord::new("exchange", "direction"));
    }
    Ok(())
}
