//! Where each field of a record is: bytes counted from 1, both ends included.
//!
//! From SSIM chapter 7, sections 7.5.1 to 7.5.5. The manual is sold, not published, so each
//! position here was found alike in at least two public readings of it: the field tables of
//! `skhrvg/iata-ssim` (editions of 2011 and 2012) and of `cell-scape/ItinerarySearch.jl` (edition
//! of 2013); and the code of `ebastien/journey` (Haskell), `wcagreen/rusty-ssim` (Rust), and the
//! reader and the writer of the Sirena reservation system (C++). They agree on all that is listed
//! here, but for the letter of the previous day in [`leg::DATE_VARIATION`]: `A` in three of them,
//! `J` in `journey`; both are read.

use std::fmt;

/// A field of a record: some bytes, under the name that messages give them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    name: &'static str,
    from: usize,
    to: usize,
}

impl Field {
    const fn new(name: &'static str, from: usize, to: usize) -> Self {
        Self { name, from, to }
    }

    /// The part of a record that is this field; shorter where the record is.
    pub(super) fn of<'a>(&self, record: &'a [u8]) -> &'a [u8] {
        let end = self.to.min(record.len());
        record.get(self.from - 1..end).unwrap_or_default()
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, from, to } = self;
        if from == to {
            write!(f, "byte {from} ({name})")
        } else {
            write!(f, "bytes {from}-{to} ({name})")
        }
    }
}

/// In every record.
pub(super) const RECORD_TYPE: Field = Field::new("record type", 1, 1);
/// In every record: 000001 for the header, then one more each time; 000002 follows 999999.
pub(super) const SERIAL: Field = Field::new("serial number", 195, 200);
/// In all records but the header.
pub(super) const AIRLINE: Field = Field::new("airline", 3, 5);
/// In records 3 and 4, the key of a flight leg: suffix, airline, number, variation and position in
/// the itinerary.
pub(super) const LEG_KEY: Field = Field::new("flight leg", 2, 13);

/// Record 1.
pub(super) mod header {
    use super::Field;

    pub(in crate::ssim) const TITLE: Field = Field::new("title", 2, 35);
}

/// Record 2.
pub(super) mod carrier {
    use super::Field;

    pub(in crate::ssim) const TIME_MODE: Field = Field::new("time mode", 2, 2);
    pub(in crate::ssim) const VALID_FROM: Field = Field::new("valid from", 15, 21);
    pub(in crate::ssim) const VALID_UNTIL: Field = Field::new("valid until", 22, 28);
}

/// Record 3. Not read: onward flight 138-146, layovers, secure flight 122, crews 132-137,
/// terminals 53-54 and 71-72, booking classes 76-100, meals 101-110, connecting status 120-121.
pub(super) mod leg {
    use super::Field;

    pub(in crate::ssim) const SUFFIX: Field = Field::new("operational suffix", 2, 2);
    pub(in crate::ssim) const NUMBER: Field = Field::new("flight number", 6, 9);
    pub(in crate::ssim) const ITINERARY: Field = Field::new("itinerary variation", 10, 11);
    pub(in crate::ssim) const SEQUENCE: Field = Field::new("leg sequence", 12, 13);
    pub(in crate::ssim) const SERVICE: Field = Field::new("service type", 14, 14);
    pub(in crate::ssim) const FROM: Field = Field::new("period from", 15, 21);
    pub(in crate::ssim) const UNTIL: Field = Field::new("period to", 22, 28);
    pub(in crate::ssim) const DAYS: Field = Field::new("days", 29, 35);
    pub(in crate::ssim) const FREQUENCY: Field = Field::new("frequency rate", 36, 36);
    pub(in crate::ssim) const ORIGIN: Field = Field::new("departure airport", 37, 39);
    pub(in crate::ssim) const DEPARTS: Field = Field::new("departure time", 40, 43);
    pub(in crate::ssim) const AIRCRAFT_DEPARTS: Field =
        Field::new("aircraft departure time", 44, 47);
    pub(in crate::ssim) const DEPARTURE_VARIATION: Field =
        Field::new("departure UTC variation", 48, 52);
    pub(in crate::ssim) const DESTINATION: Field = Field::new("arrival airport", 55, 57);
    pub(in crate::ssim) const AIRCRAFT_ARRIVES: Field = Field::new("aircraft arrival time", 58, 61);
    pub(in crate::ssim) const ARRIVES: Field = Field::new("arrival time", 62, 65);
    pub(in crate::ssim) const ARRIVAL_VARIATION: Field =
        Field::new("arrival UTC variation", 66, 70);
    pub(in crate::ssim) const AIRCRAFT: Field = Field::new("aircraft type", 73, 75);
    /// Up to three airlines that fly it together.
    pub(in crate::ssim) const JOINT: Field = Field::new("joint operation airlines", 111, 119);
    /// The hundreds of the itinerary variation.
    pub(in crate::ssim) const ITINERARY_OVERFLOW: Field =
        Field::new("itinerary variation overflow", 128, 128);
    pub(in crate::ssim) const OWNER: Field = Field::new("aircraft owner", 129, 131);
    pub(in crate::ssim) const DISCLOSURE: Field =
        Field::new("operating airline disclosure", 149, 149);
    /// One byte for each airport at which the itinerary lets passengers off.
    pub(in crate::ssim) const RESTRICTIONS: Field = Field::new("traffic restriction", 150, 160);
    /// `Z` from the twelfth leg on.
    pub(in crate::ssim) const RESTRICTION_OVERFLOW: Field =
        Field::new("traffic restriction overflow", 161, 161);
    pub(in crate::ssim) const CONFIGURATION: Field = Field::new("aircraft configuration", 173, 192);
    /// Days from the itinerary's first date to this leg's departure, and to its arrival.
    pub(in crate::ssim) const DATE_VARIATION: Field = Field::new("date variation", 193, 194);
}

/// Record 4.
pub(super) mod segment {
    use super::Field;

    pub(in crate::ssim) const ELEMENT: Field = Field::new("data element", 31, 33);
    pub(in crate::ssim) const BOARD: Field = Field::new("board point", 34, 36);
    pub(in crate::ssim) const OFF: Field = Field::new("off point", 37, 39);
    pub(in crate::ssim) const DATA: Field = Field::new("data", 40, 194);
}

/// Record 5. It has no count of records: the serial numbers are the count.
pub(super) mod trailer {
    use super::Field;

    /// The serial number of the record before.
    pub(in crate::ssim) const CHECK: Field = Field::new("serial number check", 188, 193);
    /// `C` when the schedule goes on in another file, `E` at its end.
    pub(in crate::ssim) const END: Field = Field::new("end code", 194, 194);
}
