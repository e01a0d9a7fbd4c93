//! A flight on a date, as a search compares it with others.
//!
//! Instants are minutes since 1970: timetables know no seconds.

pub(crate) const DAY_MINUTES: i64 = 24 * 60;

/// One flight on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dated {
    /// The position among the index's flights.
    pub(crate) flight: u32,
    /// Of departure, local to the origin, in days since 1970.
    pub(crate) day: i32,
    pub(crate) departs: i64,
    pub(crate) arrives: i64,
    /// The position of its service.
    pub(crate) service: u32,
    /// Who sells it.
    pub(crate) airline: u16,
    /// Minutes of the day on the origin's clock.
    pub(crate) departs_clock: u16,
    /// Minutes of the day on the destination's clock.
    pub(crate) arrives_clock: u16,
    /// Whether another leg of the same number follows it.
    pub(crate) goes_on: bool,
    /// Whether it may cost something else than the other flights of its service.
    pub(crate) varies: bool,
}

impl Dated {
    pub(crate) fn minutes(&self) -> i64 {
        self.arrives - self.departs
    }
}
