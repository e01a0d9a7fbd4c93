//! Schedule changes of every kind, and everything that may become of one.

use airside_booking::{ChangeKind, ChangeState, Direction, ScheduleChange, Segment};
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
        before: vec![before],
        after: Some(vec![segment]),
        ..change(1, direction, ChangeState::Accepted { at: NOW + Duration::HOUR })
    }
}

/// What was answered of both ways, and what is still asked of the way back.
pub(super) fn of_round_trip(out: &Segment, back: &Segment) -> Vec<ScheduleChange> {
    let at = NOW + Duration::DAY;
    let (way_out, way_back) = (Direction::Departing, Direction::Returning);
    vec![
        other_aircraft(way_out, out.clone()),
        ScheduleChange {
            before: vec![later(out, 120)],
            after: Some(vec![out.clone()]),
            ..change(2, way_out, ChangeState::Accepted { at })
        },
        ScheduleChange {
            before: vec![later(out, 240)],
            after: Some(vec![out.clone()]),
            ..change(3, way_out, ChangeState::Lapsed { at })
        },
        ScheduleChange {
            before: vec![later(back, 360)],
            after: Some(vec![back.clone()]),
            ..change(4, way_back, ChangeState::Rebooked { at })
        },
        ScheduleChange {
            before: vec![back.clone()],
            after: Some(vec![later(back, 180)]),
            ..change(5, way_back, ChangeState::Open)
        },
    ]
}

/// A way out that was given up and came back whole, and a way back that nobody flies.
pub(super) fn without_alternative(out: &Segment, back: &Segment) -> Vec<ScheduleChange> {
    let at = NOW + Duration::DAY;
    vec![
        ScheduleChange {
            kind: ChangeKind::Withdrawn,
            before: vec![out.clone()],
            after: None,
            ..change(6, Direction::Departing, ChangeState::Refunded { at })
        },
        ScheduleChange {
            kind: ChangeKind::Cancelled,
            before: vec![back.clone()],
            after: None,
            ..change(7, Direction::Returning, ChangeState::Open)
        },
    ]
}

/// A major change of times, whose flights are yet to be said.
fn change(number: u128, direction: Direction, state: ChangeState) -> ScheduleChange {
    ScheduleChange {
        id: ScheduleChangeId(id(5, number)),
        direction,
        kind: ChangeKind::Retimed,
        is_major: true,
        before: Vec::new(),
        after: None,
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
