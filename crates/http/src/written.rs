//! JSON that is written by hand into one buffer: for the answers that are asked for most.
//!
//! The same text as serde writes, which a property test holds it to.

use airside_primitives::{Amount, Currency};
use serde::Serialize;
use time::{OffsetDateTime, UtcOffset};
use uuid::Uuid;

/// An answer as it grows.
#[derive(Debug, Default)]
pub(crate) struct Written(Vec<u8>);

impl Written {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Text that is JSON already, or part of a string that needs no escape.
    pub(crate) fn raw(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    pub(crate) fn char(&mut self, char: char) -> &mut Self {
        self.raw(char.encode_utf8(&mut [0; 4]))
    }

    /// What serde writes; nothing of a value that it cannot write.
    pub(crate) fn view(&mut self, view: &impl Serialize) -> &mut Self {
        self.raw(&serde_json::to_string(view).unwrap_or_default())
    }

    pub(crate) fn bool(&mut self, value: bool) -> &mut Self {
        self.raw(if value { "true" } else { "false" })
    }

    pub(crate) fn integer(&mut self, value: i64) -> &mut Self {
        self.raw(itoa::Buffer::new().format(value))
    }

    pub(crate) fn uuid(&mut self, id: Uuid) -> &mut Self {
        let mut text = [0; uuid::fmt::Hyphenated::LENGTH];
        self.raw(id.hyphenated().encode_lower(&mut text))
    }

    pub(crate) fn money(&mut self, amount: Amount, currency: Currency) -> &mut Self {
        self.raw("{\"amount\":").integer(amount.get());
        self.raw(",\"currency\":\"").raw(currency.code()).raw("\"}")
    }

    /// As [`Utc`](crate::times::Utc), without quotes.
    pub(crate) fn utc(&mut self, instant: OffsetDateTime) -> &mut Self {
        self.local(instant.to_offset(UtcOffset::UTC))
    }

    /// As [`Local`](crate::times::Local), without quotes.
    pub(crate) fn local(&mut self, instant: OffsetDateTime) -> &mut Self {
        let (year, month, day) = instant.to_calendar_date();
        let (hour, minute, second) = instant.to_hms();
        let Ok(year) = u16::try_from(year) else { return self };
        let [century, year] = [year / 100, year % 100].map(|it| two(u64::from(it)));
        let [month, day] = [u8::from(month), day].map(|it| two(it.into()));
        let [hour, minute, second] = [hour, minute, second].map(|it| two(it.into()));
        self.0.extend_from_slice(&[
            century[0], century[1], year[0], year[1], b'-', month[0], month[1], b'-', day[0],
            day[1], b'T', hour[0], hour[1], b':', minute[0], minute[1], b':', second[0], second[1],
        ]);
        let offset = instant.offset();
        if offset == UtcOffset::UTC {
            self.0.push(b'Z');
            return self;
        }
        let (hours, minutes, _) = offset.as_hms();
        let sign = if offset.is_negative() { b'-' } else { b'+' };
        let [hours, minutes] = [hours, minutes].map(|it| two(it.unsigned_abs().into()));
        self.0.extend_from_slice(&[sign, hours[0], hours[1], b':', minutes[0], minutes[1]]);
        self
    }

    /// Items between brackets, with commas.
    pub(crate) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        self.0.push(b'[');
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.0.push(b',');
            }
            write(self, item);
        }
        self.0.push(b']');
        self
    }
}

fn two(value: u64) -> [u8; 2] {
    [digit(value / 10 % 10), digit(value % 10)]
}

fn digit(value: u64) -> u8 {
    b'0' + u8::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::money::MoneyView;
    use crate::times::{Local, Utc};

    fn text(written: &Written) -> &str {
        std::str::from_utf8(&written.0).unwrap()
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_serde_writes(
            number in any::<i64>(), seconds in 0_i64..253_402_000_000, minutes in -1_439_i32..=1_439,
            id in any::<u128>(),
        ) {
            let mut written = Written::default();
            written.integer(number);
            prop_assert_eq!(text(&written), number.to_string());

            let currency = Currency::INR;
            let mut written = Written::default();
            written.money(Amount::minor(number), currency);
            let view = MoneyView::of(Amount::minor(number), currency);
            prop_assert_eq!(text(&written), serde_json::to_string(&view).unwrap());

            let offset = UtcOffset::from_whole_seconds(minutes * 60).unwrap();
            let instant = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
            let Some(instant) = instant.checked_to_offset(offset) else { return Ok(()) };
            let mut written = Written::default();
            written.char('"').local(instant).raw("\" \"").utc(instant).char('"');
            let views = [
                serde_json::to_string(&Local(instant)).unwrap(),
                serde_json::to_string(&Utc(instant)).unwrap(),
            ];
            prop_assert_eq!(text(&written), views.join(" "));

            let id = Uuid::from_u128(id);
            let mut written = Written::default();
            written.uuid(id);
            prop_assert_eq!(text(&written), id.to_string());
        }
    }
}
