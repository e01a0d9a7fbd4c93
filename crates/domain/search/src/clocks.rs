//! The offsets of every zone on the days around a search, each looked up once.
//!
//! A day on which the clocks change has no one offset; for its flights the zone itself is asked.

use airside_timetable::Zone;
use time::UtcOffset;

use crate::graph::date_of;

/// From the day before the first departure to the last arrival of nearly every journey.
const DAYS: usize = 8;

const UNASKED: i16 = i16::MIN;
const CHANGES: i16 = i16::MAX;

/// Offsets by zone and day, filled in as they are asked for.
pub(crate) struct Clocks<'a> {
    zones: &'a [Zone],
    first_day: i32,
    offsets: Vec<i16>,
}

impl<'a> Clocks<'a> {
    pub(crate) fn around(day: i32, zones: &'a [Zone]) -> Self {
        let offsets = vec![UNASKED; zones.len() * DAYS];
        Self { zones, first_day: day.saturating_sub(1), offsets }
    }

    /// Minutes that a zone's clocks are ahead of UTC all through a day since 1970; `None` when
    /// they change on it.
    pub(crate) fn offset(&mut self, zone: u16, day: i32) -> Option<i64> {
        let zone = usize::from(zone);
        let slot = usize::try_from(day - self.first_day).ok().filter(|slot| *slot < DAYS);
        let offset = match slot {
            None => ask(&self.zones[zone], day),
            Some(slot) => {
                let kept = &mut self.offsets[zone * DAYS + slot];
                if *kept == UNASKED {
                    *kept = ask(&self.zones[zone], day);
                }
                *kept
            }
        };
        (offset != CHANGES).then_some(offset.into())
    }
}

fn ask(zone: &Zone, day: i32) -> i16 {
    let offset = date_of(day).and_then(|date| zone.offset_on(date));
    offset.map_or(CHANGES, UtcOffset::whole_minutes)
}
