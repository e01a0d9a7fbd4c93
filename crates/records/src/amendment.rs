//! What was decided about a departure, as plain data.

use std::collections::BTreeMap;

use airside_primitives::{AircraftCode, FlightId};
use airside_timetable::{Amendment, ClockTimes, Sales};
use serde::{Deserialize, Serialize};
use time::{Duration, Time};
use uuid::Uuid;

use crate::BadRecord;
use crate::choices::{CabinRecord, SalesRecord};
use crate::plain::Day;
use crate::row::{Column, Kept, Row, Unreadable, body};

/// An [`Amendment`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentRecord {
    pub flight: Uuid,
    pub date: Day,
    pub sales: SalesRecord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<ClockTimesRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aircraft: Option<String>,
    /// Cabins with a limit of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capacity: Vec<(CabinRecord, u16)>,
}

/// [`ClockTimes`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTimesRecord {
    /// Minutes after midnight.
    pub departs: u16,
    pub arrives: u16,
    pub arrival_day_offset: i8,
}

impl Kept for Amendment {
    const TABLE: &'static str = "amendments";

    fn row(&self) -> Row {
        Row {
            table: Self::TABLE,
            id: self.id(),
            fixed: Vec::new(),
            columns: vec![Column::flag("in_force", !self.is_nothing())],
            body: body(&AmendmentRecord::from(self)),
        }
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        Ok(serde_json::from_str::<AmendmentRecord>(body)?.try_into()?)
    }
}

impl From<&Amendment> for AmendmentRecord {
    fn from(amendment: &Amendment) -> Self {
        let minutes = |clock: Time| u16::from(clock.hour()) * 60 + u16::from(clock.minute());
        let times = amendment.times.map(|times| ClockTimesRecord {
            departs: minutes(times.departs),
            arrives: minutes(times.arrives),
            arrival_day_offset: times.arrival_day_offset,
        });
        let capacity = amendment.capacity.iter().map(|(cabin, most)| ((*cabin).into(), *most));
        Self {
            flight: amendment.flight.0,
            date: Day(amendment.date),
            sales: amendment.sales.into(),
            times,
            aircraft: amendment.aircraft.map(|aircraft| aircraft.to_string()),
            capacity: capacity.collect(),
        }
    }
}

impl TryFrom<AmendmentRecord> for Amendment {
    type Error = BadRecord;

    fn try_from(record: AmendmentRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("amendment", field);
        let clock = |minutes: u16| {
            let of_one_day = (minutes < 24 * 60).then_some(Duration::minutes(minutes.into()));
            of_one_day.map(|after| Time::MIDNIGHT + after).ok_or(bad("times"))
        };
        let times = |times: ClockTimesRecord| {
            Ok(ClockTimes {
                departs: clock(times.departs)?,
                arrives: clock(times.arrives)?,
                arrival_day_offset: times.arrival_day_offset,
            })
        };
        let aircraft = |code: String| code.parse::<AircraftCode>().map_err(|_| bad("aircraft"));
        let capacity: BTreeMap<_, _> =
            record.capacity.into_iter().map(|(cabin, most)| (cabin.into(), most)).collect();
        Ok(Self {
            flight: FlightId(record.flight),
            date: record.date.0,
            sales: Sales::from(record.sales),
            times: record.times.map(times).transpose()?,
            aircraft: record.aircraft.map(aircraft).transpose()?,
            capacity,
        })
    }
}

#[cfg(test)]
mod tests {
    use airside_primitives::Cabin;
    use time::macros::{date, time};

    use super::*;

    #[test]
    fn what_was_decided_reads_back_as_it_was() {
        let none = Amendment::none(FlightId(Uuid::from_u128(7)), date!(2026 - 12 - 01));
        let times =
            ClockTimes { departs: time!(23:50), arrives: time!(00:30), arrival_day_offset: 1 };
        let all = Amendment {
            sales: Sales::Closed,
            times: Some(times),
            aircraft: "321".parse().ok(),
            capacity: [(Cabin::Economy, 150)].into(),
            ..none.clone()
        };
        for amendment in [none, all] {
            assert_eq!(Amendment::read(&amendment.row().body).unwrap(), amendment);
        }
    }

    #[test]
    fn a_time_that_no_clock_shows_is_no_time() {
        let body = r#"{"flight":"00000000-0000-0000-0000-000000000007","date":"2026-12-01",
            "sales":"OPEN","times":{"departs":1440,"arrives":0,"arrival_day_offset":0}}"#;
        assert!(Amendment::read(body).is_err());
    }
}
