//! Keeps a tariff under the next version.
//!
//! A load of the world waits for the same lock, so that versions have no gaps and two nodes that
//! find no tariff write one.

use airside_app::ports::bus::Message;
use airside_app::ports::store::NewTariff;
use airside_app::ports::{Changes, Write};
use diesel::prelude::*;
use diesel::sql_query;
use diesel_async::{AsyncConnection, RunQueryDsl};

use super::statements;
use super::world::ONE_AT_A_TIME;
use crate::cached::Cached;
use crate::database::Database;
use crate::failure::Failure;
use crate::rows::tariffs::{Row, stored};
use crate::schema::tariffs;

/// Adds it and tells every node, unless it is the newest already; answers its version.
pub(crate) async fn save_tariff(
    database: &Database,
    tariff: NewTariff,
    also: Vec<Write>,
) -> Result<u32, Failure> {
    let mut connection = database.connection().await?;
    let changes = Changes::default().write_all(also).send(Message::TimetableChanged);
    let also = statements(&changes)?;

    let saved = connection.transaction(async |connection| {
        sql_query(ONE_AT_A_TIME).execute(connection).await?;
        let newest = tariffs::table.order(tariffs::version.desc()).limit(1);
        let newest = newest.first::<Row>(connection).await.optional()?.map(stored);
        let version = match newest {
            Some(newest) if newest.text == tariff.text => return Ok(newest.version),
            Some(newest) => newest.version + 1,
            None => 1,
        };
        diesel::insert_into(tariffs::table)
            .values((
                tariffs::version.eq(i32::try_from(version).unwrap_or(i32::MAX)),
                tariffs::name.eq(&tariff.name),
                tariffs::text.eq(&tariff.text),
                tariffs::loaded_at.eq(tariff.loaded_at),
            ))
            .execute(connection)
            .await?;
        for statement in &also {
            Cached(statement).execute(connection).await?;
        }
        Ok::<_, diesel::result::Error>(version)
    });
    Ok(saved.await?)
}
