//! `GET /trips/{reference}/calendar.ics`: the flights for a calendar (RFC 5545).

use std::fmt::Write as _;

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::world::Snapshot;
use airside_booking::Booking;
use time::{OffsetDateTime, UtcOffset};

use super::opened::trip;
use crate::refusal::Refusal;
use crate::shown::journey::city;
use crate::visitor::Visitor;

#[get("/trips/{reference}/calendar.ics")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let booking = trip(&app, &visitor, &reference).await?;
    let name = format!("attachment; filename=\"trip-{}.ics\"", booking.reference);
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, name))
        .body(file(&app.world.load(), &booking, app.now())))
}

/// An event for each flight that is still to be flown.
fn file(world: &Snapshot, booking: &Booking, now: OffsetDateTime) -> String {
    let mut file =
        String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Airside//Desk//EN\r\n");
    let live = booking.live_journeys();
    for journey in booking.journeys.iter().filter(|it| live.contains(&it.direction)) {
        for segment in &journey.offer.segments {
            let (from, to) = (city(world, segment.origin), city(world, segment.destination));
            let lines = [
                "BEGIN:VEVENT".to_owned(),
                format!("UID:{}-{}-{}@airside", booking.reference, segment.number, segment.date),
                format!("DTSTAMP:{}", instant(now)),
                format!("DTSTART:{}", instant(segment.departs_at)),
                format!("DTEND:{}", instant(segment.arrives_at)),
                format!("SUMMARY:{} {} – {}", segment.number, escape(&from), escape(&to)),
                format!("LOCATION:{}", escape(&format!("{from} ({})", segment.origin))),
                format!("DESCRIPTION:{}", booking.reference),
                "END:VEVENT".to_owned(),
            ];
            for line in lines {
                file.push_str(&folded(&line));
            }
        }
    }
    file.push_str("END:VCALENDAR\r\n");
    file
}

/// As `20261201T023000Z`.
fn instant(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    let (year, month, day) = at.to_calendar_date();
    let mut text = format!("{year:04}{:02}{day:02}", u8::from(month));
    // Writing into a string does not fail.
    let _ = write!(text, "T{:02}{:02}{:02}Z", at.hour(), at.minute(), at.second());
    text
}

/// Text as a value has it (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line, continued before its 75th byte (RFC 5545, 3.1).
fn folded(line: &str) -> String {
    const LONGEST: usize = 73;
    let mut folded = String::with_capacity(line.len() + 8);
    let mut filled = 0;
    for letter in line.chars() {
        if filled + letter.len_utf8() > LONGEST {
            folded.push_str("\r\n ");
            filled = 1;
        }
        folded.push(letter);
        filled += letter.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn an_instant_is_that_of_utc() {
        assert_eq!(instant(datetime!(2026-12-01 08:00 +5:30)), "20261201T023000Z");
    }

    #[test]
    fn no_line_is_longer_than_a_calendar_reads() {
        let text = folded(&format!("SUMMARY:{}", "é".repeat(200)));
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(text.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "é".repeat(200)));
        assert_eq!(escape("a, b; c"), "a\\, b\\; c");
    }
}
