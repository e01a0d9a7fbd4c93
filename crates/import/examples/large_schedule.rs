//! Writes a large standard schedule to a file, or reads one and says how long it took.
//!
//! ```text
//! cargo run --release -p airside-import --example large_schedule -- write large.ssim 500000
//! cargo run --release -p airside-import --example large_schedule -- read large.ssim
//! ```
//!
//! Half of the airlines tell their times in UTC, over the clock changes of spring; every third
//! leg has a record of type 4.

#![expect(clippy::unwrap_used, reason = "what writes a file is shared with the tests")]

#[path = "../tests/ssim/line.rs"]
#[expect(dead_code, reason = "shared with the tests, which use all of it")]
mod line;
#[path = "../tests/ssim/world.rs"]
#[expect(dead_code, reason = "shared with the tests, which use all of it")]
mod world;

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use airside_timetable::BlockTimes;
use time::macros::date;
use time::{Duration, OffsetDateTime, Time, UtcOffset};

use self::line::{Line, carrier, header, leg, numbered, trailer};

/// Legs of one airline: 2,500 numbers with four seasons each.
const LEGS_OF_AN_AIRLINE: u16 = 10_000;
const VALID: &str = "01JAN2631DEC26";
const ROUTES: [(&str, &str); 6] = [
    ("DEL", "BOM"),
    ("BOM", "DXB"),
    ("DXB", "LHR"),
    ("LHR", "FRA"),
    ("FRA", "JFK"),
    ("JFK", "LHR"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", path, legs] => std::fs::write(path, schedule(legs.parse()?)?)?,
        ["read", path] => {
            let file = std::fs::read(path)?;
            let began = Instant::now();
            let read = world::read(&file)?;
            let took = began.elapsed();
            let (legs, rows) = (read.read, read.rows.len());
            writeln!(std::io::stdout(), "{legs} legs, {rows} rows, {took:.2?}")?;
        }
        _ => return Err("give: write FILE LEGS, or: read FILE".into()),
    }
    Ok(())
}

fn schedule(legs: usize) -> Result<String, Box<dyn Error>> {
    let mut records = vec![header()];
    let mut left = legs;
    for number in 0..=u8::MAX {
        if left == 0 {
            break;
        }
        let airline: String =
            [number / 26, number % 26].map(|letter| char::from(b'A' + letter)).iter().collect();
        let is_utc = number % 2 == 0;
        records.push(carrier(if is_utc { "U" } else { "L" }, &airline, VALID));
        for leg in 0..LEGS_OF_AN_AIRLINE {
            if left == 0 {
                break;
            }
            left -= 1;
            add(&mut records, &airline, leg, is_utc)?;
        }
        records.push(trailer(&airline, if left == 0 { "E" } else { "C" }));
    }
    Ok(numbered(&records))
}

/// One of four seasons of twelve weeks of a number.
fn add(
    records: &mut Vec<Line>,
    airline: &str,
    leg_number: u16,
    is_utc: bool,
) -> Result<(), Box<dyn Error>> {
    let (number, season) = (leg_number / 4 + 1, leg_number % 4);
    let (from, to) = ROUTES[usize::from(number) % ROUTES.len()];
    let first = date!(2026 - 01 - 05) + Duration::weeks(12 * i64::from(season));
    let last = first + Duration::days(12 * 7 - 2);
    let departs = Time::from_hms(u8::try_from(number % 24)?, u8::try_from(number % 12 * 5)?, 0)?;
    let (origin, destination) = (world::airport(from), world::airport(to));
    let departs_at = origin.zone.instant_of(first, departs);
    let flown = BlockTimes::over(origin.distance_km(destination)).shortest + Duration::HOUR;
    let arrives_at = destination.zone.local(departs_at + flown);
    let shown = |at: OffsetDateTime| if is_utc { at.to_offset(UtcOffset::UTC) } else { at };
    let (leaves, comes) = (shown(departs_at), shown(arrives_at));

    let key = format!(" {airline:3}{number:4}{:02}01J", season + 1);
    let shift = (leaves.date() - first).whole_days();
    let period = [first, last].map(|date| spelled(date + Duration::days(shift))).concat();
    let days_later = (comes.date() - leaves.date()).whole_days();
    let variation = if days_later < 0 { "0A" } else { ["00", "01"][usize::try_from(days_later)?] };
    let end = |code: &str, at: OffsetDateTime, local: OffsetDateTime| {
        let clock = format!("{:02}{:02}", at.hour(), at.minute());
        let ahead = local.offset().whole_minutes();
        let sign = if ahead < 0 { '-' } else { '+' };
        format!("{code}{clock}{clock}{sign}{:02}{:02}", ahead.abs() / 60, ahead.abs() % 60)
    };
    let flown = leg(&key, &period, "1234567")
        .put(37, &end(from, leaves, departs_at))
        .put(55, &end(to, comes, arrives_at))
        .put(73, "320")
        .put(173, "J12Y168")
        .put(193, variation);
    records.push(flown);
    if leg_number.is_multiple_of(3) {
        records.push(Line::of('4').put(2, &key).put(29, &format!("AB505{from}{to}ET")));
    }
    Ok(())
}

/// `25OCT26`
fn spelled(date: time::Date) -> String {
    let month = date.month().to_string().to_uppercase();
    format!("{:02}{}{:02}", date.day(), &month[..3], date.year() % 100)
}
