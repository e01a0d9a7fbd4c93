//! The rows of a leg, date by date, against a calendar that knows nothing of rows.

use std::collections::BTreeSet;

use airside_import::{RowErrors, SsimRow};
use airside_timetable::{Airport, BlockTimes};
use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time};

use crate::line::{carrier, header, leg, numbered, trailer};
use crate::world::{airport, read};

/// What passengers see: the dates and clocks of departure and arrival.
type Seen = (Date, Time, Date, Time);

/// A leg to be written, with days and times in one time mode.
#[derive(Debug, Clone)]
struct Plan {
    is_utc: bool,
    origin: &'static str,
    destination: &'static str,
    from: Date,
    until: Date,
    days: u8,
    is_fortnightly: bool,
    /// Of the aircraft, in the time mode.
    departs: Time,
    /// In the air.
    minutes: i64,
    /// How long before the aircraft its passengers leave, and how long after it they arrive.
    bus: i64,
}

/// The aircraft's times on the first date, with the offsets that the file states.
struct First {
    departs_at: OffsetDateTime,
    arrives_at: OffsetDateTime,
}

impl Plan {
    fn ends(&self) -> (&'static Airport, &'static Airport) {
        (airport(self.origin), airport(self.destination))
    }

    /// Every date of operation, in the time mode, straight from the calendar.
    fn dates(&self) -> Vec<Date> {
        let mut dates = Vec::new();
        let mut date = self.from;
        while date <= self.until {
            let weekday = date.weekday().number_days_from_monday();
            let week = (date - self.from).whole_days() / 7;
            let is_off = self.is_fortnightly && week % 2 == 1;
            if self.days & (1 << weekday) != 0 && !is_off {
                dates.push(date);
            }
            date = date.next_day().unwrap();
        }
        dates
    }

    fn first(&self, date: Date) -> First {
        let (origin, destination) = self.ends();
        let departs_at = if self.is_utc {
            PrimitiveDateTime::new(date, self.departs).assume_utc()
        } else {
            origin.zone.instant_of(date, self.departs)
        };
        let arrives_at = departs_at + Duration::minutes(self.minutes);
        First {
            departs_at: origin.zone.local(departs_at),
            arrives_at: destination.zone.local(arrives_at),
        }
    }

    /// The file, and what passengers should see; `None` when it is flown on no date.
    fn written(&self) -> Option<(String, Vec<Seen>)> {
        let dates = self.dates();
        let First { departs_at, arrives_at } = self.first(*dates.first()?);
        // In the time mode: dates and clocks as the file has them.
        let in_mode = |local: OffsetDateTime| {
            let shown = if self.is_utc { local.to_offset(time::UtcOffset::UTC) } else { local };
            PrimitiveDateTime::new(shown.date(), shown.time())
        };
        let (leaves, comes) = (in_mode(departs_at), in_mode(arrives_at));
        let bus = Duration::minutes(self.bus);
        let clock = |it: PrimitiveDateTime| format!("{:02}{:02}", it.hour(), it.minute());
        let offset = |it: OffsetDateTime| {
            let minutes = it.offset().whole_minutes();
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
        };
        let shift = (comes.date() - leaves.date()).whole_days();
        let variation = if shift < 0 { "0A".to_owned() } else { format!("0{shift}") };
        let days: String = (0..7)
            .map(|day| if self.days & 1 << day == 0 { ' ' } else { char::from(b'1' + day) })
            .collect();
        let line =
            leg(" QZ   120101J", &format!("{}{}", spelled(self.from), spelled(self.until)), &days)
                .put(36, if self.is_fortnightly { "2" } else { " " })
                .put(
                    37,
                    &format!(
                        "{}{}{}{}",
                        self.origin,
                        clock(leaves - bus),
                        clock(leaves),
                        offset(departs_at)
                    ),
                )
                .put(
                    55,
                    &format!(
                        "{}{}{}{}",
                        self.destination,
                        clock(comes),
                        clock(comes + bus),
                        offset(arrives_at)
                    ),
                )
                .put(73, "320")
                .put(193, &variation);
        let mode = if self.is_utc { "U" } else { "L" };
        let records = [header(), carrier(mode, "QZ", "01JAN2631DEC26"), line, trailer("QZ", "E")];
        Some((numbered(&records), self.seen(&dates, leaves - bus, comes + bus)))
    }

    /// What passengers see on each date, given what the file says of the first.
    fn seen(
        &self,
        dates: &[Date],
        leaves: PrimitiveDateTime,
        comes: PrimitiveDateTime,
    ) -> Vec<Seen> {
        let (origin, destination) = self.ends();
        let seen = |date: &Date| {
            let later = *date - dates[0];
            let (leaves, comes) = (leaves + later, comes + later);
            if self.is_utc {
                let leaves = origin.zone.local(leaves.assume_utc());
                let comes = destination.zone.local(comes.assume_utc());
                (leaves.date(), leaves.time(), comes.date(), comes.time())
            } else {
                (leaves.date(), leaves.time(), comes.date(), comes.time())
            }
        };
        dates.iter().map(seen).collect()
    }
}

/// `25OCT26`
fn spelled(date: Date) -> String {
    let month = date.month().to_string().to_uppercase();
    format!("{:02}{}{:02}", date.day(), &month[..3], date.year() % 100)
}

