//! Compares a journey with what flies now: what changed, and whether that is much.

use time::{Duration, OffsetDateTime};

use crate::booking::{Booking, Journey};
use crate::offer::{Segment, Segments};
use crate::schedule_change::held::StockOf;
use crate::schedule_change::{ChangeKind, ChangeState, Flies, ScheduleChange, WhatFlies};

/// What became of the flights of a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Course {
    /// The whole journey, as it is flown now.
    Flown(Segments),
    /// At least one of its flights is not flown.
    Gone(ChangeKind),
}

/// The flights of a journey, `segments`, as they fly now. Those that have left stay as they are.
pub(crate) fn course(
    segments: &Segments,
    open: Option<&ScheduleChange>,
    timetable: &dyn WhatFlies,
    now: OffsetDateTime,
) -> Course {
    let moved = open.and_then(|change| change.after.as_deref()).unwrap_or_default();
    let mut moved = moved.iter();
    let flown = segments.each().try_map(|segment| {
        let moved = moved.next();
        if segment.has_departed(now) {
            return Ok(segment.clone());
        }
        match timetable.flies(segment.flight, segment.date) {
            Flies::OnItsDate(as_now) => Ok(as_now.segment(segment, segment.date)),
            Flies::OnNeighbouringDate { date, flown } => Ok(flown.segment(segment, date)),
            Flies::Withdrawn => still_moved(segment, moved, timetable).ok_or(ChangeKind::Withdrawn),
            Flies::Cancelled => Err(ChangeKind::Cancelled),
        }
    });
    flown.map_or_else(Course::Gone, Course::Flown)
}

/// A move to a neighbouring date that was found earlier stands while that date is flown.
fn still_moved(
    segment: &Segment,
    moved: Option<&Segment>,
    timetable: &dyn WhatFlies,
) -> Option<Segment> {
    let date = moved?.date;
    match timetable.flies(segment.flight, date) {
        Flies::OnItsDate(as_now) if date != segment.date => Some(as_now.segment(segment, date)),
        Flies::OnItsDate(_)
        | Flies::OnNeighbouringDate { .. }
        | Flies::Withdrawn
        | Flies::Cancelled => None,
    }
}

impl ChangeKind {
    /// The kind of a change after which the journey still flies.
    pub(crate) fn between(before: &[Segment], after: &[Segment]) -> Self {
        let same_but_for_aircraft = before.iter().zip(after).all(|(before, after)| {
            *before == Segment { aircraft: before.aircraft, ..after.clone() }
        });
        if same_but_for_aircraft { Self::Equipment } else { Self::Retimed }
    }
}

/// Whether the times differ from the agreed ones: moved by more than `minor`, to another day, or so
/// that a connection no longer holds.
pub(crate) fn times_differ(
    agreed: &[Segment],
    now: &[Segment],
    timetable: &dyn WhatFlies,
    minor: Duration,
) -> bool {
    let moved = agreed.iter().zip(now).any(|(agreed, now)| {
        let beyond = |agreed: OffsetDateTime, now: OffsetDateTime| {
            (now - agreed).abs() > minor || now.date() != agreed.date()
        };
        agreed.date != now.date
            || beyond(agreed.departs_at, now.departs_at)
            || beyond(agreed.arrives_at, now.arrives_at)
    });
    let connections = agreed.windows(2).zip(now.windows(2));
    moved || connections.into_iter().any(|(agreed, now)| is_broken(agreed, now, timetable))
}

/// Whether a connection no longer holds. One that was already too short by today's rules is broken
/// only when it gets shorter.
fn is_broken(agreed: &[Segment], now: &[Segment], timetable: &dyn WhatFlies) -> bool {
    let ([agreed_arriving, agreed_leaving], [arriving, leaving]) = (agreed, now) else {
        return false;
    };
    let between = leaving.departs_at - arriving.arrives_at;
    let agreed_between = agreed_leaving.departs_at - agreed_arriving.arrives_at;
    let goes_on = arriving.number == leaving.number;
    let needed =
        if goes_on { Duration::ZERO } else { timetable.connecting_time(arriving, leaving) };
    between < Duration::ZERO || (between < needed && between < agreed_between)
}

impl Booking {
    /// The journey as last agreed to: when buying, or by an answer since. So small changes that
    /// were taken over without asking cannot add up to a large one unseen.
    pub(crate) fn agreed<'a>(&'a self, journey: &'a Journey) -> &'a [Segment] {
        let mut agreed: &[Segment] = &journey.offer.segments;
        let changes = self.schedule_changes.iter().rev();
        for change in changes.filter(|it| it.direction == journey.direction) {
            match change.state {
                ChangeState::Open => (),
                ChangeState::Accepted { .. } if !change.is_major => agreed = &change.before,
                ChangeState::Accepted { .. }
                | ChangeState::Rebooked { .. }
                | ChangeState::Refunded { .. }
                | ChangeState::Lapsed { .. } => break,
            }
        }
        agreed
    }
}

impl Segment {
    /// Whether it has left: the past does not change.
    pub(crate) fn has_departed(&self, now: OffsetDateTime) -> bool {
        self.departs_at <= now
    }

    /// The departure whose inventory and seats it takes.
    pub(crate) const fn stock(&self) -> StockOf {
        (self.inventory, self.date)
    }
}
