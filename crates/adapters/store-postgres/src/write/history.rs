//! Writes of the history, which is only added to.

use airside_app::history::{HistoryEntry, Subject};
use diesel::prelude::*;

use super::Part;
use crate::rows::history::HistoryRow;
use crate::schema::history;

pub(super) fn add(entry: &HistoryEntry) -> Part {
    Part::added(diesel::insert_into(history::table).values(HistoryRow::from(entry)))
}

/// What was said about a subject is gone.
pub(super) fn forget(of: &Subject) -> Part {
    let nothing = (history::said.eq(None::<String>), history::is_erased.eq(true));
    let about = history::subject.eq(of.kind()).and(history::subject_key.eq(of.key()));
    let booking = match of {
        Subject::Booking(id) => Some(id.0),
        Subject::Departure(..)
        | Subject::Timetable
        | Subject::Airport(_)
        | Subject::Airline(_)
        | Subject::Tariff
        | Subject::PromoCode(_)
        | Subject::User(_) => None,
    };
    let with = history::booking.eq(booking).assume_not_null();
    Part::any(diesel::update(history::table.filter(about.or(with))).set(nothing))
}
