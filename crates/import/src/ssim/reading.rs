//! The order of records: a header, then for each airline its record 2, legs with what is said
//! of them, and a trailer.

use std::collections::BTreeSet;

use airside_primitives::{AirlineCode, AirportCode};

use super::carrier::{self, Carrier, Serials};
use super::file::SsimFile;
use super::known::{Horizon, Known};
use super::layout::{self, leg};
use super::leg::{self as legs, Leg};
use super::lines::{LENGTH, Line};
use super::record::{Record, Reported, quoted};
use super::rows::Rows;
use super::segment::{self, Open};
use super::service::service;
use crate::RowErrors;

/// Bytes 2 to 11, by which the legs of one itinerary are known, within a leg's key.
const ITINERARY: usize = 10;

/// Where in a file we are.
enum Stage {
    /// Nothing has been read.
    Start,
    /// Behind a header, or behind the trailer of an airline.
    Between {
        goes_on: bool,
    },
    Legs(Carrier),
    /// Record 2 was wrong: what its legs mean is not known.
    Unclear,
}

/// The leg that the next one may follow on.
struct Before {
    line: u64,
    itinerary: Vec<u8>,
    sequence: u8,
    destination: AirportCode,
}

/// A file, read so far.
pub(super) struct Reading<'k, 'a> {
    known: Known<'k, 'a>,
    horizon: Horizon,
    stage: Stage,
    serials: Serials,
    last_line: u64,
    /// Legs, of whatever kind.
    read: usize,
    airlines: BTreeSet<AirlineCode>,
    rows: Rows,
    /// The leg that records of type 4 may add to.
    open: Option<Open>,
    before: Option<Before>,
}

impl<'k, 'a> Reading<'k, 'a> {
    pub(super) fn new(known: Known<'k, 'a>, horizon: Horizon) -> Self {
        Self {
            known,
            horizon,
            stage: Stage::Start,
            serials: Serials::default(),
            last_line: 1,
            read: 0,
            airlines: BTreeSet::new(),
            rows: Rows::default(),
            open: None,
            before: None,
        }
    }

    /// Takes one record. `Err` when this is no schedule at all; other faults of a record do
    /// not keep the next from being read.
    pub(super) fn take(&mut self, line: Line, errors: &mut RowErrors) -> Result<(), Reported> {
        self.last_line = line.number;
        let kind = line.bytes.first().copied().unwrap_or(b' ');
        if matches!(self.stage, Stage::Start) && kind != b'1' {
            let detail = format!("a schedule begins with a record 1, {:?}", carrier::TITLE);
            return Record::new(line, errors).fault(layout::RECORD_TYPE, detail);
        }
        let beyond = line.bytes.get(LENGTH..).unwrap_or_default();
        if beyond.iter().any(|byte| *byte != b' ') {
            let detail = format!("has {} bytes where a record has {LENGTH}", line.bytes.len());
            errors.add(line.number, "", detail);
        }
        if kind != b'4' {
            self.close(errors);
        }
        let mut record = Record::new(line, errors);
        let (Ok(()) | Err(Reported)) = match kind {
            b'1' => self.header(&mut record),
            b'2' => self.carrier(&mut record),
            b'3' => self.leg(&mut record),
            b'4' => self.segment(&mut record),
            b'5' => self.trailer(&mut record),
            other => {
                let serial = self.serials.take(&mut record);
                let shown = quoted(&String::from_utf8_lossy(&[other]));
                serial.and(record.fault(layout::RECORD_TYPE, format!("{shown} is not from 1 to 5")))
            }
        };
        Ok(())
    }

    /// The whole file, or everything that is wrong with it.
    pub(super) fn finish(mut self, mut errors: RowErrors) -> Result<SsimFile, RowErrors> {
        self.close(&mut errors);
        let end = match self.stage {
            Stage::Start => Some("the file is empty: a schedule begins with a record 1"),
            Stage::Between { goes_on: true } => {
                Some("the schedule goes on in another file: put the parts together")
            }
            Stage::Between { goes_on: false } => None,
            Stage::Legs(_) | Stage::Unclear => Some("the file ends without a record 5"),
        };
        if let Some(detail) = end {
            errors.add(self.last_line, "", detail);
        }
        let file = self.rows.finish(self.read, &mut errors);
        errors.listed.sort_by_key(|error| error.line);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(SsimFile { airlines: self.airlines, ..file })
    }

