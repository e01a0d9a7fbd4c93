//! Record 4: more about the leg before it, data element by data element.
//!
//! It reads 10 and 50 (codeshares), 108 (a configuration too long for the leg) and 170 to 173 (a
//! restriction for passengers alone, or for freight alone). Element 10 lists flights and 50 names
//! one, each as `KL 2562`, with `/` between, as the writer of the Sirena system and the samples of
//! `wcagreen/rusty-ssim` have them.

use std::ops::Range;

use airside_primitives::{AirportCode, FlightNumber};

use super::layout::{self, segment};
use super::leg::Leg;
use super::operating::{Disclosure, Duplicates};
use super::record::{Record, Reported};
use super::restriction::{self, Stated};
use super::values;

/// Board and off points that stand for every leg.
const EVERY_POINT: &str = "QQQ";

/// The leg that records of type 4 may add to.
pub(super) struct Open {
    /// Bytes 2 to 13, which its records repeat.
    pub(super) key: Vec<u8>,
    /// `None` when the leg was left out, or wrong: then so are its records.
    pub(super) told: Option<Told>,
}

/// A leg that was taken, and what its records of type 4 have said so far.
pub(super) struct Told {
    pub(super) line: u64,
    pub(super) number: FlightNumber,
    pub(super) origin: AirportCode,
    pub(super) destination: AirportCode,
    /// Its rows among all.
    pub(super) rows: Range<usize>,
    pub(super) disclosure: Disclosure,
    pub(super) restriction: Stated,
    pub(super) configuration: String,
    pub(super) operating: Option<FlightNumber>,
    /// What its records say of restrictions on passengers.
    pub(super) elsewhere: Stated,
}

impl Told {
    pub(super) fn new(line: u64, leg: Leg, rows: Range<usize>) -> Self {
        Self {
            line,
            number: leg.number,
            origin: leg.origin.iata,
            destination: leg.destination.iata,
            rows,
            disclosure: leg.disclosure,
            restriction: leg.restriction,
            configuration: leg.configuration,
            operating: None,
            elsewhere: Stated::Elsewhere,
        }
    }

    /// Takes a record of this leg.
    pub(super) fn add(
        &mut self,
        record: &mut Record,
        duplicates: &mut Duplicates,
    ) -> Result<(), Reported> {
        let element = record.need(segment::ELEMENT, |text| {
            let number = if text.len() == 3 { values::digits(text, 3) } else { None };
            number.ok_or_else(|| format!("{text:?} is not three digits"))
        })?;
        let points = [record.text(segment::BOARD)?, record.text(segment::OFF)?];
        let own = [self.origin.as_str(), self.destination.as_str()];
        if points != own && points != [EVERY_POINT; 2] {
            return Ok(());
        }
        match element {
            10 => {
                let flights = record.need(segment::DATA, |text| {
                    text.split('/').map(values::flight).collect::<Result<Vec<_>, _>>()
                })?;
                for marketing in flights {
                    duplicates.add(marketing, self.number, (self.origin, self.destination));
                }
            }
            50 => self.operating = Some(record.need(segment::DATA, values::flight)?),
            108 => record.text(segment::DATA)?.clone_into(&mut self.configuration),
            170 => {
                let restriction = record.need(segment::DATA, |text| {
                    restriction::restriction(text.chars().next().unwrap_or(' '))
                })?;
                self.elsewhere = Stated::Here(restriction);
            }
            // Of freight alone: it leaves passengers alone.
            171..=173 if self.elsewhere == Stated::Elsewhere => self.elsewhere = Stated::Nothing,
            _ => {}
        }
        Ok(())
    }

    /// The restriction on passengers; still [`Stated::Elsewhere`] when the leg refers to
    /// records that do not follow.
    pub(super) fn restriction(&self) -> Stated {
        match self.restriction {
            Stated::Nothing | Stated::Here(_) => self.restriction,
            Stated::Elsewhere => self.elsewhere,
        }
    }
}

/// Whether a record repeats the key of a leg.
pub(super) fn is_of(record: &Record, open: &Open) -> bool {
    record.raw(layout::LEG_KEY) == open.key
}
