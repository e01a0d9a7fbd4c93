//! The seat map of an aircraft type.
//!
//! Rows are in the order they stand in the aircraft, but their numbers have
//! gaps: many layouts have no row 13, and a cabin may start at a round number.

use airside_primitives::{Cabin, SeatKind, SeatNumber};

use crate::plan::{Plan, PlanFault, Section};

/// Where every seat of an aircraft type is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    aircraft_name: String,
    decks: Vec<Deck>,
}

/// The rows of one cabin.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Deck {
    cabin: Cabin,
    rows: Vec<Row>,
    capacity: u16,
}

/// One row of seats, from left to right as seen facing forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    number: u8,
    blocks: Vec<Vec<Seat>>,
}

/// One seat of a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub number: SeatNumber,
    /// A seat that is at a window and on an aisle, as in 1-2-1, is a window seat.
    pub kind: SeatKind,
    pub cabin: Cabin,
    /// Nobody under 15 and nobody with an infant may sit here.
    pub exit_row: bool,
    /// On board, and never sold.
    pub blocked: bool,
}

impl Layout {
    /// Lays out a plan, or returns all its faults.
    pub fn new(aircraft_name: &str, plan: &Plan) -> Result<Self, Vec<PlanFault>> {
        let faults = plan.faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        let deck = |cabin| {
            let sections = plan.sections.iter().filter(|section| section.cabin == cabin);
            let rows: Vec<Row> = sections.flat_map(|section| rows(plan, section)).collect();
            let capacity = rows.iter().flat_map(Row::seats).filter(|seat| !seat.blocked).count();
            let capacity = u16::try_from(capacity).unwrap_or(u16::MAX);
            (!rows.is_empty()).then_some(Deck { cabin, rows, capacity })
        };
        let decks = Cabin::ALL.into_iter().filter_map(deck).collect();
        Ok(Self { aircraft_name: aircraft_name.to_owned(), decks })
    }

    /// The name for people, `Airbus A320`.
    pub fn aircraft_name(&self) -> &str {
        &self.aircraft_name
    }

    /// The cabins on board, from first to economy.
    pub fn cabins(&self) -> impl Iterator<Item = Cabin> {
        self.decks.iter().map(|deck| deck.cabin)
    }

    /// How many seats a cabin sells: blocked ones are not among them. 0 when the aircraft has no
    /// such cabin.
    pub fn capacity(&self, cabin: Cabin) -> u16 {
        self.deck(cabin).map_or(0, |deck| deck.capacity)
    }

    /// The rows of a cabin, front to back; none when the aircraft has no such cabin.
    pub fn rows(&self, cabin: Cabin) -> &[Row] {
        self.deck(cabin).map_or(&[], |deck| &deck.rows)
    }

    /// The seat with a number, in whichever cabin it is.
    pub fn seat(&self, number: SeatNumber) -> Option<&Seat> {
        self.decks.iter().find_map(|deck| {
            let at = deck.rows.binary_search_by_key(&number.row(), Row::number).ok()?;
            deck.rows.get(at)?.seats().find(|seat| seat.number == number)
        })
    }

    fn deck(&self, cabin: Cabin) -> Option<&Deck> {
        self.decks.iter().find(|deck| deck.cabin == cabin)
    }
}

impl Row {
    /// The number painted above the row, 1 to 99.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// Groups of seats side by side; between each two is an aisle.
    ///
    /// A block is empty where there is a galley or lavatory instead.
    pub fn blocks(&self) -> impl Iterator<Item = &[Seat]> {
        self.blocks.iter().map(Vec::as_slice)
    }

    /// All seats of the row, left to right.
    pub fn seats(&self) -> impl Iterator<Item = &Seat> {
        self.blocks.iter().flatten()
    }
}

fn rows(plan: &Plan, section: &Section) -> impl Iterator<Item = Row> {
    section.rows(plan).map(|number| Row { number, blocks: blocks(plan, section, number) })
}

fn blocks(plan: &Plan, section: &Section, row: u8) -> Vec<Vec<Seat>> {
    let cabin = section.cabin;
    let exit_row = plan.exit_rows.contains(&row);
    let last_block = section.letters.matches('-').count();
    let block = |(block, letters): (usize, &str)| {
        let last_letter = letters.len().saturating_sub(1);
        let seat = |(at, letter)| {
            let number = SeatNumber::new(row, letter)?;
            let at_left_wall = block == 0 && at == 0;
            let at_right_wall = block == last_block && at == last_letter;
            let kind = if at_left_wall || at_right_wall {
                SeatKind::Window
            } else if at == 0 || at == last_letter {
                SeatKind::Aisle
            } else {
                SeatKind::Middle
            };
            let blocked = plan.blocked_seats.contains(&number);
            Some(Seat { number, kind, cabin, exit_row, blocked })
        };
        letters.chars().enumerate().filter_map(seat).collect()
    };
    section.letters.split('-').enumerate().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{a320, b777, erj, laid_out, section};

    fn kinds(layout: &Layout, cabin: Cabin) -> String {
        let row = &layout.rows(cabin)[0];
        let letter = |seat: &Seat| match seat.kind {
            SeatKind::Window => 'w',
            SeatKind::Middle => 'm',
            SeatKind::Aisle => 'a',
        };
        row.blocks()
            .map(|block| block.iter().map(letter).collect())
            .collect::<Vec<String>>()
            .join("-")
    }

    #[test]
    fn seats_know_whether_they_are_at_a_window_or_an_aisle() {
        let plan =
            Plan { sections: vec![section(Cabin::Economy, 4, 26, "AC-DEF")], ..Plan::default() };
        let a220 = laid_out("Airbus A220", &plan);

        assert_eq!(kinds(&a320(), Cabin::Business), "wa-aw");
        assert_eq!(kinds(&a320(), Cabin::Economy), "wma-amw");
        assert_eq!(kinds(&b777(), Cabin::First), "w-aa-w");
        assert_eq!(kinds(&b777(), Cabin::PremiumEconomy), "wa-amma-aw");
        assert_eq!(kinds(&b777(), Cabin::Economy), "wma-amma-amw");
        assert_eq!(kinds(&a220, Cabin::Economy), "wa-amw");
        assert_eq!(kinds(&erj(), Cabin::Economy), "-aw");
    }

    #[test]
    fn an_aircraft_has_the_cabins_of_its_plan() {
        assert_eq!(b777().cabins().collect::<Vec<_>>(), Cabin::ALL);
        assert_eq!(a320().cabins().collect::<Vec<_>>(), [Cabin::Business, Cabin::Economy]);
        assert_eq!(a320().capacity(Cabin::First), 0);
        assert!(a320().rows(Cabin::First).is_empty());
    }

    #[test]
    fn a_missing_row_is_no_row() {
        let thirteen = "13A".parse().unwrap();
        assert_eq!(b777().seat(thirteen), None);
        assert!(b777().seat("12A".parse().unwrap()).is_some());
        assert!(a320().seat(thirteen).is_some());
        assert_eq!(b777().capacity(Cabin::Business), 40);
    }

    #[test]
    fn a_blocked_seat_is_on_the_map_and_not_for_sale() {
        let blocked = "2D".parse().unwrap();
        let plan = Plan {
            sections: vec![section(Cabin::Economy, 1, 2, "AC-DF")],
            blocked_seats: vec![blocked],
            ..Plan::default()
        };
        let layout = laid_out("Test aircraft", &plan);

        assert_eq!(layout.capacity(Cabin::Economy), 7);
        assert_eq!(layout.rows(Cabin::Economy)[1].seats().count(), 4);
        assert!(layout.seat(blocked).unwrap().blocked);
    }
}