    fn header(&mut self, record: &mut Record) -> Result<(), Reported> {
        let closed = self.no_airline_is_open(record);
        self.stage = Stage::Between { goes_on: false };
        let title = carrier::header(record);
        self.serials.begin(record)?;
        self.rows.notes.is_unnumbered |= !self.serials.are_there();
        closed.and(title)
    }

    fn carrier(&mut self, record: &mut Record) -> Result<(), Reported> {
        let serial = self.serials.take(record);
        let closed = self.no_airline_is_open(record);
        self.stage = Stage::Unclear;
        let carrier = carrier::carrier(record)?;
        self.airlines.insert(carrier.airline);
        self.stage = Stage::Legs(carrier);
        serial.and(closed)
    }

    fn no_airline_is_open(&self, record: &mut Record) -> Result<(), Reported> {
        match self.stage {
            Stage::Start | Stage::Between { .. } => Ok(()),
            Stage::Legs(_) | Stage::Unclear => {
                record.fault(layout::RECORD_TYPE, "the airline before has no record 5")
            }
        }
    }

    fn leg(&mut self, record: &mut Record) -> Result<(), Reported> {
        let serial = self.serials.take(record);
        self.read += 1;
        let key = record.raw(layout::LEG_KEY).to_vec();
        let itinerary = key.get(..ITINERARY).unwrap_or_default().to_vec();
        let before = self.before.take();
        let open = self.open.insert(Open { key, told: None });
        let carrier = match &self.stage {
            Stage::Legs(carrier) => carrier,
            Stage::Unclear => return serial,
            Stage::Start | Stage::Between { .. } => {
                return record
                    .fault(layout::RECORD_TYPE, "comes before the record 2 of its airline");
            }
        };
        let service = record.need(leg::SERVICE, service);
        if let Ok(service) = service
            && !service.is_sold
        {
            self.rows.notes.leave_out(service);
            return serial;
        }
        let leg = legs::leg(record, carrier, self.known, self.horizon)?;
        follows(record, &leg, &itinerary, before.as_ref())?;
        self.before = Some(Before {
            line: record.line,
            itinerary,
            sequence: leg.sequence,
            destination: leg.destination.iata,
        });
        open.told = Some(self.rows.add(record.line, leg));
        service.and(serial)
    }

    fn segment(&mut self, record: &mut Record) -> Result<(), Reported> {
        let serial = self.serials.take(record);
        let open = self.open.as_mut().filter(|open| segment::is_of(record, open));
        let Some(open) = open else {
            return record.fault(layout::LEG_KEY, "is not that of the leg before");
        };
        if let Some(told) = &mut open.told {
            told.add(record, &mut self.rows.duplicates)?;
        }
        serial
    }

    fn close(&mut self, errors: &mut RowErrors) {
        if let Some(told) = self.open.take().and_then(|open| open.told) {
            self.rows.settle(&told, errors);
        }
    }

    fn trailer(&mut self, record: &mut Record) -> Result<(), Reported> {
        let stage = std::mem::replace(&mut self.stage, Stage::Between { goes_on: false });
        let read = match stage {
            Stage::Legs(carrier) => carrier::trailer(record, Some(carrier.airline), &self.serials),
            Stage::Unclear => carrier::trailer(record, None, &self.serials),
            Stage::Start | Stage::Between { .. } => {
                record.fault(layout::RECORD_TYPE, "closes no airline")
            }
        };
        let serial = self.serials.take(record);
        self.stage = Stage::Between { goes_on: read? };
        serial
    }
}

/// The next leg of an itinerary leaves from where the one before arrives.
fn follows(
    record: &mut Record,
    leg: &Leg,
    itinerary: &[u8],
    before: Option<&Before>,
) -> Result<(), Reported> {
    let is_next = |it: &&Before| {
        it.itinerary == itinerary && it.sequence.checked_add(1) == Some(leg.sequence)
    };
    match before.filter(is_next) {
        Some(Before { destination, line, .. }) if *destination != leg.origin.iata => {
            let detail =
                format!("is not {destination}, where the leg before arrives (line {line})");
            record.fault(leg::ORIGIN, detail)
        }
        Some(_) | None => Ok(()),
    }
}
