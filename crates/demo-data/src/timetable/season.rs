//! The stretches of the year in which two clocks differ by the same amount.
//!
//! A recurring flight has fixed local times, so a short flight between a zone
//! that changes its clocks and one that does not needs other times in summer
//! than in winter; an hour is nothing on a long one, for a week or three.

use std::collections::HashMap;
use std::rc::Rc;

use airside_timetable::Zone;
use time::{Date, Duration, Month, Time};

/// Stretches shorter than this are flown with their neighbour's times, on long flights.
const SHORT: i64 = 28;
/// Seasons that start later than this many days ahead are left out.
const AHEAD: i64 = 366;

const NOON: Time = time::macros::time!(12:00);

/// A stretch of dates, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Season {
    pub(super) from: Date,
    pub(super) until: Date,
    /// How far the second clock is ahead of the first, in minutes.
    pub(super) ahead: i32,
}

/// Clock differences over this year and the next.
pub(super) struct Seasons {
    today: Date,
    first: Date,
    days: i64,
    offsets: HashMap<String, Rc<[i16]>>,
    known: HashMap<(String, String), Rc<[Season]>>,
}

impl Seasons {
    /// From 1 January of this year to 31 December of the next: a flight keeps its
    /// dates, and so its id, all year long.
    pub(super) fn around(today: Date) -> Self {
        let start = |year| Date::from_calendar_date(year, Month::January, 1).unwrap_or(today);
        let first = start(today.year());
        let days = (start(today.year() + 2) - first).whole_days().max(1);
        Self { today, first, days, offsets: HashMap::new(), known: HashMap::new() }
    }

    /// The seasons that two clocks share, in order, from the one that today is in;
    /// on long flights short stretches belong to the season before.
    pub(super) fn between(&mut self, base: &Zone, away: &Zone, is_long: bool) -> Vec<Season> {
        let key = (base.name().to_owned(), away.name().to_owned());
        let all = if let Some(seasons) = self.known.get(&key) {
            Rc::clone(seasons)
        } else {
            let seasons = self.compare(base, away);
            self.known.insert(key, Rc::clone(&seasons));
            seasons
        };

        let mut kept: Vec<Season> = Vec::with_capacity(all.len());
        for season in all.iter() {
            let is_short = (season.until - season.from).whole_days() < SHORT;
            match kept.last_mut() {
                Some(before) if before.ahead == season.ahead || (is_long && is_short) => {
                    before.until = season.until;
                }
                Some(_) | None => kept.push(*season),
            }
        }
        let last_start = self.today.saturating_add(Duration::days(AHEAD));
        kept.retain(|season| season.until >= self.today && season.from <= last_start);
        kept
    }

    fn compare(&mut self, base: &Zone, away: &Zone) -> Rc<[Season]> {
        let (base, away) = (self.offsets(base), self.offsets(away));
        let mut seasons: Vec<Season> = Vec::new();
        for (day, (base, away)) in (0_i64..).zip(base.iter().zip(away.iter())) {
            let date = self.first.saturating_add(Duration::days(day));
            let ahead = i32::from(*away) - i32::from(*base);
            match seasons.last_mut() {
                Some(season) if season.ahead == ahead => season.until = date,
                Some(_) | None => seasons.push(Season { from: date, until: date, ahead }),
            }
        }
        seasons.into()
    }

    /// Minutes ahead of UTC at noon of each day.
    fn offsets(&mut self, zone: &Zone) -> Rc<[i16]> {
        if let Some(offsets) = self.offsets.get(zone.name()) {
            return Rc::clone(offsets);
        }
        let noon = self.first.with_time(NOON).assume_utc();
        let offsets: Rc<[i16]> = (0..self.days)
            .map(|day| zone.offset_at(noon.saturating_add(Duration::days(day))).whole_minutes())
            .collect();
        self.offsets.insert(zone.name().to_owned(), Rc::clone(&offsets));
        offsets
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn seasons(base: &str, away: &str, is_long: bool) -> Vec<(Date, Date, i32)> {
        let [base, away] = [base, away].map(|name| Zone::named(name).unwrap());
        let seasons = Seasons::around(date!(2026 - 11 - 22)).between(&base, &away, is_long);
        seasons.into_iter().map(|it| (it.from, it.until, it.ahead)).collect()
    }

    #[test]
    fn clocks_that_change_together_share_one_season_of_two_years() {
        let whole = (date!(2026 - 01 - 01), date!(2027 - 12 - 31), 60);
        assert_eq!(seasons("Europe/London", "Europe/Paris", false), [whole]);
    }

    #[test]
    fn a_clock_that_never_changes_meets_the_others_summer_and_winter() {
        let expected = [
            (date!(2026 - 10 - 25), date!(2027 - 03 - 27), 330),
            (date!(2027 - 03 - 28), date!(2027 - 10 - 30), 270),
            (date!(2027 - 10 - 31), date!(2027 - 12 - 31), 330),
        ];
        assert_eq!(seasons("Europe/London", "Asia/Kolkata", true), expected);
    }

    #[test]
    fn long_flights_ignore_the_weeks_between_two_clock_changes() {
        assert_eq!(seasons("Europe/London", "America/New_York", true).len(), 1);
        assert!(seasons("Europe/London", "America/New_York", false).len() > 2);
    }
}
