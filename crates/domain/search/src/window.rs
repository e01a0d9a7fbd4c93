//! Parts of a day, such as 22:00 to 02:00, on the clock of an airport.
//!
//! The start belongs to the window and the end does not; a window that ends
//! before it starts wraps over midnight.

use std::str::FromStr;

use thiserror::Error;
use time::Time;

const DAY_MINUTES: u16 = 24 * 60;

/// A part of every day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// 0 to 1439.
    from: u16,
    /// 1 to 1440, exclusive.
    until: u16,
}

impl Window {
    pub const EARLY_MORNING: Self = Self { from: 0, until: 5 * 60 };
    pub const MORNING: Self = Self { from: 5 * 60, until: 11 * 60 };
    pub const MIDDAY: Self = Self { from: 11 * 60, until: 16 * 60 };
    pub const EVENING: Self = Self { from: 16 * 60, until: 19 * 60 };
    pub const NIGHT: Self = Self { from: 19 * 60, until: DAY_MINUTES };

    /// From one minute of the day, 0 to 1439, until another, 1 to 1440.
    ///
    /// Equal minutes are refused: they could mean nothing or the whole day.
    pub fn new(from: u16, until: u16) -> Result<Self, InvalidWindow> {
        let is_valid = from < DAY_MINUTES && (1..=DAY_MINUTES).contains(&until) && from != until;
        if is_valid { Ok(Self { from, until }) } else { Err(InvalidWindow) }
    }

    /// Whether a time on the clock is inside.
    pub fn contains(self, time: Time) -> bool {
        self.holds_minute(u16::from(time.hour()) * 60 + u16::from(time.minute()))
    }

    pub(crate) const fn holds_minute(self, minute: u16) -> bool {
        if self.from < self.until {
            self.from <= minute && minute < self.until
        } else {
            self.from <= minute || minute < self.until
        }
    }
}

impl FromStr for Window {
    type Err = InvalidWindow;

    /// Reads `HH:MM-HH:MM` or a name such as `EARLY_MORNING`; an end of `00:00` is midnight.
    fn from_str(text: &str) -> Result<Self, InvalidWindow> {
        match text {
            "EARLY_MORNING" => Ok(Self::EARLY_MORNING),
            "MORNING" => Ok(Self::MORNING),
            "MIDDAY" => Ok(Self::MIDDAY),
            "EVENING" => Ok(Self::EVENING),
            "NIGHT" => Ok(Self::NIGHT),
            times => {
                let (from, until) = times.split_once('-').ok_or(InvalidWindow)?;
                let until = match minute_of_day(until)? {
                    0 => DAY_MINUTES,
                    minute => minute,
                };
                Self::new(minute_of_day(from)?, until)
            }
        }
    }
}

/// Reads `HH:MM`, 00:00 to 24:00.
fn minute_of_day(text: &str) -> Result<u16, InvalidWindow> {
    let &[h1, h2, b':', m1, m2] = text.as_bytes() else { return Err(InvalidWindow) };
    let digits = [h1, h2, m1, m2];
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(InvalidWindow);
    }
    let [h1, h2, m1, m2] = digits.map(|digit| u16::from(digit - b'0'));
    let (hour, minute) = (h1 * 10 + h2, m1 * 10 + m2);
    let minutes = hour * 60 + minute;
    if minute < 60 && minutes <= DAY_MINUTES { Ok(minutes) } else { Err(InvalidWindow) }
}

/// Text or minutes that are no part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "must be HH:MM-HH:MM with different ends, or one of EARLY_MORNING, MORNING, MIDDAY, EVENING, NIGHT"
)]
pub struct InvalidWindow;

#[cfg(test)]
mod tests {
    use time::macros::time;

    use super::*;

    #[test]
    fn a_window_holds_its_start_and_not_its_end() {
        let window: Window = "08:00-10:30".parse().unwrap();
        let inside = [time!(08:00), time!(10:29:59)];
        let outside = [time!(07:59:59), time!(10:30)];
        assert!(inside.iter().all(|time| window.contains(*time)));
        assert!(!outside.iter().any(|time| window.contains(*time)));
    }

    #[test]
    fn a_window_may_wrap_over_midnight() {
        let window: Window = "22:00-02:00".parse().unwrap();
        assert!(window.contains(time!(23:59)) && window.contains(time!(01:59)));
        assert!(!window.contains(time!(02:00)) && !window.contains(time!(21:59)));
    }

    #[test]
    fn the_named_windows_share_the_day_without_gap_or_overlap() {
        let names = ["EARLY_MORNING", "MORNING", "MIDDAY", "EVENING", "NIGHT"];
        let windows = names.map(|name| name.parse::<Window>().unwrap());
        for minute in 0..DAY_MINUTES {
            assert_eq!(windows.iter().filter(|it| it.holds_minute(minute)).count(), 1);
        }
        assert_eq!("19:00-24:00".parse(), Ok(Window::NIGHT));
        assert_eq!("19:00-00:00".parse(), Ok(Window::NIGHT));
    }

    #[test]
    fn windows_are_read_strictly() {
        for wrong in [
            "",
            "8:00-10:00",
            "08:00",
            "08:00-08:00",
            "24:00-02:00",
            "08:60-09:00",
            "08:00-24:01",
            "08:00 - 09:00",
            "morning",
            "éé:00-09:00",
            "-",
        ] {
            assert!(wrong.parse::<Window>().is_err(), "{wrong}");
        }
    }
}
