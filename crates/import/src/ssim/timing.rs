//! The period, days and times of a leg as record 3 has them, held against the clocks of its
//! airports.

use airside_timetable::{Airport, BlockTimes};
use time::{Date, Duration, OffsetDateTime};

use super::carrier::Carrier;
use super::known::Horizon;
use super::layout::leg;
use super::record::{Record, Reported, quoted};
use super::schedule::Schedule;
use super::values::{self, DAY, show_variation};
use crate::block;

pub(super) fn schedule(
    record: &mut Record,
    carrier: &Carrier,
    horizon: Horizon,
) -> Result<Schedule, Reported> {
    let from = record.need(leg::FROM, values::date);
    let until = record.need(leg::UNTIL, values::date);
    let days = values::days(record.raw(leg::DAYS)).map_or_else(
        || {
            let shown = quoted(&String::from_utf8_lossy(record.raw(leg::DAYS)));
            let detail = format!("{shown} is not days such as \"1 3 5 7\", each in its own place");
            record.fault(leg::DAYS, detail)
        },
        Ok,
    );
    let is_fortnightly = record.may(leg::FREQUENCY, |text| match text {
        "1" => Ok(false),
        "2" => Ok(true),
        other => Err(format!("{} is not blank, or 2 for every other week", quoted(other))),
    });
    let times = times(record);

    let (from, until, days) = (from?, until?, days?);
    let is_fortnightly = is_fortnightly?.unwrap_or(false);
    let is_open = from.is_none() || until.is_none();
    let (departs, arrives, departure_variation, arrival_variation) = times?;
    let schedule = Schedule {
        is_utc: carrier.is_utc,
        from: from.or(carrier.valid_from).unwrap_or(horizon.valid_from),
        until: until.or(carrier.valid_until).unwrap_or(horizon.valid_until),
        days,
        is_fortnightly,
        departs,
        arrives,
        departure_variation,
        arrival_variation,
    };
    if schedule.until < schedule.from {
        let detail = format!("{} is before {}", schedule.until, schedule.from);
        return record.fault(leg::UNTIL, detail);
    }
    if is_fortnightly {
        begins_with_a_flight(record, &schedule, is_open)?;
    }
    Ok(schedule)
}

/// Every other week can be counted from the first date, and from the Monday before it: both must
/// give the same dates.
fn begins_with_a_flight(
    record: &mut Record,
    schedule: &Schedule,
    is_open: bool,
) -> Result<(), Reported> {
    if is_open {
        let detail = "a leg of every other week needs the dates of its first and last flight";
        return record.fault(leg::FREQUENCY, detail);
    }
    if !schedule.days.contains(schedule.from.weekday()) {
        let detail = "a leg of every other week must begin on a date on which it is flown";
        return record.fault(leg::FROM, detail);
    }
    let before = (1 << schedule.from.weekday().number_days_from_monday()) - 1;
    if schedule.days.bits() & before != 0 {
        let detail = format!(
            "which weeks are meant is unclear, since the period begins on a {}: write a record \
             for each day of the week",
            schedule.from.weekday()
        );
        return record.fault(leg::FREQUENCY, detail);
    }
    Ok(())
}

/// The passengers' times and the offsets: minutes from the midnight of the aircraft's departure.
fn times(record: &mut Record) -> Result<(i32, i32, i32, i32), Reported> {
    let departs = record.need(leg::DEPARTS, values::departure_time);
    let aircraft_departs = record.may(leg::AIRCRAFT_DEPARTS, values::departure_time);
    let arrives = record.need(leg::ARRIVES, values::arrival_time);
    let aircraft_arrives = record.may(leg::AIRCRAFT_ARRIVES, values::arrival_time);
    let departure_variation = record.need(leg::DEPARTURE_VARIATION, values::variation);
    let arrival_variation = record.need(leg::ARRIVAL_VARIATION, values::variation);
    let letters = (0..2).map(|at| record.letter_at(leg::DATE_VARIATION, at));
    let variations: Option<Vec<_>> = letters.map(values::date_variation).collect();

    let Some([leaves, comes]) = variations.as_deref() else {
        let shown = quoted(&String::from_utf8_lossy(record.raw(leg::DATE_VARIATION)));
        let detail = format!("{shown} is not two of 0 to 7, or A for the day before");
        return record.fault(leg::DATE_VARIATION, detail);
    };
    let (departs, arrives) = (departs?, arrives?);
    let departs = nearest(departs, aircraft_departs?.unwrap_or(departs));
    let arrives = nearest(arrives, aircraft_arrives?.unwrap_or(arrives)) + (comes - leaves) * DAY;
    Ok((departs, arrives, departure_variation?, arrival_variation?))
}