/// Every departure that some rows say, with the row.
fn expanded(rows: &[SsimRow]) -> Vec<(Seen, &SsimRow)> {
    let mut seen = Vec::new();
    for row in rows {
        let flight = &row.flight;
        let mut date = flight.valid_from;
        while date <= flight.valid_until {
            if flight.operates_on(date) {
                let arrival = date + Duration::days(flight.arrival_day_offset.into());
                seen.push(((date, flight.departs, arrival, flight.arrives), row));
            }
            date = date.next_day().unwrap();
        }
    }
    seen
}

fn plans() -> impl Strategy<Value = Plan> {
    let airports = ["AKL", "BOM", "CMN", "DEL", "DXB", "FRA", "HNL", "JFK", "LHR", "SYD"];
    let ends = prop::sample::subsequence(airports.to_vec(), 2).prop_shuffle();
    let season = (0_i64..300, 0_i64..400);
    let times = (0_u8..24, 0_u8..60, 0_i64..1_000, prop_oneof![Just(0_i64), 1_i64..30]);
    (any::<bool>(), ends, season, 1_u8..128, any::<bool>(), times).prop_map(
        |(is_utc, ends, (first, length), days, wants_fortnights, (hour, minute, share, bus))| {
            let from = date!(2026 - 01 - 01) + Duration::days(first);
            // Both readings of every other week agree from the weekday of the first date on.
            let weekday = from.weekday().number_days_from_monday();
            let later = days & !((1 << weekday) - 1) | 1 << weekday;
            let minutes = flown(airport(ends[0]), airport(ends[1]), share, bus);
            Plan {
                is_utc,
                origin: ends[0],
                destination: ends[1],
                from,
                until: from + Duration::days(length),
                days: if wants_fortnights { later } else { days },
                is_fortnightly: wants_fortnights,
                departs: Time::from_hms(hour, minute, 0).unwrap(),
                minutes,
                bus,
            }
        },
    )
}

/// Minutes that an airliner may fly between two airports; passengers take the bus before and behind.
fn flown(origin: &Airport, destination: &Airport, share: i64, bus: i64) -> i64 {
    let BlockTimes { shortest, longest } = BlockTimes::over(origin.distance_km(destination));
    let (least, most) = (shortest.whole_minutes(), longest.whole_minutes() - 2 * bus);
    least + (most - least) * share / 1_000
}

/// Whether a file was refused for two departures on one local date.
fn leaves_twice(errors: &RowErrors) -> bool {
    errors.listed.iter().all(|error| error.detail.contains("leaves"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]
    #[test]
    fn rows_say_every_departure_of_the_leg_and_no_other(plan in plans()) {
        let Some((file, wanted)) = plan.written() else { return Ok(()) };
        let rows = match read(&file) {
            Ok(file) => file.rows,
            Err(errors) => {
                let dates: BTreeSet<_> = wanted.iter().map(|seen| seen.0).collect();
                let is_twice = dates.len() < wanted.len() && leaves_twice(&errors);
                // By the hour lost in spring a leg of local times may arrive before it leaves,
                // and no clock shows the time at which it should leave.
                let (origin, destination) = plan.ends();
                let first = plan.dates()[0];
                let shown = origin.zone.instant_of(first, plan.departs).time();
                let is_skipped = !plan.is_utc && shown != plan.departs;
                let with_bus = plan.minutes + 2 * plan.bus;
                // No clock shows the passengers' time with the aircraft's variation when the
                // clocks change between the two.
                let bus = Duration::minutes(plan.bus);
                let First { departs_at, arrives_at } = plan.first(first);
                let has_changed = origin.zone.local(departs_at - bus).offset()
                    != departs_at.offset()
                    || destination.zone.local(arrives_at + bus).offset() != arrives_at.offset();
                let is_right = is_twice || is_skipped || has_changed || with_bus >= 1440;
                prop_assert!(is_right, "{}\n{file}", errors);
                return Ok(());
            }
        };
        let mut found: Vec<_> = expanded(&rows).into_iter().map(|(seen, _)| seen).collect();
        found.sort();
        let mut wanted_sorted = wanted.clone();
        wanted_sorted.sort();
        prop_assert_eq!(&found, &wanted_sorted);
    }

    /// A flight that lasts has the instants that the file has, but in the hour that comes twice.
    #[test]
    fn in_utc_mode_instants_are_kept(plan in plans().prop_filter("UTC", |plan| plan.is_utc)) {
        let Some((file, _)) = plan.written() else { return Ok(()) };
        let Ok(file) = read(&file) else { return Ok(()) };
        let (origin, destination) = plan.ends();
        let (bus, minutes) = (Duration::minutes(plan.bus), Duration::minutes(plan.minutes));
        let wanted: BTreeSet<_> = plan
            .dates()
            .iter()
            .map(|date| {
                let departs = PrimitiveDateTime::new(*date, plan.departs).assume_utc();
                (departs - bus, departs + minutes + bus)
            })
            .collect();
        let found: BTreeSet<_> = expanded(&file.rows)
            .iter()
            .map(|((date, ..), row)| row.flight.departure(*date, &origin.zone, &destination.zone))
            .map(|departure| (departure.departs_at, departure.arrives_at))
            .collect();
        let unlike = wanted.symmetric_difference(&found).count();
        let is_told = file.notes.iter().any(|note| note.contains("second of two equal hours"));
        prop_assert!(unlike == 0 || (is_told && unlike <= 8), "{unlike} of {}", wanted.len());
    }
}
