//! Writes of the history, which is only added to.

use airside_app::history::{HistoryEntry, Subject};
use diesel::prelude::*;

use crate::column::Key;
use crate::failure::Refusal;
use crate::rows::history::HistoryRow;
use crate::schema::history;

pub(super) fn add(connection: &mut SqliteConnection, entry: HistoryEntry) -> Result<(), Refusal> {
    diesel::insert_into(history::table).values(HistoryRow::from(entry)).execute(connection)?;
    Ok(())
}

/// What was said about a subject is gone.
pub(super) fn forget(connection: &mut SqliteConnection, of: &Subject) -> Result<(), Refusal> {
    let nothing = || (history::said.eq(None::<String>), history::is_erased.eq(true));
    let about = history::subject.eq(of.kind()).and(history::subject_key.eq(of.key()));
    diesel::update(history::table.filter(about)).set(nothing()).execute(connection)?;
    if let Subject::Booking(id) = of {
        let with = history::table.filter(history::booking.eq(Key(id.0)));
        diesel::update(with).set(nothing()).execute(connection)?;
    }
    Ok(())
}
