//! The history, read page by page.

use airside_app::history::{HistoryEntry, Subject};
use airside_app::ports::StoreError;
use airside_app::ports::store::{History, Page};
use airside_primitives::HistoryId;
use async_trait::async_trait;
use diesel::prelude::*;
use uuid::Uuid;

use crate::PostgresStore;
use crate::rows::history::HistoryRow;
use crate::schema::history;

#[async_trait]
impl History for PostgresStore {
    async fn history(
        &self,
        of: &Subject,
        page: Page<HistoryId>,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        let lines = history::table
            .filter(history::id.lt(page.before.map_or(Uuid::max(), |id| id.0)))
            .order(history::id.desc())
            .limit(page.limit.into())
            .select(HistoryRow::as_select());
        let rows: Vec<HistoryRow> = match of {
            Subject::Booking(id) => self.load(lines.filter(history::booking.eq(id.0))).await?,
            Subject::Departure(..)
            | Subject::Timetable
            | Subject::Airport(_)
            | Subject::Airline(_)
            | Subject::Tariff
            | Subject::PromoCode(_)
            | Subject::User(_) => {
                let about = history::subject.eq(of.kind().to_owned());
                let about = about.and(history::subject_key.eq(of.key()));
                self.load(lines.filter(about)).await?
            }
        };
        rows.into_iter().map(|row| self.keys.open_history(row.entry()?)).collect()
    }
}
