//! What becomes of flights when the clocks change, and at the date line.
//!
//! The dates are those of real clock changes in 2026.

#![expect(clippy::unwrap_used, reason = "a test's own values are known to be good")]

use airside_primitives::{AirportCode, FlightNumber};
use airside_timetable::{
    BlockTimes, Departure, Flight, OperatingDays, Zone, arrival_day_offset, show_local,
};
use proptest::prelude::*;
use time::macros::{date, datetime, time};
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time};

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn flight(departs: Time, arrives: Time, arrival_day_offset: i8) -> Flight {
    let number: FlightNumber = "QZ1".parse().unwrap();
    let [origin, destination]: [AirportCode; 2] =
        [("AAA".parse().unwrap()), ("BBB".parse().unwrap())];
    let valid_from = date!(2026 - 01 - 01);
    let days = OperatingDays::EVERY_DAY;
    Flight {
        id: Flight::id_of(number, origin, destination),
        number,
        operating_airline: number.airline(),
        operating_number: None,
        origin,
        destination,
        departs,
        arrives,
        arrival_day_offset,
        days,
        valid_from,
        valid_until: date!(2026 - 12 - 31),
        aircraft: "320".parse().unwrap(),
    }
}

#[test]
fn a_skipped_time_moves_forward() {
    let berlin = zone("Europe/Berlin");
    let instant = berlin.instant_of(date!(2026 - 03 - 29), time!(02:30));
    assert_eq!(instant, datetime!(2026-03-29 03:30 +2));
    assert_eq!(instant.hour(), 3);
    assert_eq!(
        zone("America/New_York").instant_of(date!(2026 - 03 - 08), time!(02:00)),
        datetime!(2026-03-08 03:00 -4)
    );
}

#[test]
fn a_time_that_occurs_twice_means_the_first() {
    let berlin = zone("Europe/Berlin");
    let twice = berlin.instant_of(date!(2026 - 10 - 25), time!(02:30));
    assert_eq!(twice, datetime!(2026-10-25 02:30 +2));
    let after = berlin.instant_of(date!(2026 - 10 - 25), time!(03:00));
    assert_eq!(after, datetime!(2026-10-25 03:00 +1));
}

#[test]
fn a_zone_without_clock_changes_has_one_offset() {
    let kolkata = zone("Asia/Kolkata");
    let morning = kolkata.instant_of(date!(2026 - 12 - 01), time!(08:00));
    assert_eq!(morning, datetime!(2026-12-01 08:00 +5:30));
    assert_eq!(kolkata.offset_on(date!(2026 - 03 - 29)).unwrap().whole_minutes(), 330);
}

#[test]
fn a_zone_keeps_its_rules_beyond_the_years_laid_out() {
    let berlin = zone("Europe/Berlin");
    let old = berlin.instant_of(date!(1950 - 06 - 01), time!(12:00));
    let far = berlin.instant_of(date!(2999 - 06 - 01), time!(12:00));
    assert_eq!((old.hour(), far.hour()), (12, 12));
}

#[test]
fn only_names_of_the_database_are_zones() {
    for wrong in ["", "IST+5", "asia/kolkata", "Mars/Olympus", "Etc/Unknown"] {
        assert!(Zone::named(wrong).is_err(), "{wrong}");
    }
    assert_eq!(zone("UTC"), zone("UTC"));
}

#[test]
fn a_flight_over_the_lost_hour_is_an_hour_shorter() {
    let night = flight(time!(23:30), time!(06:30), 1);
    let (london, rome) = (zone("Europe/London"), zone("Europe/Rome"));
    let usual = night.departure(date!(2026 - 03 - 27), &london, &rome);
    let spring = night.departure(date!(2026 - 03 - 28), &london, &rome);
    let autumn = night.departure(date!(2026 - 10 - 24), &london, &rome);
    assert_eq!([usual, spring, autumn].map(|it| it.minutes()), [360, 300, 420]);
    assert_eq!(spring.day_offset(), 1);
}

#[test]
fn a_short_flight_in_the_lost_hour_still_arrives_after_it_leaves() {
    let berlin = zone("Europe/Berlin");
    let hop = flight(time!(02:30), time!(03:10), 0);
    let departure = hop.departure(date!(2026 - 03 - 29), &berlin, &berlin);
    assert_eq!(departure.departs_at, datetime!(2026-03-29 03:30 +2));
    assert_eq!(departure.minutes(), 40);
}

