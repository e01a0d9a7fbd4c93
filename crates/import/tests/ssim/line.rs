//! Writes records by the numbers of the manual, apart from the code that reads them.

use std::fmt::Write;

/// One record of 200 bytes.
#[derive(Debug, Clone)]
pub(crate) struct Line(Vec<u8>);

impl Line {
    /// A record of a type, blank otherwise.
    pub(crate) fn of(kind: char) -> Self {
        Self(vec![b' '; 200]).put(1, &kind.to_string())
    }

    /// The record with a text from some byte on, counted from 1.
    pub(crate) fn put(mut self, from: usize, text: &str) -> Self {
        self.0[from - 1..][..text.len()].copy_from_slice(text.as_bytes());
        self
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.clone()).unwrap()
    }
}

/// Record 1.
pub(crate) fn header() -> Line {
    Line::of('1').put(2, "AIRLINE STANDARD SCHEDULE DATA SET").put(192, "001")
}

/// Record 2: time mode `L` or `U`, airline, and the period of the schedule.
pub(crate) fn carrier(mode: &str, airline: &str, valid: &str) -> Line {
    let line = Line::of('2').put(2, mode).put(3, airline).put(15, valid);
    line.put(29, "01MAR26").put(72, "C").put(191, "1200")
}

/// Record 3: airline, number, variation, leg and service type; period; days.
pub(crate) fn leg(key: &str, period: &str, days: &str) -> Line {
    Line::of('3').put(2, key).put(15, period).put(29, days)
}

/// Delhi to Mumbai, every morning of the summer of 2026.
pub(crate) fn delhi_to_mumbai() -> Line {
    leg(" QZ   120101J", "29MAR2624OCT26", "1234567")
        .put(37, "DEL08000800+05303 BOM10101010+05302 320")
        .put(173, "J12Y168")
        .put(193, "00")
}

/// Record 5, but for its numbers.
pub(crate) fn trailer(airline: &str, end: &str) -> Line {
    Line::of('5').put(3, airline).put(194, end)
}

/// The file with these records, numbered, each trailer with the number before it.
pub(crate) fn numbered(records: &[Line]) -> String {
    let mut file = String::new();
    for (before, record) in records.iter().enumerate() {
        let serial = format!("{:06}", serial(before + 1));
        let mut record = record.clone().put(195, &serial);
        if record.0[0] == b'5' {
            record = record.put(188, &format!("{:06}", self::serial(before)));
        }
        writeln!(file, "{}", record.text()).unwrap();
    }
    file
}

/// 000002 follows 999999.
fn serial(number: usize) -> usize {
    if number < 1_000_000 { number } else { (number - 2) % 999_998 + 2 }
}

/// The file of one airline, `QZ` by local times, with these legs.
pub(crate) fn file(legs: &[Line]) -> String {
    let carrier = carrier("L", "QZ", "29MAR2624OCT26");
    numbered(&[&[header(), carrier], legs, &[trailer("QZ", "E")]].concat())
}
