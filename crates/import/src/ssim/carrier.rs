//! Records 1, 2 and 5: what frames an airline's legs, and counts the records.

use airside_primitives::AirlineCode;
use time::Date;

use super::layout::{self, carrier, header, trailer};
use super::record::{Record, Reported, quoted};
use super::values;

/// What every file of this kind says of itself.
pub(super) const TITLE: &str = "AIRLINE STANDARD SCHEDULE DATA SET";

/// The last serial number of six digits; 000002 follows it.
const LAST_SERIAL: u32 = 999_999;

/// The airline whose legs follow, and what their dates and times mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carrier {
    pub(super) airline: AirlineCode,
    /// Whether days, dates and times are those of UTC.
    pub(super) is_utc: bool,
    /// `None` when it is open.
    pub(super) valid_from: Option<Date>,
    pub(super) valid_until: Option<Date>,
}

/// Record 2.
pub(super) fn carrier(record: &mut Record) -> Result<Carrier, Reported> {
    let is_utc = record.need(carrier::TIME_MODE, |text| match text {
        "U" => Ok(true),
        "L" => Ok(false),
        other => Err(format!("{} is neither U for UTC nor L for local time", quoted(other))),
    });
    let airline = record.code(layout::AIRLINE);
    let valid_from = record.need(carrier::VALID_FROM, values::date);
    let valid_until = record.need(carrier::VALID_UNTIL, values::date);

    let (valid_from, valid_until) = (valid_from?, valid_until?);
    if valid_from.zip(valid_until).is_some_and(|(from, until)| until < from) {
        return record.fault(carrier::VALID_UNTIL, "is before the beginning in bytes 15-21");
    }
    Ok(Carrier { airline: airline?, is_utc: is_utc?, valid_from, valid_until })
}

/// Record 1, but for its serial number.
pub(super) fn header(record: &mut Record) -> Result<(), Reported> {
    record.need(header::TITLE, |text| match text {
        TITLE => Ok(()),
        other => Err(format!("{} is not {TITLE:?}", quoted(other))),
    })
}

/// Record 5, but for its serial number: whether another file goes on where this ends. The
/// airline is that of record 2, where it could be read.
pub(super) fn trailer(
    record: &mut Record,
    airline: Option<AirlineCode>,
    serials: &Serials,
) -> Result<bool, Reported> {
    let named = record.code(layout::AIRLINE);
    let check = match serials.last {
        Some(last) => record.need(trailer::CHECK, |text| match values::serial(text)? {
            check if check == last => Ok(()),
            _ => Err(format!("{} is not {last:06}, of the record before", quoted(text))),
        }),
        None => Ok(()),
    };
    let goes_on = record.need(trailer::END, |text| match text {
        "C" => Ok(true),
        "E" => Ok(false),
        other => Err(format!("{} is neither C to go on nor E for the end", quoted(other))),
    });
    let named: AirlineCode = named?;
    if let Some(airline) = airline.filter(|airline| *airline != named) {
        return record.fault(layout::AIRLINE, format!("{named} is not {airline}, of record 2"));
    }
    check?;
    goes_on
}

/// Counts the records, so that a lost one is noticed.
#[derive(Debug, Default)]
pub(super) struct Serials {
    /// Of the record before; `None` when the header has none, so that nothing is counted.
    last: Option<u32>,
}

impl Serials {
    /// Begins with a header's number.
    pub(super) fn begin(&mut self, record: &mut Record) -> Result<(), Reported> {
        self.last = None;
        self.last = record.may(layout::SERIAL, |text| match values::serial(text)? {
            1 => Ok(1),
            _ => Err(format!("{} is not 000001, as a header's must be", quoted(text))),
        })?;
        Ok(())
    }

    /// Whether the records are numbered at all.
    pub(super) const fn are_there(&self) -> bool {
        self.last.is_some()
    }

    /// Takes the next number, and goes on from it even if it is the wrong one.
    pub(super) fn take(&mut self, record: &mut Record) -> Result<(), Reported> {
        let Some(last) = self.last else { return Ok(()) };
        let next = if last == LAST_SERIAL { 2 } else { last + 1 };
        self.last = Some(next);
        let found = record.need(layout::SERIAL, values::serial)?;
        self.last = Some(found);
        if found == next {
            return Ok(());
        }
        let detail = format!("{found:06} does not follow {last:06}: a record is lost or misplaced");
        record.fault(layout::SERIAL, detail)
    }
}
