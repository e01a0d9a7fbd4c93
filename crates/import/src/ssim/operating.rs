//! Who flies a leg that another airline sells.
//!
//! A codeshare names its operating flight in data element 50. Where it does not, the
//! operating airline's own leg may name it, in data element 10. Byte 149 and bytes 129-131
//! say who flies, but not under which number.

use std::collections::HashMap;

use airside_primitives::{AirlineCode, AirportCode, FlightNumber};
use airside_timetable::Flight;

use super::layout::leg;
use super::record::{Record, Reported, quoted};

/// What a leg says in bytes 129-131 and 149.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disclosure {
    Own,
    /// Another airline's flight under this number too: `L` and who, `Z` when the operator has
    /// no code.
    Codeshare(Option<AirlineCode>),
    /// The airline's own flight, with an aircraft and crew of another: `S` and who, `X` when
    /// the lessor has no code.
    WetLease(Option<AirlineCode>),
}

pub(super) fn disclosure(record: &mut Record) -> Result<Disclosure, Reported> {
    let owner = record.text(leg::OWNER)?.parse().ok();
    match record.letter(leg::DISCLOSURE) {
        b' ' => Ok(Disclosure::Own),
        b'L' => Ok(Disclosure::Codeshare(owner)),
        b'Z' => Ok(Disclosure::Codeshare(None)),
        b'S' => Ok(Disclosure::WetLease(owner)),
        b'X' => Ok(Disclosure::WetLease(None)),
        other => {
            let shown = quoted(&char::from(other).to_string());
            record.fault(leg::DISCLOSURE, format!("{shown} is not L, S, X, Z or blank"))
        }
    }
}

/// Who flies, and under which number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    /// The airline that sells it, or another on its behalf: the seats are its own.
    Itself(AirlineCode),
    Flight(FlightNumber),
    /// A codeshare that names no operating flight.
    Airline(AirlineCode),
    /// A codeshare that does not even name an airline.
    Nobody,
}

/// `named` is data element 50.
pub(super) fn operator(
    number: FlightNumber,
    disclosure: Disclosure,
    named: Option<FlightNumber>,
) -> Operator {
    let itself = number.airline();
    match (named, disclosure) {
        (Some(named), _) if named != number => Operator::Flight(named),
        (_, Disclosure::Own) => Operator::Itself(itself),
        (_, Disclosure::WetLease(lessor)) => Operator::Itself(lessor.unwrap_or(itself)),
        (_, Disclosure::Codeshare(Some(airline))) if airline != itself => {
            Operator::Airline(airline)
        }
        (_, Disclosure::Codeshare(_)) => Operator::Nobody,
    }
}

impl Operator {
    /// Writes it into a row. A wet lease gets the row's own number, so that it sells the
    /// seats of its own counter.
    pub(super) fn put(self, flight: &mut Flight) {
        let (airline, number) = match self {
            Self::Itself(airline) if airline == flight.number.airline() => (airline, None),
            Self::Itself(lessor) => (lessor, Some(flight.number)),
            Self::Flight(number) => (number.airline(), Some(number)),
            Self::Airline(airline) => (airline, None),
            Self::Nobody => (flight.number.airline(), None),
        };
        (flight.operating_airline, flight.operating_number) = (airline, number);
    }
}

/// Which flights operating legs name as sold by others: data elements 10.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    /// `None` where two flights name the same one.
    operating: HashMap<(FlightNumber, AirportCode, AirportCode), Option<FlightNumber>>,
}

impl Duplicates {
    pub(super) fn add(
        &mut self,
        marketing: FlightNumber,
        operating: FlightNumber,
        (origin, destination): (AirportCode, AirportCode),
    ) {
        let known = self.operating.entry((marketing, origin, destination));
        let agreed = known.or_insert(Some(operating));
        if *agreed != Some(operating) {
            *agreed = None;
        }
    }

    /// The operating flight of a row that does not name it; `None` when no leg does, or two
    /// disagree.
    pub(super) fn of(&self, flight: &Flight) -> Option<FlightNumber> {
        if self.operating.is_empty() || flight.operating_number.is_some() {
            return None;
        }
        let key = (flight.number, flight.origin, flight.destination);
        self.operating.get(&key).copied().flatten()
    }
}
