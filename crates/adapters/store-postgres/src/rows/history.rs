//! Lines of the history as rows.

use airside_app::history::{Actor, Deed, HistoryEntry, Said, Subject};
use airside_primitives::{BookingId, HistoryId, UserId};
use diesel::pg::Pg;
use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::failure::Failure;
use crate::schema::history;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = history, check_for_backend(Pg))]
pub(crate) struct HistoryRow {
    id: Uuid,
    at: OffsetDateTime,
    actor: Option<Uuid>,
    role: Option<String>,
    subject: String,
    subject_key: String,
    booking: Option<Uuid>,
    deed: String,
    said: Option<String>,
    is_erased: bool,
}

impl From<&HistoryEntry> for HistoryRow {
    fn from(entry: &HistoryEntry) -> Self {
        Self {
            id: entry.id.0,
            at: entry.at,
            actor: entry.by.user().map(|id| id.0),
            role: entry.by.role().map(|role| role.code().to_owned()),
            subject: entry.subject.kind().to_owned(),
            subject_key: entry.subject.key(),
            booking: entry.booking.map(|id| id.0),
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
        let by = Actor::of_parts(self.actor.map(UserId), self.role.as_deref());
        let subject = Subject::of_parts(&self.subject, &self.subject_key);
        Ok(HistoryEntry {
            id: HistoryId(self.id),
            at: self.at,
            by: by.ok_or_else(|| nonsense("actor"))?,
            subject: subject.ok_or_else(|| nonsense("subject"))?,
            booking: self.booking.map(BookingId),
            deed: Deed::of_code(&self.deed).ok_or_else(|| nonsense("deed"))?,
            said: said.ok_or_else(|| nonsense("said"))?,
            is_erased: self.is_erased,
        })
    }
}
