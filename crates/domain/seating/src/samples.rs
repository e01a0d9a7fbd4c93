//! Aircraft for the tests of this crate.

use airside_primitives::Cabin::{self, Business, Economy, First, PremiumEconomy};

use crate::layout::Layout;
use crate::plan::{Plan, Section};

pub(crate) fn section(cabin: Cabin, first: u8, last: u8, letters: &str) -> Section {
    Section { cabin, first, last, letters: letters.to_owned() }
}

pub(crate) fn a320() -> Layout {
    let sections = vec![section(Business, 1, 3, "AC-DF"), section(Economy, 4, 26, "ABC-DEF")];
    laid_out("Airbus A320", &Plan { sections, exit_rows: vec![11, 12], ..Plan::default() })
}

/// Four cabins, and no row 13.
pub(crate) fn b777() -> Layout {
    let sections = vec![
        section(First, 1, 2, "A-DG-K"),
        section(Business, 5, 15, "A-DG-K"),
        section(PremiumEconomy, 20, 22, "AC-DEFG-HK"),
        section(Economy, 30, 52, "ABC-DEFG-HJK"),
    ];
    let plan =
        Plan { sections, exit_rows: vec![41], missing_rows: vec![13], blocked_seats: Vec::new() };
    laid_out("Boeing 777-300ER", &plan)
}

/// One seat to the left of the aisle, and a galley where 1A would be.
pub(crate) fn erj() -> Layout {
    let sections = vec![section(Economy, 1, 1, "-BC"), section(Economy, 2, 17, "A-BC")];
    laid_out("Embraer ERJ-145", &Plan { sections, exit_rows: vec![11], ..Plan::default() })
}

pub(crate) fn laid_out(name: &str, plan: &Plan) -> Layout {
    Layout::new(name, plan).unwrap()
}
