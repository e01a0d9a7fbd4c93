//! How an aircraft is described: rows and letters, before they are seats.
//!
//! Sections stand in the order of the aircraft, front to back, and their row
//! numbers rise from one to the next: a plan that says otherwise is refused with
//! every fault it has.

use std::collections::HashSet;

use airside_primitives::{Cabin, SeatNumber};
use thiserror::Error;

/// The seats of an aircraft type, as rows and letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Front to back.
    pub sections: Vec<Section>,
    /// Rows next to an emergency exit.
    pub exit_rows: Vec<u8>,
    /// Row numbers that are left out.
    pub missing_rows: Vec<u8>,
    /// Seats that are on board and never sold.
    pub blocked_seats: Vec<SeatNumber>,
}

/// Rows that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub cabin: Cabin,
    /// From 1.
    pub first: u8,
    /// To 99, and not before `first`.
    pub last: u8,
    /// Seat letters left to right with `-` for an aisle, as in `ABC-DEF`.
    pub letters: String,
}

/// One thing that is wrong with a plan. Positions count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanFault {
    #[error("an aircraft needs at least one seat")]
    NoSections,
    #[error("rows {first} to {last}: rows are 1 to 99, the lower number first")]
    Rows { section: usize, first: u8, last: u8 },
    #[error(
        "row {first} does not come after row {before}: cabins are written front to back, and no \
         row belongs to two"
    )]
    RowsNotRising { section: usize, first: u8, before: u8 },
    #[error("{letter:?} is no seat letter: they are A to K without I, with - for an aisle")]
    NoLetter { section: usize, letter: char },
    #[error("the letter {letter} stands twice in one row")]
    LetterTwice { section: usize, letter: char },
    #[error("a row needs at least one seat")]
    NoLetters { section: usize },
    #[error("{row} is no row of this aircraft")]
    NoExitRow { at: usize, row: u8 },
    #[error("{row} is in none of the cabins, so it need not be left out")]
    NoMissingRow { at: usize, row: u8 },
    #[error("{seat} is no seat of this aircraft")]
    NoBlockedSeat { at: usize, seat: SeatNumber },
    #[error("{seat} is blocked twice")]
    BlockedTwice { at: usize, seat: SeatNumber },
}

impl Section {
    /// The numbers of its rows, but for those that are missing.
    pub(crate) fn rows<'a>(&self, plan: &'a Plan) -> impl Iterator<Item = u8> + use<'a> {
        (self.first..=self.last).filter(|row| !plan.missing_rows.contains(row))
    }

    fn has(&self, row: u8) -> bool {
        (self.first..=self.last).contains(&row)
    }

    fn faults(&self, section: usize) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        let Self { first, last, .. } = *self;
        if first == 0 || first > last || last > 99 {
            faults.push(PlanFault::Rows { section, first, last });
        }
        let mut seen = HashSet::new();
        for letter in self.letters.chars().filter(|letter| *letter != '-') {
            if SeatNumber::new(1, letter).is_none() {
                faults.push(PlanFault::NoLetter { section, letter });
            } else if !seen.insert(letter) {
                faults.push(PlanFault::LetterTwice { section, letter });
            }
        }
        if self.letters.chars().all(|letter| letter == '-') {
            faults.push(PlanFault::NoLetters { section });
        }
        faults
    }
}

impl Plan {
    /// All its faults; none when it can be laid out.
    pub(crate) fn faults(&self) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        if self.sections.is_empty() {
            faults.push(PlanFault::NoSections);
        }
        let mut before = 0;
        for (section, rows) in self.sections.iter().enumerate() {
            faults.extend(rows.faults(section));
            let first = rows.first;
            if first <= before {
                faults.push(PlanFault::RowsNotRising { section, first, before });
            }
            before = before.max(rows.last);
        }
        for (at, row) in self.missing_rows.iter().copied().enumerate() {
            if !self.sections.iter().any(|section| section.has(row)) {
                faults.push(PlanFault::NoMissingRow { at, row });
            }
        }
        for (at, row) in self.exit_rows.iter().copied().enumerate() {
            if !self.has_row(row) {
                faults.push(PlanFault::NoExitRow { at, row });
            }
        }
        let mut blocked = HashSet::new();
        for (at, seat) in self.blocked_seats.iter().copied().enumerate() {
            if !self.has_seat(seat) {
                faults.push(PlanFault::NoBlockedSeat { at, seat });
            } else if !blocked.insert(seat) {
                faults.push(PlanFault::BlockedTwice { at, seat });
            }
        }
        faults
    }

    fn has_row(&self, row: u8) -> bool {
        !self.missing_rows.contains(&row) && self.sections.iter().any(|it| it.has(row))
    }

    fn has_seat(&self, seat: SeatNumber) -> bool {
        let here = |section: &&Section| section.has(seat.row());
        self.has_row(seat.row())
            && self.sections.iter().filter(here).any(|it| it.letters.contains(seat.letter()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Layout;
    use crate::samples::section;

    fn faults(plan: &Plan) -> Vec<String> {
        let faults = Layout::new("Test aircraft", plan).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_fault_of_a_plan_is_told_at_once() {
        let plan = Plan {
            sections: vec![
                section(Cabin::Business, 1, 4, "AC-DI"),
                section(Cabin::Economy, 4, 30, "ABA-DEF"),
                section(Cabin::Economy, 40, 31, "--"),
            ],
            exit_rows: vec![13, 50],
            missing_rows: vec![13, 99],
            blocked_seats: ["30C", "30F", "30F"].map(|seat| seat.parse().unwrap()).to_vec(),
        };
        assert_eq!(
            faults(&plan),
            [
                "'I' is no seat letter: they are A to K without I, with - for an aisle",
                "the letter A stands twice in one row",
                "row 4 does not come after row 4: cabins are written front to back, and no row \
                 belongs to two",
                "rows 40 to 31: rows are 1 to 99, the lower number first",
                "a row needs at least one seat",
                "99 is in none of the cabins, so it need not be left out",
                "13 is no row of this aircraft",
                "50 is no row of this aircraft",
                "30C is no seat of this aircraft",
                "30F is blocked twice",
            ]
        );
    }

    #[test]
    fn an_aircraft_has_seats() {
        assert_eq!(faults(&Plan::default()), ["an aircraft needs at least one seat"]);
    }
}
