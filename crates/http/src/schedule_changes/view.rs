//! How a schedule change is shown.

use airside_app::world::Snapshot;
use airside_booking::{Booking, Offer, ScheduleChange, Segment};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::offers::view::SegmentView;
use crate::times::Utc;
use crate::words;

/// What a changed timetable did to one journey.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ScheduleChange)]
pub(crate) struct ScheduleChangeView {
    #[schema(value_type = words::Id)]
    id: String,
    /// DEPARTING, RETURNING, or `LEG_1` to `LEG_6`.
    #[schema(value_type = words::Direction)]
    journey: String,
    /// OPEN, ACCEPTED, REBOOKED, REFUNDED or LAPSED.
    #[schema(value_type = words::ScheduleChangeStatus)]
    status: &'static str,
    /// RETIMED, EQUIPMENT, WITHDRAWN or CANCELLED.
    #[schema(value_type = words::ScheduleChangeKind)]
    kind: &'static str,
    /// A minor one is accepted at once.
    is_major: bool,
    /// Made up by the sandbox, for a booking whose first passenger is called RETIMED or
    /// CANCELLEDFLIGHT.
    simulated: bool,
    before: FlownView,
    /// Null when the journey cannot be flown.
    #[schema(required)]
    after: Option<FlownView>,
    /// From then on silence is an answer.
    answer_by: Utc,
}

/// The flights of a journey, as they were or as they are to be.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Itinerary)]
struct FlownView {
    segments: Vec<SegmentView>,
}

impl ScheduleChangeView {
    /// Every change of a booking, oldest first.
    pub(crate) fn all(world: &Snapshot, booking: &Booking, now: OffsetDateTime) -> Vec<Self> {
        let changes = booking.schedule_changes.iter();
        let view = |change: &ScheduleChange| {
            let offer = &booking.journey(change.direction)?.offer;
            Some(Self::of(world, offer, change, now))
        };
        changes.filter_map(view).collect()
    }

    fn of(world: &Snapshot, offer: &Offer, change: &ScheduleChange, now: OffsetDateTime) -> Self {
        let flown = |segments: &[Segment]| FlownView {
            segments: segments.iter().map(|it| SegmentView::of(world, offer, it)).collect(),
        };
        Self {
            id: change.id.to_string(),
            journey: change.direction.to_string(),
            status: change.status_code(now),
            kind: change.kind.code(),
            is_major: change.is_major,
            simulated: change.is_simulated,
            before: flown(&change.before),
            after: change.after.as_deref().map(flown),
            answer_by: Utc(change.answer_by),
        }
    }
}
