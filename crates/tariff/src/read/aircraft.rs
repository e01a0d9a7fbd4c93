//! Aircraft: their types, and their seats by row and letter.

use std::collections::HashMap;

use airside_primitives::{AircraftCode, Cabin, SeatNumber};
use airside_seating::{Fleet, Layout, Plan, PlanFault, Section as Rows};

use crate::file::{Entry, Section};

const LAST_ROW: i64 = 99;

pub(super) fn fleet(entry: &Entry<'_>) -> Option<Fleet> {
    let mut layouts: HashMap<AircraftCode, Layout> = HashMap::new();
    let entries = entry.list()?;
    if entries.is_empty() {
        return entry.fault("must have at least one aircraft, or nothing can be sold");
    }
    for entry in entries {
        let Some(section) = entry.section() else { continue };
        let types = section.need("types").and_then(|entry| entry.section());
        let plan = plan(section);
        if let Some(plan) = &plan
            && let Err(faults) = Layout::new("", plan)
        {
            for fault in faults {
                entry.fault_in(&part(&fault), fault.to_string());
            }
        }
        if types.as_ref().is_some_and(|types| types.each().next().is_none()) {
            entry.fault_in("types", "must name at least one type");
        }
        for (code, name) in types.iter().flat_map(Section::each) {
            match code.parse::<AircraftCode>() {
                Ok(code) if layouts.contains_key(&code) => {
                    name.fault::<()>(format!("{code} has another plan above"));
                }
                Ok(code) => {
                    if let (Some(name), Some(plan)) = (name.name(), &plan)
                        && let Ok(layout) = Layout::new(name, plan)
                    {
                        layouts.insert(code, layout);
                    }
                }
                Err(error) => {
                    name.fault::<()>(error.to_string());
                }
            }
        }
    }
    Some(layouts.into_iter().collect())
}

fn plan(section: Section<'_>) -> Option<Plan> {
    let sections = section.need("cabins").and_then(|entry| {
        let cabins: Vec<Option<Rows>> = entry.list()?.iter().map(cabin).collect();
        cabins.into_iter().collect::<Option<Vec<_>>>()
    });
    let exit_rows = rows(&section, "exit_rows");
    let missing_rows = rows(&section, "missing_rows");
    let blocked_seats = section.may("blocked_seats").map_or_else(
        || Some(Vec::new()),
        |entry| {
            let seats: Vec<Option<SeatNumber>> = entry.list()?.iter().map(Entry::code).collect();
            seats.into_iter().collect()
        },
    );
    section.close();
    Some(Plan {
        sections: sections?,
        exit_rows: exit_rows?,
        missing_rows: missing_rows?,
        blocked_seats: blocked_seats?,
    })
}

fn cabin(entry: &Entry<'_>) -> Option<Rows> {
    let section = entry.section()?;
    let cabin = section.need("cabin").and_then(|entry| entry.code::<Cabin>());
    let rows = section.need("rows").and_then(|entry| {
        let text = entry.text()?;
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (first.trim().parse().ok(), last.trim().parse().ok()) {
            (Some(first), Some(last)) => Some((first, last)),
            (None, _) | (_, None) => entry.fault("must be rows, as \"4-26\" or \"13\""),
        }
    });
    let letters = section.need("letters").and_then(|entry| entry.text());
    section.close();
    let (first, last) = rows?;
    Some(Rows { cabin: cabin?, first, last, letters: letters?.to_owned() })
}

fn rows(section: &Section<'_>, name: &'static str) -> Option<Vec<u8>> {
    let Some(entry) = section.may(name) else { return Some(Vec::new()) };
    let rows: Vec<Option<u8>> =
        entry.list()?.iter().map(|entry| entry.whole(1..=LAST_ROW)).collect();
    rows.into_iter().collect()
}

/// Which part of an aircraft's plan a fault is in.
fn part(fault: &PlanFault) -> String {
    match fault {
        PlanFault::NoSections => "cabins".to_owned(),
        PlanFault::Rows { section, .. } | PlanFault::RowsNotRising { section, .. } => {
            format!("cabins[{section}].rows")
        }
        PlanFault::NoLetter { section, .. }
        | PlanFault::LetterTwice { section, .. }
        | PlanFault::NoLetters { section } => format!("cabins[{section}].letters"),
        PlanFault::NoExitRow { at, .. } => format!("exit_rows[{at}]"),
        PlanFault::NoMissingRow { at, .. } => format!("missing_rows[{at}]"),
        PlanFault::NoBlockedSeat { at, .. } | PlanFault::BlockedTwice { at, .. } => {
            format!("blocked_seats[{at}]")
        }
    }
}
