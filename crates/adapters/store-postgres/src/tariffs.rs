//! Tariffs by version, as the text they were loaded as.

use airside_app::ports::store::{NewTariff, StoredTariff, Tariffs};
use airside_app::ports::{StoreError, Write};
use async_trait::async_trait;
use diesel::prelude::*;

use crate::PostgresStore;
use crate::failure::Failure;
use crate::rows::tariffs::{Row, stored};
use crate::schema::tariffs;
use crate::write;

#[async_trait]
impl Tariffs for PostgresStore {
    async fn tariff(&self) -> Result<Option<StoredTariff>, StoreError> {
        let newest = tariffs::table.order(tariffs::version.desc()).limit(1);
        Ok(self.find::<_, Row>(newest).await?.map(stored))
    }

    async fn tariff_version(&self, version: u32) -> Result<Option<StoredTariff>, StoreError> {
        let Ok(version) = i32::try_from(version) else { return Ok(None) };
        Ok(self.find::<_, Row>(tariffs::table.find(version)).await?.map(stored))
    }

    async fn save_tariff(&self, tariff: NewTariff, also: Vec<Write>) -> Result<u32, StoreError> {
        let also = self.keys.seal_writes(also)?;
        let saving = self
            .database
            .spawn(|database| async move { write::save_tariff(&database, tariff, also).await });
        Ok(saving.await.map_err(|_| Failure::Stopped)??)
    }
}
