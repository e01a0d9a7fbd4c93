//! The timetable of one flight, day by day, and how it is revised.

use airside_primitives::{AirlineCode, AirportCode};
use airside_timetable::Flight;
use proptest::prelude::*;
use proptest::sample::select;
use time::macros::time;
use time::{Date, Duration, Time};

use crate::samples::{self, DAY, code};

/// Days on which the flight may be flown; the last ones only once it is moved there.
pub const DAYS: usize = 4;
const FLOWN_AT_FIRST: usize = 3;

pub const AIRCRAFT: [&str; 3] = ["AT7", "AT4", "DH4"];
const IN_THE_AIR: Duration = Duration::minutes(130);

/// What is flown on each day.
#[derive(Debug, Clone)]
pub struct Timetable([Option<Departure>; DAYS]);

#[derive(Debug, Clone, Copy)]
struct Departure {
    departs: Time,
    aircraft: &'static str,
}

/// One change to the timetable.
#[derive(Debug, Clone)]
pub enum Revision {
    Retime {
        day: usize,
        minutes: i64,
    },
    Equip {
        day: usize,
        aircraft: &'static str,
    },
    Withdraw {
        day: usize,
    },
    /// Flies it on this day as it was planned at first.
    Add {
        day: usize,
    },
}

pub fn revisions() -> impl Strategy<Value = Vec<Revision>> {
    let minutes = select(vec![-300, -90, -10, 5, 15, 90, 300]);
    let revision = prop_oneof![
        4 => (0..DAYS, minutes).prop_map(|(day, minutes)| Revision::Retime { day, minutes }),
        4 => (0..DAYS, select(AIRCRAFT.to_vec()))
            .prop_map(|(day, aircraft)| Revision::Equip { day, aircraft }),
        2 => (0..DAYS).prop_map(|day| Revision::Withdraw { day }),
        2 => (0..DAYS).prop_map(|day| Revision::Add { day }),
    ];
    proptest::collection::vec(revision, 1..=3)
}

/// The date of a day of the timetable.
pub fn date(day: usize) -> Date {
    DAY + Duration::days(i64::try_from(day).unwrap())
}

pub fn airline() -> AirlineCode {
    code("AI")
}

impl Timetable {
    pub fn at_first() -> Self {
        let planned = |day| (day < FLOWN_AT_FIRST).then_some(Departure::PLANNED);
        Self(std::array::from_fn(planned))
    }

    pub fn revise(&mut self, revision: &Revision) {
        match *revision {
            Revision::Retime { day, minutes } => {
                if let Some(departure) = &mut self.0[day] {
                    departure.departs += Duration::minutes(minutes);
                }
            }
            Revision::Equip { day, aircraft } => {
                if let Some(departure) = &mut self.0[day] {
                    departure.aircraft = aircraft;
                }
            }
            Revision::Withdraw { day } => self.0[day] = None,
            Revision::Add { day } => self.0[day] = Some(Departure::PLANNED),
        }
    }

    /// The aircraft that flies on a day.
    pub fn aircraft(&self, day: usize) -> Option<&'static str> {
        Some(self.0[day]?.aircraft)
    }

    /// A row for each day.
    pub fn rows(&self) -> Vec<Flight> {
        let days = self.0.iter().enumerate();
        days.filter_map(|(day, departure)| Some(departure.as_ref()?.on(date(day)))).collect()
    }
}

impl Departure {
    const PLANNED: Self = Self { departs: time!(08:00), aircraft: AIRCRAFT[0] };

    fn on(self, date: Date) -> Flight {
        let number = samples::flight_number(1);
        let (origin, destination): (AirportCode, AirportCode) = (code("DEL"), code("BOM"));
        let arrives = self.departs + IN_THE_AIR;
        Flight {
            id: Flight::id_of(number, origin, destination),
            origin,
            destination,
            departs: self.departs,
            arrives,
            arrival_day_offset: i8::from(arrives < self.departs),
            valid_from: date,
            valid_until: date,
            aircraft: code(self.aircraft),
            ..samples::flight(1)
        }
    }
}
