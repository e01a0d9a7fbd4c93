//! One aircraft's trip out and back, in minutes on the base airport's clock.
//!
//! Minute 0 is midnight of the day of the outbound departure; later days go on
//! counting. Every departure and nearly every arrival is at an hour when people fly.

use super::aircraft::Type;
use crate::network::Pair;
use crate::seed::Seed;

const DAY: i32 = 24 * 60;
/// No departure before 05:30 or after 23:30, local time.
const FIRST: i32 = 5 * 60 + 30;
const LAST: i32 = 23 * 60 + 30;
/// From here on a flight is long-haul: it leaves in the evening or by day, once.
const LONG_HAUL: i32 = 5 * 60 + 30;
/// Waves of departures at a hub, seven a day.
const BANK: i32 = 140;

/// Four moments, in minutes on the base's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rotation {
    pub(super) leaves_base: i32,
    pub(super) reaches_away: i32,
    pub(super) leaves_away: i32,
    pub(super) reaches_base: i32,
}

/// Which of a pair's rotations of one day this is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    /// From 0.
    pub(super) index: i32,
    pub(super) of: i32,
}

impl Rotation {
    /// One rotation of a pair whose away clock is `ahead` minutes ahead of its base's.
    pub(super) fn plan(pair: &Pair, flown_with: &Type, turn: Turn, ahead: i32, seed: Seed) -> Self {
        let (out, back) = (flown_with.minutes_out(pair), flown_with.minutes_back(pair));
        let hours = Hours::of(seed);

        let wish = if out >= LONG_HAUL { long_haul(seed) } else { short_haul(turn, seed) };
        let leaves_base = around(wish)
            .find(|leaves| may_depart(*leaves) && hours.welcome(leaves + out + ahead))
            .unwrap_or(wish.clamp(FIRST, LAST));

        let reaches_away = leaves_base + out;
        let ready = reaches_away + flown_with.turnaround + minutes(seed.pick(30, 5) * 5);
        let leaves_away = (0..DAY / 5)
            .map(|step| ready + step * 5)
            .find(|leaves| hours.set_out(leaves + ahead) && hours.welcome(leaves + back))
            .unwrap_or(ready);

        Self { leaves_base, reaches_away, leaves_away, reaches_base: leaves_away + back }
    }
}

/// In one of the hub's waves, each rotation in a part of the day of its own.
fn short_haul(turn: Turn, seed: Seed) -> i32 {
    let part = (21 * 60 - FIRST) / turn.of.max(1);
    let ideal = FIRST + 30 + turn.index * part + minutes(seed.pick(31, part.unsigned_abs()));
    let wave = ideal / BANK * BANK + 35;
    let leaves = wave + minutes(seed.pick(32, 20) * 5) - 45;
    if leaves < FIRST { FIRST + minutes(seed.pick(33, 14) * 5) } else { leaves }
}

/// In the evening for half of the flights, in the morning or at noon for the others.
fn long_haul(seed: Seed) -> i32 {
    let evening = seed.pick(34, 2) == 0;
    let (from, span) = if evening { (18 * 60 + 30, 58) } else { (8 * 60, 78) };
    from + minutes(seed.pick(35, span) * 5)
}

/// The time itself, then 30 minutes earlier, 30 later, an hour earlier and so on.
fn around(time: i32) -> impl Iterator<Item = i32> + 'static {
    std::iter::once(time).chain((1..32).flat_map(move |step| [time - step * 30, time + step * 30]))
}

/// Whether an aircraft may leave at this minute of the day.
fn may_depart(clock: i32) -> bool {
    (FIRST..=LAST).contains(&clock)
}

/// When the stations of one rotation open in the morning.
///
/// Aircraft that wait for the morning would all leave at its first minute if
/// every rotation had the same one.
#[derive(Clone, Copy)]
struct Hours {
    first_departure: i32,
    first_arrival: i32,
}

impl Hours {
    fn of(seed: Seed) -> Self {
        let later = |question| minutes(seed.pick(question, 20) * 5);
        Self { first_departure: FIRST + later(36), first_arrival: 5 * 60 + later(37) }
    }

    /// Whether the way back may start at this local minute, of whatever day.
    fn set_out(self, local: i32) -> bool {
        (self.first_departure..=LAST).contains(&local.rem_euclid(DAY))
    }

    /// Whether an aircraft may arrive at this local minute: until half past midnight.
    fn welcome(self, local: i32) -> bool {
        !(30..self.first_arrival).contains(&local.rem_euclid(DAY))
    }
}

fn minutes(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(0)
}