#[test]
fn auckland_to_honolulu_arrives_the_day_before() {
    let believable = BlockTimes::over(7_090.0);
    let (auckland, honolulu) = (zone("Pacific/Auckland"), zone("Pacific/Honolulu"));
    let (departs, arrives, day) = (time!(23:59), time!(09:40), date!(2026 - 07 - 01));
    assert_eq!(
        arrival_day_offset(departs, arrives, day, &auckland, &honolulu, believable),
        Some(0)
    );
    let (departs, arrives) = (time!(09:00), time!(18:40));
    assert_eq!(
        arrival_day_offset(departs, arrives, day, &auckland, &honolulu, believable),
        Some(-1)
    );
    let departure = flight(departs, arrives, -1).departure(day, &auckland, &honolulu);
    assert_eq!((departure.minutes(), departure.day_offset()), (460, -1));
}

#[test]
fn an_overnight_flight_arrives_the_next_day() {
    let (delhi, london) = (zone("Asia/Kolkata"), zone("Europe/London"));
    let day = date!(2026 - 12 - 01);
    let far = BlockTimes::over(6_710.0);
    assert_eq!(arrival_day_offset(time!(22:00), time!(02:30), day, &delhi, &london, far), Some(1));
    let near = BlockTimes::over(1_137.0);
    let within_india =
        |departs, arrives| arrival_day_offset(departs, arrives, day, &delhi, &delhi, near);
    assert_eq!(within_india(time!(08:00), time!(10:10)), Some(0));
    assert_eq!(within_india(time!(23:00), time!(01:10)), Some(1));
}

#[test]
fn no_day_of_arrival_is_made_up_for_times_that_no_airliner_flies() {
    let (delhi, near) = (zone("Asia/Kolkata"), BlockTimes::over(1_137.0));
    let day = date!(2026 - 12 - 01);
    for arrives in [time!(06:00), time!(06:10), time!(05:30), time!(16:00)] {
        assert_eq!(arrival_day_offset(time!(06:00), arrives, day, &delhi, &delhi, near), None);
    }
}

#[test]
fn people_read_local_times() {
    let instant = datetime!(2026-12-01 02:30 UTC);
    assert_eq!(show_local(instant, &zone("Asia/Kolkata")), "Tue 1 Dec 2026, 08:00 IST");
    assert_eq!(show_local(instant, &zone("Asia/Tashkent")), "Tue 1 Dec 2026, 07:30 UTC+05:00");
    assert_eq!(show_local(instant, &zone("Asia/Kathmandu")), "Tue 1 Dec 2026, 08:15 UTC+05:45");
    assert_eq!(show_local(instant, &zone("America/Sao_Paulo")), "Mon 30 Nov 2026, 23:30 UTC-03:00");
    let summer = datetime!(2026-07-01 10:00 UTC);
    assert_eq!(show_local(summer, &zone("Europe/Paris")), "Wed 1 Jul 2026, 12:00 CEST");
}

#[test]
fn a_flight_is_the_same_whenever_it_leaves() {
    let first = flight(time!(08:00), time!(10:00), 0);
    let later = flight(time!(08:05), time!(10:00), 0);
    assert_eq!(first.id, later.id);

    let id = |number: &str, origin: &str, destination: &str| {
        let [origin, destination] = [origin, destination].map(|code| code.parse().unwrap());
        Flight::id_of(number.parse().unwrap(), origin, destination)
    };
    // Stores and clients keep these ids: they never change.
    assert_eq!(id("QZ1", "DEL", "BOM").to_string(), "1a0d93dc-66a6-5d40-8bae-9d189ac2b396");
    let others = [id("QZ1A", "DEL", "BOM"), id("QZ1", "BOM", "DEL"), id("QZ2", "DEL", "BOM")];
    assert!(others.iter().all(|other| *other != id("QZ1", "DEL", "BOM")));
}

#[test]
fn a_flight_operates_on_its_days_within_its_season() {
    let mondays = Flight { days: "1".parse().unwrap(), ..flight(time!(8:00), time!(9:00), 0) };
    assert!(mondays.operates_on(date!(2026 - 12 - 28)));
    assert!(!mondays.operates_on(date!(2026 - 12 - 29)));
    assert!(!mondays.operates_on(date!(2027 - 01 - 04)));
    assert!(!mondays.operates_on(date!(2025 - 12 - 29)));
}

const ZONES: [&str; 12] = [
    "UTC",
    "Asia/Kolkata",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Chatham",
];

prop_compose! {
    fn clock()(ordinal in 0_i32..20_000, minute in 0_u16..1440) -> PrimitiveDateTime {
        let date = Date::from_julian_day(2_451_545 + ordinal).unwrap();
        date.midnight() + Duration::minutes(minute.into())
    }
}

