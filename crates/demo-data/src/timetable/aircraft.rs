//! Which aircraft flies a pair, and how long it takes each way.
//!
//! Only types that have a cabin layout of their own are used. Speeds are block
//! speeds: a fixed time on the ground and in the climb, then cruise, helped or
//! hindered by the westerlies of the middle latitudes.

use airside_primitives::AircraftCode;

use crate::carrier::{Style, flies_airbus};
use crate::network::Pair;
use crate::seed::Seed;

/// What the timetable knows about a type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    code: &'static str,
    /// How far it is sent, in kilometres.
    range: f64,
    /// Cruise over the ground in still air, in km/h.
    speed: f64,
    /// Taxi, climb and approach, in minutes.
    overhead: f64,
    /// The shortest stop between two flights, in minutes.
    pub(super) turnaround: i32,
}

const fn a_type(
    code: &'static str,
    range: f64,
    speed: f64,
    overhead: f64,
    turnaround: i32,
) -> Type {
    Type { code, range, speed, overhead, turnaround }
}

const AT7: Type = a_type("AT7", 1_100.0, 480.0, 20.0, 30);
const DH4: Type = a_type("DH4", 1_500.0, 570.0, 20.0, 30);
const E90: Type = a_type("E90", 3_200.0, 780.0, 28.0, 35);
const A320: Type = a_type("320", 4_900.0, 810.0, 30.0, 40);
const A321: Type = a_type("321", 5_400.0, 810.0, 30.0, 45);
const B738: Type = a_type("738", 5_000.0, 810.0, 30.0, 40);
const B7M8: Type = a_type("7M8", 6_000.0, 815.0, 30.0, 45);
const B788: Type = a_type("788", 13_300.0, 880.0, 35.0, 90);
const B789: Type = a_type("789", 14_000.0, 885.0, 35.0, 100);
const A333: Type = a_type("333", 10_500.0, 865.0, 35.0, 90);
const A359: Type = a_type("359", 15_500.0, 885.0, 35.0, 100);
const B77W: Type = a_type("77W", 13_500.0, 885.0, 35.0, 110);
const A388: Type = a_type("388", 14_500.0, 890.0, 40.0, 120);

/// The mean westerly along a route of the middle latitudes, in km/h.
const WESTERLY: f64 = 55.0;

impl Type {
    /// The type that flies a pair.
    pub(super) fn for_pair(pair: &Pair, seed: Seed) -> Self {
        let style = Style::of(pair.airline);
        if pair.kilometres > single_aisle_range(style) {
            return wide_body(pair, style, seed);
        }
        let regional = match style {
            Style::LowCost => None,
            Style::FullService | Style::Flagship => regional(pair, seed),
        };
        let airbus = flies_airbus(pair.airline);
        regional.unwrap_or(match (airbus, seed.pick(20, 4) == 0 || pair.kilometres > 4_900.0) {
            (true, false) => A320,
            (true, true) => A321,
            (false, false) => B738,
            (false, true) => B7M8,
        })
    }

    pub(super) fn code(&self) -> Option<AircraftCode> {
        self.code.parse().ok()
    }

    /// Minutes from gate to gate from the base, a multiple of five.
    pub(super) fn minutes_out(&self, pair: &Pair) -> i32 {
        self.minutes(pair.kilometres, eastward(pair) * westerly(pair))
    }

    /// Minutes from gate to gate back to the base, a multiple of five.
    pub(super) fn minutes_back(&self, pair: &Pair) -> i32 {
        self.minutes(pair.kilometres, -eastward(pair) * westerly(pair))
    }

    fn minutes(&self, kilometres: f64, tailwind: f64) -> i32 {
        // Airways are a little longer than the great circle.
        let flown = kilometres * 1.03;
        five_minutes(self.overhead + flown / (self.speed + tailwind) * 60.0).max(20)
    }
}

/// The farthest a single-aisle aircraft of the airline goes, in kilometres.
const fn single_aisle_range(style: Style) -> f64 {
    match style {
        Style::LowCost => 5_400.0,
        Style::FullService => 4_700.0,
        Style::Flagship => 4_200.0,
    }
}

/// Turboprops on short thin routes, small jets on longer ones; `None` for a full-size aircraft.
fn regional(pair: &Pair, seed: Seed) -> Option<Type> {
    let (far, pull) = (pair.kilometres, pair.pull);
    if far < 650.0 && pull < 70.0 {
        return Some(if seed.pick(21, 2) == 0 { AT7 } else { DH4 });
    }
    let thin = pull < 110.0 && far < 2_200.0;
    (thin && seed.pick(22, 3) > 0).then_some(E90)
}

fn wide_body(pair: &Pair, style: Style, seed: Seed) -> Type {
    let choice = match (pair.pull, style) {
        (450.0.., Style::Flagship) if seed.pick(23, 5) < 2 => A388,
        (380.0.., _) if seed.pick(24, 2) == 0 => B77W,
        (200.0.., _) if seed.pick(25, 2) == 0 => A359,
        (200.0.., _) => B789,
        (..200.0, _) if flies_airbus(pair.airline) => A333,
        _ => B788,
    };
    if pair.kilometres <= choice.range { choice } else { A359 }
}

/// How far east the away airport lies: 1 due east, -1 due west.
fn eastward(pair: &Pair) -> f64 {
    let middle = f64::midpoint(pair.base.latitude, pair.away.latitude);
    let degrees = (pair.away.longitude - pair.base.longitude + 540.0).rem_euclid(360.0) - 180.0;
    let kilometres = degrees * 111.2 * middle.to_radians().cos();
    if pair.kilometres < 1.0 { 0.0 } else { (kilometres / pair.kilometres).clamp(-1.0, 1.0) }
}

/// The westerly on the pair, in km/h: none at the equator, all of it from 40 degrees.
fn westerly(pair: &Pair) -> f64 {
    let middle = f64::midpoint(pair.base.latitude.abs(), pair.away.latitude.abs());
    WESTERLY * (middle / 40.0).min(1.0)
}

#[expect(clippy::cast_possible_truncation, reason = "minutes of a flight: a few hundred")]
fn five_minutes(minutes: f64) -> i32 {
    (minutes / 5.0).round() as i32 * 5
}
