//! Record 3: a flight leg, read whole.

use airside_primitives::{AircraftCode, AirportCode, FlightNumber};
use airside_timetable::Airport;

use super::carrier::Carrier;
use super::known::{Horizon, Known};
use super::layout::{self, leg};
use super::operating::{self, Disclosure};
use super::record::{Record, Reported, quoted};
use super::restriction::{self, Stated};
use super::schedule::Run;
use super::timing;
use super::values;

/// A leg as the timetable needs it.
pub(super) struct Leg<'a> {
    pub(super) number: FlightNumber,
    /// 1 for the first leg of an itinerary.
    pub(super) sequence: u8,
    pub(super) origin: &'a Airport,
    pub(super) destination: &'a Airport,
    pub(super) aircraft: AircraftCode,
    pub(super) runs: Vec<Run>,
    pub(super) disclosure: Disclosure,
    pub(super) restriction: Stated,
    /// Whether a restriction is stated for a segment of several legs that begins here.
    pub(super) restricts_through: bool,
    pub(super) is_joint: bool,
    /// As it stands; blank when there is none.
    pub(super) configuration: String,
}

/// Every field is read before any decides, so that one pass tells all faults.
pub(super) fn leg<'a>(
    record: &mut Record,
    carrier: &Carrier,
    known: Known<'_, 'a>,
    horizon: Horizon,
) -> Result<Leg<'a>, Reported> {
    let number = number(record, carrier);
    let sequence = sequence(record);
    let airport = |text: &str| {
        let code = text.parse::<AirportCode>().map_err(|error| error.to_string())?;
        known(code).ok_or_else(|| format!("there is no airport {code}: load its row first"))
    };
    let origin = record.need(leg::ORIGIN, airport);
    let destination = record.need(leg::DESTINATION, airport);
    let schedule = timing::schedule(record, carrier, horizon);
    let aircraft = record.code(leg::AIRCRAFT);
    let disclosure = operating::disclosure(record);
    let restriction = sequence.and_then(|sequence| restriction(record, sequence));
    let configuration = record.text(leg::CONFIGURATION);
    let is_joint = !record.text(leg::JOINT)?.is_empty();

    let (origin, destination, schedule) = (origin?, destination?, schedule?);
    if origin.iata == destination.iata {
        return record.fault(leg::DESTINATION, "is the departure airport");
    }
    timing::agrees(record, &schedule, origin, destination)?;
    let Some(runs) = schedule.runs(&origin.zone, &destination.zone) else {
        return record.fault(leg::DATE_VARIATION, "the arrival is more than two days away");
    };
    let (restriction, restricts_through) = restriction?;
    Ok(Leg {
        number: number?,
        sequence: sequence?,
        origin,
        destination,
        aircraft: aircraft?,
        runs,
        disclosure: disclosure?,
        restriction,
        restricts_through,
        is_joint,
        configuration: configuration?.to_owned(),
    })
}

fn number(record: &mut Record, carrier: &Carrier) -> Result<FlightNumber, Reported> {
    let airline = record.code(layout::AIRLINE);
    let number = record.need(leg::NUMBER, values::flight_number);
    let suffix = record.may(leg::SUFFIX, |text| Ok(text.chars().next()))?.flatten();
    let airline = airline?;
    if airline != carrier.airline {
        let detail = format!("{airline} is not {}, of record 2", carrier.airline);
        return record.fault(layout::AIRLINE, detail);
    }
    let plain = FlightNumber::new(airline, number?);
    let number = suffix.map_or(plain, |suffix| plain.and_then(|it| it.with_suffix(suffix)));
    number.map_or_else(|| record.fault(leg::SUFFIX, "is not a letter from A to Z"), Ok)
}

fn sequence(record: &mut Record) -> Result<u8, Reported> {
    let two_digits = |text: &str| {
        let number = values::digits(text, 2).and_then(|number| u8::try_from(number).ok());
        number.ok_or_else(|| format!("{} is not a number of two digits", quoted(text)))
    };
    let itinerary = record.need(leg::ITINERARY, two_digits);
    let overflow = record.letter(leg::ITINERARY_OVERFLOW);
    let sequence = record.need(leg::SEQUENCE, two_digits)?;
    if itinerary? == 0 && overflow == b' ' {
        return record.fault(leg::ITINERARY, "is not from 01 to 99");
    }
    if sequence == 0 {
        return record.fault(leg::SEQUENCE, "is not from 01 to 99");
    }
    Ok(sequence)
}

/// The letter of this leg alone, and whether there is one for a longer segment.
fn restriction(record: &mut Record, sequence: u8) -> Result<(Stated, bool), Reported> {
    let place = usize::from(sequence - 1);
    let letters = record.raw(leg::RESTRICTIONS);
    let own = match letters.get(place) {
        Some(letter) => *letter,
        None if place < 11 => b' ',
        None => record.letter(leg::RESTRICTION_OVERFLOW),
    };
    let beyond = letters.iter().skip(place + 1).any(|letter| *letter != b' ');
    match restriction::stated(own) {
        Ok(stated) => Ok((stated, beyond)),
        Err(detail) => record.fault(leg::RESTRICTIONS, detail),
    }
}
