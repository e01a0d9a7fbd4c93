//! Service types: which flights carry passengers who bought a seat.
//!
//! The table is SSIM appendix C, as Avinor and ACI publish it for airports and as
//! `cell-scape/ItinerarySearch.jl` has it; they agree. `ebastien/journey` takes the same
//! seven letters for passengers as we do.

/// What a service type stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Service {
    pub(super) letter: char,
    pub(super) name: &'static str,
    /// Whether seats are sold to the public, flight by flight.
    pub(super) is_sold: bool,
}

const fn sold(letter: char, name: &'static str) -> Service {
    Service { letter, name, is_sold: true }
}

const fn other(letter: char, name: &'static str) -> Service {
    Service { letter, name, is_sold: false }
}

/// Charters carry passengers, but an organiser has bought all their seats.
const SERVICES: [Service; 24] = [
    sold('J', "scheduled passengers"),
    sold('S', "scheduled passengers, shuttle"),
    sold('U', "scheduled passengers, by road or rail"),
    sold('Q', "scheduled passengers, cargo in the cabin"),
    sold('G', "additional passengers"),
    sold('B', "additional passengers, shuttle"),
    sold('R', "additional passengers, cargo in the cabin"),
    other('F', "scheduled cargo and mail"),
    other('V', "scheduled cargo and mail, by road"),
    other('M', "scheduled mail"),
    other('A', "additional cargo and mail"),
    other('C', "passenger charter"),
    other('O', "charter with special handling"),
    other('H', "cargo charter"),
    other('L', "passenger and cargo charter"),
    other('P', "not for revenue: positioning, ferry"),
    other('T', "technical test"),
    other('K', "training"),
    other('D', "general aviation"),
    other('E', "special, government"),
    other('W', "military"),
    other('X', "technical stop"),
    other('I', "state, diplomatic, ambulance"),
    other('N', "business aviation, air taxi"),
];

/// The service type with a letter.
pub(super) fn service(text: &str) -> Result<Service, String> {
    let found = SERVICES.into_iter().find(|it| text.len() == 1 && text.starts_with(it.letter));
    found.ok_or_else(|| format!("{text:?} is no service type such as J"))
}
