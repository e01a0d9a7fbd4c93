//! Dates and clock times as the API writes them; instants are RFC 3339.

time::serde::format_description!(pub(crate) iso_date, Date, "[year]-[month]-[day]");
time::serde::format_description!(pub(crate) clock, Time, "[hour]:[minute]");
