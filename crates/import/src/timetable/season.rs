//! The dates of a season on which some days of the week fall.

use airside_timetable::{Flight, OperatingDays};
use time::Date;

/// The first date from `from` until `until` that is one of the days.
pub(super) fn first_date(days: OperatingDays, from: Date, until: Date) -> Option<Date> {
    let week = std::iter::successors(Some(from), |date| date.next_day()).take(7);
    week.take_while(|date| *date <= until).find(|date| days.contains(date.weekday()))
}

/// The last date from `from` until `until` that is one of the days.
pub(super) fn last_date(days: OperatingDays, from: Date, until: Date) -> Option<Date> {
    let week = std::iter::successors(Some(until), |date| date.previous_day()).take(7);
    week.take_while(|date| *date >= from).find(|date| days.contains(date.weekday()))
}

/// The first date that both rows cover, whatever flights they are of.
pub(super) fn first_common_date(one: &Flight, other: &Flight) -> Option<Date> {
    let days = OperatingDays::from_bits(one.days.bits() & other.days.bits())?;
    let from = one.valid_from.max(other.valid_from);
    first_date(days, from, one.valid_until.min(other.valid_until))
}
