//! Airlines by code and name.
//!
//! Codes of airlines that closed are used again, so a code names an airline only within one
//! timetable.

use airside_primitives::AirlineCode;

/// An airline that sells or operates flights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Airline {
    pub code: AirlineCode,
    pub name: String,
}
