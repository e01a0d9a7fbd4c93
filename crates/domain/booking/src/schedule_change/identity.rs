//! The id of a schedule change: the same for everybody who finds the same change.
//!
//! A read that compares a booking with the timetable, and the batch that writes the outcome
//! down later, must show a client the same id.

use std::fmt::Write as _;

use airside_primitives::{BookingId, ScheduleChangeId};
use uuid::Uuid;

use crate::offer::Segment;
use crate::schedule_change::ChangeKind;
use crate::trip::Direction;

/// The name space of the ids; changing it gives every change that is not yet stored another id.
const SCHEDULE_CHANGES: Uuid = Uuid::from_u128(0x2f5c_1e7b_9a34_5d0f_8b61_c7d2_03e9_4a58);

/// The id of a journey's change after so many `earlier` ones: a flight that moves there, back, and
/// there again changes three times.
pub(crate) fn id_of(
    booking: BookingId,
    direction: Direction,
    earlier: usize,
    before: &[Segment],
    after: Result<&[Segment], ChangeKind>,
) -> ScheduleChangeId {
    let mut key = format!("{booking} {direction} {earlier}");
    write_segments(&mut key, before);
    key.push_str(" to");
    match after {
        Ok(segments) => write_segments(&mut key, segments),
        Err(kind) => key.push_str(kind.code()),
    }
    ScheduleChangeId(Uuid::new_v5(&SCHEDULE_CHANGES, key.as_bytes()))
}

/// Every part of a segment that can change, instants as seconds: offsets are for people.
fn write_segments(key: &mut String, segments: &[Segment]) {
    for segment in segments {
        let Segment { flight, inventory, operating_airline, date, aircraft, .. } = segment;
        let departs = segment.departs_at.unix_timestamp();
        let arrives = segment.arrives_at.unix_timestamp();
        // Writing to a string cannot fail.
        let _ = write!(
            key,
            " {flight} {inventory} {operating_airline} {date} {departs} {arrives} {aircraft}"
        );
    }
}
