//! The world that is sold: read whole at start, row by row into domain values.

mod adopt;
pub(crate) mod timetable;

use airside_app::ports::StoreError;
use airside_app::ports::store::{AdoptError, Adoption, Stage, World, WorldRows, WorldVersion};
use airside_fares::{Fare, PromoCode, PromoName, PromoUses};
use airside_primitives::{Currency, UserId};
use airside_records::PromoCodeRecord;
use airside_timetable::{Airline, Airport, Flight};
use async_trait::async_trait;
use diesel::prelude::*;

use crate::PostgresStore;
use crate::column::{Code, Json};
use crate::facts::{FARES_CURRENCY, PROVENANCE};
use crate::failure::Failure;
use crate::rows::world::{AirlineRow, AirportRow, FareRow, ScheduleRow};
use crate::schema::{
    airlines, airports, fares, promo_accounts, promo_codes, schedules, timetables, world,
    world_facts,
};
use crate::write;

#[async_trait]
impl World for PostgresStore {
    async fn airports(&self) -> Result<Vec<Airport>, StoreError> {
        let rows = self.load(airports::table.select(AirportRow::as_select())).await?;
        Ok(rows.into_iter().map(AirportRow::airport).collect::<Result<_, Failure>>()?)
    }

    async fn airlines(&self) -> Result<Vec<Airline>, StoreError> {
        let rows = self.load(airlines::table.select(AirlineRow::as_select())).await?;
        Ok(rows.into_iter().map(AirlineRow::airline).collect())
    }

    async fn flights(&self) -> Result<Vec<Flight>, StoreError> {
        let is_current =
            timetables::airline.eq(schedules::airline).and(timetables::stage.eq(schedules::stage));
        let current = schedules::table.inner_join(timetables::table.on(is_current));
        let rows = self.load(current.select(ScheduleRow::as_select())).await?;
        Ok(rows.into_iter().map(ScheduleRow::flight).collect::<Result<_, Failure>>()?)
    }

    async fn world_version(&self) -> Result<WorldVersion, StoreError> {
        let version: Option<i64> = self.find(world::table.select(world::version)).await?;
        Ok(WorldVersion(version.unwrap_or_default()))
    }

    async fn stage(
        &self,
        rows: Vec<Flight>,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<Stage, StoreError> {
        Ok(timetable::stage(&self.database, &rows, progress).await?)
    }

    async fn adopt(&self, mut adoption: Adoption) -> Result<WorldVersion, AdoptError> {
        adoption.also = self.keys.seal_writes(adoption.also)?;
        let adopting =
            self.database.spawn(|database| async move { adopt::adopt(&database, adoption).await });
        adopting.await.map_err(|_| AdoptError::Store(Failure::Stopped.into()))?
    }

    async fn fares(&self) -> Result<Vec<Fare>, StoreError> {
        let fares = fares::table.select(FareRow::as_select()).order(fares::id);
        let rows = self.load(fares).await?;
        Ok(rows.into_iter().map(FareRow::fare).collect::<Result<_, _>>()?)
    }

    async fn load(&self, rows: WorldRows) -> Result<(), StoreError> {
        let loading = self
            .database
            .spawn(|database| async move { write::load_world(&database, &rows).await });
        Ok(loading.await.map_err(|_| Failure::Stopped)??)
    }

    async fn provenance(&self) -> Result<Option<String>, StoreError> {
        let found = world_facts::table.find(PROVENANCE.to_owned()).select(world_facts::value);
        Ok(self.find(found).await?)
    }

    async fn fares_currency(&self) -> Result<Option<Currency>, StoreError> {
        let found = world_facts::table.find(FARES_CURRENCY.to_owned()).select(world_facts::value);
        let currency = self.find::<_, Code<Currency>>(found).await?;
        Ok(currency.map(|Code(currency)| currency))
    }

    async fn promo_code(&self, code: &PromoName) -> Result<Option<PromoCode>, StoreError> {
        let found = promo_codes::table.find(Code(code.clone())).select(promo_codes::document);
        let record = self.find::<_, Json<PromoCodeRecord>>(found).await?;
        let code = record.map(|Json(record)| record.try_into());
        Ok(code.transpose().map_err(Failure::from)?)
    }

    async fn promo_codes(
        &self,
        after: Option<&PromoName>,
        limit: u16,
    ) -> Result<Vec<(PromoCode, u32)>, StoreError> {
        let after = after.map_or_else(String::new, ToString::to_string);
        let found = promo_codes::table
            .filter(promo_codes::name.gt(after))
            .order(promo_codes::name)
            .limit(limit.into())
            .select((promo_codes::document, promo_codes::used));
        let rows = self.load::<_, (Json<PromoCodeRecord>, i64)>(found).await?;
        let counted = rows.into_iter().map(|(Json(record), uses)| {
            Ok((record.try_into()?, u32::try_from(uses).unwrap_or(u32::MAX)))
        });
        Ok(counted.collect::<Result<_, Failure>>()?)
    }

    async fn promo_uses(&self, code: &PromoName, user: UserId) -> Result<PromoUses, StoreError> {
        let by_user =
            promo_accounts::name.eq(promo_codes::name).and(promo_accounts::account.eq(user.0));
        let found = promo_codes::table
            .left_join(promo_accounts::table.on(by_user))
            .filter(promo_codes::name.eq(Code(code.clone())))
            .select((promo_codes::used, promo_accounts::used.nullable()));
        let counted: Option<(i64, Option<i64>)> = self.find(found).await?;

        let (total, by_user) = counted.unwrap_or_default();
        let count = |uses: i64| u32::try_from(uses).unwrap_or(u32::MAX);
        Ok(PromoUses { total: count(total), by_user: count(by_user.unwrap_or_default()) })
    }
}
