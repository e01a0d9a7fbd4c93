//! The day of arrival, and whether an airliner could fly at the times of a row.

use airside_timetable::{Airport, BlockTimes, OperatingDays, arrival_day_offset};
use time::{Date, Duration, Time};

use super::season;
use crate::block::{shown, usual};

/// The clock times of a row, with its airports and dates.
pub(super) struct Clocks<'a> {
    pub(super) origin: &'a Airport,
    pub(super) destination: &'a Airport,
    pub(super) departs: Time,
    pub(super) arrives: Time,
    pub(super) days: OperatingDays,
    pub(super) valid_from: Date,
    pub(super) valid_until: Date,
}

/// When a flight arrives.
pub(super) enum Arrival {
    /// So many days after the date of its departure.
    After(i8),
    /// No airliner flies so; says what would be believed.
    Unbelievable(String),
}

/// The day of arrival that is `stated`, or else the one that is believable.
///
/// Clock times hold for a season in which clocks may change at one end and not at the other;
/// they are believed if they make sense on the first or on the last date.
pub(super) fn arrival(clocks: &Clocks, stated: Option<i8>) -> Arrival {
    let believable = BlockTimes::over(clocks.origin.distance_km(clocks.destination));
    let dates = ends(clocks);
    let found = match stated {
        Some(days) => {
            dates.iter().any(|date| believable.allow(duration(clocks, *date, days))).then_some(days)
        }
        None => dates.iter().find_map(|date| {
            let (from, to) = (&clocks.origin.zone, &clocks.destination.zone);
            arrival_day_offset(clocks.departs, clocks.arrives, *date, from, to, believable)
        }),
    };
    match found {
        Some(days) => Arrival::After(days),
        None => Arrival::Unbelievable(unbelievable(clocks, stated, dates[0])),
    }
}

/// The first and the last date on which the flight leaves.
fn ends(clocks: &Clocks) -> [Date; 2] {
    let Clocks { days, valid_from, valid_until, .. } = *clocks;
    let first = season::first_date(days, valid_from, valid_until).unwrap_or(valid_from);
    [first, season::last_date(days, valid_from, valid_until).unwrap_or(first)]
}

fn duration(clocks: &Clocks, date: Date, days: i8) -> Duration {
    let arrival_date = date.saturating_add(Duration::days(days.into()));
    clocks.destination.zone.instant_of(arrival_date, clocks.arrives)
        - clocks.origin.zone.instant_of(date, clocks.departs)
}

fn unbelievable(clocks: &Clocks, stated: Option<i8>, date: Date) -> String {
    let taken = stated.map(|days| (days, duration(clocks, date, days)));
    let durations = match taken {
        Some((days, taken)) if taken <= Duration::ZERO => {
            format!("would arrive before it leaves with the day offset {days}")
        }
        Some((days, taken)) => format!("would take {} with the day offset {days}", shown(taken)),
        None => {
            let possible = (-1..=2).map(|days| duration(clocks, date, days));
            let least = possible.filter(|it| *it >= Duration::ZERO).min().unwrap_or_default();
            format!("would take {} or {}", shown(least), shown(least + Duration::DAY))
        }
    };
    format!("{durations}: {}", usual(clocks.origin, clocks.destination))
}
