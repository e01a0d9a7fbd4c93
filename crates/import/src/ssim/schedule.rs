//! The dates and times of a leg, and the rows of the timetable that say the same.
//!
//! Days and period are those of the aircraft's departure from this leg's own airport, in the
//! time mode of the file: a leg that leaves on the day after its itinerary began has them
//! shifted already. In UTC mode they must be shifted again, to the local day, and a period
//! over which an offset changes becomes several rows, each with one local clock time.

use airside_timetable::{OperatingDays, Zone};
use time::{Date, Duration, OffsetDateTime, Time};

use super::values::DAY;

/// When a leg is flown, in one time mode.
///
/// Times are minutes from the midnight that begins the date of operation, and may be of the
/// day before or after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Schedule {
    pub(super) is_utc: bool,
    pub(super) from: Date,
    pub(super) until: Date,
    pub(super) days: OperatingDays,
    pub(super) is_fortnightly: bool,
    pub(super) departs: i32,
    pub(super) arrives: i32,
    /// Minutes that the clock at the origin is ahead of UTC, as the file says.
    pub(super) departure_variation: i32,
    pub(super) arrival_variation: i32,
}

/// Dates with the same local clock times, as one row of the timetable has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) valid_from: Date,
    pub(super) valid_until: Date,
    pub(super) days: OperatingDays,
    pub(super) departs: Time,
    pub(super) arrives: Time,
    pub(super) arrival_day_offset: i8,
    /// The date of a departure that leaves or arrives in the second of two equal hours, as the
    /// clocks are turned back: its clock time is that of the first.
    pub(super) second_hour: Option<Date>,
}

impl Schedule {
    /// The first date on which it operates.
    pub(super) fn first_date(&self) -> Option<Date> {
        dates(self.from, self.until, self.days).next()
    }

    /// Minutes in the air, by the offsets that the file states.
    pub(super) fn minutes(&self) -> i32 {
        if self.is_utc {
            return self.arrives - self.departs;
        }
        (self.arrives - self.arrival_variation) - (self.departs - self.departure_variation)
    }

    /// When it leaves on a date of operation, by the offset that the file states.
    pub(super) fn departs_at(&self, date: Date) -> OffsetDateTime {
        let ahead = if self.is_utc { 0 } else { self.departure_variation };
        instant(date, self.departs - ahead)
    }

    /// When it arrives on a date of operation, by the offset that the file states.
    pub(super) fn arrives_at(&self, date: Date) -> OffsetDateTime {
        let ahead = if self.is_utc { 0 } else { self.arrival_variation };
        instant(date, self.arrives - ahead)
    }

    /// The same dates and times as rows; `None` when an arrival is too many days away.
    pub(super) fn runs(&self, origin: &Zone, destination: &Zone) -> Option<Vec<Run>> {
        let mut runs = Vec::with_capacity(1);
        for (from, until) in self.weeks() {
            if self.is_utc {
                self.add_spans(&mut runs, (from, until), origin, destination)?;
            } else {
                runs.push(self.run(from, until, (0, 0))?);
            }
        }
        Some(runs)
    }

    /// The period, or every other week of it for a fortnightly leg.
    fn weeks(&self) -> Vec<(Date, Date)> {
        if !self.is_fortnightly {
            return vec![(self.from, self.until)];
        }
        let week = |from: Date| (from, plus(from, 6).min(self.until));
        let starts = std::iter::successors(Some(self.from), |from| Some(plus(*from, 14)));
        starts.take_while(|from| *from <= self.until).map(week).collect()
    }

    /// One run for each stretch of dates with the same offsets at both ends.
    fn add_spans(
        &self,
        runs: &mut Vec<Run>,
        (from, until): (Date, Date),
        origin: &Zone,
        destination: &Zone,
    ) -> Option<()> {
        let ahead = |date| {
            let at = |zone: &Zone, minutes| zone.offset_at(instant(date, minutes)).whole_minutes();
            (i32::from(at(origin, self.departs)), i32::from(at(destination, self.arrives)))
        };
        let mut add = |first, last, offsets| {
            let run = self.run(first, last, offsets)?;
            // The hour comes again right behind a change, so only on the first date of a span.
            let second_hour = Some(run.valid_from).filter(|date| {
                let arrival_date = plus(*date, run.arrival_day_offset.into());
                origin.instant_of(*date, run.departs) != instant(first, self.departs)
                    || destination.instant_of(arrival_date, run.arrives)
                        != instant(first, self.arrives)
            });
            runs.push(Run { second_hour, ..run });
            Some(())
        };
        let mut span: Option<(Date, Date, (i32, i32))> = None;
        for date in dates(from, until, self.days) {
            let offsets = ahead(date);
            span = match span {
                Some((first, _, same)) if same == offsets => Some((first, date, same)),
                Some((first, last, other)) => {
                    add(first, last, other)?;
                    Some((date, date, offsets))
                }
                None => Some((date, date, offsets)),
            };
        }
        if let Some((first, last, offsets)) = span {
            add(first, last, offsets)?;
        }
        Some(())
    }

    /// The row for some dates, on which the clocks are `ahead` of the file's.
    fn run(&self, from: Date, until: Date, ahead: (i32, i32)) -> Option<Run> {
        let (departs, arrives) = (self.departs + ahead.0, self.arrives + ahead.1);
        let shift = departs.div_euclid(DAY);
        let arrival_day_offset = i8::try_from(arrives.div_euclid(DAY) - shift).ok()?;
        Some(Run {
            valid_from: plus(from, shift),
            valid_until: plus(until, shift),
            days: shifted(self.days, shift)?,
            departs: clock(departs)?,
            arrives: clock(arrives)?,
            arrival_day_offset: Some(arrival_day_offset).filter(|it| (-1..=2).contains(it))?,
            second_hour: None,
        })
    }
}

fn dates(from: Date, until: Date, days: OperatingDays) -> impl Iterator<Item = Date> {
    let every = std::iter::successors(Some(from), |date| date.next_day());
    every.take_while(move |date| *date <= until).filter(move |date| days.contains(date.weekday()))
}

/// `minutes` after the midnight in UTC that begins a date.
fn instant(date: Date, minutes: i32) -> OffsetDateTime {
    date.midnight().assume_utc().saturating_add(Duration::minutes(minutes.into()))
}

fn clock(minutes: i32) -> Option<Time> {
    let minutes = u16::try_from(minutes.rem_euclid(DAY)).ok()?;
    let (hour, minute) = (minutes / 60, minutes % 60);
    Time::from_hms(u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, 0).ok()
}

fn plus(date: Date, days: i32) -> Date {
    date.saturating_add(Duration::days(days.into()))
}

/// The days of the week so many days later.
fn shifted(days: OperatingDays, by: i32) -> Option<OperatingDays> {
    let by = by.rem_euclid(7);
    let bits = u32::from(days.bits());
    let turned = (bits << by | bits >> (7 - by)) & 0b111_1111;
    OperatingDays::from_bits(u8::try_from(turned).ok()?)
}