#[test]
fn a_flight_whose_times_hold_in_one_season_only_takes_time_in_the_other() {
    // 03:00 in New York to 07:15 in UTC: a quarter of an hour in summer, none in winter.
    let [origin, destination] = ["America/New_York", "UTC"].map(zone);
    let flight = flight(time!(03:00), time!(07:15), 0);
    let summer = flight.departure(date!(2047 - 03 - 11), &origin, &destination);
    let winter = flight.departure(date!(2047 - 03 - 06), &origin, &destination);
    assert_eq!((summer.minutes(), winter.minutes()), (15, 15));
}

proptest! {
    #[test]
    fn an_instant_shows_the_clock_it_was_made_from_unless_skipped(
        clock in clock(),
        name in prop::sample::select(&ZONES[..]),
    ) {
        let zone = zone(name);
        let instant = zone.instant_of(clock.date(), clock.time());
        let shown = PrimitiveDateTime::new(instant.date(), instant.time());
        prop_assert!(shown >= clock);
        let was_skipped = shown > clock;
        if was_skipped {
            prop_assert!(shown - clock <= Duration::DAY);
            let before = zone.local(instant - (shown - clock) - Duration::SECOND);
            prop_assert!(PrimitiveDateTime::new(before.date(), before.time()) < clock);
        }
    }

    #[test]
    fn an_instant_is_the_first_at_which_the_clock_shows_its_time(
        clock in clock(),
        name in prop::sample::select(&ZONES[..]),
    ) {
        let zone = zone(name);
        let instant = zone.instant_of(clock.date(), clock.time());
        let shown = PrimitiveDateTime::new(instant.date(), instant.time());
        for minutes in [30, 60, 120] {
            let earlier = zone.local(instant - Duration::minutes(minutes));
            prop_assert_ne!(PrimitiveDateTime::new(earlier.date(), earlier.time()), shown);
        }
    }

    #[test]
    fn the_offset_of_a_day_gives_the_instants_of_that_day(
        clock in clock(),
        name in prop::sample::select(&ZONES[..]),
    ) {
        let zone = zone(name);
        if let Some(offset) = zone.offset_on(clock.date()) {
            let by_day = clock.assume_offset(offset);
            prop_assert_eq!(by_day, zone.instant_of(clock.date(), clock.time()));
        } else {
            let noon_to_noon = [clock.date(), clock.date().next_day().unwrap()]
                .map(|date| zone.instant_of(date, Time::MIDNIGHT).offset());
            let around = zone.offset_at(clock.date().midnight().assume_utc() - Duration::DAY);
            let changes = noon_to_noon[0] != noon_to_noon[1] || around != noon_to_noon[0];
            prop_assert!(changes);
        }
    }

    #[test]
    fn flights_take_time(
        clock in clock(),
        minutes in 15_i64..1_200,
        names in prop::array::uniform2(prop::sample::select(&ZONES[..])),
    ) {
        let [origin, destination] = names.map(zone);
        let departs_at = origin.instant_of(clock.date(), clock.time());
        let arrives_at = destination.local(departs_at + Duration::minutes(minutes));
        let plan = Departure { departs_at, arrives_at };
        let flight = flight(departs_at.time(), arrives_at.time(), plan.day_offset());
        for days in -4..=4 {
            let date = departs_at.date() + Duration::days(days);
            let departure = flight.departure(date, &origin, &destination);
            let is_positive = departure.arrives_at > departure.departs_at;
            let is_near = (i64::from(departure.minutes()) - minutes).abs() <= 24 * 60;
            prop_assert!(is_positive && is_near, "{departure:?}");
        }
        prop_assert_eq!(plan.minutes(), u32::try_from(minutes).unwrap());
    }

    #[test]
    fn a_timetable_without_day_offsets_is_read_as_it_was_meant(
        clock in clock(),
        kilometres in 0.0..17_100.0_f64,
        share in 0.0..=1.0_f64,
        names in prop::array::uniform2(prop::sample::select(&ZONES[..])),
    ) {
        let believable = BlockTimes::over(kilometres);
        let spread = (believable.longest - believable.shortest).as_seconds_f64() / 60.0 * share;
        let minutes = Duration::seconds_f64(spread.floor() * 60.0);
        let [origin, destination] = names.map(zone);
        let departs_at = origin.instant_of(clock.date(), clock.time());
        let arrives_at: OffsetDateTime =
            destination.local(departs_at + believable.shortest + minutes);
        let plan = Departure { departs_at, arrives_at };
        let shown = destination.instant_of(arrives_at.date(), arrives_at.time());
        let read = arrival_day_offset(
            departs_at.time(),
            arrives_at.time(),
            departs_at.date(),
            &origin,
            &destination,
            believable,
        );
        // An arrival in the hour that the clocks show twice is read as the first of the two.
        if shown == arrives_at {
            prop_assert_eq!(read, Some(plan.day_offset()));
        }
    }
}
