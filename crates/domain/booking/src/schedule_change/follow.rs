//! Brings a booking up to date with what flies now.

use time::OffsetDateTime;

use crate::booking::{Booking, ExpiredBecause, Journey, State};
use crate::exchange::Exchanging;
use crate::offer::{Offer, Segments};
use crate::schedule_change::compare::{Course, course, times_differ};
use crate::schedule_change::identity::id_of;
use crate::schedule_change::{
    ChangeKind, ChangeState, Followed, Rules, ScheduleChange, Seats, WhatFlies,
};
use crate::trip::Direction;

impl Booking {
    /// Compares every live journey with what flies now.
    ///
    /// For a paid booking, small changes are taken over and major ones opened; an open one is
    /// replaced when the flights have changed again, and dropped when they are back where they
    /// were. Changes that silence has answered are settled first. A hold takes over small changes,
    /// without the picked seats that are gone, and ends with a major one. A booking that is over,
    /// or a hold past its time, follows nothing. Following twice is following once.
    pub fn follow(
        self,
        timetable: &dyn WhatFlies,
        seats: Seats<'_>,
        rules: Rules,
        now: OffsetDateTime,
    ) -> Followed {
        let before = self.clone();
        let followed = match self.state {
            State::PendingPayment { due_by } if now < due_by => {
                let ended = State::Expired { due_by, because: ExpiredBecause::ScheduleChanged };
                match self.hold_follows(timetable, seats, rules, now) {
                    Some(held) => held,
                    None => Self { state: ended, ..before.clone() },
                }
            }
            State::PendingPayment { .. } | State::Expired { .. } => self,
            State::Confirmed { .. } => {
                let settled = self.with_silence_as_consent(seats, now);
                let live = settled.live_journeys();
                let followed = live.into_iter().fold(settled, |booking, direction| {
                    booking.journey_follows(direction, timetable, seats, rules, now)
                });
                followed.exchange_follows(timetable, rules, now)
            }
        };
        Followed::between(&before, followed)
    }

    /// The hold with all small changes; `None` when something major happened.
    fn hold_follows(
        self,
        timetable: &dyn WhatFlies,
        seats: Seats<'_>,
        rules: Rules,
        now: OffsetDateTime,
    ) -> Option<Self> {
        let mut booking = self;
        for direction in booking.directions() {
            let journey = booking.journey(direction)?;
            let Course::Flown(segments) = course(&journey.offer.segments, None, timetable, now)
            else {
                return None;
            };
            if segments == journey.offer.segments {
                continue;
            }
            let agreed = booking.agreed(journey);
            if times_differ(agreed, &segments, timetable, rules.minor)
                || seats.lack_cabin(journey, &segments)
            {
                return None;
            }
            let change = booking.change(journey, Ok(segments), rules, now);
            booking = booking.with_accepted(change, seats, now);
        }
        Some(booking)
    }

    /// Journeys that are being paid for take over small changes; of a major one the exchange ends,
    /// and nobody is charged for it.
    fn exchange_follows(
        mut self,
        timetable: &dyn WhatFlies,
        rules: Rules,
        now: OffsetDateTime,
    ) -> Self {
        let Some(exchanging) = self.exchanging.take() else { return self };
        let follows = |(direction, offer): (Direction, Offer)| {
            let Course::Flown(segments) = course(&offer.segments, None, timetable, now) else {
                return None;
            };
            let differ = times_differ(&offer.segments, &segments, timetable, rules.minor);
            (!differ).then_some((direction, Offer { segments, ..offer }))
        };
        let to = exchanging.to.clone().into_iter().map(follows).collect::<Option<Vec<_>>>();
        self.exchanging = to.map(|to| Exchanging { to, ..exchanging });
        self
    }

