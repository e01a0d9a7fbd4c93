//! The world that is sold: read whole at start, row by row into domain values.

mod adopt;
pub(crate) mod timetable;

use airside_app::ports::StoreError;
use airside_app::ports::bus::Message;
use airside_app::ports::store::{AdoptError, Adoption, Stage, World, WorldRows, WorldVersion};
use airside_fares::{Fare, PromoCode, PromoName, PromoUses};
use airside_primitives::{Currency, UserId};
use airside_records::PromoCodeRecord;
use airside_timetable::{Airline, Airport, Flight};
use async_trait::async_trait;
use diesel::prelude::*;

use crate::SqliteStore;
use crate::column::{Code, Json, Key};
use crate::facts::{FARES_CURRENCY, PROVENANCE};
use crate::rows::world::{AirlineRow, AirportRow, FareRow, ScheduleRow};
use crate::schema::{
    airlines, airports, fares, promo_codes, promo_uses, schedules, timetables, world_facts,
};
use crate::write;

#[async_trait]
impl World for SqliteStore {
    async fn airports(&self) -> Result<Vec<Airport>, StoreError> {
        self.read(|connection| {
            let rows = airports::table.select(AirportRow::as_select()).load_iter(connection)?;
            rows.map(|row: QueryResult<AirportRow>| row?.airport()).collect()
        })
        .await
    }

    async fn airlines(&self) -> Result<Vec<Airline>, StoreError> {
        self.read(|connection| {
            let rows = airlines::table.select(AirlineRow::as_select()).load(connection)?;
            Ok(rows.into_iter().map(AirlineRow::airline).collect())
        })
        .await
    }

    async fn flights(&self) -> Result<Vec<Flight>, StoreError> {
        self.read(|connection| {
            let is_current = timetables::airline
                .eq(schedules::airline)
                .and(timetables::stage.eq(schedules::stage));
            let current = schedules::table.inner_join(timetables::table.on(is_current));
            let rows = current.select(ScheduleRow::as_select()).load_iter(connection)?;
            rows.map(|row: QueryResult<ScheduleRow>| row?.flight()).collect()
        })
        .await
    }

    async fn world_version(&self) -> Result<WorldVersion, StoreError> {
        self.read(|connection| Ok(WorldVersion(timetable::version(connection)?))).await
    }

    async fn stage(
        &self,
        rows: Vec<Flight>,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<Stage, StoreError> {
        Ok(timetable::stage(&self.writer, rows, progress).await?)
    }

    async fn adopt(&self, mut adoption: Adoption) -> Result<WorldVersion, AdoptError> {
        adoption.also = self.keys.seal_writes(adoption.also)?;
        adopt::adopt(&self.writer, adoption).await
    }

    async fn fares(&self) -> Result<Vec<Fare>, StoreError> {
        self.read(|connection| {
            let fares = fares::table.select(FareRow::as_select()).order(fares::id);
            let rows = fares.load_iter(connection)?;
            rows.map(|row: QueryResult<FareRow>| row?.fare()).collect()
        })
        .await
    }

    async fn load(&self, rows: WorldRows) -> Result<(), StoreError> {
        let loaded = self.writer.write(move |connection| {
            write::load_world(connection, &rows)?;
            write::outbox(connection, &[Message::TimetableChanged], None)
        });
        Ok(loaded.await?)
    }

    async fn provenance(&self) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            let found = world_facts::table.find(PROVENANCE).select(world_facts::value);
            Ok(found.first(connection).optional()?)
        })
        .await
    }

    async fn fares_currency(&self) -> Result<Option<Currency>, StoreError> {
        self.read(|connection| {
            let found = world_facts::table.find(FARES_CURRENCY).select(world_facts::value);
            let currency = found.first::<Code<Currency>>(connection).optional()?;
            Ok(currency.map(|Code(currency)| currency))
        })
        .await
    }

    async fn promo_code(&self, code: &PromoName) -> Result<Option<PromoCode>, StoreError> {
        let name = Code(code.clone());
        self.read(move |connection| {
            let found = promo_codes::table.find(name).select(promo_codes::document);
            let record = found.first::<Json<PromoCodeRecord>>(connection).optional()?;
            Ok(record.map(|Json(record)| record.try_into()).transpose()?)
        })
        .await
    }

    async fn promo_codes(
        &self,
        after: Option<&PromoName>,
        limit: u16,
    ) -> Result<Vec<(PromoCode, u32)>, StoreError> {
        let after = after.map_or_else(String::new, ToString::to_string);
        self.read(move |connection| {
            let rows = promo_codes::table
                .filter(promo_codes::name.gt(after))
                .order(promo_codes::name)
                .limit(limit.into())
                .select((promo_codes::name, promo_codes::document))
                .load::<(String, Json<PromoCodeRecord>)>(connection)?;
            let counted = rows.into_iter().map(|(name, Json(record))| {
                let uses = promo_uses::table.filter(promo_uses::name.eq(name)).count();
                let uses: i64 = uses.get_result(connection)?;
                Ok((record.try_into()?, u32::try_from(uses).unwrap_or(u32::MAX)))
            });
            counted.collect()
        })
        .await
    }

    async fn promo_uses(&self, code: &PromoName, user: UserId) -> Result<PromoUses, StoreError> {
        let name = Code(code.clone());
        self.read(move |connection| {
            let of_code = promo_uses::table.filter(promo_uses::name.eq(&name));
            let total = of_code.count().get_result::<i64>(connection)?;
            let by_user = of_code
                .filter(promo_uses::user.eq(Key(user.0)))
                .count()
                .get_result::<i64>(connection)?;
            let count = |uses: i64| u32::try_from(uses).unwrap_or(u32::MAX);
            Ok(PromoUses { total: count(total), by_user: count(by_user) })
        })
        .await
    }
}
