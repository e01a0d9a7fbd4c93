//! Finds the operating flight of codeshares that name the airline alone.
//!
//! A codeshare without it is kept and not sold: whose seats it would take is not known.

use std::collections::HashMap;

use airside_primitives::{AirlineCode, AirportCode, FlightNumber};
use airside_timetable::Flight;
use time::Time;

use super::lined::{Lined, lines};
use super::season::first_common_date;

/// What a codeshare and its operating flight have in common.
type Shared = (AirlineCode, AirportCode, AirportCode, Time);

/// Fills in the operating number where exactly one flight of the operating airline leaves at that
/// time on one of its days; the others go into a note.
pub(super) fn link(rows: &mut [Lined], notes: &mut Vec<String>) {
    let is_open = |flight: &Flight| flight.is_codeshare() && flight.operating_number.is_none();
    if !rows.iter().any(|row| is_open(&row.flight)) {
        return;
    }
    let mut operated: HashMap<Shared, Vec<Flight>> = HashMap::new();
    for row in rows.iter().filter(|row| !row.flight.is_codeshare()) {
        operated.entry(shared(&row.flight)).or_default().push(row.flight.clone());
    }
    let mut linked = 0_usize;
    for row in rows.iter_mut().filter(|row| is_open(&row.flight)) {
        let candidates = operated.get(&shared(&row.flight)).map_or(&[][..], Vec::as_slice);
        row.flight.operating_number = only_one(&row.flight, candidates);
        linked += usize::from(row.flight.operating_number.is_some());
    }
    if linked > 0 {
        notes.push(format!("operating flights found in the file for {linked} codeshare rows"));
    }
    let left: Vec<&Lined> = rows.iter().filter(|row| is_open(&row.flight)).collect();
    if !left.is_empty() {
        let lines = lines(&left);
        notes.push(format!(
            "codeshares that are not sold until their operating_flight_number is known: {lines}"
        ));
    }
}

fn shared(flight: &Flight) -> Shared {
    (flight.operating_airline, flight.origin, flight.destination, flight.departs)
}

/// The number of the candidates that leave with the codeshare, if it is one number.
fn only_one(codeshare: &Flight, candidates: &[Flight]) -> Option<FlightNumber> {
    let mut with_it = candidates
        .iter()
        .filter(|flight| first_common_date(codeshare, flight).is_some())
        .map(|flight| flight.number);
    let first = with_it.next()?;
    with_it.all(|number| number == first).then_some(first)
}
