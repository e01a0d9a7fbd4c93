//! The seat map of an aircraft type.
//!
//! Rows are in the order they stand in the aircraft, but their numbers have
//! gaps: many layouts have no row 13, and a cabin may start at a round number.

use std::collections::HashMap;
use std::sync::LazyLock;

use airside_primitives::{AircraftCode, Cabin, SeatKind, SeatNumber};

use crate::fleet::{FLEET, Plan, SINGLE_AISLE, Section};

/// The layout of an aircraft type.
///
/// A type that is not known is taken for a single-aisle aircraft with 180
/// economy seats, so that every flight of a timetable can be sold.
pub fn layout(aircraft: AircraftCode) -> &'static Layout {
    static KNOWN: LazyLock<HashMap<&str, Layout>> = LazyLock::new(|| {
        let named = |plan: &'static Plan| {
            plan.types.iter().map(move |(code, name)| (*code, Layout::new(name, plan)))
        };
        FLEET.iter().flat_map(named).collect()
    });
    static UNKNOWN: LazyLock<Layout> =
        LazyLock::new(|| Layout::new("Single-aisle aircraft", &SINGLE_AISLE));

    KNOWN.get(aircraft.as_str()).unwrap_or_else(|| &UNKNOWN)
}

/// Where every seat of an aircraft type is.
#[derive(Debug)]
pub struct Layout {
    aircraft_name: &'static str,
    decks: Vec<Deck>,
}

/// The rows of one cabin.
#[derive(Debug)]
struct Deck {
    cabin: Cabin,
    rows: Vec<Row>,
    capacity: u16,
}

/// One row of seats, from left to right as seen facing forward.
#[derive(Debug)]
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
}

impl Layout {
    fn new(aircraft_name: &'static str, plan: &Plan) -> Self {
        let deck = |cabin| {
            let sections = plan.sections.iter().filter(|section| section.cabin == cabin);
            let rows: Vec<Row> = sections.flat_map(|section| rows(plan, section)).collect();
            let capacity = rows.iter().map(|row| row.seats().count()).sum::<usize>();
            let capacity = u16::try_from(capacity).unwrap_or(u16::MAX);
            (capacity > 0).then_some(Deck { cabin, rows, capacity })
        };
        let decks = Cabin::ALL.into_iter().filter_map(deck).collect();
        Self { aircraft_name, decks }
    }

    /// The name for people, `Airbus A320`.
    pub fn aircraft_name(&self) -> &str {
        self.aircraft_name
    }

    /// The cabins on board, from first to economy.
    pub fn cabins(&self) -> impl Iterator<Item = Cabin> {
        self.decks.iter().map(|deck| deck.cabin)
    }

    /// How many seats a cabin has; 0 when the aircraft has no such cabin.
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
    /// A block is empty where a galley or lavatory takes its place.
    pub fn blocks(&self) -> impl Iterator<Item = &[Seat]> {
        self.blocks.iter().map(Vec::as_slice)
    }

    /// All seats of the row, left to right.
    pub fn seats(&self) -> impl Iterator<Item = &Seat> {
        self.blocks.iter().flatten()
    }
}

fn rows(plan: &Plan, section: &Section) -> impl Iterator<Item = Row> {
    let exists = |number: &u8| !plan.missing_rows.contains(number);
    (section.first..=section.last).filter(exists).map(|number| {
        let exit_row = plan.exit_rows.contains(&number);
        Row { number, blocks: blocks(section, number, exit_row) }
    })
}

fn blocks(section: &Section, row: u8, exit_row: bool) -> Vec<Vec<Seat>> {
    let cabin = section.cabin;
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
            Some(Seat { number, kind, cabin, exit_row })
        };
        letters.chars().enumerate().filter_map(seat).collect()
    };
    section.letters.split('-').enumerate().map(block).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn of(code: &str) -> &'static Layout {
        layout(code.parse().unwrap())
    }

    fn kinds(code: &str, cabin: Cabin) -> String {
        let row = &of(code).rows(cabin)[0];
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
        assert_eq!(kinds("320", Cabin::Business), "wa-aw");
        assert_eq!(kinds("320", Cabin::Economy), "wma-amw");
        assert_eq!(kinds("77W", Cabin::First), "w-aa-w");
        assert_eq!(kinds("77W", Cabin::PremiumEconomy), "wa-amma-aw");
        assert_eq!(kinds("77W", Cabin::Economy), "wma-amma-amw");
        assert_eq!(kinds("223", Cabin::Economy), "wa-amw");
        assert_eq!(kinds("ER4", Cabin::Economy), "-aw");
    }

    #[test]
    fn every_plan_expands_to_all_its_letters() {
        for plan in FLEET.iter().chain([&SINGLE_AISLE]) {
            for section in plan.sections {
                let letters = section.letters.chars().filter(|it| *it != '-').count();
                for row in rows(plan, section) {
                    assert_eq!(row.seats().count(), letters, "{:?} row {}", plan.types, row.number);
                }
            }
        }
    }

    #[test]
    fn cabins_stand_one_behind_the_other_and_share_no_seat() {
        for (code, _) in FLEET.iter().flat_map(|plan| plan.types) {
            let layout = of(code);
            let rows: Vec<u8> =
                layout.cabins().flat_map(|cabin| layout.rows(cabin)).map(Row::number).collect();
            assert!(rows.is_sorted_by(|front, back| front < back), "{code}: {rows:?}");
        }
    }

    #[test]
    fn a_cabin_sells_exactly_the_seats_of_its_map() {
        for (code, _) in FLEET.iter().flat_map(|plan| plan.types) {
            let layout = of(code);
            for cabin in Cabin::ALL {
                let seats: HashSet<_> = layout
                    .rows(cabin)
                    .iter()
                    .flat_map(Row::seats)
                    .map(|seat| seat.number)
                    .collect();
                assert_eq!(seats.len(), usize::from(layout.capacity(cabin)), "{code} {cabin}");
                for seat in seats {
                    assert_eq!(layout.seat(seat).map(|seat| seat.cabin), Some(cabin));
                }
            }
        }
    }

    #[test]
    fn exit_rows_exist_and_are_few() {
        for plan in FLEET.iter().chain([&SINGLE_AISLE]) {
            for exit in plan.exit_rows {
                let row = plan.sections.iter().flat_map(|section| rows(plan, section));
                assert_eq!(row.filter(|row| row.number == *exit).count(), 1, "{:?}", plan.types);
            }
            assert!(plan.exit_rows.len() <= 4, "{:?}", plan.types);
        }
    }

    #[test]
    fn no_type_is_listed_twice_and_every_code_can_be_read() {
        let mut seen = HashSet::new();
        for (code, _) in FLEET.iter().flat_map(|plan| plan.types) {
            assert!(code.parse::<AircraftCode>().is_ok(), "{code}");
            assert!(seen.insert(code), "{code}");
        }
    }

    #[test]
    fn an_unknown_type_is_a_plain_single_aisle_aircraft() {
        let layout = of("ZZZ");
        assert_eq!(layout.cabins().collect::<Vec<_>>(), [Cabin::Economy]);
        assert_eq!(layout.capacity(Cabin::Economy), 180);
        assert_eq!(layout.capacity(Cabin::First), 0);
        assert!(layout.rows(Cabin::First).is_empty());
    }

    #[test]
    fn some_layouts_have_no_row_13() {
        assert_eq!(of("738").seat("13A".parse().unwrap()), None);
        assert!(of("738").seat("12A".parse().unwrap()).is_some());
        assert!(of("320").seat("13A".parse().unwrap()).is_some());
    }
}
