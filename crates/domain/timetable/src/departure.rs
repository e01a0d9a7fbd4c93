//! One flight on one date, in instants.
//!
//! Durations come from instants, the `+1` of an arrival from local dates: neither follows from the
//! other.

use time::OffsetDateTime;

use crate::zone::Zone;

/// When a flight leaves and arrives, each with its own airport's offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departure {
    /// With the origin's offset.
    pub departs_at: OffsetDateTime,
    /// With the destination's offset.
    pub arrives_at: OffsetDateTime,
}

impl Departure {
    /// Whole minutes from departure to arrival, 0 should they be out of order.
    pub fn minutes(&self) -> u32 {
        let minutes = (self.arrives_at - self.departs_at).whole_minutes();
        u32::try_from(minutes).unwrap_or(0)
    }

    /// Days from the local date of departure to the local date of arrival: the `+1` of timetables.
    pub fn day_offset(&self) -> i8 {
        let days = self.arrives_at.date().to_julian_day() - self.departs_at.date().to_julian_day();
        i8::try_from(days).unwrap_or(0)
    }
}

/// An instant as people at a place read it: `Tue 1 Dec 2026, 08:00 IST`.
pub fn show_local(instant: OffsetDateTime, zone: &Zone) -> String {
    let local = zone.local(instant);
    let weekday = short(&local.weekday().to_string());
    let month = short(&local.month().to_string());
    format!(
        "{weekday} {} {month} {}, {:02}:{:02} {}",
        local.day(),
        local.year(),
        local.hour(),
        local.minute(),
        zone.abbreviation_at(instant),
    )
}

fn short(name: &str) -> String {
    name.chars().take(3).collect()
}
