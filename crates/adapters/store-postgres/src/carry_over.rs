//! Fills the counters of a store that an older release left, in one transaction.

use std::collections::BTreeSet;

use airside_app::ports::bus::Message;
use airside_app::ports::store::{Carried, CarryOver, Sold};
use airside_app::ports::{Changes, StoreError, Write};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, BigInt, Integer, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::PostgresStore;
use crate::cached::Cached;
use crate::column::Code;
use crate::database::Database;
use crate::failure::Failure;
use crate::schema::world_facts;
use crate::world::timetable;
use crate::write;

/// The name of the fact that a migration leaves.
const CARRY_OVER: &str = "carry_over";
/// Rows in one statement.
const BATCH: usize = 10_000;

const NEXT_WORLD: &str = "UPDATE world SET version = version + 1 RETURNING version AS number";
const NEXT_STAGE: &str = "INSERT INTO stages (is_whole) VALUES (true) RETURNING stage AS number";
const NO_TIMETABLES: &str = "DELETE FROM timetables";
const TIMETABLES: &str = "INSERT INTO timetables (airline, stage) SELECT airline, $1 FROM unnest($2::text[]) AS named (airline)";

const STOCK: &str = "
    INSERT INTO stock (flight, date, cabin, sold, capacity, world)
    SELECT flight, date, cabin, sold, capacity, $6
    FROM unnest($1::uuid[], $2::date[], $3::text[], $4::integer[], $5::integer[])
        AS counted (flight, date, cabin, sold, capacity)";
const CLAIMS: &str = "
    INSERT INTO seat_claims (flight, date, seat, booking)
    SELECT * FROM unnest($1::uuid[], $2::date[], $3::text[], $4::uuid[])";
const DEPARTURES: &str = "
    INSERT INTO booking_departures (flight, date, booking)
    SELECT * FROM unnest($1::uuid[], $2::date[], $3::uuid[]) ON CONFLICT DO NOTHING";

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[async_trait]
impl CarryOver for PostgresStore {
    async fn is_carry_over_due(&self) -> Result<bool, StoreError> {
        let found = world_facts::table.find(CARRY_OVER.to_owned()).select(world_facts::value);
        Ok(self.find::<_, String>(found).await?.is_some())
    }

    async fn carry_over(&self, carried: Carried) -> Result<(), StoreError> {
        let carrying =
            self.database.spawn(|database| async move { carry(&database, carried).await });
        Ok(carrying.await.map_err(|_| Failure::Stopped)??)
    }
}

async fn carry(database: &Database, carried: Carried) -> Result<(), Failure> {
    let mut connection = database.patient_connection().await?;
    let Carried { flights, stock, claims, departures, bookings } = carried;
    let saved = bookings.iter().map(Write::save);
    let changes = Changes::default().write_all(saved).send(Message::TimetableChanged);
    let statements = write::statements(&changes)?;

    let carrying = connection.transaction(async |connection| {
        let version = number(connection, NEXT_WORLD).await?;
        let stage = number(connection, NEXT_STAGE).await?;
        for rows in flights.chunks(BATCH) {
            timetable::insert(connection, stage, rows).await?;
        }
        let airlines: BTreeSet<_> = flights.iter().map(|row| row.number.airline()).collect();
        sql_query(NO_TIMETABLES).execute(connection).await?;
        sql_query(TIMETABLES)
            .bind::<BigInt, _>(stage)
            .bind::<Array<Text>, _>(airlines.into_iter().map(Code).collect::<Vec<_>>())
            .execute(connection)
            .await?;
        for rows in stock.chunks(BATCH) {
            count(connection, rows, version).await?;
        }
        for rows in claims.chunks(BATCH) {
            sql_query(CLAIMS)
                .bind::<Array<SqlUuid>, _>(column(rows, |it| it.flight.0))
                .bind::<Array<sql_types::Date>, _>(column(rows, |it| it.date))
                .bind::<Array<Text>, _>(column(rows, |it| Code(it.seat)))
                .bind::<Array<SqlUuid>, _>(column(rows, |it| it.booking.0))
                .execute(connection)
                .await?;
        }
        for rows in departures.chunks(BATCH) {
            sql_query(DEPARTURES)
                .bind::<Array<SqlUuid>, _>(column(rows, |(flight, _, _)| flight.0))
                .bind::<Array<sql_types::Date>, _>(column(rows, |(_, date, _)| *date))
                .bind::<Array<SqlUuid>, _>(column(rows, |(_, _, booking)| booking.0))
                .execute(connection)
                .await?;
        }
        for statement in &statements {
            Cached(statement).execute(connection).await?;
        }
        diesel::delete(world_facts::table.find(CARRY_OVER.to_owned())).execute(connection).await?;
        Ok::<_, diesel::result::Error>(())
    });
    Ok(carrying.await?)
}

async fn count(
    connection: &mut AsyncPgConnection,
    rows: &[Sold],
    version: i64,
) -> QueryResult<usize> {
    sql_query(STOCK)
        .bind::<Array<SqlUuid>, _>(column(rows, |it| it.inventory.flight.0))
        .bind::<Array<sql_types::Date>, _>(column(rows, |it| it.inventory.date))
        .bind::<Array<Text>, _>(column(rows, |it| Code(it.inventory.cabin)))
        .bind::<Array<Integer>, _>(column(rows, |it| i32::from(it.inventory.count)))
        .bind::<Array<Integer>, _>(column(rows, |it| i32::from(it.capacity)))
        .bind::<BigInt, _>(version)
        .execute(connection)
        .await
}

async fn number(connection: &mut AsyncPgConnection, statement: &str) -> QueryResult<i64> {
    Ok(sql_query(statement).get_result::<Number>(connection).await?.number)
}

/// One field of every row.
fn column<T, C>(rows: &[T], field: impl Fn(&T) -> C) -> Vec<C> {
    rows.iter().map(field).collect()
}
