//! Lines of the history as rows.

use airside_app::history::{Actor, Deed, HistoryEntry, Said, Subject};
use airside_primitives::{BookingId, HistoryId, UserId};
use diesel::prelude::*;
use diesel::sqlite::Sqlite;

use crate::column::{Instant, Key};
use crate::failure::Failure;
use crate::schema::history;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = history, check_for_backend(Sqlite))]
pub(crate) struct HistoryRow {
    id: Key,
    at: Instant,
    actor: Option<Key>,
    role: Option<String>,
    subject: String,
    subject_key: String,
    booking: Option<Key>,
    deed: String,
    said: Option<String>,
    is_erased: bool,
}

impl From<HistoryEntry> for HistoryRow {
    fn from(entry: HistoryEntry) -> Self {
        Self {
            id: Key(entry.id.0),
            at: Instant(entry.at),
            actor: entry.by.user().map(|id| Key(id.0)),
            role: entry.by.role().map(|role| role.code().to_owned()),
            subject: entry.subject.kind().to_owned(),
            subject_key: entry.subject.key(),
            booking: entry.booking.map(|id| Key(id.0)),
            deed: entry.deed.code().to_owned(),
            said: (!entry.is_erased).then(|| entry.said.written()),
            is_erased: entry.is_erased,
        }
    }
}

impl HistoryRow {
    pub(crate) fn entry(self) -> Result<HistoryEntry, Failure> {
        let nonsense = |column| Failure::Row { table: "history", column };
        let said = self.said.map_or_else(|| Some(Said::default()), Said::read);
        let by = Actor::of_parts(self.actor.map(|Key(id)| UserId(id)), self.role.as_deref());
        let subject = Subject::of_parts(&self.subject, &self.subject_key);
        Ok(HistoryEntry {
            id: HistoryId(self.id.0),
            at: self.at.0,
            by: by.ok_or_else(|| nonsense("actor"))?,
            subject: subject.ok_or_else(|| nonsense("subject"))?,
            booking: self.booking.map(|Key(id)| BookingId(id)),
            deed: Deed::of_code(&self.deed).ok_or_else(|| nonsense("deed"))?,
            said: said.ok_or_else(|| nonsense("said"))?,
            is_erased: self.is_erased,
        })
    }
}
