//! The history, read page by page.

use airside_app::history::{HistoryEntry, Subject};
use airside_app::ports::StoreError;
use airside_app::ports::store::{History, Page};
use airside_primitives::HistoryId;
use async_trait::async_trait;
use diesel::prelude::*;
use uuid::Uuid;

use crate::SqliteStore;
use crate::column::Key;
use crate::rows::history::HistoryRow;
use crate::schema::history;

#[async_trait]
impl History for SqliteStore {
    async fn history(
        &self,
        of: &Subject,
        page: Page<HistoryId>,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        let mut found = history::table
            .filter(history::id.lt(before))
            .order(history::id.desc())
            .limit(page.limit.into())
            .select(HistoryRow::as_select())
            .into_boxed();
        found = match of {
            Subject::Booking(id) => found.filter(history::booking.eq(Key(id.0))),
            Subject::Departure(..)
            | Subject::Timetable
            | Subject::Airport(_)
            | Subject::Airline(_)
            | Subject::Tariff
            | Subject::PromoCode(_)
            | Subject::User(_) => found
                .filter(history::subject.eq(of.kind()))
                .filter(history::subject_key.eq(of.key())),
        };
        let keys = self.keys.clone();
        self.read(move |connection| {
            let rows: Vec<HistoryRow> = found.load(connection)?;
            rows.into_iter().map(|row| Ok(keys.open_history(row.entry()?)?)).collect()
        })
        .await
    }
}
