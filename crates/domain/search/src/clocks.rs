//! The offsets of every zone on every day of the timetable, looked up once when it is laid out.
//!
//! A day on which the clocks change has no one offset; for its flights the zone itself is asked.

use airside_timetable::{Flight, Zone};
use time::UtcOffset;

use crate::graph::{date_of, day_of};

/// Days before the first and after the last that a timetable has, for journeys around them.
const MARGIN: i32 = 8;
/// The most days that are kept: further ones are looked up when they are asked for.
const MOST_DAYS: i32 = 1_100;
/// The days around a departure on which its journey flies.
const JOURNEY: std::ops::RangeInclusive<i32> = -1..=5;
/// The furthest that clocks jump, in minutes.
pub(crate) const CLOCK_CHANGE: i64 = 120;

const CHANGES: i16 = i16::MAX;

/// Offsets by day and zone.
#[derive(Debug)]
pub(crate) struct Clocks {
    zones: Vec<Zone>,
    first_day: i32,
    days: i32,
    /// Minutes ahead of UTC, by day, then zone.
    offsets: Vec<i16>,
    /// The same, where they hold for every day of a journey that leaves on the day.
    steady: Vec<i16>,
}

impl Clocks {
    pub(crate) fn new(zones: Vec<Zone>, flights: &[Flight]) -> Self {
        let first = flights.iter().map(|flight| day_of(flight.valid_from)).min().unwrap_or(0);
        let last = flights.iter().map(|flight| day_of(flight.valid_until)).max().unwrap_or(0);
        let first_day = first.saturating_sub(MARGIN);
        let days = last.saturating_add(MARGIN).saturating_sub(first_day).clamp(0, MOST_DAYS);
        let day = |at: i32| first_day.saturating_add(at);
        let offsets: Vec<i16> =
            (0..days).flat_map(|at| zones.iter().map(move |zone| ask(zone, day(at)))).collect();
        let mut this = Self { zones, first_day, days, offsets, steady: Vec::new() };
        let steady = (0..days).flat_map(|at| {
            let this = &this;
            (0_u16..).take(this.zones.len()).map(move |zone| {
                let mut of_journey = JOURNEY.map(|later| this.kept(zone, day(at + later)));
                let first = of_journey.next().unwrap_or(CHANGES);
                if of_journey.all(|offset| offset == first) { first } else { CHANGES }
            })
        });
        this.steady = steady.collect();
        this
    }

    /// Minutes that a zone's clocks are ahead of UTC all through a day since 1970; `None` when
    /// they change on it.
    pub(crate) fn offset(&self, zone: u16, day: i32) -> Option<i64> {
        let offset = self.kept(zone, day);
        (offset != CHANGES).then_some(offset.into())
    }

    /// The same for all days around one on which a journey leaves; `None` when they change on one
    /// of them.
    pub(crate) fn steady_offset(&self, zone: u16, day: i32) -> Option<i64> {
        let offset = self.at(zone, day).map_or(CHANGES, |at| self.steady[at]);
        (offset != CHANGES).then_some(offset.into())
    }

    fn kept(&self, zone: u16, day: i32) -> i16 {
        let asked = || ask(&self.zones[usize::from(zone)], day);
        self.at(zone, day).map_or_else(asked, |at| self.offsets[at])
    }

    fn at(&self, zone: u16, day: i32) -> Option<usize> {
        let at = day.checked_sub(self.first_day).filter(|at| (0..self.days).contains(at))?;
        Some(usize::try_from(at).ok()? * self.zones.len() + usize::from(zone))
    }
}

fn ask(zone: &Zone, day: i32) -> i16 {
    let offset = date_of(day).and_then(|date| zone.offset_on(date));
    offset.map_or(CHANGES, UtcOffset::whole_minutes)
}
