//! The rows of the timetable that a file's legs become.

use std::collections::{BTreeSet, HashSet};

use airside_timetable::Flight;

use super::file::{SsimFile, SsimRow};
use super::layout::leg;
use super::leg::Leg;
use super::notes::Notes;
use super::operating::{Duplicates, Operator, operator};
use super::overlap::one_row_for_a_departure;
use super::restriction::Stated;
use super::schedule::Run;
use super::seats::seats;
use super::segment::Told;
use crate::RowErrors;

/// What has been taken so far.
#[derive(Default)]
pub(super) struct Rows {
    taken: Vec<SsimRow>,
    pub(super) duplicates: Duplicates,
    pub(super) notes: Notes,
    /// Lines of codeshares that do not even name an operating airline.
    of_nobody: HashSet<u64>,
}

impl Rows {
    /// Adds the rows of a leg, before its records of type 4 are read.
    pub(super) fn add(&mut self, line: u64, leg: Leg) -> Told {
        if leg.is_joint {
            self.notes.joint.add(line);
        }
        if leg.restricts_through {
            self.notes.through.add(line);
        }
        let first = self.taken.len();
        for run in &leg.runs {
            if let Some(date) = run.second_hour {
                self.notes.second_hour.add(line);
                self.notes.second_hour_first.get_or_insert(date);
            }
            let flight = flight(&leg, run);
            self.taken.push(SsimRow { line, flight, seats: None, restriction: None });
        }
        Told::new(line, leg, first..self.taken.len())
    }

    /// Writes into the rows of a leg what its records of type 4 have said.
    pub(super) fn settle(&mut self, told: &Told, errors: &mut RowErrors) {
        let restriction = match told.restriction() {
            Stated::Nothing => None,
            Stated::Here(restriction) => Some(restriction),
            Stated::Elsewhere => {
                let detail = "Z refers to data elements 170 to 173, and none follows";
                errors.add(told.line, &leg::RESTRICTIONS.to_string(), detail);
                return;
            }
        };
        if restriction.is_some_and(|it| !it.allows_local) {
            self.notes.closed.add(told.line);
        }
        let seats = seats(&told.configuration);
        if seats.is_none() && !told.configuration.is_empty() {
            self.notes.without_seats.add(told.line);
        }
        let operator = operator(told.number, told.disclosure, told.operating);
        if operator == Operator::Nobody {
            self.of_nobody.insert(told.line);
        }
        for row in self.taken.get_mut(told.rows.clone()).unwrap_or_default() {
            operator.put(&mut row.flight);
            (row.seats, row.restriction) = (seats, restriction);
        }
    }

    /// Compares the rows with each other. `read` counts the legs of the file; its airlines are left
    /// to the caller.
    pub(super) fn finish(mut self, read: usize, errors: &mut RowErrors) -> SsimFile {
        self.name_operators();
        let repeated = one_row_for_a_departure(&mut self.taken, errors);
        SsimFile {
            rows: self.taken,
            read,
            left_out: self.notes.left_out() + self.of_nobody.len(),
            repeated,
            airlines: BTreeSet::new(),
            notes: self.notes.say(),
        }
    }

    /// Gives codeshares the operating flight that names them, and leaves out those without any.
    fn name_operators(&mut self) {
        for row in &mut self.taken {
            if let Some(number) = self.duplicates.of(&row.flight) {
                Operator::Flight(number).put(&mut row.flight);
                self.of_nobody.remove(&row.line);
            }
            if self.of_nobody.contains(&row.line) || row.flight.inventory().is_none() {
                self.notes.without_operator.add(row.line);
            }
        }
        if !self.of_nobody.is_empty() {
            self.taken.retain(|row| !self.of_nobody.contains(&row.line));
        }
    }
}

fn flight(leg: &Leg, run: &Run) -> Flight {
    let (number, origin, destination) = (leg.number, leg.origin.iata, leg.destination.iata);
    Flight {
        id: Flight::id_of(number, origin, destination),
        number,
        operating_airline: number.airline(),
        operating_number: None,
        origin,
        destination,
        departs: run.departs,
        arrives: run.arrives,
        arrival_day_offset: run.arrival_day_offset,
        days: run.days,
        valid_from: run.valid_from,
        valid_until: run.valid_until,
        aircraft: leg.aircraft,
    }
}
