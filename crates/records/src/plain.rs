//! Codes, days and local times as text for people and as a few bytes for machines.
//!
//! Which of the two is the format's choice: JSON asks for text, postcard does not.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::macros::format_description;
use time::{Date, OffsetDateTime, UtcOffset};

use crate::BadRecord;

/// A code of `N` ASCII characters: `DEL`, `6E`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters<const N: usize>(pub [u8; N]);

impl<const N: usize> Letters<N> {
    /// `None` for text of another length.
    pub(crate) fn of(text: &str) -> Option<Self> {
        text.as_bytes().try_into().ok().map(Self)
    }

    /// The code as its own type.
    pub(crate) fn parse<T: FromStr>(
        self,
        record: &'static str,
        field: &'static str,
    ) -> Result<T, BadRecord> {
        let text = std::str::from_utf8(&self.0).unwrap_or_default();
        text.parse().map_err(|_| BadRecord::new(record, field))
    }
}

impl<const N: usize> Serialize for Letters<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.serialize_str(std::str::from_utf8(&self.0).unwrap_or_default());
        }
        let mut bytes = serializer.serialize_tuple(N)?;
        for byte in &self.0 {
            bytes.serialize_element(byte)?;
        }
        bytes.end()
    }
}

impl<'de, const N: usize> Deserialize<'de> for Letters<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(LettersVisitor)
        } else {
            deserializer.deserialize_tuple(N, LettersVisitor)
        }
    }
}

struct LettersVisitor<const N: usize>;

impl<'de, const N: usize> Visitor<'de> for LettersVisitor<N> {
    type Value = Letters<N>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{N} characters")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Letters<N>, E> {
        Letters::of(text).ok_or_else(|| E::invalid_length(text.len(), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut bytes: A) -> Result<Letters<N>, A::Error> {
        let mut letters = [0; N];
        for (at, letter) in letters.iter_mut().enumerate() {
            *letter = bytes.next_element()?.ok_or_else(|| A::Error::invalid_length(at, &self))?;
        }
        Ok(Letters(letters))
    }
}

/// A day of the calendar: `2026-12-01`, or its Julian day number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.0)
        } else {
            serializer.serialize_i32(self.0.to_julian_day())
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let date = if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Date::parse(&text, format_description!("[year]-[month]-[day]")).ok()
        } else {
            Date::from_julian_day(i32::deserialize(deserializer)?).ok()
        };
        date.map(Self).ok_or_else(|| D::Error::custom("not a day of the calendar"))
    }
}

/// An instant in whole seconds, as the clock shows it at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalTime {
    /// Unix seconds.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset: i16,
}

impl From<OffsetDateTime> for LocalTime {
    fn from(time: OffsetDateTime) -> Self {
        Self { seconds: time.unix_timestamp(), offset: time.offset().whole_minutes() }
    }
}

impl LocalTime {
    pub(crate) fn time(
        self,
        record: &'static str,
        field: &'static str,
    ) -> Result<OffsetDateTime, BadRecord> {
        let bad = |_| BadRecord::new(record, field);
        let offset = UtcOffset::from_whole_seconds(i32::from(self.offset) * 60).map_err(bad)?;
        let utc = OffsetDateTime::from_unix_timestamp(self.seconds).map_err(bad)?;
        utc.checked_to_offset(offset).ok_or(BadRecord::new(record, field))
    }
}
