//! Makes a timetable out of who flies where: how often, when, with what.
//!
//! Times are kept on the base airport's clock until the last step, so an
//! aircraft's day stays whole; only then are they written in local time, once
//! for each season in which the two clocks differ by the same amount.

mod aircraft;
mod frequency;
mod rotation;
mod season;

use airside_primitives::{AircraftCode, AirlineCode, FlightNumber};
use airside_timetable::{Airport, Flight, OperatingDays};
use time::{Date, Time};

use self::aircraft::Type;
use self::rotation::{Rotation, Turn};
use self::season::{Season, Seasons};
use crate::network::Pair;
use crate::seed::Seed;

const DAY: i32 = 24 * 60;
/// A flight of five hours or more may be an hour off for a few weeks.
const LONG: i32 = 5 * 60;

/// The flights of all pairs, for the season that `today` is in and those after it.
pub(crate) fn flights(pairs: &[Pair], today: Date) -> Vec<Flight> {
    let mut seasons = Seasons::around(today);
    let mut numbers = Numbers::default();
    let mut flights = Vec::with_capacity(pairs.len() * 4);
    for pair in pairs {
        let (base, away) = (pair.base.iata, pair.away.iata);
        let seed = Seed::of(&[pair.airline.as_str(), base.as_str(), away.as_str()]);
        let flown_with = Type::for_pair(pair, seed);
        let is_long = flown_with.minutes_out(pair) >= LONG;
        let in_force = seasons.between(&pair.base.zone, &pair.away.zone, is_long);

        let Some(aircraft) = flown_with.code() else { continue };

        let rotations = frequency::rotations(pair, seed);
        let of = i32::try_from(rotations.len()).unwrap_or(i32::MAX);
        for (index, days) in (0..).zip(rotations) {
            // Nobody has more numbers than four digits: the rest stays on the ground.
            let Some((out, back)) = numbers.next(pair.airline) else { break };
            let seed = Seed::of(&[pair.airline.as_str(), &out.to_string()]);
            for season in &in_force {
                let turn = Turn { index, of };
                let rotation = Rotation::plan(pair, &flown_with, turn, season.ahead, seed);
                let trip = Trip { pair, rotation, days, season: *season, aircraft };
                flights.extend([trip.outbound(out), trip.inbound(back)].into_iter().flatten());
            }
        }
    }
    flights
}

/// Hands out an airline's numbers: odd for outbound, the next for the way back.
#[derive(Default)]
struct Numbers {
    airline: Option<AirlineCode>,
    last: u16,
}

impl Numbers {
    /// Pairs come airline by airline, so one count at a time is enough.
    fn next(&mut self, airline: AirlineCode) -> Option<(FlightNumber, FlightNumber)> {
        if self.airline != Some(airline) {
            *self = Self { airline: Some(airline), last: 0 };
        }
        let out = FlightNumber::new(airline, self.last + 1)?;
        let back = FlightNumber::new(airline, self.last + 2)?;
        self.last += 2;
        Some((out, back))
    }
}

/// One rotation in one season.
struct Trip<'a> {
    pair: &'a Pair<'a>,
    rotation: Rotation,
    /// Days of the outbound departure, bit 0 for Monday.
    days: u8,
    season: Season,
    aircraft: AircraftCode,
}

impl Trip<'_> {
    fn outbound(&self, number: FlightNumber) -> Option<Flight> {
        let Rotation { leaves_base, reaches_away, .. } = self.rotation;
        let arrives = reaches_away + self.season.ahead;
        self.flight(number, self.pair.base, self.pair.away, leaves_base, arrives)
    }

    fn inbound(&self, number: FlightNumber) -> Option<Flight> {
        let Rotation { leaves_away, reaches_base, .. } = self.rotation;
        let departs = leaves_away + self.season.ahead;
        self.flight(number, self.pair.away, self.pair.base, departs, reaches_base)
    }

    /// `departs` and `arrives` in local minutes, counted from the day of the outbound departure.
    fn flight(
        &self,
        number: FlightNumber,
        origin: &Airport,
        destination: &Airport,
        departs: i32,
        arrives: i32,
    ) -> Option<Flight> {
        let later = departs.div_euclid(DAY);
        let days = OperatingDays::from_bits(shifted(self.days, later))?;
        let (departs, arrives_on) = (clock(departs)?, arrives.div_euclid(DAY) - later);
        let (origin, destination) = (origin.iata, destination.iata);
        let valid_from = self.season.from;
        Some(Flight {
            id: Flight::id_of(number, origin, destination),
            number,
            operating_airline: number.airline(),
            operating_number: None,
            origin,
            destination,
            departs,
            arrives: clock(arrives)?,
            arrival_day_offset: i8::try_from(arrives_on).ok()?,
            days,
            valid_from,
            valid_until: self.season.until,
            aircraft: self.aircraft,
        })
    }
}

/// The days of the week that follow the given ones by `later` days.
fn shifted(days: u8, later: i32) -> u8 {
    let by = later.rem_euclid(7);
    let days = u32::from(days);
    u8::try_from(((days << by) | (days >> (7 - by))) & 0b111_1111).unwrap_or(0)
}

/// The clock time of a minute of whatever day.
fn clock(minute: i32) -> Option<Time> {
    let of_day = minute.rem_euclid(DAY);
    Time::from_hms(u8::try_from(of_day / 60).ok()?, u8::try_from(of_day % 60).ok()?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sunday_is_followed_by_monday() {
        assert_eq!(shifted(0b100_0001, 1), 0b000_0011);
        assert_eq!(shifted(0b100_0001, -1), 0b110_0000);
        assert_eq!(shifted(0b101_0101, 0), 0b101_0101);
        assert_eq!(shifted(0b111_1111, 2), 0b111_1111);
    }
}
