//! How close two seats are, and so what "together" means.
//!
//! A party is judged by the walk from its front left seat to its back right
//! one, in cabin order: only neighbours on that walk are compared, so ten
//! people in two full rows are together although the first and the last of
//! them are far apart.

use airside_primitives::Cabin;

use crate::layout::{Layout, Seat};

/// A seat that a party can have, and where it is in its cabin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub seat: Seat,
    /// Counted from the front of the cabin: a missing row 13 is no gap.
    pub row: u32,
    /// Counted from the left: two blocks side by side have an aisle between.
    pub block: u32,
    /// Counted from the left over all blocks.
    pub column: u32,
    /// The member of the party, by position, who has picked it.
    pub kept_by: Option<usize>,
}

/// Across an aisle, or one block to the side.
const AISLE: u32 = 1;
/// Past a seat that another passenger has or may get.
const STRANGER: u32 = 2;
/// One row back.
const ROW: u32 = 3;
/// The longest step that keeps two people together: one row back and two blocks
/// to the side, or past two strangers and an aisle.
pub(crate) const NEAR: u32 = 5;
/// What a longer step costs on top of its length, so that one far group is
/// better than several on the way to it.
const APART: u32 = 40;

/// What the step from a candidate to a later one costs: 0 when they touch.
pub(crate) fn step(from: &Candidate, to: &Candidate) -> u32 {
    let rows = to.row.abs_diff(from.row);
    let aisles = to.block.abs_diff(from.block) * AISLE;
    let strangers = to.column.abs_diff(from.column).saturating_sub(1) * STRANGER;
    let length = if rows == 0 { aisles + strangers } else { rows * ROW + aisles };
    with_parting(length)
}

/// The least that any step over so many rows can cost.
pub(crate) fn least_step(rows: u32) -> u32 {
    with_parting(rows * ROW)
}

fn with_parting(length: u32) -> u32 {
    if length <= NEAR { length } else { length + APART }
}

/// All candidates of a cabin that are for sale, front to back and left to right, picked by nobody.
///
/// A blocked seat is no candidate, but still separates those beside it.
pub(crate) fn candidates(layout: &Layout, cabin: Cabin) -> impl Iterator<Item = Candidate> {
    (0..).zip(layout.rows(cabin)).flat_map(|(row, seats)| {
        let blocks = (0..).zip(seats.blocks());
        let in_blocks = blocks.flat_map(|(block, seats)| seats.iter().map(move |it| (block, *it)));
        let all = (0..).zip(in_blocks);
        let for_sale = all.filter(|(_, (_, seat))| !seat.blocked);
        for_sale.map(move |(column, (block, seat))| Candidate {
            seat,
            row,
            block,
            column,
            kept_by: None,
        })
    })
}

/// What a walk costs in itself, and the parts it falls into.
pub(crate) struct Shape {
    pub spread: u32,
    /// Positions on the walk where a part begins.
    pub begins: Vec<usize>,
    /// How many candidates each part has.
    pub parts: Vec<u32>,
}

impl Shape {
    pub(crate) fn of(walk: &[&Candidate]) -> Self {
        let mut shape = Self { spread: 0, begins: Vec::new(), parts: Vec::new() };
        for (at, candidate) in walk.iter().enumerate() {
            let taken = at.checked_sub(1).map_or(u32::MAX, |before| step(walk[before], candidate));
            match shape.parts.last_mut() {
                Some(part) if taken <= NEAR => *part += 1,
                Some(_) | None => {
                    shape.begins.push(at);
                    shape.parts.push(1);
                }
            }
            if at > 0 {
                shape.spread += taken;
            }
        }
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::a320;

    fn between(from: &str, to: &str) -> u32 {
        let a320 = a320();
        let find = |seat: &str| {
            let number = seat.parse().unwrap();
            candidates(&a320, Cabin::Economy).find(|it| it.seat.number == number).unwrap()
        };
        step(&find(from), &find(to))
    }

    #[test]
    fn closer_seats_cost_less() {
        let nearer_first = [
            between("14A", "14B"),
            between("14C", "14D"),
            between("14A", "14C"),
            between("14A", "15A"),
            between("14F", "15A"),
            between("14A", "16A"),
            between("14A", "26A"),
        ];
        assert!(nearer_first.is_sorted_by(|near, far| near < far), "{nearer_first:?}");
    }

    #[test]
    fn one_far_group_costs_less_than_a_trail_of_single_seats() {
        let all_the_way = between("5A", "25A");
        assert!(all_the_way < between("5A", "15A") + between("15A", "25A"));
    }
}