    fn journey_follows(
        self,
        direction: Direction,
        timetable: &dyn WhatFlies,
        seats: Seats<'_>,
        rules: Rules,
        now: OffsetDateTime,
    ) -> Self {
        let Some(journey) = self.journey(direction) else { return self };
        let open = self.open_change(direction);
        let change = match course(&journey.offer.segments, open, timetable, now) {
            Course::Flown(segments) if segments == journey.offer.segments => {
                return self.without_open_change(direction, seats, now);
            }
            Course::Flown(segments) => self.change(journey, Ok(segments), rules, now),
            Course::Gone(kind) => self.change(journey, Err(kind), rules, now),
        };
        let mut flights = journey.offer.segments.iter();
        let is_simulated = flights.any(|it| timetable.is_simulated(it.flight, it.date));
        let change = ScheduleChange { is_simulated, ..change };
        if open.is_some_and(|open| open.id == change.id) {
            return self;
        }
        let is_major = match &change.after {
            None => true,
            Some(segments) => {
                times_differ(self.agreed(journey), segments, timetable, rules.minor)
                    || seats.lack_cabin(journey, segments)
                    || {
                        let rows = seats.on(&self, journey, segments, now);
                        seats.are_worse(&self, journey, segments, &rows)
                    }
            }
        };
        if is_major {
            self.with_opened(ScheduleChange { is_major, ..change }, seats)
        } else {
            self.with_accepted(change, seats, now)
        }
    }

    /// The change from a journey to what became of it, as a minor one that is open.
    fn change(
        &self,
        journey: &Journey,
        after: Result<Segments, ChangeKind>,
        rules: Rules,
        now: OffsetDateTime,
    ) -> ScheduleChange {
        let direction = journey.direction;
        let before = journey.offer.segments.clone();
        let settled = |it: &&ScheduleChange| it.direction == direction && !it.is_unsettled();
        let earlier = self.schedule_changes.iter().filter(settled).count();
        let kind = match &after {
            Ok(after) => ChangeKind::between(&before, after),
            Err(kind) => *kind,
        };
        let rendered = match &after {
            Ok(after) => Ok(&**after),
            Err(kind) => Err(*kind),
        };
        let own = &journey.offer.segments;
        let held = after.is_err().then(|| self.held_segments(journey)).filter(|held| *held != own);
        ScheduleChange {
            id: id_of(self.id, direction, earlier, &before, rendered),
            direction,
            kind,
            is_major: false,
            is_simulated: false,
            answer_by: rules.answer_by(&before, rendered.ok(), now),
            before,
            held: held.cloned(),
            after: after.ok(),
            made_at: now,
            state: ChangeState::Open,
        }
    }

    /// Asks about a change, instead of what was asked before.
    fn with_opened(self, change: ScheduleChange, seats: Seats<'_>) -> Self {
        let Some(journey) = self.journey(change.direction) else { return self };
        let to_hold = change.holds().unwrap_or(&journey.offer.segments);
        let rows = seats.carried(&self, journey, to_hold);
        let mut booking = self.without_question(change.direction);
        if let Some(journey) = booking.journey_mut(change.direction) {
            journey.seats = rows;
        }
        booking.schedule_changes.push(change);
        booking
    }

    /// Takes over a change that needs no answer.
    fn with_accepted(self, change: ScheduleChange, seats: Seats<'_>, now: OffsetDateTime) -> Self {
        let taken_over = match &change.after {
            Some(segments) => self.flying(change.direction, segments.clone(), seats, now),
            None => self,
        };
        let mut booking = taken_over.without_question(change.direction);
        let state = ChangeState::Accepted { at: now };
        booking.schedule_changes.push(ScheduleChange { state, ..change });
        booking
    }

    /// Drops an open change: the flights are back where they were.
    fn without_open_change(
        self,
        direction: Direction,
        seats: Seats<'_>,
        now: OffsetDateTime,
    ) -> Self {
        let Some(change) = self.open_change(direction) else { return self };
        let before = change.before.clone();
        self.flying(direction, before, seats, now).without_question(direction)
    }

    /// The booking with a journey that flies as `segments`, in the seats that it then has.
    pub(crate) fn flying(
        mut self,
        direction: Direction,
        segments: Segments,
        seats: Seats<'_>,
        now: OffsetDateTime,
    ) -> Self {
        let Some(journey) = self.journey(direction) else { return self };
        let rows = seats.on(&self, journey, &segments, now);
        if let Some(journey) = self.journey_mut(direction) {
            journey.offer = Offer { segments, ..journey.offer.clone() };
            journey.seats = rows;
        }
        self
    }

    fn without_question(mut self, direction: Direction) -> Self {
        self.schedule_changes.retain(|it| it.direction != direction || !it.is_unsettled());
        self
    }

    fn journey_mut(&mut self, direction: Direction) -> Option<&mut Journey> {
        self.journeys.iter_mut().find(|journey| journey.direction == direction)
    }
}
