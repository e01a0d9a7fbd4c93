//! Time zones: local clock times to instants and back.
//!
//! The only module that knows where zone rules come from. They are laid out once
//! for [`FIRST_YEAR`] to [`LAST_YEAR`]; outside these years the nearest rule holds.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use thiserror::Error;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// The first year whose clock changes are known.
pub const FIRST_YEAR: i16 = 2000;
/// The last year whose clock changes are known.
pub const LAST_YEAR: i16 = 2060;

const DAY_SECONDS: i64 = 86_400;

/// A time zone of the IANA database, cheap to clone.
///
/// Two zones are equal when their names are.
#[derive(Clone)]
pub struct Zone(Arc<Rules>);

struct Rules {
    name: String,
    /// In order of time, never empty; the first reaches back and the last ahead for ever.
    spans: Vec<Span>,
}

/// A stretch of time with one offset from UTC.
struct Span {
    /// Unix seconds of the first instant.
    starts: i64,
    /// The clock on the wall at the last instant, as if it were UTC: Unix seconds, exclusive.
    ends_local: i64,
    offset: UtcOffset,
    abbreviation: Box<str>,
}

impl Zone {
    /// The zone with an IANA name, as the database spells it: `Asia/Kolkata`.
    ///
    /// Airports of one zone share its rules.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        static KNOWN: LazyLock<Mutex<HashMap<String, Zone>>> = LazyLock::new(Mutex::default);

        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(zone) = known.get(name) {
            return Ok(zone.clone());
        }
        let zone = Self(Arc::new(Rules::load(name)?));
        known.insert(name.to_owned(), zone.clone());
        Ok(zone)
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The offset from UTC in force at an instant.
    pub fn offset_at(&self, instant: OffsetDateTime) -> UtcOffset {
        self.span_at(instant).offset
    }

    /// What people call the time in force at an instant: `IST`, `CEST`, or `UTC+05:00`
    /// where there is no name.
    pub fn abbreviation_at(&self, instant: OffsetDateTime) -> String {
        let span = self.span_at(instant);
        let is_name = span.abbreviation.chars().all(|it| it.is_ascii_alphabetic());
        if is_name {
            return span.abbreviation.to_string();
        }
        let (hours, minutes, _) = span.offset.as_hms();
        let sign = if span.offset.is_negative() { '-' } else { '+' };
        format!("UTC{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())
    }

    /// The same instant with this zone's offset.
    pub fn local(&self, instant: OffsetDateTime) -> OffsetDateTime {
        instant.checked_to_offset(self.offset_at(instant)).unwrap_or(instant)
    }

    /// The instant at which the clock on the wall shows this date and time.
    ///
    /// A time that a clock change skips moves forward by what is skipped; one
    /// that occurs twice means the first.
    pub fn instant_of(&self, date: Date, time: Time) -> OffsetDateTime {
        let clock = PrimitiveDateTime::new(date, time);
        let wall = clock.assume_utc().unix_timestamp();
        let at = self.first_ending_after(wall);
        let skipped = at > 0 && wall - seconds(self.0.spans[at].offset) < self.0.spans[at].starts;
        let span = &self.0.spans[if skipped { at - 1 } else { at }];
        self.local(clock.assume_offset(span.offset))
    }

    /// The offset that holds all through a local day; `None` when the clocks change on it.
    ///
    /// It lets a caller with many times on one day look the offset up once.
    pub fn offset_on(&self, date: Date) -> Option<UtcOffset> {
        let midnight = date.midnight().assume_utc().unix_timestamp();
        let at = self.first_ending_after(midnight);
        let span = &self.0.spans[at];
        let is_first = at == 0;
        let has_begun = is_first || midnight - seconds(span.offset) >= span.starts;
        let lasts = midnight + DAY_SECONDS <= span.ends_local;
        (has_begun && lasts).then_some(span.offset)
    }

    fn span_at(&self, instant: OffsetDateTime) -> &Span {
        let second = instant.unix_timestamp();
        let after = self.0.spans.partition_point(|span| span.starts <= second);
        &self.0.spans[after.saturating_sub(1)]
    }

    /// The first span that still runs when its own clock shows `wall`.
    fn first_ending_after(&self, wall: i64) -> usize {
        let last = self.0.spans.len() - 1;
        self.0.spans.partition_point(|span| span.ends_local <= wall).min(last)
    }
}

impl Rules {
    fn load(name: &str) -> Result<Self, UnknownZone> {
        let unknown = || UnknownZone(name.chars().take(60).collect());
        let zone = TimeZoneDatabase::bundled().get(name).map_err(|_| unknown())?;
        let is_spelled_so = zone.iana_name() == Some(name) && !zone.is_unknown();
        if !is_spelled_so {
            return Err(unknown());
        }
        let spans = spans(&zone).ok_or_else(unknown)?;
        Ok(Self { name: name.to_owned(), spans })
    }
}

fn spans(zone: &TimeZone) -> Option<Vec<Span>> {
    let year = |year| Date::from_ordinal_date(i32::from(year), 1).ok();
    let begins = year(FIRST_YEAR)?.midnight().assume_utc().unix_timestamp();
    let ends = year(LAST_YEAR + 1)?.midnight().assume_utc().unix_timestamp();
    let (begins, ends) = (Timestamp::from_second(begins).ok()?, Timestamp::from_second(ends).ok()?);

    let at_first = zone.to_offset_info(begins);
    let mut spans = vec![Span::open(begins, at_first.offset().seconds(), at_first.abbreviation())?];
    for change in zone.following(begins).take_while(|change| change.timestamp() < ends) {
        let starts = change.timestamp();
        let span = Span::open(starts, change.offset().seconds(), change.abbreviation())?;
        if let Some(before) = spans.last_mut() {
            before.ends_local = span.starts + seconds(before.offset);
        }
        spans.push(span);
    }
    Some(spans)
}

impl Span {
    fn open(starts: Timestamp, offset: i32, abbreviation: &str) -> Option<Self> {
        let offset = UtcOffset::from_whole_seconds(offset).ok()?;
        let abbreviation = abbreviation.into();
        Some(Self { starts: starts.as_second(), ends_local: i64::MAX, offset, abbreviation })
    }
}

fn seconds(offset: UtcOffset) -> i64 {
    i64::from(offset.whole_seconds())
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that the IANA database does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not an IANA time zone such as Asia/Kolkata")]
pub struct UnknownZone(String);
