//! How often a pair is flown, and on which days.
//!
//! The constants are set so that the whole world has about 100,000 departures a
//! day, which is what the real one has.

use crate::network::Pair;
use crate::seed::Seed;

/// Scales the whole world's departures.
const LEVEL: f64 = 1.2;
/// Twelve a day is the busiest that one airline flies one pair.
const MOST_A_DAY: u32 = 12;

pub(super) const EVERY_DAY: u8 = 0b111_1111;
const NOT_ON_SATURDAY: u8 = 0b101_1111;

/// Days for two to five a week, bit 0 for Monday: each row spreads over the week.
const THIN: [[u8; 3]; 4] = [
    [0b001_0010, 0b010_0100, 0b100_1000],
    [0b001_0101, 0b010_1010, 0b101_0010],
    [0b101_0101, 0b110_1010, 0b101_1010],
    [0b101_0111, 0b111_0101, 0b001_1111],
];

/// The rotations of a pair: for each, its operating days (bit 0 for Monday).
pub(super) fn rotations(pair: &Pair, seed: Seed) -> Vec<u8> {
    let weekly = weekly(pair, seed);
    if weekly < 6.0 {
        let row = THIN[whole(weekly).clamp(2, 5) as usize - 2];
        return vec![row[seed.pick(10, 3) as usize]];
    }
    let daily = whole(weekly / 7.0).clamp(1, MOST_A_DAY);
    (0..daily)
        .map(|index| {
            let rests = index > 1 && seed.part(index).pick(11, 4) == 0;
            if rests { NOT_ON_SATURDAY } else { EVERY_DAY }
        })
        .collect()
}

/// Rotations a week before they are put on days.
fn weekly(pair: &Pair, seed: Seed) -> f64 {
    let reach = match pair.kilometres {
        ..500.0 => 1.2,
        ..1500.0 => 1.1,
        ..3500.0 => 0.8,
        ..7000.0 => 0.55,
        _ => 0.45,
    };
    let share = f64::from(pair.rivals).powf(-0.35);
    // People travel most between the large cities of their own country.
    let home = 1.0 + 2.5 * pair.trunk * pair.trunk;
    LEVEL * pair.pull.powf(0.55) * reach * share * home * seed.factor(12, 750, 1250)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rounded count of flights, well within range"
)]
fn whole(number: f64) -> u32 {
    number.round() as u32
}
