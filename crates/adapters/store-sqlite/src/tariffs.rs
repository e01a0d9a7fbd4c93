//! Tariffs by version, as the text they were loaded as.

use airside_app::ports::bus::Message;
use airside_app::ports::store::{NewTariff, StoredTariff, Tariffs};
use airside_app::ports::{StoreError, Write};
use async_trait::async_trait;
use diesel::prelude::*;

use crate::SqliteStore;
use crate::column::Instant;
use crate::failure::Failure;
use crate::schema::tariffs;
use crate::write;

/// A row as it is kept.
type Row = (i64, String, String, Instant);

#[async_trait]
impl Tariffs for SqliteStore {
    async fn tariff(&self) -> Result<Option<StoredTariff>, StoreError> {
        self.read(newest).await
    }

    async fn tariff_version(&self, version: u32) -> Result<Option<StoredTariff>, StoreError> {
        self.read(move |connection| {
            let found = tariffs::table.find(i64::from(version));
            Ok(found.first::<Row>(connection).optional()?.map(stored))
        })
        .await
    }

    async fn save_tariff(&self, tariff: NewTariff, also: Vec<Write>) -> Result<u32, StoreError> {
        let also = self.keys.seal_writes(also)?;
        let saved = self.writer.write(move |connection| {
            let newest = newest(connection)?;
            let version = match newest {
                Some(newest) if newest.text == tariff.text => return Ok(newest.version),
                Some(newest) => newest.version + 1,
                None => 1,
            };
            diesel::insert_into(tariffs::table)
                .values((
                    tariffs::version.eq(i64::from(version)),
                    tariffs::name.eq(tariff.name),
                    tariffs::text.eq(tariff.text),
                    tariffs::loaded_at.eq(Instant(tariff.loaded_at)),
                ))
                .execute(connection)?;
            write::apply_also(connection, also, &[Message::TimetableChanged])?;
            Ok::<_, Failure>(version)
        });
        Ok(saved.await?)
    }
}

fn newest(connection: &mut SqliteConnection) -> Result<Option<StoredTariff>, Failure> {
    let newest = tariffs::table.order(tariffs::version.desc());
    Ok(newest.first::<Row>(connection).optional()?.map(stored))
}

fn stored((version, name, text, Instant(loaded_at)): Row) -> StoredTariff {
    let version = u32::try_from(version).unwrap_or_default();
    StoredTariff { version, name, text, loaded_at }
}
