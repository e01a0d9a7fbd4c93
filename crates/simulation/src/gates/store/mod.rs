//! The way to the store: what is committed is noted in the ledger.

mod departures;
mod finding;
mod history;
mod mails;
mod personal_data;
mod queues;
mod reads;
mod sales;
mod stock;
mod watching;
mod webhooks;

use std::sync::Arc;

use airside_app::ports::{Changes, Clock as _, CommitError, Store, StoreError, Write};
use airside_local::TestClock;
use airside_records::Column;
use async_trait::async_trait;
use time::OffsetDateTime;

use super::{Gate, Lost};
use crate::desk::Kind;
use crate::ledger::{Ledger, Noted};
use crate::plants::Plant;

pub(crate) struct StoreGate {
    pub gate: Gate,
    pub store: Arc<dyn Store>,
    pub ledger: Arc<Ledger>,
    pub clock: Arc<TestClock>,
    /// Whether the store's clock is that of the story. A plan of the clerk's is held against times
    /// that the real store has written.
    pub tells_time: bool,
}

fn lost() -> StoreError {
    StoreError::away(Lost)
}

impl StoreGate {
    async fn read<T>(
        &self,
        name: &'static str,
        reading: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.gate.pass(Kind::Read, name, reading, lost).await
    }

    async fn write<T>(
        &self,
        name: &'static str,
        writing: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.gate.pass(Kind::Write, name, writing, lost).await
    }

    /// Commits what the fault that is planted makes of the changes, and notes it.
    async fn committed(&self, mut changes: Changes) -> Result<(), CommitError> {
        if self.gate.has(Plant::IgnoresVersions) {
            for write in &mut changes.writes {
                if let Write::Record { row, read_at: read_at @ Some(_), .. } = write {
                    let column = Column::id("id", row.id);
                    let now = self.store.records(row.table, column).await?;
                    *read_at = now.first().map(|it| it.version);
                }
            }
        }
        let noted = Noted::of(&changes);
        self.store.commit(changes).await?;
        self.ledger.committed(noted, &*self.store).await;
        Ok(())
    }
}

#[async_trait]
impl Store for StoreGate {
    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let (changes, later) = match self.gate.plant {
            None => (changes, None),
            Some(plant) => plant.torn(plant.on_changes(changes)),
        };
        let away = || CommitError::from(lost());
        self.gate.pass(Kind::Write, "store.commit", self.committed(changes), away).await?;
        match later {
            None => Ok(()),
            Some(later) => {
                self.gate.pass(Kind::Write, "store.commit", self.committed(later), away).await
            }
        }
    }

    async fn time(&self) -> Result<OffsetDateTime, StoreError> {
        let time = self.read("store.time", self.store.time()).await?;
        Ok(if self.tells_time { self.clock.now() } else { time })
    }

    async fn moved_ahead(&self) -> Result<time::Duration, StoreError> {
        self.read("store.moved_ahead", self.store.moved_ahead()).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
