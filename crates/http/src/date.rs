//! Dates of requests: `YYYY-MM-DD`, years 1900 to 2999.

use time::Date;
use time::macros::format_description;

/// `None` when the text is no such date.
pub(crate) fn read(text: &str) -> Option<Date> {
    let format = format_description!("[year]-[month]-[day]");
    let plain = text.len() == 10 && text.is_ascii();
    let date = Date::parse(text, format).ok().filter(|_| plain)?;
    (1900..3000).contains(&date.year()).then_some(date)
}

/// The date as a request would write it.
pub(crate) fn show(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}
