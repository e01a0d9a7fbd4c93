//! Schedule changes of every kind, and everything that may become of one.

use airside_booking::{ChangeKind, ChangeState, Direction, ScheduleChange, Segment, Segments};
use airside_primitives::ScheduleChangeId;
use time::Duration;
use time::macros::datetime;

use super::{NOW, code, id};

/// A small change, which was taken over when it was found.
pub(super) fn other_aircraft(direction: Direction, segment: Segment) -> ScheduleChange {
    let before = Segment { aircraft: code("77W"), ..segment.clone() };
    ScheduleChange {
        kind: ChangeKind::Equipment,
        is_major: false,
        after: Some(Segments::one(segment)),
        ..change(1, direction, before, ChangeState::Accepted { at: NOW + Duration::HOUR })
    }
}

/// What was answered of both ways, and what is still asked of the way back.
pub(super) fn of_round_trip(out: &Segment, back: &Segment) -> Vec<ScheduleChange> {
    let at = NOW + Duration::DAY;
    let (way_out, way_back) = (Direction::Departing, Direction::Returning);
    vec![
        other_aircraft(way_out, out.clone()),
        ScheduleChange {
            after: Some(Segments::one(out.clone())),
            ..change(2, way_out, later(out, 120), ChangeState::Accepted { at })
        },
        ScheduleChange {
            after: Some(Segments::one(out.clone())),
            ..change(3, way_out, later(out, 240), ChangeState::Lapsed { at })
        },
        ScheduleChange {
            after: Some(Segments::one(back.clone())),
            ..change(4, way_back, later(back, 360), ChangeState::Rebooked { at })
        },
        ScheduleChange {
            after: Some(Segments::one(later(back, 180))),
            ..change(5, way_back, back.clone(), ChangeState::Open)
        },
    ]
}

/// A way out that was given up and came back whole, and a way back that nobody flies.
pub(super) fn without_alternative(out: &Segment, back: &Segment) -> Vec<ScheduleChange> {
    let at = NOW + Duration::DAY;
    vec![
        ScheduleChange {
            kind: ChangeKind::Withdrawn,
            after: None,
            ..change(6, Direction::Departing, out.clone(), ChangeState::Refunded { at })
        },
        ScheduleChange {
            kind: ChangeKind::Cancelled,
            after: None,
            ..change(7, Direction::Returning, back.clone(), ChangeState::Open)
        },
    ]
}

/// A major change of times, of a flight that is not flown any more.
fn change(
    number: u128,
    direction: Direction,
    before: Segment,
    state: ChangeState,
) -> ScheduleChange {
    ScheduleChange {
        id: ScheduleChangeId(id(5, number)),
        direction,
        kind: ChangeKind::Retimed,
        is_major: true,
        before: Segments::one(before),
        after: None,
        held: None,
        is_simulated: false,
        made_at: NOW + Duration::HOUR,
        answer_by: datetime!(2027-03-07 03:00 UTC),
        state,
    }
}

fn later(segment: &Segment, minutes: i64) -> Segment {
    let by = Duration::minutes(minutes);
    let (departs_at, arrives_at) = (segment.departs_at + by, segment.arrives_at + by);
    Segment { date: departs_at.date(), departs_at, arrives_at, ..segment.clone() }
}