/// The passengers' time on the day that brings it closest to the aircraft's: a bus leaves
/// before midnight for an aircraft that leaves after it.
fn nearest(passengers: i32, aircraft: i32) -> i32 {
    aircraft + (passengers - aircraft + DAY / 2).rem_euclid(DAY) - DAY / 2
}

/// Checks the stated offsets against the airports' own clocks, on the first date.
pub(super) fn agrees(
    record: &mut Record,
    schedule: &Schedule,
    origin: &Airport,
    destination: &Airport,
) -> Result<(), Reported> {
    let Some(date) = schedule.first_date() else {
        return record.fault(leg::DAYS, "no such day is in the period of bytes 15-28");
    };
    let (leaves, comes) = (schedule.departs_at(date), schedule.arrives_at(date));
    let stated = (schedule.departure_variation, schedule.arrival_variation);
    let wrong = [
        (
            leg::DEPARTURE_VARIATION,
            stated.0,
            clock_at(origin, leaves, stated.0, schedule.is_utc),
            origin,
        ),
        (
            leg::ARRIVAL_VARIATION,
            stated.1,
            clock_at(destination, comes, stated.1, schedule.is_utc),
            destination,
        ),
    ];
    let mut is_wrong = false;
    for (field, stated, clock, airport) in wrong {
        if let Err((shown, day)) = clock {
            let zone = airport.zone.name();
            let detail = format!(
                "{} is not the offset of {} on {day}: {zone} is at {shown}",
                show_variation(stated),
                airport.iata
            );
            let _: Result<(), Reported> = record.fault(field, detail);
            is_wrong = true;
        }
    }
    if is_wrong {
        return Err(Reported);
    }
    let minutes = schedule.minutes();
    if minutes <= 0 {
        return record.fault(
            leg::ARRIVES,
            "is not after the departure: see the date variation in bytes 193-194",
        );
    }
    let taken = Duration::minutes(minutes.into());
    if !BlockTimes::over(origin.distance_km(destination)).allow(taken) {
        let usual = block::usual(origin, destination);
        let detail = format!("is {} after the departure: {usual}", block::shown(taken));
        return record.fault(leg::ARRIVES, detail);
    }
    Ok(())
}

/// Whether an airport's clock is so far ahead of UTC at an instant; what it is otherwise, and
/// when.
///
/// A local time that no clock shows, since they are turned forward over it, may be told by the
/// offset before or after.
fn clock_at(
    airport: &Airport,
    instant: OffsetDateTime,
    stated: i32,
    is_utc: bool,
) -> Result<(), (String, Date)> {
    let zone = &airport.zone;
    let ahead = |instant| i32::from(zone.offset_at(instant).whole_minutes());
    let found = ahead(instant);
    if found == stated {
        return Ok(());
    }
    let told = instant.saturating_add(Duration::minutes(stated.into()));
    let shown = zone.instant_of(told.date(), told.time());
    let is_skipped = !is_utc && shown.time() != told.time();
    let is_near = [-Duration::HOUR * 3, Duration::HOUR * 3]
        .map(|by| ahead(instant.saturating_add(by)))
        .contains(&stated);
    if is_skipped && is_near {
        return Ok(());
    }
    Err((show_variation(found), zone.local(instant).date()))
}
